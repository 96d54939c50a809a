"""The secrets behind printed codes: one small file each, in a folder that only its owner reads; never in the database.

A secret leaves the folder sealed only: to a passphrase, or to the X25519 key of whoever takes it up.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from quitus.kernel.signed_codes import SECRET_BYTES, key_id, public_key

SUFFIX = ".key"
SALT_BYTES = 16
_NONCE = bytes(12)  # each sealing has a key of its own, used once
_SEALED = b"quitus 1 sealed to a key"
_LOCKED = b"quitus 1 locked by a passphrase"


class CannotOpen(Exception):
    """What is sealed does not open: another key or passphrase, or not the bytes that were sealed."""


class FolderIsOpen(Exception):
    """Others than its owner may read the folder of secrets."""


class Keyring:
    """The secrets of one instance: those of a folder, and those given beside it, by the environment."""

    def __init__(self, folder: Path, given: tuple[bytes, ...] = ()) -> None:
        """Prepare; the folder is read when asked, again each time that it has changed."""
        self.folder = folder
        self._given = {_name(secret): secret for secret in given}
        self._kept: dict[str, bytes] = {}
        self._seen: int | None = None

    def secret(self, name: str) -> bytes | None:
        """Give the secret of a key, None when this instance does not hold it."""
        return self._given.get(name) or self._read().get(name)

    def names(self) -> list[str]:
        """Name the keys whose secret is here, in order."""
        return sorted({**self._given, **self._read()})

    def given(self) -> list[str]:
        """Name the keys whose secret the environment gives, in order."""
        return sorted(self._given)

    def path(self, name: str) -> Path:
        """Say where the secret of a key is kept."""
        return self.folder / f"{name}{SUFFIX}"

    def keep(self, secret: bytes) -> str:
        """Write a secret to the folder, whole and safe on disk before this returns; give the key's name.

        Raises FolderIsOpen where others than its owner may read it.
        """
        name = _name(secret)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            raise FolderIsOpen(str(self.folder))
        draft = self.folder / f".{name}-{os.getpid()}"
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path(name))
        self._seen = None
        return name

    def forget(self, name: str) -> None:
        """Remove the secret of a key from the folder, if it is there."""
        self.path(name).unlink(missing_ok=True)
        self._seen = None

    def _read(self) -> dict[str, bytes]:
        """The secrets of the folder; a file whose name is not that of its secret is not one of them."""
        changed = self._changed()
        if changed != self._seen:
            found = {}
            for path in sorted(self.folder.glob(f"[!.]*{SUFFIX}")):
                with contextlib.suppress(ValueError, OSError):
                    secret = bytes.fromhex(path.read_text(encoding="ascii"))
                    if _name(secret) == path.stem:
                        found[path.stem] = secret
            self._kept, self._seen = found, changed
        return self._kept

    def _changed(self) -> int:
        try:
            return self.folder.stat().st_mtime_ns
        except OSError:
            return 0


def new_secret() -> bytes:
    """Draw a secret."""
    return secrets.token_bytes(SECRET_BYTES)


def _name(secret: bytes) -> str:
    return key_id(public_key(secret))


def seal(secret: bytes, recipient_public: bytes) -> bytes:
    """Close bytes so that only the holder of an X25519 key (its 32 public bytes) opens them.

    An X25519 key made for this once (32 bytes, first in the answer), HKDF-SHA256 over the shared secret with both
    public keys as salt, ChaCha20-Poly1305. Whoever seals cannot open again.
    """
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(recipient_public))
    return mine + ChaCha20Poly1305(_between(shared, mine + recipient_public)).encrypt(_NONCE, secret, _SEALED)


def open_sealed(sealed: bytes, recipient_private: bytes) -> bytes:
    """Open what `seal` closed to the key whose 32 private bytes are given. Raises CannotOpen."""
    own = X25519PrivateKey.from_private_bytes(recipient_private)
    theirs = sealed[:32]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
        key = _between(shared, theirs + own.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(_NONCE, sealed[32:], _SEALED)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _between(shared: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=_SEALED).derive(shared)


def lock(secret: bytes, passphrase: str) -> bytes:
    """Close bytes with a passphrase: scrypt (2^17, 8, 1; a fifth of a second and 128 MB a guess), ChaCha20-Poly1305."""
    salt = os.urandom(SALT_BYTES)
    return salt + ChaCha20Poly1305(_from_passphrase(passphrase, salt)).encrypt(_NONCE, secret, _LOCKED)


def unlock(locked: bytes, passphrase: str) -> bytes:
    """Open what `lock` closed. Raises CannotOpen."""
    try:
        key = _from_passphrase(passphrase, locked[:SALT_BYTES])
        return ChaCha20Poly1305(key).decrypt(_NONCE, locked[SALT_BYTES:], _LOCKED)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())


def new_recipient() -> tuple[bytes, bytes]:
    """Make the key of somebody who will be sent sealed secrets: private PEM (PKCS 8) and public PEM, as OpenSSL's."""
    made = X25519PrivateKey.generate()
    private = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def recipient_public(pem: bytes) -> bytes:
    """Give the 32 bytes of an X25519 public key in PEM. Raises CannotOpen when it is anything else."""
    try:
        key = serialization.load_pem_public_key(pem)
    except ValueError:
        raise CannotOpen from None
    if not isinstance(key, X25519PublicKey):
        raise CannotOpen
    return key.public_bytes_raw()


def recipient_private(pem: bytes) -> bytes:
    """Give the 32 bytes of an X25519 private key in PEM. Raises CannotOpen when it is anything else."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise CannotOpen from None
    if not isinstance(key, X25519PrivateKey):
        raise CannotOpen
    return key.private_bytes_raw()
