"""Where the time of a taking goes, layer by layer, in one process and without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median
from uuid import uuid4

from django.db import connections

from quitus.domain.keys import ring
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.operations import Line
from quitus.domain.redemption.operations.gate import Gate, Moment, connect
from quitus.domain.redemption.operations.redeem import ask, wrong_since
from quitus.domain.redemption.operations.statement import TAKEN, Asked
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.usecases.bench._counters import SERVICE, Counter, active_order, make_counters
from quitus.usecases.bench._ground import Ground, make_ground
from quitus.usecases.bench.figures import Figure, Yardstick, seconds
from quitus.usecases.bench.redeem import shuffled
from quitus.usecases.gate import Counter as Till

NAME = "layers"
SENTENCE = "Where the time of a taking goes: reading it, its code, its token, the statement with 1, 16 and 64 pass."

TIMES = 60
TOGETHER = (1, 16, 64)
LIMIT_MS = 5.0
"""A lone taking, all layers together."""


def run(tell: Callable[[str], None], times: int = TIMES) -> Figure:
    """The median of each layer, in microseconds for the small ones; `value` is a lone taking, in milliseconds."""
    ground = make_ground()
    counters = make_counters(ground, 8)
    order = active_order(ground, "1", 100 * times + 1000)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    yardstick, numbers = Yardstick(), shuffled(order)
    yardstick.look()
    small = _small(ground, order, counters[0], next(numbers), times)
    tell(", ".join(f"{name} {value:.0f}" for name, value in small.items()))
    together = {f"statement_{count}_ms": _statement(ground, counters, numbers, count, times) for count in TOGETHER}
    tell(", ".join(f"{name} {value:.2f}" for name, value in together.items()))
    yardstick.look()
    value = together["statement_1_ms"] + sum(small.values()) / 1000
    sizes = {name: round(one, 2) for name, one in {**small, **together}.items()}
    return Figure(NAME, round(value, 2), "ms", LIMIT_MS, yardstick.within(value, LIMIT_MS), sizes, yardstick.machine())


def _small(ground: Ground, order: Order, counter: Counter, number: int, times: int) -> dict[str, float]:
    key = str(order.key_id)
    typed, scanned = ring.human_codes(key).code(number), ring.signer(key).text(number)
    body = json.dumps({"request": str(uuid4()), "venue_id": "1", "service_code": SERVICE, "codes": [typed]})
    till = Till()
    with within_scheme(ground.scheme):
        codes.remember_series()
    scheme = ground.scheme.pk
    return {
        "json_us": _us(lambda: json.loads(body), times),
        "typed_code_us": _us(lambda: codes.remembered_number(scheme, typed), times),
        "scanned_code_us": _us(lambda: codes.remembered_number(scheme, scanned), times),
        "token_us": _us(lambda: till.speaker(counter.secret), times),
    }


def _us(work: Callable[[], object], times: int) -> float:
    work()
    return median(seconds(work) for _ in range(times)) * 1_000_000


def _statement(ground: Ground, counters: list[Counter], numbers: Iterator[int], count: int, times: int) -> float:
    gate, found = Gate(connect), []
    for _ in range(times):
        asked = _asked(counters, list(islice(numbers, count)))
        moment = Moment(ground.scheme.pk, clock.today(), wrong_since())
        told: list[str] = []
        found.append(seconds(lambda: told.extend(one.outcome for one in gate.take(moment, asked).values())))  # noqa: B023
        assert set(told) == {TAKEN}, told
    return median(found) * 1000


def _asked(counters: list[Counter], numbers: list[int]) -> list[Asked]:
    today, asked = clock.today(), []
    for rank, number in enumerate(numbers):
        counter = counters[rank % len(counters)]
        line = Line(request=uuid4(), venue_id=counter.venue_id, service_code=SERVICE, service_on=today, people_count=1)
        assert counter.by.user_id is not None
        asked.append(ask(line, counter.by.user_id, number, today))
    return asked
