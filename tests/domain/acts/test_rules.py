"""What follows from a vote and from the dates of an act."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.acts import rules
from quitus.domain.acts.rules import Attendance, Vote
from quitus.kernel.calendar import is_working_day

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
COUNTS = st.integers(0, 80)


def test_an_act_published_and_transmitted_on_5_june_2023_is_open_to_appeal_until_monday_7_august() -> None:
    found = rules.deadlines(date(2023, 6, 5), date(2023, 6, 5))

    assert found.executory_on == date(2023, 6, 5)
    assert found.third_party_appeal_ends_on == date(2023, 8, 7)
    assert found.prefect_referral_ends_on == date(2023, 8, 7)
    assert found.online_until == date(2023, 8, 5)


@given(DAYS, DAYS)
def test_an_act_is_executory_on_the_later_of_its_two_tracks(published_on: date, transmitted_on: date) -> None:
    assert rules.executory_on(published_on, transmitted_on) == max(published_on, transmitted_on)
    assert rules.executory_on(published_on, None) is None
    assert rules.executory_on(None, transmitted_on) is None


@given(DAYS)
def test_an_appeal_ends_on_a_working_day_more_than_two_months_later(published_on: date) -> None:
    ends_on = rules.third_party_appeal_ends_on(published_on)

    assert is_working_day(ends_on)
    assert timedelta(59) < ends_on - published_on < timedelta(70)


def test_43_votes_from_37_members_present_suppose_6_proxies() -> None:
    assert rules.unlisted_proxies(Attendance(37, 6), Vote(43, 0, 0)) == 6
    assert rules.unlisted_proxies(Attendance(37, 6, proxy_count=6), Vote(43, 0, 0)) == 0
    assert rules.most_votes(Attendance(37, 6)) == 43
    assert rules.most_votes(Attendance(37, 6, proxy_count=2)) == 39


@given(COUNTS, COUNTS)
def test_the_quorum_is_an_absolute_majority_present_or_represented(present: int, excused: int) -> None:
    met = rules.has_quorum(Attendance(present, excused), second_convocation=False)

    assert met == (present > (present + excused) / 2)
    assert rules.has_quorum(Attendance(present, excused, proxy_count=excused), second_convocation=False) == (
        present + excused > 0
    )
    assert rules.has_quorum(Attendance(present, excused), second_convocation=True)


@given(COUNTS, COUNTS)
def test_the_majority_of_votes_cast_decides_and_the_president_decides_a_tie(pour: int, contre: int) -> None:
    assert rules.is_adopted(Vote(pour, contre), president_for=None) == (None if pour == contre else pour > contre)
    assert rules.is_adopted(Vote(5, 5, 3), president_for=True) is True
    assert rules.is_adopted(Vote(5, 5, 3), president_for=False) is False
