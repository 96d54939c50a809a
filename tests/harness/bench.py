"""Figures against their limits, as `quitus.usecases.bench` measures them, from tests that bound them.

A limit is in milliseconds of a machine on which the yardstick takes its usual time; it is stretched by what the
yardstick takes here and now.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from quitus.usecases.bench import Figure, Yardstick, seconds

KEPT_IN = "BENCH_KEPT_IN"


def measure(name: str, work: Callable[[], object], *, limit_ms: float, times: int = 7, **sizes: int) -> Figure:
    """The best of `times` runs of `work`, printed, and kept for `make bench` when it asks."""
    values, yardstick = [], Yardstick()
    for _ in range(times):
        yardstick.look()
        values.append(seconds(work) * 1000)
    yardstick.look()
    value, machine = min(values), yardstick.machine()
    figure = Figure(name, round(value, 1), "ms", limit_ms, yardstick.within(value, limit_ms), sizes, machine)
    sys.stdout.write(f"{name}: {figure.value} ms, limit {limit_ms} ms, ratio {figure.ratio}, {sizes}, {machine}\n")
    if kept_in := os.environ.get(KEPT_IN):
        with Path(kept_in).open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(figure.as_object()) + "\n")
    return figure
