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


def stop_token_of(scheme_slug: str, user_id: int) -> str:
    """What opens, without signing in, the page where a person stops his reminders of one scheme, and of it alone.

    It has no end: a letter read long after still has to stop those that come (RFC 8058), and it opens nothing else. It
    stops working when the key of the instance changes, or the person has no role in the scheme any more.
    """
    return _STOP.sign(f"{user_id}:{scheme_slug}")


def user_of_stop_token(scheme_slug: str, token: str) -> int | None:
    """Whose reminders of a scheme a token stops; None for one that was never given, or that another scheme gave."""
    try:
        user_id, _, slug = _STOP.unsign(token).partition(":")
        return int(user_id) if slug == scheme_slug else None
    except (signing.BadSignature, ValueError):
        return None
