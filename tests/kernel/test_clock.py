import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.refusals import DateInTheFuture

VOTE = date(2023, 5, 15)
SECONDS = st.floats(min_value=0, max_value=5e8)


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quitus_now()")
        found: datetime = cursor.fetchone()[0]
        return found


def test_now_is_the_true_instant() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert not clock.is_moved()


def test_another_moment_lasts_for_the_block_and_nests() -> None:
    with clock.at(VOTE):
        assert clock.now() == datetime(2023, 5, 15, 12, tzinfo=PARIS)
        with clock.at(datetime(2024, 7, 1, 9, tzinfo=PARIS)):
            assert clock.today() == date(2024, 7, 1)
        assert clock.today() == VOTE
        assert clock.real_now() > clock.now()
    assert not clock.is_moved()


def test_today_is_the_date_in_paris() -> None:
    with clock.at(datetime(2023, 5, 14, 22, 30, tzinfo=UTC)):
        assert clock.today() == VOTE
    with clock.at(datetime(2023, 12, 31, 22, 59, tzinfo=UTC)):
        assert clock.today() == date(2023, 12, 31)


def test_a_moment_without_a_time_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2023, 5, 15)):  # noqa: DTZ001
        pass


def test_a_date_of_fact_is_not_in_the_future() -> None:
    with clock.at(VOTE):
        clock.refuse_future(VOTE)
        with pytest.raises(DateInTheFuture) as refused:
            clock.refuse_future(VOTE + timedelta(1))
    assert refused.value.facts == {"on": date(2023, 5, 16), "today": VOTE}


@pytest.mark.django_db
def test_the_database_tells_the_same_time() -> None:
    before = datetime.now(UTC)
    assert abs(database_now() - before) < timedelta(minutes=1)
    with clock.at(VOTE):
        assert database_now() == clock.now()
        with clock.at(VOTE + timedelta(1)):
            assert database_now() == clock.now()
        assert database_now() == clock.now()
    assert database_now() >= before - timedelta(minutes=1)


@pytest.mark.django_db
def test_a_failed_statement_leaves_the_time_as_it_was() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), clock.at(VOTE):
        connection.cursor().execute("SELECT 1 / 0")
    assert not clock.is_moved()
    assert database_now().year > 2023


@given(SECONDS, SECONDS)
def test_an_example_never_leaves_its_day_and_never_goes_back(one: float, other: float) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    first, second = (
        clock.example_moment(VOTE, since, since + timedelta(seconds=elapsed)) for elapsed in sorted((one, other))
    )
    assert datetime(2023, 5, 15, 8, tzinfo=PARIS) <= first <= second < datetime(2023, 5, 16, tzinfo=PARIS)


def test_an_example_moves_forward_with_every_visit() -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [
        clock.example_moment(VOTE, since, since + timedelta(milliseconds=1) + timedelta(days=day)) for day in range(400)
    ]
    assert all(earlier < later for earlier, later in itertools.pairwise(moments))
    assert moments[0] - datetime(2023, 5, 15, 8, tzinfo=PARIS) == timedelta(milliseconds=1)


def test_a_true_clock_that_was_set_back_leaves_the_example_at_its_opening() -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert clock.example_moment(VOTE, since, since - timedelta(1)) == datetime(2023, 5, 15, 8, tzinfo=PARIS)
