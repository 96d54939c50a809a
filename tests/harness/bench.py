"""Figures against their limits, on whatever machine and next to whatever else it does.

A limit is in milliseconds of a machine on which `YARDSTICK` takes `YARDSTICK_MS`. The yardstick is measured in the same
run, between the measures: where it takes longer the limit grows as much, where it takes less the limit stays.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

YARDSTICK_MS = 13.5  # on two idle cores of a rented server of 2026
KEPT_IN = "BENCH_KEPT_IN"


@dataclass(frozen=True)
class Figure:
    """A measure: `ratio` is `value` over the limit as the load of this machine stretches it, so 1 is the most."""

    name: str
    value: float
    unit: str
    limit: float
    ratio: float
    sizes: dict[str, int]
    machine: dict[str, float]


def measure(name: str, work: Callable[[], object], *, limit_ms: float, times: int = 7, **sizes: int) -> Figure:
    """The best of `times` runs of `work`, printed, and kept for `make bench` when it asks."""
    values, yards = [], []
    for _ in range(times):
        yards.append(_milliseconds(_yardstick))
        values.append(_milliseconds(work))
    yards.append(_milliseconds(_yardstick))
    value, yard = min(values), min(yards)
    machine = {"cores": float(os.cpu_count() or 1), "yardstick_ms": round(yard, 2)}
    ratio = value / (limit_ms * max(1.0, yard / YARDSTICK_MS))
    figure = Figure(name, round(value, 1), "ms", limit_ms, round(ratio, 2), sizes, machine)
    sys.stdout.write(f"{name}: {figure.value} ms, limit {limit_ms} ms, ratio {figure.ratio}, {sizes}, {machine}\n")
    if kept_in := os.environ.get(KEPT_IN):
        with Path(kept_in).open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(asdict(figure)) + "\n")
    return figure


def _milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def _yardstick() -> None:
    """What a page does without its database: words made, sorted, joined, hashed."""
    words = [f"{rank * 7919 % 10_007:05}" for rank in range(20_000)]
    text = " ".join(sorted(words, key=lambda word: word[::-1]))
    hashlib.sha256(text.encode()).hexdigest()
