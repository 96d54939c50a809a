"""Writes docs/vectors/codes.json: codes of a published key, right and wrong, for whoever writes a scanner.

The key is for tests alone: its secret stands in the file, so nothing that it signs is worth anything.

    .venv/bin/python -m tools.vectors          writes the file
    .venv/bin/python -m tools.vectors --check  exits 1 when the file is stale
"""

from __future__ import annotations

import json
import sys
from base64 import b32decode, b32encode, b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quitus.kernel import signed_codes
from quitus.kernel.codes import HumanCodes, check_symbol, group

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "vectors" / "codes.json"
SECRET = bytes(range(32))
STRANGER = bytes(range(32, 64))
BASE = "https://pass.exemple.test"
NUMBERS = (1_000_000_000_000_001, 1_234_567_890_000_001, 1_234_567_890_050_000, 9_007_199_249_999_999)


def content() -> dict[str, object]:
    """All the vectors."""
    public = signed_codes.public_key(SECRET)
    return {
        "about": "Codes of a published test key; docs/scanner.md says how to read them. Worth nothing.",
        "key": {
            "secret_hex": SECRET.hex(),
            "id": signed_codes.key_id(public),
            "algorithm": "Ed25519",
            "public_key_base64": b64encode(public).decode(),
            "human_code_key_hex": signed_codes.human_key(SECRET).hex(),
        },
        "valid": [_valid(number) for number in NUMBERS],
        "invalid_qr": _invalid_qr(),
        "valid_human": _typed(),
        "invalid_human": _invalid_human(),
    }


def _valid(number: int) -> dict[str, object]:
    text = signed_codes.Signer(SECRET, BASE).text(number)
    code = signed_codes.read(text)
    human = HumanCodes(signed_codes.human_key(SECRET)).code(number)
    return {
        "number": str(number),
        "human_code": human,
        "human_code_printed": group(human),
        "qr_text": text,
        "payload_hex": b32decode(text[-signed_codes.SYMBOLS :]).hex(),
        "signed_message_hex": signed_codes.message(code.key_id, number).hex(),
        "signature_hex": code.signature.hex(),
    }


def _invalid_qr() -> list[dict[str, str]]:
    good = signed_codes.Signer(SECRET, BASE).text(NUMBERS[1])
    stranger = signed_codes.Signer(STRANGER, BASE).text(NUMBERS[1])
    payload = b32decode(good[-signed_codes.SYMBOLS :])
    other = b32decode(stranger[-signed_codes.SYMBOLS :])
    next_number = payload[:10] + bytes([payload[10] + 1]) + payload[11:]
    untagged = Ed25519PrivateKey.from_private_bytes(SECRET).sign(payload[1:11])
    return [
        _told(text, why)
        for text, why in (
            (good[:-1], "a symbol is missing"),
            (good + "A", "a symbol too many"),
            (good[:-1] + "1", "1 is not a symbol of RFC 4648"),
            (_text(bytes([2]) + payload[1:]), "version 2 is not known"),
            (_text(payload[:1] + b"\xff" + payload[2:]), "the first four bits of the key's name are not zero"),
            (_text(payload[:4] + b"\x20" + payload[5:]), "the number is 2^53 or more"),
            (_text(next_number), "the signature is of another number"),
            (_text(payload[:-1] + bytes([payload[-1] ^ 1])), "the signature is wrong"),
            (stranger, "no key has this name"),
            (_text(payload[:11] + other[11:]), "the signature is of another key"),
            (_text(payload[:11] + untagged), "what is signed is not a code: the ten bytes before it are missing"),
            (_text(payload[:11] + bytes(64)), "the signature is nothing but zeros"),
        )
    ]


def _typed() -> list[dict[str, str]]:
    human = HumanCodes(signed_codes.human_key(SECRET)).code(NUMBERS[1])
    return [
        {"text": text, "number": str(NUMBERS[1])}
        for text in (
            human,
            group(human),
            human.lower(),
            f" {human[:4]} {human[4:9]} {human[9:]} ",
            human.replace("0", "o").replace("1", "l"),
            human.replace("1", "I"),
        )
    ]


def _invalid_human() -> list[dict[str, str]]:
    human = HumanCodes(signed_codes.human_key(SECRET)).code(NUMBERS[1])
    swapped = next(rank for rank in range(13) if human[rank] != human[rank + 1])
    none = next(
        data + check_symbol(data)
        for data in (f"{rank:013}" for rank in range(100))
        if not _is_read(data + check_symbol(data))
    )
    return [
        _told(text, why)
        for text, why in (
            (human[:-1], "a symbol is missing"),
            (human + "0", "a symbol too many"),
            (("0" if human[0] != "0" else "2") + human[1:], "the first symbol is wrong"),
            (human[:-1] + ("0" if human[-1] != "0" else "2"), "the check symbol is wrong"),
            (
                human[:swapped] + human[swapped + 1] + human[swapped] + human[swapped + 2 :],
                "two neighbours are swapped",
            ),
            ("U" + human[1:], "U is not a symbol"),
            (none, "the check is right, and no number has this code"),
        )
    ]


def _is_read(text: str) -> bool:
    try:
        HumanCodes(signed_codes.human_key(SECRET)).read(text)
    except signed_codes.NotACode:
        return False
    return True


def _text(payload: bytes) -> str:
    return f"{BASE.upper()}/P/{b32encode(payload).decode('ascii')}"


def _told(text: str, why: str) -> dict[str, str]:
    return {"text": text, "why": why}


def written() -> str:
    """The file as it should be."""
    return json.dumps(content(), indent=2) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        if FILE.read_text(encoding="utf-8") != written():
            sys.exit(f"{FILE.relative_to(ROOT)} is stale: run .venv/bin/python -m tools.vectors")
    else:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(written(), encoding="utf-8")
