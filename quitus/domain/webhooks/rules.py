"""What is announced to software, how it is signed, and how often it is tried."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from quitus.kernel.words import N_

REDEMPTION_RECORDED = "redemption.recorded"
REDEMPTION_UNDONE = "redemption.undone"
CLAIM_SENT = "claim.sent"
CLAIM_PAID = "claim.paid"
CONFLICT_OPENED = "conflict.opened"
TEST = "test"
EVENTS = {
    REDEMPTION_RECORDED: N_("Un pass est encaissé"),
    REDEMPTION_UNDONE: N_("Une utilisation est annulée"),
    CLAIM_SENT: N_("Une demande de remboursement est envoyée"),
    CLAIM_PAID: N_("Une demande de remboursement est payée"),
    CONFLICT_OPENED: N_("Un pass pris hors connexion est en conflit"),
}

GIVEN_UP_AFTER = timedelta(days=3)
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720))
"""How long after each try the next one comes; the last delay again and again, until it is given up."""

LOGGED = timedelta(days=30)
ANSWER_KEPT = 200
SUBSCRIPTIONS_MOST = 5


def signature(secret: str, at: int, body: str) -> str:
    """The header `Quitus-Signature`: the second at which it is sent, and HMAC-SHA256 of « t.body » in hexadecimal."""
    digest = hmac.new(secret.encode(), f"{at}.{body}".encode(), sha256).hexdigest()
    return f"t={at},v1={digest}"


def next_try(made_at: datetime, tries: int, now: datetime) -> datetime | None:
    """When a delivery that failed `tries` times (at least once) is tried again; None when it is given up."""
    planned = now + DELAYS[min(tries, len(DELAYS)) - 1]
    return planned if planned <= made_at + GIVEN_UP_AFTER else None


def is_address(url: str, *, local: bool = False) -> bool:
    """Whether news can be sent there: https://, a name, no password in it. With `local` also here, for tests."""
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    secure = parts.scheme == "https" or (local and parts.scheme == "http")
    plain = not (parts.username or parts.password or parts.fragment)
    return known and secure and plain and url.isascii() and url.isprintable() and " " not in url
