"""What duties make due, by the terms of a convention and the days of its events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from quitus.domain.grants.rules import Terms
from quitus.domain.obligations import states
from quitus.domain.obligations.errors import DutyIncomplete, DutyTooLong
from quitus.kernel.calendar import add_months, format_date, month_bounds, next_working_day, quarter_bounds
from quitus.kernel.words import N_

D = TypeVar("D", bound="DutyFact")
MOST_PERIODS = 600  # fifty years of months: a longer series comes from a date that was mistyped


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When something is due.

    `at_date`: on the day `on`. `after_event`: `months` then `days` after `event` (before it when they are negative).
    `periodic`: for each whole `every` that begins from the day `since` to the day `until`, on its day `day` (of its
    last month), else `days` after its end. `conditional`: `months` and `days` after the day on which
    `condition`, told in words, is met. `carries_over`: a day that is no working day gives way to the next one.
    """

    rule: str
    on: date | None = None
    event: str = ""
    months: int = 0
    days: int = 0
    every: str = ""
    since: str = ""
    until: str = ""
    day: int | None = None
    condition: str = ""
    carries_over: bool = False


class DutyFact(Protocol):
    """A duty as an article states it: what is owed, by whom, to whom, what settles it, and when it is due."""

    @property
    def code(self) -> str:
        """What names it, across amendments."""

    @property
    def label(self) -> str:
        """What is owed."""

    @property
    def article_number(self) -> str:
        """The article that states it."""

    @property
    def owed_by(self) -> str:
        """Who owes it: "holder" or "funder"."""

    @property
    def owed_to(self) -> str:
        """To whom."""

    @property
    def kind(self) -> str:
        """Of what kind it is (`states.KINDS`)."""

    @property
    def evidence(self) -> str:
        """What settles it, in words."""

    @property
    def is_repealed(self) -> bool:
        """Whether its text ends it."""

    @property
    def timing(self) -> Rule:
        """When it is due."""


@dataclass(frozen=True)
class Due:
    """One thing owed on one day. `counted_on` is that day before it was carried over to a working day; before the day
    `not_before`, on which its text took effect, nothing is created.
    """

    code: str
    duty_code: str
    label: str
    due_on: date
    counted_on: date
    article_number: str = ""
    owed_by: str = states.HOLDER
    owed_to: str = states.FUNDER
    kind: str = states.OTHER
    evidence: str = ""
    period_from: date | None = None
    period_to: date | None = None
    not_before: date | None = None


def expected(duties: Iterable[DutyFact], terms: Terms | None, events: Mapping[str, date]) -> list[Due]:
    """Everything that these duties make due by these terms and events (`states.EVENTS`), by date.

    An event whose day is not known makes nothing due, nor does a condition: a person says when it is met. Refuses with
    `DutyTooLong` a series of more than fifty years of months.
    """
    days = {**_days_of(terms), **events}
    found = [due for duty in duties if not duty.is_repealed for due in _dues(duty, days)]
    return sorted(found, key=lambda due: (due.due_on, due.code))


def in_effect(duties: Iterable[D]) -> list[D]:
    """Of duties in the order of their texts, those that stand at the end: a code stated again replaces the former, and
    one that is repealed ends it.
    """
    standing = {duty.code: duty for duty in duties}
    return [duty for duty in standing.values() if not duty.is_repealed]


def events_of(signed_on: date | None, amended_on: date | None) -> dict[str, date]:
    """The days of the events that are no parameter: the last signature of the convention, and of its last amendment."""
    known = {states.SIGNED: signed_on, states.AMENDED: amended_on}
    return {name: on for name, on in known.items() if on is not None}


def due_of_condition(duty: DutyFact, met_on: date) -> Due:
    """What a conditional duty makes due when its condition is met on the day `met_on`."""
    counted_on = _delayed(met_on, duty.timing)
    label = f"{duty.label} ({format_date(met_on)})"
    return _due(duty, counted_on, code=f"{duty.code}-{met_on.isoformat()}", label=label)


