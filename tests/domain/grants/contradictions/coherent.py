"""Conventions whose texts agree with themselves, drawn at random; every day of every month may begin one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from quitus.domain.grants.contradictions.frame import (
    BudgetLine,
    Frame,
    Given,
    Level,
    Name,
    Passage,
    Statement,
    Value,
    Vote,
)
from quitus.domain.grants.contradictions.reckoning import full_years
from quitus.kernel.calendar import add_months, month_bounds

DAY = timedelta(days=1)
CONVENTION = Passage("convention", place="article 2")
AMENDMENT = Passage("amendment", "1", "article 1")


def state(kind: str, level: int = 0, place: str = "", **values: Value) -> Statement:
    """What an article of the text of a level states."""
    source = "amendment" if level else "convention"
    return Statement(kind, Passage(source, str(level or ""), place or f"article {kind}"), values, level)


def last_of_month(day: date) -> bool:
    """Whether this day ends its month."""
    return day == month_bounds(day)[1]


# How people count N months from a day: to the eve, to the same day, to the end of the month from the end of a month.
COUNTED: dict[str, Callable[[date, int], date]] = {
    "to the eve": lambda start, months: add_months(start, months) - DAY,
    "to the same day": add_months,
    "to the end of the month": lambda start, months: (
        month_bounds(add_months(start, months))[1] if last_of_month(start) else add_months(start, months)
    ),
}
AFTER: dict[str, Callable[[date, int], date]] = {
    "to the same day": add_months,
    "from the morrow": lambda event, months: add_months(event + DAY, months) - DAY,
    "to the end of the month": COUNTED["to the end of the month"],
}


@dataclass(frozen=True)
class Drawn:
    """A frame, and the days it was made of."""

    frame: Frame
    start: date
    signed_on: date
    ends_on: date
    prolonged_to: date
    budget: int

    def with_statement(self, kind: str, *, index: int = 0, **values: Value) -> Frame:
        """The frame with other values in the statement of this kind."""
        known = [one for one in self.frame.statements if one.kind == kind][index]
        changed = replace(known, values={**known.values, **values})
        return replace(self.frame, statements=tuple(changed if one is known else one for one in self.frame.statements))

    def without_statement(self, kind: str, **with_values: Value) -> Frame:
        """The frame without the statements of this kind that have these values."""

        def goes(one: Statement) -> bool:
            return one.kind == kind and with_values.items() <= one.values.items()

        return replace(self.frame, statements=tuple(one for one in self.frame.statements if not goes(one)))


@st.composite
def coherent(draw: st.DrawFn) -> Drawn:
    """A convention and one amendment that prolongs it, without a fault."""
    start = draw(days)
    signed_on = start + DAY * draw(st.integers(-60, 120))
    months = draw(st.integers(14, 60))
    since = draw(st.sampled_from(["signature", "start", ""]))
    origin = {"signature": signed_on}.get(since, start)
    ends_on = COUNTED[draw(st.sampled_from(sorted(COUNTED)))](origin, months)
    more = draw(st.integers(1, 12))
    prolonged_to = AFTER[draw(st.sampled_from(sorted(AFTER)))](ends_on, more)
    after = draw(st.integers(1, 9))
    final_on = AFTER[draw(st.sampled_from(sorted(AFTER)))](prolonged_to, after)
    budget, terms, lines = draw(money())
    base = {"action_starts_on": start, **terms}
    first = {name: Given(value, CONVENTION) for name, value in (base | {"action_ends_on": ends_on}).items()}
    then = first | {"action_ends_on": Given(prolonged_to, AMENDMENT)}
    frame = Frame(
        signed_on=signed_on,
        levels=(Level(0, first), Level(1, then, before=first, considered_on=ends_on - DAY * 30)),
        statements=(
            state("duration", months=months, since=since) if since else state("duration", months=months),
            state("duration", 1, "préambule", months=months, starts_on=origin, ends_on=ends_on),
            state("day", event="action_end", on=ends_on),
            state("extension", 1, months=more),
            state("extension", 1, "rapport", months=more, from_on=ends_on, to_on=prolonged_to),
            state("deadline", 1, months=after, after="action_end", on=final_on),
            state("deadline", months=2, after="signature"),
            state("total", cents=budget),
            state("share", per_mille=terms["state_share_per_mille"], total_cents=budget),
            *yearly_reports(draw, start, ends_on),
            state("annex", annex="schedule"),
            state("annex", place="article 9", annex="budget"),
            state("annex", 1, "article 8", annex="budget", replaced=True),
            state("annex", 1, "article 9", annex="schedule", replaced=True),
        ),
        names=(Name("holder", "titulaire", CONVENTION), Name("holder", "Le Titulaire", AMENDMENT)),
        lines=lines,
        votes=(draw(votes()),),
    )
    return Drawn(frame, start, signed_on, ends_on, prolonged_to, budget)


# Month ends and leap years are drawn as often as any other day.
days = st.one_of(
    st.dates(date(2015, 1, 1), date(2040, 12, 31)),
    st.dates(date(2015, 1, 1), date(2040, 12, 31)).map(lambda day: month_bounds(day)[1]),
    st.sampled_from([date(2020, 2, 29), date(2024, 2, 29), date(2023, 2, 28), date(2021, 1, 1), date(2023, 12, 31)]),
)


@st.composite
def money(draw: st.DrawFn) -> tuple[int, dict[str, int], tuple[BudgetLine, ...]]:
    """A budget that holds its target and its engineering, and a plan whose lines add up to it."""
    face = draw(st.sampled_from([5_00, 10_00, 20_00]))
    count = draw(st.integers(100, 60_000))
    cap = draw(st.integers(0, 300))
    budget = count * face * 1000 // (1000 - cap) + 100 + draw(st.integers(0, 10_000_00))
    rate = draw(st.integers(1, 999))
    own = (budget * rate + 500) // 1000
    terms = {
        "budget_cents": budget,
        "state_share_per_mille": rate,
        "engineering_cap_per_mille": cap,
        "target_count": count,
        "face_value_cents": face,
    }
    return (
        budget,
        terms,
        (
            BudgetLine("Pass", count * face),
            BudgetLine("Ingénierie et frais", budget - count * face),
            BudgetLine("Subvention", own, is_resource=True, from_funder=True),
            BudgetLine("Part propre", budget - own, is_resource=True),
        ),
    )


def yearly_reports(draw: st.DrawFn, start: date, ends_on: date) -> tuple[Statement, ...]:
    """A report on each full year, always as long after its end."""
    calendar = draw(st.booleans())
    years = full_years(start, ends_on, calendar=calendar)
    if not years:
        return ()
    first = years[0][1] + DAY * draw(st.integers(1, 200))
    dates = tuple(add_months(first, 12 * rank) for rank in range(len(years)))
    return (state("reports", dates=dates, full_years=True, year="calendar" if calendar else "action"),)


@st.composite
def votes(draw: st.DrawFn) -> Vote:
    """No more voices than members present and proxies listed."""
    present = draw(st.integers(2, 80))
    away = draw(st.integers(0, 20))
    proxies = draw(st.one_of(st.none(), st.integers(0, min(present, away))))
    voices = draw(st.integers(1, present + (proxies or 0)))
    return Vote(Passage("sitting", "2021-10"), present, voices, away, proxies)
