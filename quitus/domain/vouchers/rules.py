"""Numbers, booklets and validity of pass: pure rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.vouchers import states
from quitus.kernel.calendar import add_months
from quitus.kernel.money import Cents, PerMille, share
from quitus.kernel.ranges import NumberRange

RANKS = 10_000_000
LEAST_SERIES = 100_000_000
MOST_SERIES = 900_719_924
"""The largest series whose numbers all stay below 2^53: any software holds them exactly."""
MOST_PASS = RANKS - 1


def number_of(series: int, rank: int) -> int:
    """The number of the pass at `rank` (from 1) of a series: the decimal form shows both."""
    return series * RANKS + rank


def series_of(number: int) -> int:
    """The series that a pass number holds."""
    return number // RANKS


def rank_of(number: int) -> int:
    """The rank, from 1, that a pass number holds."""
    return number % RANKS


def order_range(series: int, quantity: int) -> NumberRange:
    """All the numbers of an order of `quantity` pass."""
    return NumberRange(number_of(series, 1), number_of(series, quantity))


def booklet_of(number: int, booklet_size: int) -> int:
    """The booklet, from 1, in which a pass is bound."""
    return (rank_of(number) - 1) // booklet_size + 1


def booklet_range(series: int, booklet: int, booklet_size: int) -> NumberRange:
    """The pass of a booklet (from 1): booklet k holds the ranks (k − 1)·size + 1 to k·size."""
    last = booklet * booklet_size
    return NumberRange(number_of(series, last - booklet_size + 1), number_of(series, last))


def whole_booklets(numbers: NumberRange, booklet_size: int) -> NumberRange | None:
    """The part of a range made of whole booklets only; None when it holds none."""
    first = number_of(
        series_of(numbers.first),
        -(-(rank_of(numbers.first) - 1) // booklet_size) * booklet_size + 1,
    )
    last = number_of(series_of(numbers.last), rank_of(numbers.last) // booklet_size * booklet_size)
    return NumberRange(first, last) if first <= last else None


def usable_until(valid_until: date, tolerance_months: int) -> date:
    """The last day on which venues accept a pass: the last day of validity, then the tolerance."""
    return add_months(valid_until, tolerance_months)


def closable_on(usable_until: date, late_entry_days: int) -> date:
    """The first day on which an order may be closed: no late entry of a service is then allowed any more."""
    return usable_until + timedelta(days=late_entry_days + 1)


def order_value(quantity: int, face_value: Cents) -> Cents:
    """What the pass of an order are worth, in cents."""
    return Cents(quantity * face_value)


def order_fee(value: Cents, rate: PerMille) -> Cents:
    """The operator's fee on an order, in cents, before VAT."""
    return share(value, rate)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order says about the validity of all its pass."""

    activated_on: date | None
    valid_until: date
    usable_until: date
    blocked_from: date | None = None
    closed: bool = False


def validity(order: OrderFacts, mark: str, on: date) -> str:
    """Whether a pass can be used in a venue on a day: one of the states of `VALIDITY`.

    A mark on the pass itself comes first. `blocked_from` does not count: from that day on, pass
    still in stock are no longer handed out (see `at_hand_out`), but a person who has one may use
    it until `usable_until`.
    """
    if mark != states.PLAIN:
        return mark
    if order.activated_on is None or on < order.activated_on:
        return states.INACTIVE
    if order.closed or on > order.usable_until:
        return states.EXPIRED
    return states.ACTIVE


def at_hand_out(order: OrderFacts, mark: str, on: date) -> str:
    """The validity of a pass for whoever would hand it out on a day.

    Stricter than in a venue: nothing is handed out after the last day of validity, tolerance not
    counted, nor from the day on which the distribution of the order has been stopped.
    """
    found = validity(order, mark, on)
    if found != states.ACTIVE:
        return found
    if order.blocked_from is not None and on >= order.blocked_from:
        return states.BLOCKED
    return states.EXPIRED if on > order.valid_until else states.ACTIVE


def lines_of(numbers: NumberRange, booklet_size: int) -> Iterator[NumberRange]:
    """A range cut at the ends of booklets, in order; its first and last parts may be incomplete."""
    first = numbers.first
    while first <= numbers.last:
        series, booklet = series_of(first), booklet_of(first, booklet_size)
        last = min(numbers.last, booklet_range(series, booklet, booklet_size).last)
        yield NumberRange(first, last)
        first = last + 1
