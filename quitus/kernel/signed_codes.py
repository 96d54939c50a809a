"""Signed codes: what a QR code says, so that anyone with the public keys can check a number without asking anybody.

One secret of 32 bytes gives, by HKDF-SHA256 (RFC 5869) with a purpose of its own each, the seed of an Ed25519 key
(RFC 8032), which signs, and the key of human codes. The public key gives the four symbols that name the pair.

A signed code is 75 bytes: the version (1), the key's name (4 symbols of Crockford's base 32 as 20 bits, in 3 bytes),
the number (7 bytes), the signature (64 bytes) of the 10 bytes « Quitus-QR1 », then the name, then the number. Whole
numbers are big-endian. In base 32 (RFC 4648) it is exactly 120 symbols, without padding: one text for one code. It
stands at the end of an address in capitals, so that a QR code holds it in its alphanumeric mode. Nothing signed ever
changes: a printed code outlives a prolongation.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from quitus.kernel.codes import ALPHABET, NUMBER_BITS, NotACode

SECRET_BYTES = 32
VERSION = 1
SYMBOLS = 120
KEY_ID = re.compile(f"[{ALPHABET}]{{4}}")
DOMAIN = b"Quitus-QR1"

_SIGNING = b"quitus 1 signing"
_HUMAN = b"quitus 1 human codes"
_NAMING = b"quitus 1 name of a key"
_KEY_BYTES, _NUMBER_BYTES = 3, 7
_SIGNED = re.compile(f"[A-Z2-7]{{{SYMBOLS}}}")


def _derived(secret: bytes, purpose: bytes) -> bytes:
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)


def human_key(secret: bytes) -> bytes:
    """The key of the human codes of a secret, for `codes.HumanCodes`: 32 bytes."""
    return _derived(secret, _HUMAN)


def public_key(secret: bytes) -> bytes:
    """The Ed25519 public key of a secret: 32 bytes, for everybody."""
    return _signing_key(secret).public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """The four symbols that name a public key: the first 20 bits of a digest of it, so that a name cannot be moved."""
    bits = int.from_bytes(sha256(_NAMING + public).digest()[:_KEY_BYTES], "big") >> 4
    return "".join(ALPHABET[bits >> shift & 31] for shift in (15, 10, 5, 0))


def _signing_key(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_derived(secret, _SIGNING))


def _key_bytes(name: str) -> bytes:
    bits = 0
    for symbol in name:
        bits = bits << 5 | ALPHABET.index(symbol)
    return bits.to_bytes(_KEY_BYTES, "big")


def message(key: str, number: int) -> bytes:
    """What is signed: 20 bytes that say which key and which number, and that they are a code and nothing else."""
    return DOMAIN + _key_bytes(key) + number.to_bytes(_NUMBER_BYTES, "big")


def sign(secret: bytes, domain: bytes, content: bytes) -> bytes:
    """Sign a document with a secret: the 64 bytes are over `domain`, which says what kind it is, and its SHA-256.

    No code says the same bytes: `domain` ends with a zero and does not begin as codes do.
    """
    return _signing_key(secret).sign(_of_document(domain, content))


def is_signed(public: bytes, domain: bytes, content: bytes, signature: bytes) -> bool:
    """Whether the holder of the secret of this public key has signed this document, of this kind."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _of_document(domain, content))
    except (InvalidSignature, ValueError):
        return False
    return True


def _of_document(domain: bytes, content: bytes) -> bytes:
    if domain.startswith(DOMAIN) or not domain.endswith(b"\0"):
        raise ValueError("a document is signed under a domain of its own, which ends with a zero")
    return domain + sha256(content).digest()


class Signer:
    """Makes the signed codes of one secret. `base` is the address that they begin with, without a final slash."""

    def __init__(self, secret: bytes, base: str) -> None:
        self._key = _signing_key(secret)
        self._start = f"{base}/P/".upper()
        self.key_id = key_id(self._key.public_key().public_bytes_raw())

    def text(self, number: int) -> str:
        """The whole text of the QR code of a number from 0 to 2^53 − 1: an address in capitals."""
        if not 0 <= number < 1 << NUMBER_BITS:
            raise ValueError("a code carries a number below 2^53")
        said = message(self.key_id, number)
        content = bytes([VERSION]) + said[len(DOMAIN) :] + self._key.sign(said)
        return self._start + b32encode(content).decode("ascii")


@dataclass(frozen=True, slots=True)
class SignedCode:
    """What a signed code claims; nothing of it is true before `is_signed_by` has said so."""

    key_id: str
    number: int
    signature: bytes

    def is_signed_by(self, public: bytes) -> bool:
        """Whether the holder of the secret of this public key has signed this number with this very key."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, message(self.key_id, self.number))
        except InvalidSignature:
            return False
        return key_id(public) == self.key_id


def read(text: str) -> SignedCode:
    """What a scanned text claims: a whole address or its last 120 symbols, in capitals or not.

    Refuses with `NotACode`, the same for a wrong length, symbol, version, key's name or number; the signature is not
    looked at.
    """
    symbols = text.strip().rpartition("/")[2].upper()
    if not _SIGNED.fullmatch(symbols):
        raise NotACode()
    content = b32decode(symbols)
    key, number = int.from_bytes(content[1:4], "big"), int.from_bytes(content[4:11], "big")
    if content[0] != VERSION or key >> 20 or number >> NUMBER_BITS:
        raise NotACode()
    name = "".join(ALPHABET[key >> shift & 31] for shift in (15, 10, 5, 0))
    return SignedCode(name, number, content[11:])
