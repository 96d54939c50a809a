"""A value that was read, with the line it was read from and how sure it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from quitus.domain.acts.reading.confidence import DOUBTFUL

T = TypeVar("T")


class Placed(Protocol):
    """Something that was read between two offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


P = TypeVar("P", bound=Placed)


def apart(read: "Iterable[P]") -> list[P]:
    """Of what was read in the order of its starts, the longest first, what does not overlap what comes before."""
    kept: list[P] = []
    for one in read:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@dataclass(frozen=True)
class Found(Generic[T]):
    """`value` was read on line `line` (of the file, from 1), `confidence` sure (see the module of that name)."""

    value: T
    line: int
    confidence: float


def best(candidates: "Sequence[Found[T]]") -> "Found[T] | None":
    """The surest of what was read for one thing, the first of equals; doubtful when equals differ. None of none."""
    if not candidates:
        return None
    top = max(one.confidence for one in candidates)
    equals = [one for one in candidates if one.confidence == top]
    chosen = equals[0]
    if any(one.value != chosen.value for one in equals):
        return replace(chosen, confidence=min(chosen.confidence, DOUBTFUL))
    return chosen