def checked(rule: Rule) -> Rule:
    """The rule with only what its kind needs. Refuses with `DutyIncomplete` what is missing or makes no sense."""
    bare = Rule(rule=rule.rule, carries_over=rule.carries_over)
    match rule.rule:
        case states.AT_DATE:
            _need(rule.on is not None, N_("la date"))
            return replace(bare, on=rule.on)
        case states.AFTER_EVENT:
            _need(rule.event in states.EVENTS, N_("l'événement"))
            return replace(bare, event=rule.event, months=rule.months, days=rule.days)
        case states.PERIODIC:
            _need(rule.every in states.EVERY, N_("la périodicité"))
            _need(rule.since in states.EVENTS and rule.until in states.EVENTS, N_("le début et la fin de la série"))
            _need(rule.day is None or 1 <= rule.day <= 31, N_("le jour du mois, de 1 à 31"))
            days = 0 if rule.day else rule.days
            return replace(bare, every=rule.every, since=rule.since, until=rule.until, day=rule.day, days=days)
        case states.CONDITIONAL:
            _need(bool(rule.condition.strip()), N_("la condition"))
            return replace(bare, condition=rule.condition.strip(), months=rule.months, days=rule.days)
    raise DutyIncomplete(missing=N_("la règle"))


def _need(is_there: bool, missing: str) -> None:
    if not is_there:
        raise DutyIncomplete(missing=missing)


def _days_of(terms: Terms | None) -> dict[str, date]:
    if terms is None:
        return {}
    found = {name: getattr(terms, name, None) for name in states.EVENTS}
    return {name: on for name, on in found.items() if isinstance(on, date)}


def _dues(duty: DutyFact, days: Mapping[str, date]) -> Iterator[Due]:
    timing = duty.timing
    if timing.rule == states.AT_DATE and timing.on is not None:
        yield _due(duty, timing.on)
    elif timing.rule == states.AFTER_EVENT and timing.event in days:
        yield _due(duty, _delayed(days[timing.event], timing))
    elif timing.rule == states.PERIODIC and timing.since in days and timing.until in days:
        for first, last in _periods(timing.every, days[timing.since], days[timing.until]):
            counted_on = _on_its_day(last, timing.day) if timing.day else last + timedelta(days=timing.days)
            code, words = _named(timing.every, first)
            due = _due(duty, counted_on, code=f"{duty.code}-{code}", label=f"{duty.label}, {words}")
            yield replace(due, period_from=first, period_to=last)


def _due(duty: DutyFact, counted_on: date, *, code: str = "", label: str = "") -> Due:
    return Due(
        code=code or duty.code,
        duty_code=duty.code,
        label=label or duty.label,
        due_on=next_working_day(counted_on) if duty.timing.carries_over else counted_on,
        counted_on=counted_on,
        article_number=duty.article_number,
        owed_by=duty.owed_by,
        owed_to=duty.owed_to,
        kind=duty.kind,
        evidence=duty.evidence,
    )


def _delayed(since: date, timing: Rule) -> date:
    """CPC art. 641 for months, then days."""
    return add_months(since, timing.months) + timedelta(days=timing.days)


def _periods(every: str, since: date, until: date) -> Iterator[tuple[date, date]]:
    """The periods that begin from `since` to `until`, both included: the last may end after `until`."""
    first, last = _bounds(every, since)
    if first < since:
        first, last = _bounds(every, last + timedelta(days=1))
    count = 0
    while first <= until:
        count += 1
        if count > MOST_PERIODS:
            raise DutyTooLong(since=since, until=until)
        yield first, last
        first, last = _bounds(every, last + timedelta(days=1))


def _bounds(every: str, on: date) -> tuple[date, date]:
    if every == states.MONTH:
        return month_bounds(on)
    if every == states.QUARTER:
        return quarter_bounds(on)
    return date(on.year, 1, 1), date(on.year, 12, 31)


def _on_its_day(last: date, day: int) -> date:
    return last.replace(day=min(day, last.day))


def _named(every: str, first: date) -> tuple[str, str]:
    """The code of a period, and its words in the language of the act: `2021-04`, « avril 2021 »."""
    if every == states.MONTH:
        return f"{first:%Y-%m}", format_date(first).partition(" ")[2]
    if every == states.QUARTER:
        rank = (first.month + 2) // 3
        return f"{first.year}-{rank}", f"{rank}{'er' if rank == 1 else 'e'} trimestre {first.year}"
    return str(first.year), f"année {first.year}"
