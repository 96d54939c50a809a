"""What duties make due: delays, periods, month ends, leap years, working days."""

import itertools
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.obligations import errors, rules, states
from quitus.domain.obligations.rules import Rule
from quitus.kernel.calendar import add_months, is_working_day

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
SIGNED_ON = date(2021, 3, 11)
ENDS_ON = date(2023, 7, 30)


@dataclass(frozen=True)
class Stated:
    """A duty of a text, for these tests."""

    timing: Rule
    code: str = "devoir"
    label: str = "Devoir"
    article_number: str = "6"
    owed_by: str = states.HOLDER
    owed_to: str = states.FUNDER
    kind: str = states.OTHER
    evidence: str = ""
    is_repealed: bool = False


def due(timing: Rule, **days: date) -> list[rules.Due]:
    return rules.expected([Stated(timing)], None, days)


def after(event: str, *, carries_over: bool = False, **delay: int) -> Rule:
    return Rule(rule=states.AFTER_EVENT, event=event, carries_over=carries_over, **delay)


def each(every: str, **told: object) -> Rule:
    return Rule(rule=states.PERIODIC, every=every, since="signed", until="action_ends_on", **told)  # type: ignore[arg-type]


def test_two_months_after_signature_are_11_may_2021() -> None:
    [one] = due(after("signed", months=2), signed=SIGNED_ON)
    assert (one.due_on, one.code, one.article_number) == (date(2021, 5, 11), "devoir", "6")


def test_six_months_after_the_end_fall_on_a_sunday_and_are_carried_to_1_july_2024() -> None:
    [one] = due(after("action_ends_on", months=6, carries_over=True), action_ends_on=date(2023, 12, 31))
    assert (one.counted_on, one.due_on) == (date(2024, 6, 30), date(2024, 7, 1))


def test_a_duty_at_a_date_is_due_that_day_and_carried_over_only_if_it_says_so() -> None:
    sunday = date(2022, 1, 30)
    assert [one.due_on for one in due(Rule(rule=states.AT_DATE, on=sunday))] == [sunday]
    assert [one.due_on for one in due(Rule(rule=states.AT_DATE, on=sunday, carries_over=True))] == [date(2022, 1, 31)]


def test_what_depends_on_an_unknown_day_or_on_a_condition_is_not_due() -> None:
    assert due(after("signed", months=2)) == []
    assert due(each(states.MONTH), signed=SIGNED_ON) == []
    assert due(Rule(rule=states.CONDITIONAL, condition="En cas de retard"), signed=SIGNED_ON) == []


def test_a_committee_is_due_each_month_from_the_first_whole_one_to_that_in_which_the_action_ends() -> None:
    found = due(each(states.MONTH), signed=SIGNED_ON, action_ends_on=ENDS_ON)
    assert len(found) == 28
    assert (found[0].due_on, found[0].code, found[0].label) == (
        date(2021, 4, 30),
        "devoir-2021-04",
        "Devoir, avril 2021",
    )
    assert (found[-1].due_on, found[-1].period_from) == (date(2023, 7, 31), date(2023, 7, 1))


def test_progress_is_due_each_quarter_three_weeks_after_its_end() -> None:
    found = due(each(states.QUARTER, days=21, carries_over=True), signed=SIGNED_ON, action_ends_on=ENDS_ON)
    assert [one.due_on for one in found[:3]] == [date(2021, 7, 21), date(2021, 10, 21), date(2022, 1, 21)]
    assert [(one.code, one.label) for one in found[-1:]] == [("devoir-2023-3", "Devoir, 3e trimestre 2023")]


def test_a_year_is_due_on_a_day_of_its_last_month() -> None:
    found = due(each(states.YEAR, day=15), signed=date(2021, 1, 1), action_ends_on=ENDS_ON)
    assert [one.due_on for one in found] == [date(2021, 12, 15), date(2022, 12, 15), date(2023, 12, 15)]


def test_the_31st_of_each_month_is_its_last_day_in_leap_years_too() -> None:
    found = due(each(states.MONTH, day=31), signed=date(2024, 1, 1), action_ends_on=date(2024, 4, 1))
    assert [one.due_on for one in found] == [
        date(2024, month, day) for month, day in ((1, 31), (2, 29), (3, 31), (4, 30))
    ]


@given(DAYS, st.integers(-24, 60), st.integers(-40, 400), st.booleans())
def test_a_delay_counts_months_then_days_and_ends_on_a_working_day_when_carried(
    since: date, months: int, days: int, carries_over: bool
) -> None:
    [one] = due(after("signed", months=months, days=days, carries_over=carries_over), signed=since)
    assert one.counted_on == add_months(since, months) + timedelta(days=days)
    assert one.due_on >= one.counted_on
    assert one.due_on == one.counted_on or (carries_over and not is_working_day(one.counted_on))
    assert is_working_day(one.due_on) or not carries_over


