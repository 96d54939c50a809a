"""Numbers, booklets and validity of pass, numbers of mandats: pure rules."""

from collections.abc import Collection, Iterator
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
MOST_SAID = 500
"""How many characters say why a visa is refused."""


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


def shape(*, has_contract: bool, operates_inside: bool) -> str:
    """Who makes the pass of an order: an operator inside or outside this instance, or the authority itself."""
    if not has_contract:
        return states.SELF_ISSUED
    return states.INSIDE if operates_inside else states.OUTSIDE


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order says about the validity of all its pass."""

    activated_on: date | None
    valid_until: date
    usable_until: date
    blocked_from: date | None = None
    closed: bool = False


CORSICA = {"2A": ("200", "201"), "2B": ("202", "206")}
"""The beginnings of the postcodes of two départements whose codes are no numbers."""


def postcodes_of(part: str) -> tuple[str, ...] | None:
    """The beginnings of the postcodes of a département (« 62 », « 2A », « 971 ») or a whole one (« 62300 »).

    None when it is neither. A few communes have the postcode of the département next to theirs.
    """
    code = part.strip().upper()
    if code in CORSICA:
        return CORSICA[code]
    overseas = code.startswith(("97", "98"))
    whole = len(code) == 5 or (len(code) == 3 and overseas) or (len(code) == 2 and not overseas)
    return (code,) if whole and code.isdigit() and "01" <= code[:2] <= "98" and code[:2] != "96" else None


def territory_words(beginnings: tuple[str, ...]) -> tuple[str, ...]:
    """The territory as somebody would type it again: départements and postcodes."""
    back = {beginning: code for code, beginnings in CORSICA.items() for beginning in beginnings}
    return tuple(dict.fromkeys(back.get(one, one) for one in beginnings))


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Where, for what and for whom the pass of an order are good; empty means everywhere, everything, everybody.

    `territory` holds the beginnings of postcodes of venues. `valid_until` is the last day printed.
    """

    territory: tuple[str, ...]
    services: tuple[str, ...]
    publics: tuple[str, ...]
    valid_until: date

    @property
    def is_none(self) -> bool:
        """Whether only the date bounds the use."""
        return not (self.territory or self.services or self.publics)

    def covers_venue(self, postcode: str) -> bool:
        """Whether a venue of that postcode takes these pass."""
        return not self.territory or postcode.startswith(self.territory)

    def covers_service(self, code: str) -> bool:
        """Whether these pass pay that service."""
        return not self.services or code in self.services

    def covers_public(self, codes: Collection[str]) -> bool:
        """Whether a person of these publics may be handed these pass."""
        return not self.publics or not set(codes).isdisjoint(self.publics)


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
