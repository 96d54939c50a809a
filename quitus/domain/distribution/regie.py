"""The régie as plain data and pure rules: what its act says, who answers for what, when accounts are due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.distribution import states
from quitus.kernel.calendar import add_months


@dataclass(frozen=True, slots=True)
class Terms:
    """What an acte constitutif says on a day.

    `allowed`: keys of `catalogue.REGIE_OPERATIONS`. `ceiling_cents`: most value of pass that the régie may hold, safe
    and points together; `cash_ceiling_cents`: most cash, 0 unless it may keep some. `periodicity`: a key of
    `catalogue.PERIODICITIES`, at most a month (CGCT R.1617-17). `accounting_office`: the comptable assignataire.
    """

    purpose: str
    ceiling_cents: int
    allowed: frozenset[str]
    periodicity: str
    address: str
    accounting_office: str
    cash_ceiling_cents: int = 0


OF_REGIE = "regie"
OF_SUB_REGIE = "sub_regie"
OF_MANDATE = "mandate"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A limit on what the holders under an act have together: `key` is that of the `Imprest`, of the point that is a
    sous-régie, or of the `MandateConvention`, as `kind` says; `label` says whose limit it is.
    """

    kind: str
    key: int
    label: str
    ceiling_cents: int


def amendment_state(assent_on: date | None, adopted_on: date | None, withdrawn_on: date | None) -> str:
    """Where an amendment of an acte constitutif stands in `states.IMPREST_AMENDMENT`, from its dates."""
    if withdrawn_on is not None:
        return states.WITHDRAWN
    if adopted_on is not None:
        return states.ADOPTED
    return states.PROPOSED if assent_on is None else states.ASSENTED


def mandate_state(assent_on: date | None, signed_on: date | None, closed_on: date | None) -> str:
    """Where a convention de mandat stands in `states.MANDATE`, from its dates."""
    if closed_on is not None:
        return states.CLOSED
    if signed_on is not None:
        return states.IN_FORCE
    return states.PROPOSED if assent_on is None else states.ASSENTED


Days = tuple[date, date]


def absence_days(served: Iterable[Days], wanted: Days) -> Days:
    """The whole absence that a substitution belongs to: it, and those that touch or overlap it, day after day."""
    first, last = wanted
    rest = list(served)
    while True:
        touching = [
            days for days in rest if days[0] <= last + timedelta(days=1) and days[1] >= first - timedelta(days=1)
        ]
        if not touching:
            return first, last
        rest = [days for days in rest if days not in touching]
        first = min(first, *(days[0] for days in touching))
        last = max(last, *(days[1] for days in touching))


@dataclass(frozen=True, slots=True)
class AccountPeriod:
    """A period that a mandated body renders accounts for, both days included, and the last day to do it."""

    starts_on: date
    ends_on: date
    due_on: date


def account_periods(starts_on: date, ends_on: date, every_months: int, within_days: int) -> Iterator[AccountPeriod]:
    """The periods of a mandate, one after the other, the last cut at its end (CGCT L.1611-7: at least yearly)."""
    first, rank = starts_on, 0
    while first <= ends_on:
        rank += 1
        next_first = add_months(starts_on, rank * every_months)
        last = min(next_first - timedelta(days=1), ends_on)
        yield AccountPeriod(first, last, last + timedelta(days=within_days))
        first = next_first


CASH_SIGNS = {"advance": 1, "spending": -1, "return": -1, "refund": 1}
"""What each kind of `catalogue.CASH_KINDS` does to the cash of a régie."""
