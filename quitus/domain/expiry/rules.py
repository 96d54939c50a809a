"""The calendar of the end of validity, and the comparison of two lists of used pass: pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.expiry import states
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange, numbers_of

NOTHING = Cents(0)


@dataclass(frozen=True, slots=True)
class Delays:
    """Days before the last day of validity: those of the operator's contract.

    What the authority issues itself follows the practice seen in the field: thirty, fifteen and seven days.
    """

    alert_days: int = 30
    blocking_days: int = 15
    acknowledgement_days: int = 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one end. `last_on` is printed on the pass; venues refuse from `refused_from`."""

    alert_on: date
    blocking_on: date
    acknowledged_by: date
    last_on: date
    refused_from: date


def calendar(valid_until: date, usable_until: date, delays: Delays) -> Calendar:
    """The days of the end of an order, counted back from its last day of validity; tolerance after it."""
    return Calendar(
        alert_on=valid_until - timedelta(days=delays.alert_days),
        blocking_on=valid_until - timedelta(days=delays.blocking_days),
        acknowledged_by=valid_until - timedelta(days=delays.acknowledgement_days),
        last_on=valid_until,
        refused_from=usable_until + timedelta(days=1),
    )


def acknowledged_by(told_on: date, valid_until: date, delays: Delays) -> date:
    """The day until which a keeper of pass signs that he was told of the stop: as long after it as the contract says.

    Never after the last day of validity, unless he is told on a later one.
    """
    after = timedelta(days=max(delays.blocking_days - delays.acknowledgement_days, 0))
    return max(told_on, min(told_on + after, valid_until))


@dataclass(frozen=True, slots=True)
class Booklets:
    """The four totals of an alert, in booklets; `started` are those of which a pass was used.

    `not_handed_out` are whole or in part in stock; what was lost, stolen, destroyed or returned is in `gone`.
    """

    issued: int
    handed_out: int
    not_handed_out: int
    started: int
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the pass of an order, in pass; the last four add up to `delivered`."""

    delivered: int
    used: int
    cancelled: int
    blocked: int
    unused: int

    @property
    def not_used(self) -> int:
        """Everything that was delivered and never used, blocked and cancelled included."""
        return self.delivered - self.used


def differences(ours: Iterable[int], theirs: Iterable[NumberRange]) -> tuple[list[int], list[int]]:
    """The numbers that only we count as used, and those that only the operator does, each in order."""
    mine, other = set(ours), numbers_of(theirs)
    return sorted(mine - other), sorted(other - mine)


def credit_due(paid_count: int, used: int, face_value: Cents) -> Cents:
    """What the operator gives back, in cents: the face value of what was paid and not used. Fees are not refunded."""
    return Cents(max(paid_count - used, 0) * face_value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a statement with an operator that was paid beforehand, in cents; one at most is not zero.

    `credit_due` it gives back, `kept` is its own by a contract without avoir, `complement` is what the authority owes
    it for pass that it pays to venues and was never paid for.
    """

    credit_due: Cents = NOTHING
    kept: Cents = NOTHING
    complement: Cents = NOTHING


def outcome(paid_count: int, used: int, face_value: Cents, *, gives_credit: bool) -> Outcome:
    """What becomes of the value paid beforehand: the avoir, or what the operator keeps, or what is still owed to it."""
    left = credit_due(paid_count, used, face_value)
    complement = Cents(max(used - paid_count, 0) * face_value)
    return Outcome(left, Cents(0), complement) if gives_credit else Outcome(Cents(0), left, complement)


def due(calendar_of: Calendar, state: str, on: date) -> str | None:
    """The step that is owed on a day: « announce_end », « decide_blocking » or « expire_order »; None when none is."""
    if state == states.EXPIRED:
        return None
    if on >= calendar_of.refused_from:
        return "expire_order"
    if state != states.STOPPED and on >= calendar_of.blocking_on:
        return "decide_blocking"
    if state == states.COMING and on >= calendar_of.alert_on:
        return "announce_end"
    return None
