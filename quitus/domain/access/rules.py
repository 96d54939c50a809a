"""What a token may do, for how long, and how its secret is written."""

import base64
import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from quitus.kernel.calendar import PARIS
from quitus.kernel.words import N_

SOFTWARE = "software"
TERMINAL = "terminal"
KINDS = (SOFTWARE, TERMINAL)
"""Who holds the secret: a software of the venue, or a device."""

CHECK = "check"
REDEEM = "redeem"
UNDO = "undo"
READ = "read"
SCOPES = {
    CHECK: N_("Vérifier un pass sans l'encaisser"),
    REDEEM: N_("Encaisser des pass"),
    UNDO: N_("Annuler une utilisation"),
    READ: N_("Lire vos utilisations et ce qui vous est dû"),
}

LONGEST = timedelta(days=731)
SOFTWARE_MOST = 50
KEPT_AFTER = timedelta(days=30)
"""For how long the line of a device stays after its end; a software's stays for ever."""

_PREFIX = "quitus_"
_LENGTH = len(_PREFIX) + 43


def new_secret() -> str:
    """`quitus_` and 32 random bytes as 43 characters of URL-safe base64. Shown once, never stored."""
    return _PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def digest_of(secret: str) -> bytes:
    """What is kept of a secret: its SHA-256, 32 bytes. It needs no salt: nobody guesses 256 random bits."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def looks_like_a_secret(text: str) -> bool:
    """Whether a text may be a secret of ours, by its prefix and length."""
    return len(text) == _LENGTH and text.startswith(_PREFIX)


def known_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes given that exist, each once, in the order of `SCOPES`."""
    given = set(scopes)
    return [scope for scope in SCOPES if scope in given]


def end_of(day: date) -> datetime:
    """The instant at which a token that serves until that day, included, opens nothing any more."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS)


def last_day(expires_at: datetime) -> date:
    """The last day on which a token opens something."""
    return (expires_at - timedelta(microseconds=1)).astimezone(PARIS).date()


def stands(starts_at: datetime, expires_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a token opens anything at an instant: begun, not over, not ended."""
    return ended_at is None and starts_at <= now < expires_at
