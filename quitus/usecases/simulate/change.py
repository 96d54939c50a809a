"""A change of terms as one asks for it, and everything that follows from it in the terms. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from quitus.domain.grants.rules import Terms, Value, with_changes
from quitus.kernel.calendar import prolonged
from quitus.kernel.money import share
from quitus.kernel.words import N_
from quitus.usecases.simulate.errors import TwoEnds

Kind = Literal["cents", "per_mille", "count", "day", "days"]


@dataclass(frozen=True)
class Change:
    """What somebody would change; None leaves as it is.

    The action ends `months` months later, or on the day `ends_on`. The ends of eligibility and of the convention follow
    it, by as many months or by as many days, unless `eligible_to` or `convention_ends_on` says otherwise.
    """

    months: int | None = None
    ends_on: date | None = None
    target_count: int | None = None
    budget_cents: int | None = None
    state_share_per_mille: int | None = None
    eligible_to: date | None = None
    convention_ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.months and self.ends_on:
            raise TwoEnds()

    def parameters(self, terms: Terms) -> dict[str, Value]:
        """The parameters that differ from these terms, with their new values. Nothing when nothing changes."""
        asked: dict[str, Value | None] = {
            "target_count": self.target_count,
            "budget_cents": self.budget_cents,
            "state_share_per_mille": self.state_share_per_mille,
            "action_ends_on": self._end(terms),
            "eligible_to": self.eligible_to or self._follows(terms, terms.eligible_to),
            "convention_ends_on": self.convention_ends_on or self._follows(terms, terms.convention_ends_on),
        }
        return {name: value for name, value in asked.items() if value is not None and value != getattr(terms, name)}

    def after(self, terms: Terms) -> Terms:
        """The terms as they would be. Refuses with `DatesDisagree`, `ParameterValueWrong`."""
        return with_changes(terms, self.parameters(terms))

    def _end(self, terms: Terms) -> date | None:
        return prolonged(terms.action_ends_on, self.months) if self.months else self.ends_on

    def _follows(self, terms: Terms, day: date) -> date | None:
        """Another end, moved as much as the end of the action."""
        if self.months:
            return prolonged(day, self.months)
        return day + (self.ends_on - terms.action_ends_on) if self.ends_on else None


@dataclass(frozen=True)
class Line:
    """A value that follows from the terms, before and after; None where it cannot be computed."""

    label: str
    kind: Kind
    before: int | None
    after: int | None

    @property
    def changes(self) -> bool:
        """Whether it is not the same."""
        return self.before != self.after


def derived(before: Terms, after: Terms) -> list[Line]:
    """Everything that no parameter says and that follows from them: amounts in cents, durations in days."""
    return [Line(label, kind, compute(before), compute(after)) for label, kind, compute in DERIVED]


def face_value_cents(terms: Terms) -> int:
    """What the pass of the target are worth together."""
    return terms.target_count * terms.face_value_cents


def engineering_cap_cents(terms: Terms) -> int:
    """The most that engineering may count for, on the planned budget."""
    return share(terms.budget_cents, terms.engineering_cap_per_mille)


def per_pass_cents(terms: Terms) -> int | None:
    """The budget for each pass of the target, rounded down; None without a target."""
    return terms.budget_cents // terms.target_count if terms.target_count else None


def action_days(terms: Terms) -> int:
    """How many days the action lasts, both ends included."""
    return (terms.action_ends_on - terms.action_starts_on).days + 1


DERIVED: tuple[tuple[str, Kind, Callable[[Terms], int | None]], ...] = (
    (N_("Durée de l'action, en jours"), "days", action_days),
    (N_("Part du financeur en euros"), "cents", lambda terms: terms.state_share_cents),
    (N_("Part de la collectivité en euros"), "cents", lambda terms: terms.budget_cents - terms.state_share_cents),
    (N_("Plafond de l'ingénierie en euros"), "cents", engineering_cap_cents),
    (N_("Valeur faciale de tout l'objectif"), "cents", face_value_cents),
    (N_("Budget par pass de l'objectif"), "cents", per_pass_cents),
)
