"""Ranges of whole numbers, both ends included: the unit in which vouchers are counted and moved."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

_TWO_NUMBERS = re.compile(r"([0-9]{1,16})(?:\s*(?:-|\u2013|\u2014|:|à|to|\.\.)\s*([0-9]{1,16}))?")


class NotARange(Refusal):
    """The text typed is not a range of numbers."""

    code = "not_a_range"
    template = N_(
        "« %(text)s » n'est pas une plage de numéros. Écrivez le premier et le dernier, par exemple 1001-1050."
    )


@dataclass(frozen=True, order=True, slots=True)
class NumberRange:
    """The whole numbers from `first` to `last`, both included; never empty."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a range ends after it starts: {self.first}..{self.last}")

    def __contains__(self, number: int) -> bool:
        return self.first <= number <= self.last

    def __str__(self) -> str:
        return f"{self.first}\u2013{self.last}"

    @property
    def count(self) -> int:
        """How many numbers it holds."""
        return self.last - self.first + 1

    def covers(self, other: Self) -> bool:
        """Whether every number of `other` is in this range."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Self) -> bool:
        """Whether the two have at least one number in common."""
        return self.first <= other.last and other.first <= self.last

    def minus(self, other: Self) -> tuple[Self, ...]:
        """What remains, in order, when the numbers of `other` are taken out: none, one or two ranges."""
        kind = type(self)
        if not self.overlaps(other):
            return (self,)
        rest = []
        if self.first < other.first:
            rest.append(kind(self.first, other.first - 1))
        if other.last < self.last:
            rest.append(kind(other.last + 1, self.last))
        return tuple(rest)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The range somebody typed: `1001-1050`, `1001 à 1050`, or one number alone.

        Refuses with `NotARange`, also when the last comes before the first.
        """
        found = _TWO_NUMBERS.fullmatch(text.strip())
        if found is None:
            raise NotARange(text=text)
        first = int(found[1])
        last = int(found[2] or found[1])
        if last < first:
            raise NotARange(text=text)
        return cls(first, last)


def merged(ranges: Iterable[NumberRange]) -> list[NumberRange]:
    """The same numbers, each once, in as few ranges as possible, in order. The ranges given may overlap."""
    found: list[NumberRange] = []
    for numbers in sorted(ranges):
        if found and numbers.first <= found[-1].last + 1:
            found[-1] = NumberRange(found[-1].first, max(found[-1].last, numbers.last))
        else:
            found.append(numbers)
    return found


def without(ranges: Iterable[NumberRange], *taken: NumberRange) -> list[NumberRange]:
    """What remains of ranges when the numbers of `taken` leave, merged; each range split where it must be."""
    rest = list(ranges)
    for numbers in taken:
        rest = [part for one in rest for part in one.minus(numbers)]
    return merged(rest)


def common(one: NumberRange, other: NumberRange) -> NumberRange:
    """The numbers that two overlapping ranges share."""
    return NumberRange(max(one.first, other.first), min(one.last, other.last))


def both(ranges: Iterable[NumberRange], others: Collection[NumberRange]) -> list[NumberRange]:
    """The numbers that are in one of `ranges` and in one of `others`, merged."""
    return merged(common(one, other) for one in ranges for other in others if one.overlaps(other))


def missing(ranges: Iterable[NumberRange], wanted: NumberRange) -> list[NumberRange]:
    """The numbers of `wanted` that are in none of the ranges, in order."""
    return without([wanted], *ranges)


def size(ranges: Iterable[NumberRange]) -> int:
    """How many numbers ranges hold; a number in two of them counts twice."""
    return sum(numbers.count for numbers in ranges)


def numbers_of(ranges: Iterable[NumberRange]) -> set[int]:
    """Every number of ranges by itself: for lists of numbers, never for the pass of a whole scheme."""
    return {number for one in ranges for number in range(one.first, one.last + 1)}
