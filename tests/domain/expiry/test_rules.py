"""The days of an end of validity, and two lists of used pass compared."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.expiry import rules, states
from quitus.domain.expiry.rules import Delays
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange

LAST = date(2023, 12, 31)
CALENDAR = rules.calendar(LAST, date(2024, 1, 31), Delays())


def test_the_calendar_counts_back_from_the_last_day_and_refuses_after_the_tolerance() -> None:
    assert (CALENDAR.alert_on, CALENDAR.blocking_on, CALENDAR.acknowledged_by) == (
        date(2023, 12, 1),
        date(2023, 12, 16),
        date(2023, 12, 24),
    )
    assert (CALENDAR.last_on, CALENDAR.refused_from) == (LAST, date(2024, 2, 1))


@given(st.integers(0, 400), st.sampled_from([states.COMING, states.ANNOUNCED, states.STOPPED]))
def test_a_later_day_never_owes_an_earlier_step(days: int, state: str) -> None:
    order = [None, "announce_end", "decide_blocking", "expire_order"]
    on = LAST - timedelta(days=200) + timedelta(days=days)
    today, tomorrow = (order.index(rules.due(CALENDAR, state, day)) for day in (on, on + timedelta(days=1)))
    assert today <= tomorrow


@pytest.mark.parametrize(
    ("on", "state", "verb"),
    [
        (date(2023, 11, 30), states.COMING, None),
        (date(2023, 12, 1), states.COMING, "announce_end"),
        (date(2023, 12, 1), states.ANNOUNCED, None),
        (date(2023, 12, 16), states.ANNOUNCED, "decide_blocking"),
        (date(2023, 12, 16), states.STOPPED, None),
        (date(2024, 1, 31), states.STOPPED, None),
        (date(2024, 2, 1), states.STOPPED, "expire_order"),
        (date(2024, 2, 1), states.EXPIRED, None),
    ],
)
def test_each_step_is_owed_from_its_day(on: date, state: str, verb: str | None) -> None:
    assert rules.due(CALENDAR, state, on) == verb


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_differences_by_number_are_what_one_side_alone_counts(ours: set[int], theirs: set[int]) -> None:
    only_ours, only_theirs = rules.differences(ours, [NumberRange(one, one) for one in theirs])
    assert (set(only_ours), set(only_theirs)) == (ours - theirs, theirs - ours)


def test_the_avoir_is_the_face_value_of_what_was_paid_and_not_used() -> None:
    assert rules.credit_due(50_000, 31_250, Cents(10_00)) == 187_500_00
    assert rules.credit_due(10, 12, Cents(10_00)) == 0


@given(st.lists(st.sampled_from(["announce_end", "decide_blocking", "expire_order"]), max_size=6))
def test_an_end_that_has_come_is_over_whatever_follows(verbs: list[str]) -> None:
    assert (states.folded(verbs) == states.EXPIRED) == ("expire_order" in verbs)


@pytest.mark.parametrize(
    ("told_on", "until"),
    [
        (date(2023, 12, 16), date(2023, 12, 24)),
        (date(2023, 6, 1), date(2023, 6, 9)),
        (date(2023, 12, 28), date(2023, 12, 31)),
        (date(2024, 1, 10), date(2024, 1, 10)),
    ],
)
def test_a_stop_is_acknowledged_so_many_days_after_it_was_told(told_on: date, until: date) -> None:
    assert rules.acknowledged_by(told_on, date(2023, 12, 31), rules.Delays()) == until
