"""Ranges in custody, mandates, and who may receive pass: pure rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.distribution import states
from quitus.kernel.calendar import add_months
from quitus.kernel.ranges import NumberRange, merged, missing, without

SUBSTITUTE_MONTHS = 2


def substitute_serves_until(starts_on: date) -> date:
    """The last day of a substitute appointed from `starts_on`: two months at most (CGCT R.1617-3 and following)."""
    return add_months(starts_on, SUBSTITUTE_MONTHS) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register: these numbers went from one holder to another; from nobody when printed."""

    numbers: NumberRange
    from_holder: int | None
    to_holder: int


class NotHeld(ValueError):
    """A line takes numbers from a holder who does not have them: the register contradicts itself."""


def custody_from(lines: Iterable[Line]) -> dict[int, list[NumberRange]]:
    """Who holds what, rebuilt from the lines alone, in their order: holder → ranges, merged.

    Raises `NotHeld` at the first line that moves what its giver does not hold, or prints a number twice.
    """
    held: dict[int, list[NumberRange]] = {}
    printed: list[NumberRange] = []
    for line in lines:
        if line.from_holder is None:
            if any(numbers.overlaps(line.numbers) for numbers in printed):
                raise NotHeld(f"{line.numbers} printed twice")
            printed.append(line.numbers)
        else:
            theirs = held.get(line.from_holder, [])
            if missing(theirs, line.numbers):
                raise NotHeld(f"{line.numbers} not held by {line.from_holder}")
            held[line.from_holder] = without(theirs, line.numbers)
        held.setdefault(line.to_holder, []).append(line.numbers)
    return {holder: merged(ranges) for holder, ranges in held.items() if ranges}


def pieces(ranges: Iterable[NumberRange], count: int) -> Iterator[NumberRange]:
    """Every first part of `count` numbers that the ranges can give, one for each range long enough."""
    for numbers in ranges:
        if numbers.count >= count:
            yield NumberRange(numbers.first, numbers.first + count - 1)


def steps(numbers: NumberRange, count: int, size: int) -> Iterator[NumberRange]:
    """Every part of `count` numbers of a range that begins at a multiple of `size` from its first."""
    for first in range(numbers.first, numbers.last - count + 2, size):
        yield NumberRange(first, first + count - 1)


@dataclass(frozen=True, slots=True)
class Power:
    """What somebody may do from a day to a day: an appointment, or what a mandated body has named him for.

    `point` is where an agent, a sous-régisseur or a person of a mandated body serves; None: everywhere. Who takes the
    safe over from another has no power over it while he `owes_handover`, nor before `handed_over_on`.
    """

    kind: str
    starts_on: date
    ends_on: date | None
    assent_on: date | None
    point: int | None = None
    handed_over_on: date | None = None
    owes_handover: bool = False

    def is_in_force(self, on: date) -> bool:
        """Whether it gives a power on that day: on the accountant's assent, from a day to a day."""
        return self.assent_on is not None and self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def may_hand_out_at(self, point: int) -> bool:
        """An agent at his own point; the imprest holder and the substitute everywhere (CGCT R.1617-3 and following)."""
        return self.point is None or self.point == point

    def may_keep_the_safe(self) -> bool:
        """Only the imprest holder and the substitute move what is in the safe, a mandated body what it keeps."""
        return self.point is None

    def has_taken_over(self, on: date) -> bool:
        """Whether nothing is left to be handed over to him on that day."""
        return not self.owes_handover and (self.handed_over_on is None or self.handed_over_on <= on)


def may_hand_out(powers: Sequence[Power], point: int, on: date) -> bool:
    """Whether one of these powers lets somebody hand out at a point on a day."""
    return any(power.is_in_force(on) and power.may_hand_out_at(point) and power.has_taken_over(on) for power in powers)


def may_keep_the_safe(powers: Sequence[Power], on: date) -> bool:
    """Whether one of these powers is over the safe on a day."""
    return any(power.is_in_force(on) and power.may_keep_the_safe() and power.has_taken_over(on) for power in powers)


def lets(powers: Sequence[Power], point: int | None, on: date) -> bool:
    """Whether one of these powers is over what lies at a point on a day; no point: in the safe, or a body's stock."""
    return may_keep_the_safe(powers, on) if point is None else may_hand_out(powers, point, on)


def awaits_handover(powers: Sequence[Power], on: date) -> bool:
    """Whether one of these powers would be over the safe on a day, had the handover been made."""
    return any(power.is_in_force(on) and power.may_keep_the_safe() and not power.has_taken_over(on) for power in powers)


def imprest_state(assent_on: date | None, constituted_on: date | None, closed_on: date | None) -> str:
    """Where an imprest stands in `states.IMPREST`, from its dates."""
    if closed_on is not None:
        return states.CLOSED
    if constituted_on is not None:
        return states.OPEN
    return states.PROPOSED if assent_on is None else states.ASSENTED


def appointment_state(assent_on: date | None, ends_on: date | None, on: date) -> str:
    """Where an appointment stands in `states.APPOINTMENT` on a day, from its dates."""
    if ends_on is not None and ends_on < on:
        return states.ENDED
    return states.PROPOSED if assent_on is None else states.IN_FORCE


def supply_request_state(slip_id: int | None, declined_on: date | None, withdrawn_on: date | None) -> str:
    """What became of a request for pass, a key of `catalogue.SUPPLY_REQUEST_STATES`."""
    if slip_id is not None:
        return "supplied"
    if declined_on is not None:
        return "declined"
    return "waiting" if withdrawn_on is None else "withdrawn"
