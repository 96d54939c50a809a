"""Which booklet goes where: supplies of the safe, transfers to points, hand-outs, from the people to serve.

Numbers are known beforehand because the example chooses the series of its orders.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from quitus.domain.vouchers.rules import LEAST_SERIES, MOST_SERIES, number_of
from quitus.kernel.calendar import add_months, is_working_day, month_bounds, next_working_day
from quitus.kernel.ranges import NumberRange
from quitus.usecases.example.invented import POINTS, Point
from quitus.usecases.example.people import BOOKLET, SMALL_BOOKLET, Gift, Person, seeded

FIRST_MONTH = date(2021, 12, 1)
LAST_MONTH = date(2023, 5, 1)
AHEAD = 2  # months
BUFFER = 3  # booklets a point keeps above the need foreseen for a month
SUPPLY = 60  # booklets of ten that the accountant gives at once
SMALL_TRANSFER = 5
LOST = ("bruay", date(2023, 2, 14))
RETURNED = ("saint-pol", date(2023, 4, 12))
LAST_SUPPLY_ON = date(2023, 5, 10)
LAST_TRANSFER = ("arras", date(2023, 5, 11))

SERIES = {
    name: seeded(f"série {name}").randint(LEAST_SERIES, MOST_SERIES) for name in ("order 1", "order 2", "order 3")
}


@dataclass
class Plan:
    """Every range that moves, with its day, in the order of days."""

    supplies: list[tuple[date, NumberRange]] = field(default_factory=list)
    transfers: list[tuple[date, Point, NumberRange]] = field(default_factory=list)
    gifts: dict[tuple[str, date], NumberRange] = field(default_factory=dict)
    lost: NumberRange | None = None
    returned: NumberRange | None = None


class _Stock:
    """Booklets of one order: taken from the accountant into the safe, then to points, in order."""

    def __init__(self, order: str, size: int) -> None:
        self.order, self.size = order, size
        self.supplied = self.transferred = 0
        self.points: dict[str, deque[int]] = defaultdict(deque)

    def booklets(self, start: int, count: int) -> NumberRange:
        """The range of `count` booklets after the first `start`."""
        series = SERIES[self.order]
        return NumberRange(number_of(series, start * self.size + 1), number_of(series, (start + count) * self.size))

    def supply(self, plan: Plan, on: date, count: int) -> None:
        """The accountant supplies the safe, once a day at most."""
        given = self.booklets(self.supplied, count)
        last_on, last = plan.supplies[-1] if plan.supplies else (None, None)
        if last_on == on and last is not None and last.last + 1 == given.first:
            plan.supplies[-1] = (on, NumberRange(last.first, given.last))
        else:
            plan.supplies.append((on, given))
        self.supplied += count

    def transfer(self, plan: Plan, on: date, point: Point, count: int) -> None:
        """The safe supplies a point."""
        plan.transfers.append((on, point, self.booklets(self.transferred, count)))
        self.points[point.key].extend(range(self.transferred, self.transferred + count))
        self.transferred += count

    def take(self, point: str) -> NumberRange:
        """The next booklet of a point."""
        return self.booklets(self.points[point].popleft(), 1)


def plan(people: Iterable[Person]) -> Plan:
    """Month after month: supply the safe, fill the points, hand out."""
    made = Plan()
    large, small = _Stock("order 1", BOOKLET), _Stock("order 2", SMALL_BOOKLET)
    gifts = sorted(
        ((gift, person) for person in people for gift in person.gifts),
        key=lambda one: (one[0].on, one[1].reference),
    )
    month = FIRST_MONTH
    while month <= LAST_MONTH:
        served = [(gift, person) for gift, person in gifts if gift.on.replace(day=1) == month]
        ahead = [person.point.key for gift, person in gifts if gift.size == BOOKLET and _is_near(gift.on, month)]
        _fill_points(made, large, month, ahead)
        _fill_small(made, small, [one for one in served if one[0].size == SMALL_BOOKLET])
        for gift, person in served:
            if LOST[1].replace(day=1) == month and made.lost is None and gift.on > LOST[1]:
                made.lost = large.take(LOST[0])
            stock = large if gift.size == BOOKLET else small
            made.gifts[person.reference, gift.on] = stock.take(person.point.key)
        if RETURNED[1].replace(day=1) == month:
            made.returned = large.booklets(large.points[RETURNED[0]].pop(), 1)
        month = add_months(month, 1)
    large.supply(made, LAST_SUPPLY_ON, 20)
    arras = next(point for point in POINTS if point.key == LAST_TRANSFER[0])
    large.transfer(made, LAST_TRANSFER[1], arras, 2)
    made.transfers.sort(key=lambda one: one[0])
    return made


def _is_near(day: date, month: date) -> bool:
    """Whether a day is in a month or in the next one: what a point must have in hand."""
    return month <= day < add_months(month, AHEAD)


def _fill_points(made: Plan, stock: _Stock, month: date, ahead: list[str]) -> None:
    """Before a month, a point that could not serve it receives enough for two, and a little more.

    `ahead` has the key of the point of each booklet to hand out in those two months.
    """
    filled_on = _last_working_day_before(month)
    for point in POINTS:
        opens_in_month = filled_on < point.opened_on <= month_bounds(month)[1]
        on = next_working_day(point.opened_on) if opens_in_month else filled_on
        if point.opened_on > on:
            continue
        need = ahead.count(point.key) + BUFFER
        lacking = need - len(stock.points[point.key])
        if lacking <= 0 or (month.month % AHEAD and not opens_in_month):
            continue
        while stock.supplied - stock.transferred < lacking:
            stock.supply(made, _supply_day(filled_on), SUPPLY)
        stock.transfer(made, on, point, lacking)


def _fill_small(made: Plan, stock: _Stock, served: list[tuple[Gift, Person]]) -> None:
    """Booklets of five are brought where one is needed, the working day before."""
    for gift, person in served:
        point = person.point
        waiting = sum(other.point.key == point.key and other_gift.on <= gift.on for other_gift, other in served)
        if len(stock.points[point.key]) >= waiting:
            continue
        on = _last_working_day_before(gift.on)
        if stock.supplied - stock.transferred < SMALL_TRANSFER:
            stock.supply(made, _supply_day(on), 2 * SMALL_TRANSFER)
        stock.transfer(made, on, point, SMALL_TRANSFER)


def _supply_day(filled_on: date) -> date:
    """The working day before the points are filled."""
    return _last_working_day_before(filled_on)


def _last_working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
