"""Acts, absences, accounts and powers of the régie, without a database."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.distribution import catalogue, regie, rules, states

DAY = date(2022, 1, 1)
DAYS = st.integers(0, 200).map(lambda step: DAY + timedelta(days=step))
SPAN = st.tuples(DAYS, st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))


def days_of(span: regie.Days) -> set[date]:
    return {span[0] + timedelta(days=step) for step in range((span[1] - span[0]).days + 1)}


@given(st.lists(SPAN, max_size=6), SPAN)
def test_an_absence_is_every_day_that_substitutes_serve_without_a_day_between(
    served: list[regie.Days], wanted: regie.Days
) -> None:
    absence = regie.absence_days(served, wanted)
    covered = set().union(*(days_of(span) for span in [*served, wanted]))
    assert days_of(wanted) <= days_of(absence) <= covered
    assert absence[0] - timedelta(days=1) not in covered
    assert absence[1] + timedelta(days=1) not in covered


@given(DAYS, st.integers(0, 1500), st.integers(1, 12), st.integers(1, 90))
def test_accounts_cover_a_mandate_day_by_day_at_least_yearly(
    starts_on: date, length: int, every: int, within: int
) -> None:
    ends_on = starts_on + timedelta(days=length)
    periods = list(regie.account_periods(starts_on, ends_on, every, within))
    assert (periods[0].starts_on, periods[-1].ends_on) == (starts_on, ends_on)
    assert all(b.starts_on == a.ends_on + timedelta(days=1) for a, b in pairwise(periods))
    assert all((one.ends_on - one.starts_on).days < 366 for one in periods)
    assert all(one.due_on == one.ends_on + timedelta(days=within) for one in periods)


def test_the_states_of_acts_follow_from_their_dates() -> None:
    assert [regie.amendment_state(*dates) for dates in ((None, None, None), (DAY, None, None), (DAY, DAY, None))] == [
        states.PROPOSED, states.ASSENTED, states.ADOPTED,
    ]  # fmt: skip
    assert regie.amendment_state(DAY, None, DAY) == states.WITHDRAWN
    assert [regie.mandate_state(*dates) for dates in ((None, None, None), (DAY, None, None), (DAY, DAY, None))] == [
        states.PROPOSED, states.ASSENTED, states.IN_FORCE,
    ]  # fmt: skip
    assert regie.mandate_state(DAY, DAY, DAY) == states.CLOSED


def test_who_takes_over_has_power_from_the_day_of_the_handover() -> None:
    owing = rules.Power(catalogue.HOLDER, DAY, None, DAY, owes_handover=True)
    taken = rules.Power(catalogue.HOLDER, DAY, None, DAY, handed_over_on=DAY + timedelta(days=3))
    assert not rules.may_keep_the_safe([owing], DAY)
    assert not rules.may_hand_out([owing], 7, DAY)
    assert rules.awaits_handover([owing], DAY)
    assert not rules.may_keep_the_safe([taken], DAY + timedelta(days=2))
    assert rules.may_keep_the_safe([taken], DAY + timedelta(days=3))
    assert not rules.awaits_handover([taken], DAY + timedelta(days=3))


def test_a_person_of_a_mandated_body_acts_everywhere_or_at_one_point() -> None:
    everywhere = rules.Power(catalogue.MANDATED, DAY, None, DAY)
    there = rules.Power(catalogue.MANDATED, DAY, None, DAY, point=7)
    assert rules.may_keep_the_safe([everywhere], DAY)
    assert not rules.may_keep_the_safe([there], DAY)
    assert [rules.may_hand_out([there], point, DAY) for point in (7, 8)] == [True, False]
