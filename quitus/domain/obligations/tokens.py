"""Secrets that stand in addresses, made with the key of the instance: a calendar, and the end of reminders."""

import base64
import hashlib

from django.core import signing
from django.utils.crypto import salted_hmac

_SALT = "quitus.obligations.calendar"
_STOP = signing.Signer(salt="quitus.obligations.stop")


def token_of(nonce: str, scheme_id: int, user_id: int) -> str:
    """The token of a calendar: 52 small letters and digits, 256 bits."""
    digest = salted_hmac(_SALT, f"{nonce}:{scheme_id}:{user_id}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()


def hash_of(token: str) -> str:
    """What of a token is kept, to find it again."""
    return hashlib.sha256(token.encode()).hexdigest()


def stop_token_of(user_id: int) -> str:
    """What opens, without signing in, the page where a person stops his reminders."""
    return _STOP.sign(str(user_id))


def user_of_stop_token(token: str) -> int | None:
    """Whose reminders a token stops; None for one that was never given."""
    try:
        return int(_STOP.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
