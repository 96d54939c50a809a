"""What the secrets of this instance give: signers and human codes, made once for each key."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from quitus.connectors.keyring import Keyring
from quitus.domain.keys.errors import KeySecretMissing
from quitus.kernel.codes import HumanCodes
from quitus.kernel.signed_codes import Signer, human_key


@lru_cache(maxsize=8)
def _ring_of(folder: Path, given: tuple[bytes, ...]) -> Keyring:
    return Keyring(folder, given)


def ring() -> Keyring:
    """The secrets of this instance, as the settings say where they are."""
    return _ring_of(settings.KEYS_FOLDER, settings.KEYS_GIVEN)


@lru_cache(maxsize=64)
def _signer_of(secret: bytes, base: str) -> Signer:
    return Signer(secret, base)


@lru_cache(maxsize=64)
def _human_codes_of(secret: bytes) -> HumanCodes:
    return HumanCodes(human_key(secret))


def secret_of(key_id: str) -> bytes:
    """The secret of a key. Refuses with `KeySecretMissing`."""
    secret = ring().secret(key_id)
    if secret is None:
        raise KeySecretMissing(key=key_id)
    return secret


def signer(key_id: str) -> Signer:
    """What signs the codes of a key, at the public address of this instance. Refuses with `KeySecretMissing`."""
    return _signer_of(secret_of(key_id), settings.QUITUS_PUBLIC_URL)


def human_codes(key_id: str) -> HumanCodes:
    """The human codes of a key. Refuses with `KeySecretMissing`."""
    return _human_codes_of(secret_of(key_id))
