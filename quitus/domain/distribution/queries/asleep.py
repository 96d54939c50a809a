"""The booklets that sleep: with people for long, of which no pass was ever used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from quitus.domain.distribution import states
from quitus.domain.distribution.models import Handout
from quitus.domain.vouchers import rules
from quitus.domain.vouchers import states as voucher_states
from quitus.kernel.ranges import NumberRange

MOST = 10_000
"""Booklets told, the oldest first: beyond, the page says « or more »."""

# Numbers are worked out before the pass are looked at (OFFSET 0): under row-level security an index serves comparisons
# with plain columns only. Nearly every booklet is put aside by the first used pass found, so that is asked first.
ASLEEP = """
SELECT order_id, first, last, min(since_on), min(own_first), sum(own_last - own_first + 1)::bigint
FROM (
    SELECT * FROM (
        SELECT order_id, since_on, base + booklet * size AS first,
            least(base + (booklet + 1) * size, base + quantity) - 1 AS last,
            greatest(held_first, base + booklet * size) AS own_first,
            least(held_last, base + (booklet + 1) * size - 1) AS own_last
        FROM (
            SELECT held.order_id, held.since_on, held.first AS held_first, held.last AS held_last,
                o.booklet_size AS size, o.quantity, o.series::bigint * %(ranks)s + 1 AS base,
                generate_series(
                    (held.first - o.series::bigint * %(ranks)s - 1) / o.booklet_size,
                    (held.last - o.series::bigint * %(ranks)s - 1) / o.booklet_size
                ) AS booklet
            FROM distribution_holding held
            JOIN distribution_holder people ON people.id = held.holder_id AND people.kind = %(beneficiaries)s
            JOIN vouchers_order o ON o.id = held.order_id AND o.state = %(active)s AND o.usable_until >= %(on)s
            WHERE held.since_on < %(before)s
        ) AS given
        OFFSET 0
    ) AS lying
    WHERE NOT EXISTS (
        SELECT FROM vouchers_voucher pass
        WHERE pass.number >= lying.first AND pass.number <= lying.last AND pass.turn > 0)
    OFFSET 0
) AS idle
WHERE EXISTS (
    SELECT FROM vouchers_voucher pass
    WHERE pass.number >= idle.own_first AND pass.number <= idle.own_last AND pass.mark = %(plain)s)
GROUP BY order_id, first, last
ORDER BY min(since_on), first
LIMIT %(most)s
"""

GIVEN_BY = """
SELECT asked.number, (
    SELECT given.id FROM distribution_handout given
    WHERE given.order_id = asked.order_id AND given.first <= asked.number AND given.last >= asked.number
    ORDER BY given.turn DESC LIMIT 1)
FROM unnest(%(orders)s::bigint[], %(numbers)s::bigint[]) AS asked(order_id, number)
"""


@dataclass(frozen=True, slots=True)
class Booklet:
    """A booklet that sleeps: `given_on` is the day on which people were first given what they have of it, `one` a pass
    that they have, `count` how many of its pass they have had for so long.
    """

    order_id: int
    numbers: NumberRange
    given_on: date
    one: int
    count: int


@dataclass(frozen=True, slots=True)
class Sleeping:
    """Booklets that sleep, the oldest first; `is_all` unless there are more than `MOST`."""

    booklets: list[Booklet]
    is_all: bool


def sleeping_booklets(before: date, on: date) -> Sleeping:
    """The booklets given before a day, in whole or in part, of pass that venues still accept, of which no pass was ever
    used and people still have one that can be.

    One statement, that costs a look at one pass for each booklet begun.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            ASLEEP,
            {
                "beneficiaries": states.BENEFICIARIES,
                "active": voucher_states.ACTIVE,
                "plain": voucher_states.PLAIN,
                "ranks": rules.RANKS,
                "before": before,
                "on": on,
                "most": MOST + 1,
            },
        )
        rows = cursor.fetchall()
    found = [
        Booklet(order_id, NumberRange(first, last), given_on, one, count)
        for order_id, first, last, given_on, one, count in rows[:MOST]
    ]
    return Sleeping(found, len(rows) <= MOST)


def given_by(booklets: Sequence[Booklet]) -> dict[int, Handout]:
    """The hand-outs by which people have these booklets, by the pass `one` of each, with point and slip.

    None for what was given before it was taken up from another instance.
    """
    asked = {"orders": [booklet.order_id for booklet in booklets], "numbers": [booklet.one for booklet in booklets]}
    with connection.cursor() as cursor:
        cursor.execute(GIVEN_BY, asked)
        keys = dict(cursor.fetchall())
    known = Handout.objects.select_related("point", "slip").in_bulk({key for key in keys.values() if key is not None})
    return {number: known[key] for number, key in keys.items() if key is not None}
