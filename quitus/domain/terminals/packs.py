"""What a device may know without network: a signed record for each series, and a bitmap of its usable pass."""

import json
from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection

from quitus.domain.grants.models import Service
from quitus.domain.keys import queries as keys
from quitus.domain.keys import ring
from quitus.domain.keys import states as key_states
from quitus.domain.terminals.models import Terminal
from quitus.domain.venues import queries as venues
from quitus.domain.venues.models import ServiceOffer, Venue
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules, states
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock, signed_codes
from quitus.kernel.calendar import PARIS

DOMAIN = b"Quitus-Series1\0"
VERSION = 1

# Numbers of an order have no gap: the n-th symbol is the n-th pass. One read of the key of the table.
_BITS = """
SELECT asked.series, string_agg(CASE pass.mark WHEN %(plain)s THEN '1' ELSE '0' END, '' ORDER BY pass.number)
FROM unnest(%(series)s::bigint[], %(firsts)s::bigint[], %(lasts)s::bigint[]) AS asked(series, first, last)
JOIN vouchers_voucher pass ON pass.number BETWEEN asked.first AND asked.last
GROUP BY asked.series
"""


@dataclass(frozen=True)
class SignedRecord:
    """What a device may trust about one series: canonical JSON, and the signature of the key of its order over it."""

    record: bytes
    signature: bytes
    key_id: str


@dataclass(frozen=True)
class VenueOfDevice:
    """A venue where the person takes pass with the device, and what it offers."""

    venue: Venue
    services: list[Service]


@dataclass(frozen=True)
class Pack:
    """All that a device is given when it is online."""

    made_at: datetime
    venues: list[VenueOfDevice]
    records: list[SignedRecord]


def pack_of(terminal: Terminal, user_id: int) -> Pack:
    """What a device may know now, in the hands of a person: its venues where he takes pass, and a record of each series
    that one of them may take. Statements do not grow with pass. Refuses with `NoActiveKey`.
    """
    made_at = _to_the_millisecond(clock.now())
    places = _places(terminal, user_id)
    orders = _orders(places)
    bitmaps = bitmaps_of(orders)
    other_key = keys.signing_key().pk
    records = [_signed(order, made_at, bitmaps[order.series or 0], other_key) for order in orders]
    return Pack(made_at, places, [record for record in records if record is not None])


def _to_the_millisecond(instant: datetime) -> datetime:
    # The device repeats it in its lines as JSON told it, and JSON tells no more than milliseconds.
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def bitmap_of(terminal: Terminal, user_id: int, series: int) -> bytes | None:
    """The bitmap of one series that the device may take; None for any other."""
    orders = [order for order in _orders(_places(terminal, user_id)) if order.series == series]
    return bitmaps_of(orders).get(series)


def bitmaps_of(orders: Collection[Order]) -> dict[int, bytes]:
    """For each series, a bit for each of its pass from rank 1, the most significant first, 1 when it bears no mark:
    neither used, blocked nor cancelled. One statement.
    """
    ranges = [(order.series, rules.order_range(order.series, order.quantity)) for order in orders if order.series]
    if not ranges:
        return {}
    facts: dict[str, Any] = {
        "plain": states.PLAIN,
        "series": [series for series, _ in ranges],
        "firsts": [numbers.first for _, numbers in ranges],
        "lasts": [numbers.last for _, numbers in ranges],
    }
    with connection.cursor() as cursor:
        cursor.execute(_BITS, facts)
        return {series: _packed(bits) for series, bits in cursor.fetchall()}


def _packed(bits: str) -> bytes:
    length = -(-len(bits) // 8)
    return int(bits.ljust(length * 8, "0"), 2).to_bytes(length, "big")


def _places(terminal: Terminal, user_id: int) -> list[VenueOfDevice]:
    mine = venues.venues_worked_at(user_id).filter(pk__in=terminal.venue_ids, organisation_id=terminal.organisation_id)
    offers: dict[int, list[Service]] = {}
    found = ServiceOffer.objects.filter(venue__in=terminal.venue_ids).select_related("service")
    for offer in found.order_by("service__rank"):
        offers.setdefault(offer.venue_id, []).append(offer.service)
    return [VenueOfDevice(place, offers.get(place.pk, [])) for place in mine]


def _orders(places: Collection[VenueOfDevice]) -> list[Order]:
    """The orders whose pass exist, have codes of ours, and may be taken or were lately at one of these venues."""
    known = vouchers.orders(states_in=states.MINTED).filter(series__isnull=False, key__isnull=False)
    found = known.exclude(key__state=key_states.STOLEN).order_by("series")
    return [order for order in found if _is_recent(order, clock.today()) and _is_for(order, places)]


def _is_recent(order: Order, today: date) -> bool:
    return today <= order.usable_until + timedelta(days=order.late_entry_days)


def _is_for(order: Order, places: Iterable[VenueOfDevice]) -> bool:
    restrictions = vouchers.restrictions(order)
    return any(
        restrictions.covers_venue(place.venue.postcode)
        and any(restrictions.covers_service(service.code) for service in place.services)
        for place in places
    )


def _signed(order: Order, made_at: datetime, bitmap: bytes, other_key: str) -> SignedRecord | None:
    content = _content(order, made_at, bitmap)
    # Where its own secret is lost, the key that signs new orders speaks for it.
    for key_id in (order.key_id or "", other_key):
        secret = ring.ring().secret(key_id)
        if secret is not None:
            return SignedRecord(content, signed_codes.sign(secret, DOMAIN, content), key_id)
    return None


def _content(order: Order, made_at: datetime, bitmap: bytes) -> bytes:
    said = {
        "v": VERSION,
        "series": str(order.series),
        "key_id": order.key_id,
        "first_rank": 1,
        "last_rank": order.quantity,
        "face_value_cents": order.face_value_cents,
        "booklet_size": order.booklet_size,
        "pass_per_person_max": order.pass_per_person,
        "activated_on": order.activated_on.isoformat() if order.activated_on else None,
        "usable_until": order.usable_until.isoformat(),
        "late_entry_days": order.late_entry_days,
        "services": list(order.service_codes) or None,
        "postcodes": list(order.territory) or None,
        "ended": order.closed_on is not None or order.figures_fixed_on is not None,
        "made_at": made_at.astimezone(PARIS).isoformat(),
        "bitmap_sha256": sha256(bitmap).hexdigest(),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def in_base64(content: bytes) -> str:
    """Bytes as JSON carries them."""
    return b64encode(content).decode()
