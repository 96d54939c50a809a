from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.campaigns import errors, rules
from quitus.domain.grants.errors import ParameterUnknown, ParameterValueWrong
from quitus.kernel.calendar import add_months, month_bounds, prolonged

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(1, 60)


def test_the_example_of_2023_prolonged_by_five_months_ends_on_30_december() -> None:
    assert prolonged(date(2023, 7, 30), 5) == date(2023, 12, 30)
    assert prolonged(date(2023, 7, 31), 5) == date(2023, 12, 31)
    assert prolonged(date(2023, 6, 30), 1) == date(2023, 7, 31)
    assert prolonged(date(2024, 2, 29), 12) == date(2025, 2, 28)


@given(DAYS, MONTHS)
def test_a_prolongation_never_shortens_and_keeps_the_end_of_a_month(day: date, months: int) -> None:
    later = prolonged(day, months)
    assert later > day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    if day == month_bounds(day)[1]:
        assert later == month_bounds(later)[1]
    else:
        assert later == add_months(day, months)


@given(DAYS, DAYS, MONTHS)
def test_prolonging_keeps_the_order_of_two_ends(one: date, other: date, months: int) -> None:
    first, last = sorted((one, other))
    assert prolonged(first, months) <= prolonged(last, months)


@given(DAYS, MONTHS, st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_relative_change_starts_from_what_each_convention_says(day: date, months: int, base: int, more: int) -> None:
    changes = [
        rules.written("action_ends_on", rules.BY_MONTHS, months),
        rules.written("target_count", rules.PLUS, more),
        rules.written("state_share_per_mille", rules.SET, 600),
    ]
    before = {"action_ends_on": day, "target_count": base, "state_share_per_mille": 500}
    assert rules.resolved(changes, before) == {
        "action_ends_on": prolonged(day, months),
        "target_count": base + more,
        "state_share_per_mille": 600,
    }


@pytest.mark.parametrize(
    ("name", "how", "value"),
    [
        ("target_count", rules.BY_MONTHS, 5),
        ("action_ends_on", rules.PLUS, 5),
        ("action_ends_on", rules.BY_MONTHS, 0),
        ("action_ends_on", rules.BY_MONTHS, 121),
        ("budget_cents", rules.PLUS, -1),
        ("state_share_per_mille", rules.PLUS, 10),
    ],
)
def test_a_change_that_cannot_be_is_refused(name: str, how: str, value: int) -> None:
    with pytest.raises(errors.ChangeDoesNotFit):
        rules.written(name, how, value)


def test_an_unknown_parameter_or_a_wrong_value_is_refused() -> None:
    with pytest.raises(ParameterUnknown):
        rules.written("nothing", rules.PLUS, 1)
    with pytest.raises(ParameterValueWrong):
        rules.written("state_share_per_mille", rules.SET, 1001)


def test_a_relative_change_of_nothing_is_refused() -> None:
    with pytest.raises(errors.ChangeWithoutBase):
        rules.resolved([rules.written("eligible_to", rules.BY_MONTHS, 5)], {})


DONE = date(2023, 5, 15)
WHOLE = rules.Facts(
    proposed_on=DONE,
    seen_on=DONE,
    answered_on=DONE,
    has_deliberation=True,
    voted_on=DONE,
    executory_on=DONE,
    authority_signed_on=DONE,
    funder_signed_on=DONE,
    in_force_on=DONE,
    moved_count=3,
)


def test_the_way_of_a_proposal_is_told_from_the_proposal_to_the_obligations() -> None:
    assert rules.stands_at(rules.Facts(proposed_on=DONE)) == rules.PROPOSED
    assert rules.stands_at(replace(WHOLE, in_force_on=None, moved_count=None)) == rules.FUNDER_SIGNED
    assert rules.stands_at(WHOLE) == rules.MOVED
    assert all(milestone.is_passed for milestone in rules.milestones(WHOLE))
    assert [one.code for one in rules.milestones(WHOLE)] == list(rules.MILESTONES)


def test_an_annulled_amendment_applies_no_more() -> None:
    assert WHOLE.applies
    assert not replace(WHOLE, annulled_on=DONE).applies
    assert not replace(WHOLE, in_force_on=None).applies


def test_who_answers_has_seen() -> None:
    seen = rules.milestones(rules.Facts(proposed_on=DONE, answered_on=DONE))[1]
    assert (seen.code, seen.on) == (rules.SEEN, DONE)


def test_an_answer_is_late_from_the_day_after_the_one_hoped_for() -> None:
    waiting = rules.Facts(proposed_on=DONE)
    assert not rules.is_late(waiting, DONE, DONE)
    assert rules.is_late(waiting, DONE, DONE + timedelta(days=1))
    assert not rules.is_late(waiting, None, DONE + timedelta(days=99))
    assert not rules.is_late(replace(waiting, answered_on=DONE), DONE, DONE + timedelta(days=9))
    assert not rules.is_late(replace(waiting, is_over=True), DONE, DONE + timedelta(days=9))