@given(DAYS, st.integers(0, 3000), st.sampled_from(sorted(states.EVERY)), st.none() | st.integers(1, 31))
def test_periods_follow_one_another_without_gap_and_each_is_due_once(
    since: date, length: int, every: str, day: int | None
) -> None:
    until = since + timedelta(days=length)
    found = due(each(every, day=day), signed=since, action_ends_on=until)
    for one in found:
        assert one.period_from is not None
        assert one.period_to is not None
        assert since <= one.period_from <= until
        assert one.period_to.day == monthrange(one.period_to.year, one.period_to.month)[1]
        assert one.due_on <= one.period_to
        assert (one.due_on.year, one.due_on.month) == (one.period_to.year, one.period_to.month)
    for one, following in itertools.pairwise(found):
        assert one.period_to + timedelta(days=1) == following.period_from  # type: ignore[operator]
    assert len({one.code for one in found}) == len(found)
    if found:
        assert found[-1].period_to >= until  # type: ignore[operator]


@given(DAYS, st.integers(0, 60))
def test_prolonging_only_adds_periods(since: date, months: int) -> None:
    before = due(each(states.MONTH), signed=since, action_ends_on=add_months(since, 6))
    after_ = due(each(states.MONTH), signed=since, action_ends_on=add_months(since, 6 + months))
    assert after_[: len(before)] == before


def test_a_series_without_end_is_refused() -> None:
    with pytest.raises(errors.DutyTooLong):
        due(each(states.MONTH), signed=SIGNED_ON, action_ends_on=date(9998, 12, 31))


def test_of_two_texts_the_later_states_the_duty_and_a_repeal_ends_it() -> None:
    first = Stated(Rule(rule=states.AT_DATE, on=date(2022, 1, 31)))
    again = Stated(Rule(rule=states.AT_DATE, on=date(2022, 6, 30)))
    ended = Stated(Rule(rule=states.AT_DATE), is_repealed=True)
    assert rules.in_effect([first, again]) == [again]
    assert rules.in_effect([first, ended]) == []
    assert rules.expected([ended], None, {}) == []


def test_a_condition_that_is_met_makes_its_duty_due_after_its_delay() -> None:
    duty = Stated(Rule(rule=states.CONDITIONAL, condition="Retard", months=1, carries_over=True))
    one = rules.due_of_condition(duty, date(2022, 12, 31))
    assert (one.due_on, one.code) == (date(2023, 1, 31), "devoir-2022-12-31")
    assert one.label == "Devoir (31 décembre 2022)"


@pytest.mark.parametrize(
    "timing",
    [
        Rule(rule="someday"),
        Rule(rule=states.AT_DATE),
        Rule(rule=states.AFTER_EVENT, event="noel"),
        Rule(rule=states.PERIODIC, every="week", since="signed", until="signed"),
        Rule(rule=states.PERIODIC, every="month", since="signed"),
        Rule(rule=states.PERIODIC, every="month", since="signed", until="action_ends_on", day=32),
        Rule(rule=states.CONDITIONAL, condition=" "),
    ],
)
def test_a_rule_that_does_not_say_when_is_refused(timing: Rule) -> None:
    with pytest.raises(errors.DutyIncomplete):
        rules.checked(timing)


def test_a_rule_keeps_only_what_its_kind_needs() -> None:
    told = Rule(
        rule=states.AT_DATE, on=SIGNED_ON, event="signed", months=3, every="month", condition="x", carries_over=True
    )
    assert rules.checked(told) == Rule(rule=states.AT_DATE, on=SIGNED_ON, carries_over=True)


def test_each_step_of_a_reminder_is_reached_on_its_day_and_a_missed_one_gives_way_to_the_next() -> None:
    due_on = date(2023, 5, 31)
    steps = {left: rules.step_reached(due_on, due_on - timedelta(days=left)) for left in range(-15, 32)}
    assert [steps[31], steps[30], steps[8], steps[7], steps[2], steps[1], steps[0]] == [
        "",
        "30",
        "30",
        "7",
        "7",
        "1",
        "0",
    ]
    assert [steps[-1], steps[-6], steps[-7], steps[-13], steps[-14]] == ["0", "0", "late-1", "late-1", "late-2"]


def test_who_wants_only_what_is_late_is_told_nothing_before() -> None:
    due_on = date(2023, 5, 31)
    for choice, before, late in (("all", True, True), ("late", False, True), ("none", False, False)):
        assert rules.is_wanted(choice, due_on, due_on) is before
        assert rules.is_wanted(choice, due_on, due_on + timedelta(days=1)) is late


def test_an_open_obligation_is_coming_due_then_late() -> None:
    due_on = date(2023, 7, 31)
    shown = {left: states.shown(states.OPEN, due_on, due_on - timedelta(days=left)) for left in (31, 30, 0, -1)}
    assert shown == {31: states.COMING, 30: states.DUE, 0: states.DUE, -1: states.LATE}
    assert states.shown(states.DONE, due_on, date(2030, 1, 1)) == states.DONE
