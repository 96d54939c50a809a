"""How quick the register stays with ten million pass and a million hand-outs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median

from django.db import connection

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Holder
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption import queries as redemption
from quitus.domain.vouchers import queries as vouchers
from quitus.kernel.ranges import NumberRange
from quitus.usecases.bench._full_register import FIRST_SERIES, ON, Full, Size, fill
from quitus.usecases.bench.figures import Figure, Yardstick, seconds
from quitus.usecases.counters import fold_scheme
from quitus.usecases.find_pass import find_pass

NAME = "registers"
SENTENCE = "A range moves, a register is read, all pass are counted, one is found: among ten million, half handed out."

FULL = Size(orders=200, each=50_000, points=500)
TIMES = 5
LIMITS = {"move": 50.0, "page": 200.0, "totals": 50.0, "search": 10.0}
"""Milliseconds: a range of a whole order moves; one page of one holder's register; state totals; one number."""


@dataclass(frozen=True)
class _Measure:
    """Something done a few times: the middle one counts, the first, of a process that has done nothing yet, is told."""

    name: str
    work: Callable[[int], object]


def run(tell: Callable[[str], None], size: Size = FULL, times: int = TIMES) -> Figure:
    """Build, fold, measure. `value` is the movement in milliseconds, the middle of a few; `sizes` has all of them, the
    first of each apart, and what they cost before the counters are folded; `ratio` is that of the nearest to its limit.
    """
    full = fill(size, tell)
    yardstick = Yardstick()
    sizes: dict[str, float] = {"pass": size.count, "orders": size.orders, "points": size.points}
    unfolded = seconds(lambda: _in_scope(full, _totals))
    sizes["totals_before_folding_ms"] = round(unfolded * 1000, 1)
    folded = seconds(lambda: fold_scheme(full.ground.scheme))
    sizes["folding_ms"] = round(folded * 1000, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        tell(f"folded in {folded:.1f} s; database of {cursor.fetchone()[0]}")
    ratios = []
    for measure in _measures(full):
        took = []
        for turn in range(times):
            yardstick.look()
            took.append(_milliseconds(full, partial(measure.work, turn)))
        middle = median(took)
        sizes[f"{measure.name}_first_ms"] = round(took[0], 1)
        sizes[f"{measure.name}_ms"] = round(middle, 1)
        limit = LIMITS.get(measure.name.partition("_")[0])
        if limit is not None:
            ratios.append(yardstick.within(middle, limit))
        tell(f"{measure.name}: {middle:.1f} ms, the first {took[0]:.1f} ms")
    return Figure(
        NAME, sizes["move_ms"], "ms", LIMITS["move"], max(ratios), sizes, {**yardstick.machine(), "worst": max(ratios)}
    )


def _milliseconds(full: Full, work: Callable[[], object]) -> float:
    return seconds(lambda: _in_scope(full, work)) * 1000


def _in_scope(full: Full, work: Callable[[], object]) -> object:
    with within_scheme(full.ground.scheme):
        return work()


def _measures(full: Full) -> list[_Measure]:
    """What the issue bounds, on the holders that have most lines and on pass with the longest lives."""
    with within_scheme(full.ground.scheme):
        people = Holder.objects.get(kind=states.BENEFICIARIES).pk
        point = Holder.objects.filter(kind=states.POINT).earliest("pk").pk
        middle = queries.register_page(people, since=ON.replace(year=2022, month=2, day=1), size=1).following
    return [
        _Measure("move", lambda turn: _move(full, turn)),
        _Measure("page_first", lambda turn: queries.register_page(people)),
        _Measure("page_middle", lambda turn: queries.register_page(people, after=middle)),
        _Measure("page_last", lambda turn: queries.register_page(people, before=queries.Place(date.max, 0))),
        _Measure("page_of_a_point", lambda turn: queries.register_page(point)),
        _Measure("totals", lambda turn: _totals()),
        _Measure("search", _search),
        _Measure("life", _life),
        _Measure("balance", lambda turn: queries.balance(people, ON)),
    ]


def _move(full: Full, turn: int) -> None:
    """The accountant supplies a whole order to the safe."""
    series = FIRST_SERIES + full.size.orders - 1 - turn
    numbers = NumberRange(series * 10_000_000 + 1, series * 10_000_000 + full.size.each)
    operations.supply_safe(by=full.accountant, imprest_id=full.imprest.pk, numbers=numbers, occurred_on=ON)


def _totals() -> tuple[object, object]:
    """Where all pass are, and what they are worth to a venue: the two axes of a scheme."""
    return queries.totals(), redemption.counts_by_validity(ON)


def _number(turn: int) -> int:
    return (FIRST_SERIES + turn) * 10_000_000 + 5 * (turn + 1) * 37


def _search(turn: int) -> None:
    """What the search box answers while a number is typed."""
    assert find_pass(str(_number(turn)))


def _life(turn: int) -> None:
    """Everything about one number: the pass, in whose hands, by which lines, handed out by which slip, used when."""
    number = _number(turn)
    assert vouchers.voucher(number) is not None
    assert queries.custody_of(number) is not None
    assert list(queries.lines_of(number))
    queries.handout_of(number)
    redemption.lives(number)
