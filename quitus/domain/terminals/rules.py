"""What a device signs and how it is read: lines, their chain, the signature of its head, and what it may hold.

A device keeps what it takes as lines of JSON, counted from 1 without gap. Their chain begins with 64 zeros; each head
is the SHA-256 of the head before and of the line, in hexadecimal. The device signs the last head (ECDSA over P-256 with
SHA-256, FIPS 186-4), so that no line can be changed, left out or put in between without its key.
"""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from quitus.kernel.calendar import PARIS
from quitus.kernel.money import Cents

FIRST_HEAD = "0" * 64
KEY_BYTES, SIGNATURE_BYTES = 65, 64
MOST_LINES = 10_000
LONGEST_LINE = 2_000
LABEL_LONGEST = 80
ACCESS_LASTS = timedelta(hours=12)
CLOCKS_DIFFER = timedelta(minutes=5)
MOST_NUMBER = 1 << 53
MOST_KEY = 1 << 63
MOST_PEOPLE = 32_767


@dataclass(frozen=True, slots=True)
class Limits:
    """What one device may hold without network: so many pass, of so many cents in all, taken since so many days."""

    count: int
    cents: Cents
    days: int


def bytes_of(text: str, length: int) -> bytes | None:
    """The bytes that a text says in base 64, when there are so many of them; else None."""
    try:
        found = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return None
    return found if len(found) == length else None


def is_public_key(key: bytes) -> bool:
    """Whether 65 bytes are a point of P-256, uncompressed."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
    except ValueError:
        return False
    return len(key) == KEY_BYTES


def is_signed(key: bytes, message: str, signature: str) -> bool:
    """Whether the device with this key signed this text; the signature is r and s, 64 bytes in base 64."""
    raw = bytes_of(signature, SIGNATURE_BYTES)
    if raw is None:
        return False
    half = SIGNATURE_BYTES // 2
    der = encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
    try:
        point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
        point.verify(der, message.encode("utf-8", "surrogatepass"), ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def token_message(terminal_id: int, user_id: int, at: str) -> str:
    """What a device signs to ask for a new access in the name of a person."""
    return f"quitus token {terminal_id} {user_id} {at}"


def heads(before: str, lines: Iterable[str]) -> list[str]:
    """The head after each of these lines, when `before` is the one before them."""
    found, head = [], before
    for line in lines:
        head = sha256((head + line).encode("utf-8", "surrogatepass")).hexdigest()
        found.append(head)
    return found


@dataclass(frozen=True, slots=True)
class Signed:
    """What one line says, as the device signed it. `undo` is the rank of an earlier line that it strikes out; else it
    takes one pass, by its `number` or by a typed `code` that the device could not read.
    """

    n: int
    request: UUID | None = None
    number: int | None = None
    code: str = ""
    venue_id: int = 0
    service_code: str = ""
    service_on: date | None = None
    people_count: int | None = None
    minutes: int | None = None
    theme: str = ""
    taken_at: datetime | None = None
    user_id: int = 0
    pack_made_at: datetime | None = None
    undo: int | None = None

    @property
    def is_taking(self) -> bool:
        """Whether it takes a pass, with all that a taking needs."""
        return self.request is not None


def rank_of(text: str) -> int | None:
    """The rank `n` of a line, which everything else hangs on; None when it says none."""
    told = _object(text)
    rank = told.get("n") if told else None
    return rank if type(rank) is int and 0 < rank < MOST_NUMBER else None


def read_line(text: str) -> Signed:
    """What a line says; one that cannot be read keeps nothing but its rank. Raises `ValueError` when it has none."""
    told, rank = _object(text), rank_of(text)
    if told is None or rank is None:
        raise ValueError("a line says its rank")
    try:
        return _undoing(rank, told) if "undo" in told else _taking(rank, told)
    except (ValueError, KeyError, TypeError, OverflowError):
        return Signed(rank)


def _object(text: str) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _undoing(rank: int, told: dict[str, Any]) -> Signed:
    undo = _whole(told["undo"], rank)
    return Signed(rank, undo=undo, user_id=_whole(told["user_id"], MOST_KEY), taken_at=instant_of(told["taken_at"]))


def _taking(rank: int, told: dict[str, Any]) -> Signed:
    has_number = told.get("number") is not None
    people, minutes = told.get("people_count"), told.get("minutes")
    return Signed(
        n=rank,
        request=UUID(_text(told["request"], 45)),
        number=_whole(told["number"], MOST_NUMBER) if has_number else None,
        code="" if has_number else _text(told["code"], 200),
        venue_id=_whole(told["venue_id"], MOST_KEY),
        service_code=_text(told["service_code"], 20),
        service_on=date.fromisoformat(told["service_on"]),
        people_count=None if people is None else _whole(people, MOST_PEOPLE + 1),
        minutes=None if minutes is None else _whole(minutes, MOST_PEOPLE),
        theme=_text(told.get("theme") or "", 80),
        taken_at=instant_of(told["taken_at"]),
        user_id=_whole(told["user_id"], MOST_KEY),
        pack_made_at=instant_of(told["pack_made_at"]),
    )


def _whole(value: object, below: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("a whole number, or the text of one")
    number = int(value)
    if not 0 < number < below:
        raise ValueError("out of bounds")
    return number


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError("a short text")
    value.encode()  # half a character is no text: JSON can escape one, the database keeps none
    return value


def instant_of(value: object) -> datetime:
    """The instant that a text says, of the years 2000 to 2999, with its time zone; raises `ValueError`, `TypeError`.

    Elsewhere in time the database keeps instants that cannot be read again, and the whole list of devices with them.
    """
    if not isinstance(value, str):
        raise TypeError("an instant is a text")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None or not 2000 <= found.year < 3000:
        raise ValueError("an instant says its time zone, and is of our time")
    return found


def is_believed(line: Signed, *, since: datetime, latest: datetime, now: datetime, days: int) -> bool:
    """Whether the device may have taken this pass when it says.

    That is not before `since` (its last line received, or its enrolment), not after `latest` (its arrival, clocks that
    differ by five minutes forgiven), within the days it may be without network, and not before the day of the service.
    """
    if line.taken_at is None or line.service_on is None:
        return False
    earliest = max(since - CLOCKS_DIFFER, now - timedelta(days=days))
    if not earliest <= line.taken_at <= latest:
        return False
    return line.service_on <= line.taken_at.astimezone(PARIS).date()


def stretches(lines: Iterable[Signed], given: Mapping[datetime, int], reached: int) -> list[int]:
    """The stretch of each line, of the packs a device was given, when the line before the first was in `reached`.

    It never goes back: neither an older pack nor one that was never given opens an allowance again.
    """
    found = []
    for line in lines:
        if line.pack_made_at is not None:
            reached = max(reached, given.get(line.pack_made_at, reached))
        found.append(reached)
    return found


def knew(fact_at: datetime | None, line: Signed, days: int, given: Mapping[datetime, int]) -> bool:
    """Whether the device could know a fact when it took the pass: its pack was made after it.

    A fact without an instant has always been so. A device that names a pack it was never given, one older than it may
    hold, or newer than the taking itself, is held to have known.
    """
    if fact_at is None or line.taken_at is None or line.pack_made_at not in given:
        return True
    assert line.pack_made_at is not None
    if not line.taken_at - timedelta(days=days) <= line.pack_made_at <= line.taken_at + CLOCKS_DIFFER:
        return True
    return line.pack_made_at >= fact_at
