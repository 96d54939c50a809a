"""How many pass a second are printed to PDF: booklets with cover and letter, and sheets."""

from __future__ import annotations

import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from quitus.domain.organisations.operations import within_scheme
from quitus.domain.printing import states
from quitus.usecases import printing
from quitus.usecases.bench._ground import PRODUCED_ON, Ground, make_ground
from quitus.usecases.bench.figures import Figure, Yardstick, peak_memory_mb
from quitus.usecases.orders import produce_order

NAME = "print"
SENTENCE = "50,000 pass (5,000 booklets, each with its cover and letter) are printed to PDF, in parts."

SIZES = (1_000, 10_000, 50_000)
LIMIT = 50_000 / 60
"""Pass a second: 50,000 in a minute, on two cores."""


def run(tell: Callable[[str], None], sizes: Sequence[int] = SIZES) -> Figure:
    """Print an order of each size as booklets, then the largest as sheets.

    `sizes` is the cost of one pass at each size, in microseconds of time. In `machine`: processor time of the largest
    (all processes), and the most memory that the program and its two children had together, in MB.
    """
    ground = make_ground()
    with within_scheme(ground.scheme):
        texts = replace(printing.worded("l'autorité d'essai"), phone="03 00 00 00 00")
        printing.save_design(by=ground.manager, draft=texts)
    yardstick = Yardstick()
    took: dict[int, float] = {}
    cpu = 0.0
    for size in sizes:
        yardstick.look()
        took[size], cpu = _print(ground, f"booklets-{size}", size, states.BOOKLETS)
        tell(f"{size} pass in booklets: {took[size]:.1f} s, {cpu:.1f} s of processor")
    most = max(sizes)
    yardstick.look()
    sheets_took, sheets_cpu = _print(ground, f"sheets-{most}", most, states.SHEETS)
    tell(f"{most} pass on sheets: {sheets_took:.1f} s, {sheets_cpu:.1f} s of processor")
    yardstick.look()
    value = most / took[most]
    together = peak_memory_mb() + printing.AT_ONCE * peak_memory_mb(children=True)
    return Figure(
        NAME,
        round(value),
        "pass/s",
        round(LIMIT, 1),
        yardstick.within(value, LIMIT, more_is_better=True),
        {str(size): round(seconds / size * 1_000_000, 1) for size, seconds in took.items()},
        {
            **yardstick.machine(),
            "peak_memory_mb": round(together, 1),
            "cpu_s": round(cpu, 1),
            "sheets_s": round(sheets_took, 1),
            "sheets_cpu_s": round(sheets_cpu, 1),
        },
    )


def _print(ground: Ground, number: str, size: int, kind: str) -> tuple[float, float]:
    """Time and processor time of one run, from its demand to its last part on the disk; the files then go."""
    with within_scheme(ground.scheme):
        order = ground.order(number, size)
        produce_order(by=ground.printer, order_id=order.pk, produced_on=PRODUCED_ON)
    began, cpu = perf_counter(), _cpu()
    with within_scheme(ground.scheme):
        asked = printing.record_run(by=ground.printer, order_id=order.pk, kind=kind)
    printing.make_run(ground.scheme, asked.pk)
    took, spent = perf_counter() - began, _cpu() - cpu
    with within_scheme(ground.scheme):
        printing.erase_run(by=ground.printer, run_id=asked.pk, reason="mesure")
    return took, spent


def _cpu() -> float:
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)
