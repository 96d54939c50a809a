"""What a campaign changes in one convention, and how far that convention has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from quitus.domain.campaigns.errors import ChangeDoesNotFit, ChangeWithoutBase
from quitus.domain.grants import rules as grants
from quitus.domain.grants.errors import ParameterUnknown
from quitus.domain.grants.rules import PARAMETERS, Value
from quitus.kernel.calendar import prolonged
from quitus.kernel.words import N_

SET = "set"
BY_MONTHS = "by_months"
PLUS = "plus"
HOWS = {SET: N_("devient"), BY_MONTHS: N_("prolongé de (mois)"), PLUS: N_("augmenté de")}

MOST_MONTHS = 120
PROLONGED = ("action_ends_on", "eligible_to", "convention_ends_on")
"""What « prolong by so many months » moves."""


@dataclass(frozen=True)
class Change:
    """A parameter and what becomes of it: `set` to a value, prolonged `by_months`, or `plus` an amount or a count.

    `value` is kept as text: the parameter's own form for `set`, a whole number otherwise.
    """

    name: str
    how: str
    value: str

    def on(self, before: Value | None) -> Value:
        """The value it makes of `before`, None where the convention says nothing. Refuses with `ChangeWithoutBase`."""
        if self.how == SET:
            return grants.read(self.name, self.value)
        if self.how == BY_MONTHS and isinstance(before, date):
            return prolonged(before, int(self.value))
        if self.how == PLUS and isinstance(before, int):
            return before + int(self.value)
        raise ChangeWithoutBase(parameter=PARAMETERS[self.name].label)


def written(name: str, how: str, value: Value) -> Change:
    """A change as it is kept.

    Refuses with `ParameterUnknown`, `ParameterValueWrong`, and with `ChangeDoesNotFit` months for what is no day, an
    increase of what is neither an amount nor a count, or a number out of bounds.
    """
    if how == SET:
        return Change(name, how, grants.write(name, value))
    if name not in PARAMETERS:
        raise ParameterUnknown(name=name)
    about = PARAMETERS[name]
    fits = isinstance(value, int) and value > 0
    if how == BY_MONTHS and fits and about.kind == "day" and int(str(value)) <= MOST_MONTHS:
        return Change(name, how, str(value))
    if how == PLUS and fits and about.kind in {"cents", "count"}:
        return Change(name, how, str(value))
    raise ChangeDoesNotFit(parameter=about.label)


def resolved(changes: Iterable[Change], before: Mapping[str, Value]) -> dict[str, Value]:
    """What each changed parameter becomes in a convention whose values are `before`. Refuses with
    `ChangeWithoutBase`.
    """
    return {change.name: change.on(before.get(change.name)) for change in changes}


@dataclass(frozen=True)
class Facts:
    """What is known of one proposal and of the amendment that answers it; None for what has not happened.

    `moved_count` is how many obligations the amendment has moved or added; `is_given_up`: it will not be signed.
    """

    proposed_on: date
    seen_on: date | None = None
    answered_on: date | None = None
    is_over: bool = False
    has_deliberation: bool = False
    is_rejected: bool = False
    voted_on: date | None = None
    executory_on: date | None = None
    authority_signed_on: date | None = None
    funder_signed_on: date | None = None
    in_force_on: date | None = None
    moved_count: int | None = None
    annulled_on: date | None = None
    is_given_up: bool = False

    @property
    def applies(self) -> bool:
        """Whether the amendment has taken effect and was not annulled since."""
        return self.in_force_on is not None and self.annulled_on is None


@dataclass(frozen=True)
class Milestone:
    """One point of the way of a proposal, and when it was passed."""

    code: str
    is_passed: bool
    on: date | None = None


PROPOSED = "proposed"
SEEN = "seen"
ANSWERED = "answered"
DRAFTED = "deliberation_drafted"
VOTED = "voted"
EXECUTORY = "executory"
AUTHORITY_SIGNED = "authority_signed"
FUNDER_SIGNED = "funder_signed"
IN_FORCE = "in_force"
MOVED = "obligations_moved"
MILESTONES = {
    PROPOSED: N_("Proposée"),
    SEEN: N_("Lue"),
    ANSWERED: N_("Répondue"),
    DRAFTED: N_("Délibération préparée"),
    VOTED: N_("Votée"),
    EXECUTORY: N_("Exécutoire"),
    AUTHORITY_SIGNED: N_("Signée par la collectivité"),
    FUNDER_SIGNED: N_("Signée par le financeur"),
    IN_FORCE: N_("En vigueur"),
    MOVED: N_("Obligations déplacées"),
}


def milestones(facts: Facts) -> list[Milestone]:
    """The way of a proposal, from the day it was made to the obligations that its amendment moved."""
    dated = {
        PROPOSED: facts.proposed_on,
        SEEN: facts.seen_on or facts.answered_on,
        ANSWERED: facts.answered_on,
        VOTED: facts.voted_on,
        EXECUTORY: facts.executory_on,
        AUTHORITY_SIGNED: facts.authority_signed_on,
        FUNDER_SIGNED: facts.funder_signed_on,
        IN_FORCE: facts.in_force_on,
    }
    found = []
    for code in MILESTONES:
        if code == DRAFTED:
            found.append(Milestone(code, facts.has_deliberation))
        elif code == MOVED:
            found.append(Milestone(code, facts.moved_count is not None))
        else:
            found.append(Milestone(code, dated[code] is not None, dated[code]))
    return found


def stands_at(facts: Facts) -> str:
    """The code of the furthest milestone passed."""
    passed = [milestone.code for milestone in milestones(facts) if milestone.is_passed]
    return passed[-1]


def is_late(facts: Facts, answer_by: date | None, today: date) -> bool:
    """Whether an answer was asked for by a day that has passed, and has not come."""
    return answer_by is not None and facts.answered_on is None and not facts.is_over and answer_by < today
