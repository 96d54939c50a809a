"""How long a full offline queue takes once its device is back, against the same rows written by plain SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connections

from quitus.domain.grants.models import Service
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.operations import Line, redeem_lines
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.usecases.bench._counters import SERVICE, Counter, active_order, make_counters
from quitus.usecases.bench._ground import Ground, make_ground
from quitus.usecases.bench.figures import Figure, Yardstick, peak_memory_mb, seconds
from quitus.usecases.bench.redeem import shuffled

NAME = "redeem-batch"
SENTENCE = "10,000 pass are taken at once, judged one by one, against the same rows written by set-based SQL."

LINES = 10_000
TIMES = 3
SHARE = 0.7

# No judgement, no answer: what any program would have to write.
_SPEND = """
UPDATE vouchers_voucher SET mark = 'redeemed', turn = turn + 1, marked_on = %(on)s
WHERE number = ANY (%(numbers)s) AND mark = 'plain'
"""
_WRITE = """
INSERT INTO redemption_redemption (number, turn, scheme_id, order_id, venue_id, organisation_id, service_id,
    service_on, people_count, request, user_id)
SELECT number, 1, %(scheme)s, %(order)s, %(venue)s, %(organisation)s, %(service)s, %(on)s, 1, gen_random_uuid(),
    %(user)s
FROM unnest(%(numbers)s::bigint[]) AS given(number)
"""


def run(tell: Callable[[str], None], lines: int = LINES, times: int = TIMES, *, is_alone: bool = True) -> Figure:
    """The best rate of a few turns of each, one after the other. `ratio` is the share asked (0.7) over that reached.

    Not `is_alone` in its database, it leaves its statistics alone.
    """
    ground = make_ground()
    (counter,) = make_counters(ground, 1)
    order = active_order(ground, "1", lines * times * 2)
    if is_alone:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
    yardstick, numbers = Yardstick(), shuffled(order)
    plain, ours = [], []
    for turn in range(times):
        yardstick.look()
        plain.append(seconds(lambda: _by_sql(ground, order, counter, list(islice(numbers, lines)))))
        queue = _queue(counter, islice(numbers, lines))
        ours.append(seconds(lambda asked=queue: _by_us(ground, counter, asked)))  # type: ignore[misc]
        tell(f"turn {turn + 1}: {plain[-1]:.2f} s by SQL alone, {ours[-1]:.2f} s by us")
    yardstick.look()
    limit, value = lines / min(plain), lines / min(ours)
    share = value / limit
    return Figure(
        NAME,
        round(value),
        "redemptions/s",
        round(SHARE * limit),
        round(SHARE / share, 2),
        {"lines": lines, "by_sql": round(limit), "share": round(share, 2)},
        {**yardstick.machine(), "peak_memory_mb": peak_memory_mb()},
    )


def _by_sql(ground: Ground, order: Order, counter: Counter, numbers: list[int]) -> None:
    with within_scheme(ground.scheme), connections["default"].cursor() as cursor:
        facts: dict[str, Any] = {
            "numbers": sorted(numbers),
            "on": clock.today(),
            "scheme": ground.scheme.pk,
            "order": order.pk,
            "venue": counter.venue_id,
            "organisation": counter.by.organisation_id,
            "service": Service.objects.get(code=SERVICE).pk,
            "user": counter.by.user_id,
        }
        cursor.execute(_SPEND, facts)
        cursor.execute(_WRITE, facts)


def _queue(counter: Counter, numbers: Iterator[int]) -> list[Line]:
    """What a device kept, as it came out of its batch."""
    today = clock.today()
    return [
        Line(
            request=uuid4(),
            venue_id=counter.venue_id,
            service_code=SERVICE,
            service_on=today,
            number=number,
            people_count=1,
        )
        for number in numbers
    ]


def _by_us(ground: Ground, counter: Counter, asked: list[Line]) -> None:
    with within_scheme(ground.scheme):
        told = redeem_lines(by=counter.by, lines=asked)
    assert all(answer.is_taken for answer in told), "every pass is taken"
