"""Figures against their limits, on whatever machine and next to whatever else it does.

A limit is meant for a machine on which `YARDSTICK` takes `YARDSTICK_MS`. It is measured in the same run, between the
measures: where it takes longer the limit is as much easier, where it takes less the limit stays.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from time import perf_counter

YARDSTICK_MS = 13.5  # on two idle cores of a rented server of 2026


@dataclass(frozen=True)
class Figure:
    """One measure.

    `ratio` says how near the limit it is, as the load of this machine stretches it: at most 1 is within, whether `unit`
    counts time (less is better) or things in a second (more is better). `sizes` is what was measured, or a finer
    measure by size; `machine` what it ran on.
    """

    name: str
    value: float
    unit: str
    limit: float
    ratio: float
    sizes: Mapping[str, float]
    machine: Mapping[str, float]

    def as_object(self) -> dict[str, object]:
        """The figure as JSON holds it."""
        return asdict(self)


@dataclass
class Yardstick:
    """How quick this machine is now: call `look` between the measures."""

    marks_ms: list[float] = field(default_factory=list)

    def look(self) -> None:
        """Measure once."""
        self.marks_ms.append(seconds(_yardstick) * 1000)

    @property
    def stretch(self) -> float:
        """By how much this machine is slower than the one that limits are meant for; at least 1."""
        return max(1.0, min(self.marks_ms) / YARDSTICK_MS)

    def within(self, value: float, limit: float, *, more_is_better: bool = False) -> float:
        """The ratio of a value to its limit on this machine: at most 1 is within."""
        ratio = limit / value if more_is_better else value / limit
        return round(ratio / self.stretch, 2)

    def machine(self) -> dict[str, float]:
        """What it ran on: cores, and what the yardstick took at its best."""
        return {"cores": float(os.cpu_count() or 1), "yardstick_ms": round(min(self.marks_ms), 2)}


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes, in seconds."""
    began = perf_counter()
    work()
    return perf_counter() - began


def peak_memory_mb(*, children: bool = False) -> float:
    """The most memory that this process has had so far, in MB; with `children`, of the largest child that ended."""
    whose = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    most = resource.getrusage(whose).ru_maxrss
    return round(most / (1_000_000 if sys.platform == "darwin" else 1_000), 1)


def _yardstick() -> None:
    """What a page does without its database: words made, sorted, joined, hashed."""
    words = [f"{rank * 7919 % 10_007:05}" for rank in range(20_000)]
    text = " ".join(sorted(words, key=lambda word: word[::-1]))
    hashlib.sha256(text.encode()).hexdigest()
