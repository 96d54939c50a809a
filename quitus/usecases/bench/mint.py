"""How many pass a second come into being, with their line in the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quitus.domain.organisations.operations import within_scheme
from quitus.usecases.bench._ground import PRODUCED_ON, Ground, make_ground
from quitus.usecases.bench.figures import Figure, Yardstick, peak_memory_mb, seconds
from quitus.usecases.orders import produce_order

NAME = "mint"
SENTENCE = "50,000 pass (5,000 booklets) come into being, with their key and their line in the register."

SIZES = (1_000, 10_000, 50_000)
TIMES = 3
LIMIT = 25_000.0
"""Pass a second: 50,000 in two seconds."""


def run(tell: Callable[[str], None], sizes: Sequence[int] = SIZES, times: int = TIMES) -> Figure:
    """Mint orders of each size, the best of a few; `sizes` of the figure is the cost of one pass, in microseconds."""
    ground = make_ground()
    yardstick = Yardstick()
    best: dict[int, float] = {}
    for size in sizes:
        for turn in range(times):
            yardstick.look()
            with within_scheme(ground.scheme):
                order = ground.order(f"{size}-{turn}", size)
            took = seconds(lambda order=order: _mint(ground, order.pk))  # type: ignore[misc]
            best[size] = min(took, best.get(size, took))
        tell(f"{size} pass: {best[size]:.2f} s")
    yardstick.look()
    most = max(sizes)
    value = most / best[most]
    return Figure(
        NAME,
        round(value),
        "pass/s",
        LIMIT,
        yardstick.within(value, LIMIT, more_is_better=True),
        {str(size): round(took / size * 1_000_000, 1) for size, took in best.items()},
        {**yardstick.machine(), "peak_memory_mb": peak_memory_mb()},
    )


def _mint(ground: Ground, order_id: int) -> None:
    """Until all is safe in the database."""
    with within_scheme(ground.scheme):
        produce_order(by=ground.printer, order_id=order_id, produced_on=PRODUCED_ON)
