"""What was counted against what the register says: pure rules on ranges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.controls import catalogue
from quitus.domain.distribution import states as places
from quitus.kernel.ranges import NumberRange, both, merged, missing, without

IN_HAND = frozenset({places.ACCOUNTANT, places.SAFE, places.POINT, places.MANDATED, places.DRAWER})
"""Who may hold the pass that replace others: hands of the authority, no person nor what is out of its hands."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Pass seen in a place on a day, when the last line of the register was `after_line`."""

    place: int
    numbers: NumberRange
    after_line: int
    on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """A line of the register entered since the inventory was opened: `line` is its rank, `on` its date of fact."""

    line: int
    numbers: NumberRange
    from_place: int | None
    to_place: int
    on: date


@dataclass(frozen=True, slots=True)
class Gap:
    """Pass of one place that the register and the count do not see alike: "missing" or "extra"."""

    place: int
    kind: str
    numbers: NumberRange


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the comparison of one inventory shows.

    `arrived` are the pass of each place that came in while others counted and nobody counted: they are not missing.
    `on_the_way` are those of slips that nobody has received there yet: who gave them answers for them.
    `left` are those counted that were given away afterwards: they are not in addition.
    """

    gaps: tuple[Gap, ...]
    arrived: Mapping[int, tuple[NumberRange, ...]]
    on_the_way: Mapping[int, tuple[NumberRange, ...]]
    left: Mapping[int, tuple[NumberRange, ...]]


def compare(
    expected: Mapping[int, Sequence[NumberRange]],
    counted: Sequence[Counted],
    moved: Sequence[Moved],
    opened_on: date,
    unreceived: Mapping[int, Sequence[Sequence[NumberRange]]] | None = None,
) -> Comparison:
    """Compare what the register says at the closing of a count (`expected`, by place) with what was counted.

    Others work meanwhile. A pass counted, then given away by a line entered afterwards, on that day or later, is there
    no more, rightly. A pass that came in during the inventory and was not counted is not missing: it was counted on its
    slip. A line entered during the inventory for a day before it explains neither. `unreceived` are the pass of each
    slip that waits to be received in a place: as long as none of them was seen there, they are on the way.
    """
    gaps: list[Gap] = []
    arrived: dict[int, tuple[NumberRange, ...]] = {}
    coming: dict[int, tuple[NumberRange, ...]] = {}
    gone: dict[int, tuple[NumberRange, ...]] = {}
    for place, register in expected.items():
        present, left = _present(place, counted, moved)
        came = [line.numbers for line in moved if line.to_place == place and line.on >= opened_on]
        lacking = without(register, *present)
        waiting = _on_the_way(register, present, (unreceived or {}).get(place, ()))
        uncounted = without(both(lacking, came), *waiting)
        arrived[place], coming[place], gone[place] = tuple(uncounted), tuple(waiting), tuple(left)
        gaps += [Gap(place, catalogue.MISSING, numbers) for numbers in without(lacking, *uncounted, *waiting)]
        gaps += [Gap(place, catalogue.EXTRA, numbers) for numbers in without(present, *register)]
    return Comparison(tuple(gaps), arrived, coming, gone)


def _on_the_way(
    register: Sequence[NumberRange], present: Sequence[NumberRange], slips: Sequence[Sequence[NumberRange]]
) -> list[NumberRange]:
    """The pass of slips of which nothing was seen in the place, nor left it again."""
    return merged(
        numbers for slip in slips if not without(slip, *register) and not both(slip, present) for numbers in slip
    )


def _present(
    place: int, counted: Sequence[Counted], moved: Sequence[Moved]
) -> tuple[list[NumberRange], list[NumberRange]]:
    """What is still there of what was counted in a place, and what left it after it was counted."""
    present: list[NumberRange] = []
    left: list[NumberRange] = []
    for seen in (one for one in counted if one.place == place):
        gone = [
            line.numbers
            for line in moved
            if line.from_place == place and line.line > seen.after_line and line.on >= seen.on
        ]
        present += without([seen.numbers], *gone)
        left += both([seen.numbers], gone)
    return merged(present), without(left, *present)


def net(lines: Iterable[tuple[bool, Counted]]) -> list[Counted]:
    """What remains counted from the lines of a count in their order: `True` adds, `False` withdraws.

    Counted twice, a pass is kept as it was seen last.
    """
    found: list[Counted] = []
    for adds, line in lines:
        found = [
            Counted(one.place, rest, one.after_line, one.on)
            for one in found
            for rest in (one.numbers.minus(line.numbers) if one.place == line.place else (one.numbers,))
        ]
        if adds:
            found.append(line)
    return found


def paired(old: Iterable[NumberRange], new: Iterable[NumberRange]) -> list[tuple[NumberRange, NumberRange]]:
    """The pass of some ranges one for one with those of others, both in their order, by as few pairs of ranges as can
    be; none when they are not as many.
    """
    dead, living = merged(old), merged(new)
    pairs: list[tuple[NumberRange, NumberRange]] = []
    if sum(one.count for one in dead) != sum(one.count for one in living):
        return pairs
    while dead:
        count = min(dead[0].count, living[0].count)
        pairs.append(
            (
                NumberRange(dead[0].first, dead[0].first + count - 1),
                NumberRange(living[0].first, living[0].first + count - 1),
            )
        )
        dead, living = without(dead, pairs[-1][0]), without(living, pairs[-1][1])
    return pairs


def unsettled(gap: NumberRange, settled: Iterable[NumberRange]) -> list[NumberRange]:
    """The pass of a difference that are neither explained nor declared lost yet."""
    return missing(settled, gap)
