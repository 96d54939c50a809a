"""docs/vectors/codes.json is what the program makes, and what a scanner written from docs/scanner.md reads."""

import json
from base64 import b32decode, b64decode
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from quitus.kernel import signed_codes
from quitus.kernel.codes import HumanCodes, NotACode
from tools import vectors

VECTORS: dict[str, Any] = json.loads(vectors.FILE.read_text(encoding="utf-8"))
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_the_vectors_are_fresh() -> None:
    assert vectors.FILE.read_text(encoding="utf-8") == vectors.written(), "run .venv/bin/python -m tools.vectors"


def scan(text: str) -> int | None:
    """A scanner as docs/scanner.md tells to write one, without a line of the program."""
    symbols = text.strip().rpartition("/")[2].upper()
    if len(symbols) != 120 or set(symbols) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        return None
    payload = b32decode(symbols)
    key, number = int.from_bytes(payload[1:4], "big"), int.from_bytes(payload[4:11], "big")
    if payload[0] != 1 or key >= 2**20 or number >= 2**53:
        return None
    name = "".join(CROCKFORD[key >> shift & 31] for shift in (15, 10, 5, 0))
    if name != VECTORS["key"]["id"]:
        return None
    public = Ed25519PublicKey.from_public_bytes(b64decode(VECTORS["key"]["public_key_base64"]))
    try:
        public.verify(payload[11:], b"Quitus-QR1" + payload[1:11])
    except InvalidSignature:
        return None
    return number


def test_a_scanner_written_from_the_document_reads_what_is_valid_and_nothing_else() -> None:
    for one in VECTORS["valid"]:
        assert scan(one["qr_text"]) == int(one["number"])
    for one in VECTORS["invalid_qr"]:
        assert scan(one["text"]) is None, one["why"]


def test_the_program_reads_what_is_valid_and_nothing_else() -> None:
    public = b64decode(VECTORS["key"]["public_key_base64"])
    for one in VECTORS["valid"]:
        code = signed_codes.read(one["qr_text"])
        assert code.is_signed_by(public)
        assert (code.number, code.signature.hex()) == (int(one["number"]), one["signature_hex"])
    for one in VECTORS["invalid_qr"]:
        assert not _believed(one["text"], public), one["why"]


def _believed(text: str, public: bytes) -> bool:
    try:
        return signed_codes.read(text).is_signed_by(public)
    except NotACode:
        return False


def test_human_codes_are_read_and_refused_as_told() -> None:
    codes = HumanCodes(bytes.fromhex(VECTORS["key"]["human_code_key_hex"]))
    for one in VECTORS["valid_human"]:
        assert codes.read(one["text"]) == int(one["number"])
    for one in VECTORS["invalid_human"]:
        with pytest.raises(NotACode):
            codes.read(one["text"])


def test_the_check_of_a_human_code_is_the_sum_that_the_document_tells() -> None:
    def times(value: int, power: int) -> int:
        for _ in range(power):
            value = value << 1 ^ (0b100101 if value & 0b10000 else 0)
        return value

    for one in VECTORS["valid"]:
        total = 0
        for power, symbol in enumerate(one["human_code"]):
            total ^= times(CROCKFORD.index(symbol), power)
        assert total == 0
