from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quitus.domain.grants.errors import DatesDisagree
from quitus.domain.grants.rules import Terms, terms_of
from quitus.kernel.calendar import prolonged
from quitus.usecases.simulate.change import Change, derived
from quitus.usecases.simulate.errors import TwoEnds
from quitus.usecases.simulate.forecast import WINDOW, Forecast, window
from tests.factories.texts import TERMS

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
MONTHS = st.integers(1, 60)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Terms whose dates agree."""
    start, end, last = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
    return replace(
        terms_of(TERMS),
        budget_cents=draw(st.integers(0, 10**9)),
        target_count=draw(st.integers(0, 10**6)),
        action_starts_on=start,
        action_ends_on=end,
        convention_ends_on=last,
        eligible_from=start,
        eligible_to=draw(st.sampled_from([end, last])),
    )


EXAMPLE = terms_of(TERMS)


def test_five_months_more_of_the_example_end_on_30_december() -> None:
    change = Change(months=5)
    assert change.parameters(EXAMPLE) == {
        "action_ends_on": date(2023, 12, 30),
        "eligible_to": date(2023, 12, 30),
        "convention_ends_on": date(2024, 12, 1),
    }


def test_an_end_given_as_a_day_moves_the_others_by_as_many_days() -> None:
    after = Change(ends_on=date(2023, 12, 31)).after(EXAMPLE)
    assert (after.eligible_to, after.convention_ends_on) == (date(2023, 12, 31), date(2024, 12, 2))


def test_what_is_said_of_another_end_is_kept() -> None:
    found = Change(months=5, eligible_to=date(2023, 9, 30), convention_ends_on=date(2024, 7, 1)).parameters(EXAMPLE)
    assert found == {"action_ends_on": date(2023, 12, 30), "eligible_to": date(2023, 9, 30)}


def test_an_end_is_given_in_one_way() -> None:
    with pytest.raises(TwoEnds):
        Change(months=5, ends_on=date(2023, 12, 31))


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(DatesDisagree):
        Change(ends_on=date(2020, 1, 1)).after(EXAMPLE)


@given(terms(), MONTHS)
def test_a_prolongation_keeps_dates_in_their_order_and_touches_nothing_else(before: Terms, months: int) -> None:
    after = Change(months=months).after(before)
    assert before.action_ends_on < after.action_ends_on == prolonged(before.action_ends_on, months)
    assert after.action_ends_on <= after.convention_ends_on
    assert (after.eligible_to == after.action_ends_on) >= (before.eligible_to == before.action_ends_on)
    assert (
        replace(
            after,
            action_ends_on=before.action_ends_on,
            eligible_to=before.eligible_to,
            convention_ends_on=before.convention_ends_on,
        )
        == before
    )


@given(terms(), DAYS)
def test_a_day_of_end_moves_every_end_by_the_same_number_of_days(before: Terms, ends_on: date) -> None:
    assume(ends_on >= before.action_starts_on)
    after = Change(ends_on=ends_on).after(before)
    shift = ends_on - before.action_ends_on
    assert after.eligible_to - before.eligible_to == shift
    assert after.convention_ends_on - before.convention_ends_on == shift


@given(terms())
def test_asking_for_what_is_already_so_changes_nothing(before: Terms) -> None:
    same = Change(
        ends_on=before.action_ends_on,
        target_count=before.target_count,
        budget_cents=before.budget_cents,
        state_share_per_mille=before.state_share_per_mille,
    )
    assert same.parameters(before) == {}
    assert not any(line.changes for line in derived(before, same.after(before)))


@given(terms(), st.integers(0, 10**9), st.integers(0, 1000), st.integers(0, 10**6))
def test_both_shares_always_make_the_budget(before: Terms, budget: int, share: int, target: int) -> None:
    after = Change(budget_cents=budget, state_share_per_mille=share, target_count=target).after(before)
    told = {line.label: line.after for line in derived(before, after)}
    assert told["Part du financeur en euros"] + told["Part de la collectivité en euros"] == budget
    assert 0 <= told["Plafond de l'ingénierie en euros"] <= budget
    per_pass = told["Budget par pass de l'objectif"]
    if target == 0:
        assert per_pass is None
    else:
        assert per_pass * target <= budget < (per_pass + 1) * target


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    """A forecast whose numbers agree."""
    recent = draw(st.integers(0, 10**5))
    return Forecast(
        on=draw(DAYS),
        ends_on=draw(DAYS),
        used_count=recent + draw(st.integers(0, 10**5)),
        recent_count=recent,
        window_days=draw(st.integers(1, 91)),
        target_count=draw(st.integers(0, 10**6)),
    )


@given(forecasts())
def test_a_forecast_never_takes_back_what_was_used(one: Forecast) -> None:
    assert one.expected_count >= one.used_count
    if one.ends_on <= one.on:
        assert one.expected_count == one.used_count


@given(forecasts(), st.integers(1, 400))
def test_a_later_end_never_makes_less_and_asks_for_no_faster_pace(one: Forecast, days: int) -> None:
    later = replace(one, ends_on=one.ends_on + timedelta(days=days))
    assert later.expected_count >= one.expected_count
    if one.needed_per_month is not None and later.needed_per_month is not None:
        assert later.needed_per_month <= one.needed_per_month


@given(forecasts())
def test_the_pace_needed_reaches_the_target_and_one_less_does_not(one: Forecast) -> None:
    needed = one.needed_per_month
    missing = one.target_count - one.used_count
    if needed is None:
        assert missing > 0
        assert one.days_left == 0
    elif needed == 0:
        assert missing <= 0
    else:
        assert needed * 12 * one.days_left >= missing * 365
        assert (needed - 1) * 12 * one.days_left < missing * 365


@given(DAYS, DAYS)
def test_the_recent_past_is_of_thirteen_weeks_or_since_the_beginning(starts_on: date, on: date) -> None:
    since, days = window(starts_on, on)
    assert days == (on - since).days
    assert 1 <= days <= WINDOW.days
    if starts_on + WINDOW <= on:
        assert days == WINDOW.days
