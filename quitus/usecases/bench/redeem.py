"""How many pass a second venues' software can have taken, one a request, against what PostgreSQL itself can do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from uuid import UUID

from django.db import connections

from quitus.domain.keys import ring
from quitus.domain.redemption.models import Redemption
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import number_of
from quitus.kernel import clock
from quitus.usecases.bench import _load as load
from quitus.usecases.bench._counters import SERVICE, Counter, active_order, make_counters
from quitus.usecases.bench._floor import floor
from quitus.usecases.bench._ground import Ground, make_ground
from quitus.usecases.bench._server import web_server
from quitus.usecases.bench.figures import Figure, Yardstick

NAME = "redeem"
SENTENCE = "Pass are taken over HTTP by software that shows its token, one a request, each durable when it is answered."

PASS = 100_000
VENUES = 64
CLIENTS = (1, 16, 64)
REQUESTS = 6_000
ALONE = 200
SHARE = 0.40
"""Of what PostgreSQL does alone: the least."""
HALF_RATE_MS = 60.0
TAKEN = b'"outcome": "taken"'
PATH = "/api/v1/redemptions"


def run(
    tell: Callable[[str], None], quantity: int = PASS, count: int = REQUESTS, workers: int = 2, venues: int = VENUES
) -> Figure:
    """The rate with 64 clients, after the floor: pgbench doing the same statements one by one on the same tables.

    `ratio` is the share asked (0.40 of the floor) over the share reached: at most 1 is within. `sizes` has the floor,
    the share, rates by clients, the delays of a lone request and those of half the best rate.
    """
    ground = make_ground()
    counters = make_counters(ground, venues)
    order = active_order(ground, "1", quantity)
    _settle()
    tell(f"{quantity} pass, {venues} venues")
    yardstick = Yardstick()
    yardstick.look()
    sizes: dict[str, float] = {}
    numbers = shuffled(order)
    before = floor(ground, order, counters, [next(numbers) for _ in range(count)])
    tell(f"pgbench: {before:.0f} redemptions a second")
    with web_server(workers) as site:
        port, ways = site.port, Ways(counters, order, numbers)
        load.together(port, ways.requests(venues * 8), venues, TAKEN)  # each token and each plan is read once
        sizes |= _by_clients(tell, port, ways, count)
        best = max(sizes[f"clients_{clients}"] for clients in CLIENTS)
        sizes |= _delays(tell, port, ways, best, count)
    after = floor(ground, order, counters, [next(numbers) for _ in range(count)])
    yardstick.look()
    tell(f"pgbench again: {after:.0f} redemptions a second")
    _prove(ground, ways)
    limit = (before + after) / 2
    share = best / limit
    return Figure(
        NAME,
        round(best),
        "redemptions/s",
        round(SHARE * limit),
        round(SHARE / share, 2),
        {"pass": quantity, "floor": round(limit), "share": round(share, 2), **sizes},
        {**yardstick.machine(), "workers": workers},
    )


class Ways:
    """Requests of one pass each, from one venue after the other."""

    def __init__(self, counters: Sequence[Counter], order: Order, numbers: Iterator[int]) -> None:
        self._counters, self._numbers = counters, numbers
        self._codes = ring.human_codes(str(order.key_id))
        self.asked = 0

    def requests(self, count: int) -> list[bytes]:
        """So many, ready to be sent."""
        return list(load.requests(PATH, (self.one() for _ in range(count))))

    def one(self) -> tuple[str, bytes]:
        """The next: the secret of its venue, and its body."""
        counter = self._counters[self.asked % len(self._counters)]
        self.asked += 1
        said = {
            "request": str(UUID(int=1 << 100 | self.asked)),
            "venue_id": str(counter.venue_id),
            "service_code": SERVICE,
            "service_on": clock.today().isoformat(),
            "people_count": 1,
            "codes": [self._codes.code(next(self._numbers))],
        }
        return counter.secret, json.dumps(said).encode()


def _by_clients(tell: Callable[[str], None], port: int, ways: Ways, count: int) -> dict[str, float]:
    sizes = {}
    for clients in CLIENTS:
        asked = count if clients > 1 else count // 10
        told = load.together(port, ways.requests(asked), clients, TAKEN)
        assert not told.other, told.other[0]
        sizes[f"clients_{clients}"] = float(round(told.rate))
        sizes[f"clients_{clients}_p99_ms"] = told.within(0.99)
        tell(f"{clients} clients: {told.rate:.0f} a second, p50 {told.within(0.5)} ms, p99 {told.within(0.99)} ms")
    return sizes


def _delays(tell: Callable[[str], None], port: int, ways: Ways, best: float, count: int) -> dict[str, float]:
    half = load.paced(port, ways.requests(count // 2), best / 2, TAKEN, max(CLIENTS))
    lone = load.alone(port, ways.requests(ALONE), TAKEN)
    assert not half.other + lone.other, (half.other + lone.other)[0]
    sizes = {"half_p50_ms": half.within(0.5), "half_p99_ms": half.within(0.99), "alone_p50_ms": lone.within(0.5)}
    tell(f"at half of it: p99 {half.within(0.99)} ms (limit {HALF_RATE_MS:.0f}); alone: p50 {lone.within(0.5)} ms")
    return sizes


def _prove(ground: Ground, ways: Ways) -> None:
    """Every answer had its line."""
    found = Redemption.objects.using("reader").filter(scheme=ground.scheme, door="software").count()
    assert found == ways.asked, f"{found} lines for {ways.asked} answers"


def _settle() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def shuffled(order: Order) -> Iterator[int]:
    """The numbers of an order, in no order, the same each time."""
    ranks = list(range(1, order.quantity + 1))
    Random(1).shuffle(ranks)  # noqa: S311 - no secret
    return (number_of(order.series or 0, rank) for rank in ranks)
