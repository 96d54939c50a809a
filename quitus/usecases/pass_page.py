"""What a pass says to whoever holds it: what it is worth, until when, where; never who it was handed to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quitus.domain.grants.models import Service
from quitus.domain.keys import queries as keys
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import directory
from quitus.domain.venues import queries as venues
from quitus.domain.venues.directory import KILOMETRES, Asked
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import codes, queries, rules, states
from quitus.domain.vouchers.rules import Restrictions
from quitus.kernel import clock
from quitus.kernel.money import Cents

NOTHING = 0
"""A series that no order has: asked for when a code says nothing, so that every wrong code costs the same."""


@dataclass(frozen=True)
class PassSeen:
    """One genuine pass on the day of its scheme. `state` is one of `vouchers.states.VALIDITY`.

    `until` is the last day printed, or the last day of the tolerance once that one is past.
    `left_count` of the `booklet_size` pass of its booklet can still be used. `services` is empty when it pays all.
    """

    scheme: Scheme
    face_value_cents: Cents
    state: str
    until: date
    booklet_size: int
    left_count: int
    services: Sequence[Service]
    venues: Sequence[Venue]


def look_at_pass(text: str, near: str = "") -> PassSeen | None:
    """The pass behind a code, typed or scanned; None for anything that is not one, whatever is wrong with it.

    Its venues are those of the public directory: all by commune, or those `near` a commune or a postcode, the nearest
    first (those of that name, where nobody knows where it is).

    Outside of any scheme: it is found by the code alone.
    """
    keys.look_again()
    claimed = codes.claimed(text) or [("", NOTHING)]
    seen = None
    for key_id, number in claimed:
        found = codes.scheme_of_series(rules.series_of(number))
        if found and found[1] == key_id:
            scheme = organisations.scheme_by_id(found[0])
            with within_scheme(scheme):
                seen = _seen(scheme, number, near)
    return seen


def _seen(scheme: Scheme, number: int, near: str) -> PassSeen | None:
    voucher = queries.voucher(number)
    if voucher is None:
        return None
    order, today = voucher.order, clock.today()
    facts = queries.facts_of(order)
    state = rules.validity(facts, voucher.mark, today)
    restrictions = queries.restrictions(order)
    booklet = rules.booklet_range(
        rules.series_of(number), rules.booklet_of(number, order.booklet_size), order.booklet_size
    )
    usable = rules.validity(facts, states.PLAIN, today) == states.ACTIVE
    return PassSeen(
        scheme=scheme,
        face_value_cents=Cents(order.face_value_cents),
        state=state,
        until=order.valid_until if today <= order.valid_until else order.usable_until,
        booklet_size=order.booklet_size,
        left_count=queries.marks(booklet).get(states.PLAIN, 0) if usable else 0,
        services=[one for one in venues.services() if restrictions.services and restrictions.covers_service(one.code)],
        venues=_venues(scheme, restrictions, near),
    )


def _venues(scheme: Scheme, restrictions: Restrictions, near: str) -> list[Venue]:
    asked = Asked(postcodes=restrictions.territory, km=max(KILOMETRES))
    place = directory.place(scheme.pk, near)
    if place is not None:
        asked = replace(asked, place=place) if place.is_known else replace(asked, words=near)
    return list(directory.venues_open(scheme.pk, clock.today(), asked))
