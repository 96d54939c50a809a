"""The terms that the parameters of a convention make on one day, and what they become under a change."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Protocol

from quitus.domain.grants.errors import DatesDisagree
from quitus.domain.grants.parameters import (
    AT_ONCE,
    ENGINEERING_BASES,
    GROSS,
    INVOICE_BASES,
    NET,
    PARAMETERS,
    PLANNED,
    REALISED,
    VENUE,
    VISA_REQUIRED,
    Kind,
    ParameterKind,
    Value,
    missing,
    read,
    write,
)
from quitus.kernel.money import Cents, PerMille, share

__all__ = [
    "ENGINEERING_BASES",
    "GROSS",
    "INVOICE_BASES",
    "NET",
    "PARAMETERS",
    "PLANNED",
    "REALISED",
    "EligiblePeriod",
    "Kind",
    "ParameterFact",
    "ParameterKind",
    "Terms",
    "Value",
    "disagreeing_dates",
    "effective_on",
    "missing",
    "read",
    "refuse_disagreeing_dates",
    "terms_of",
    "values",
    "with_changes",
    "write",
]

IN_THIS_ORDER = (
    ("action_starts_on", "action_ends_on"),
    ("eligible_from", "eligible_to"),
    ("action_ends_on", "convention_ends_on"),
)


@dataclass(frozen=True, slots=True)
class EligiblePeriod:
    """The days whose spendings and uses enter the funder's base, both ends included, and what of an invoice does."""

    first: date
    last: date
    invoice_base: str = GROSS

    def holds(self, on: date) -> bool:
        """Whether a spending or a use of the day `on` enters the base."""
        return self.first <= on <= self.last


_TERMINAL_CENTS = Cents(2_000_00)


@dataclass(frozen=True)
class Terms:
    """What the convention says on one day. Amounts in cents, shares in per mille; None where it says nothing."""

    budget_cents: Cents
    state_share_per_mille: PerMille
    engineering_cap_per_mille: PerMille
    target_count: int
    face_value_cents: Cents
    action_starts_on: date
    action_ends_on: date
    convention_ends_on: date
    eligible_from: date
    eligible_to: date
    engineering_base: str = PLANNED
    invoice_base: str = GROSS
    pic_floor_per_mille: PerMille | None = None
    handout_size_max: int | None = None
    late_entry_days: int = 60
    pass_per_person_max: int = 1
    terminal_days_max: int = 7
    terminal_count_max: int = 200
    terminal_cents_max: Cents = _TERMINAL_CENTS
    terminal_approval: str = AT_ONCE
    conflict_loss_bearer: str = VENUE
    conflict_follow_up: int = 5
    booking_name_days: int = 30
    coverage_minutes_max: int = 20
    coverage_speed_kmh: int = 40
    paper_keep_months: int = 12
    booklet_sleep_days: int = 60
    point_sleep_days: int = 30
    order_visa: str = VISA_REQUIRED
    small_count_below: int | None = None
    target_publics: tuple[str, ...] = ()
    procurement_months: int | None = None
    final_report_months: int | None = None
    progress_report_days: int | None = None
    correspondence_address: str = ""
    postal_address: str = ""

    @property
    def state_share_cents(self) -> Cents:
        """The most the funder pays, in cents: its share of the whole budget."""
        return share(self.budget_cents, self.state_share_per_mille)

    @property
    def eligible_period(self) -> EligiblePeriod:
        """The days that enter the funder's base."""
        return EligiblePeriod(self.eligible_from, self.eligible_to, self.invoice_base)

    def engineering_cap_base(self, realised_cents: Cents) -> Cents:
        """What the cap on engineering is a share of, in cents: the whole budget, or `realised_cents`, the eligible
        expenses, where the convention says so.
        """
        return realised_cents if self.engineering_base == REALISED else self.budget_cents


class ParameterFact(Protocol):
    """A parameter as it is kept: `effective_on` is None while its text is a draft."""

    @property
    def name(self) -> str:
        """Its name in the catalogue."""

    @property
    def value(self) -> str:
        """Its value as `write` keeps it."""

    @property
    def effective_on(self) -> date | None:
        """The day from which it applies."""


def values(parameters: Iterable[ParameterFact], on: date) -> dict[str, Value]:
    """The value of each parameter on the day `on`: the latest that has taken effect by then.

    Of two that take effect on the same day the one given last counts: give them in the order of the texts.
    """
    taken: dict[str, tuple[date, str]] = {}
    for parameter in parameters:
        since = parameter.effective_on
        if since is None or since > on:
            continue
        if parameter.name not in taken or taken[parameter.name][0] <= since:
            taken[parameter.name] = (since, parameter.value)
    return {name: read(name, text) for name, (_, text) in taken.items()}


def terms_of(found: Mapping[str, Value]) -> Terms:
    """The terms made of these values, as `values` gives them; the required ones must all be there (`missing`)."""
    return Terms(**found)  # type: ignore[arg-type]


def effective_on(signed: Iterable[date], stated: date | None) -> date:
    """The day a text takes effect: that of the last signature, or the later day that it states itself."""
    last = max(signed)
    return last if stated is None else max(last, stated)


def disagreeing_dates(found: Mapping[str, Value]) -> list[tuple[str, str]]:
    """The pairs of parameters of which the first, a beginning, comes after the second, an end."""
    pairs = []
    for first, second in IN_THIS_ORDER:
        start, end = found.get(first), found.get(second)
        if isinstance(start, date) and isinstance(end, date) and start > end:
            pairs.append((first, second))
    return pairs


def refuse_disagreeing_dates(found: Mapping[str, Value]) -> None:
    """Refuses with `DatesDisagree` an end before its beginning."""
    for first, second in disagreeing_dates(found):
        raise DatesDisagree(first=PARAMETERS[first].label, second=PARAMETERS[second].label)


def with_changes(terms: Terms, changes: Mapping[str, Value]) -> Terms:
    """The terms as they would be under some changes: those of a draft amendment, or of a question « what if ».

    What is not among `changes` stays. Refuses with `ParameterUnknown`, `ParameterValueWrong`, `DatesDisagree`.
    """
    found = asdict(terms) | {name: read(name, write(name, value)) for name, value in changes.items()}
    refuse_disagreeing_dates(found)
    return terms_of(found)
