from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.kernel.calendar import (
    add_months,
    clear_months_end,
    easter,
    format_date,
    is_working_day,
    month_bounds,
    next_working_day,
    public_holidays,
    quarter_bounds,
)

years = st.integers(min_value=1886, max_value=2400)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
# The paschal full moon from 1900 to 2199 by golden number, in days of March (Book of Common Prayer, table of Easter).
FULL_MOONS = (45, 34, 23, 42, 31, 49, 39, 28, 47, 36, 25, 44, 33, 22, 41, 30, 48, 38, 27)


@pytest.mark.parametrize(
    "known",
    [
        (1818, 3, 22),
        (1943, 4, 25),
        (2000, 4, 23),
        (2008, 3, 23),
        (2020, 4, 12),
        (2023, 4, 9),
        (2024, 3, 31),
        (2038, 4, 25),
    ],
)
def test_easter_falls_where_almanacs_say(known: tuple[int, int, int]) -> None:
    assert easter(known[0]) == date(*known)


def test_easter_is_the_sunday_after_the_paschal_full_moon() -> None:
    for year in range(1900, 2200):
        moon = date(year, 3, 1) + timedelta(FULL_MOONS[year % 19] - 1)
        assert easter(year).weekday() == 6
        assert timedelta(0) < easter(year) - moon <= timedelta(7)


def test_the_public_holidays_of_2023_are_those_of_the_labour_code() -> None:
    assert public_holidays(2023) == {
        date(2023, 1, 1),
        date(2023, 4, 10),
        date(2023, 5, 1),
        date(2023, 5, 8),
        date(2023, 5, 18),
        date(2023, 5, 29),
        date(2023, 7, 14),
        date(2023, 8, 15),
        date(2023, 11, 1),
        date(2023, 11, 11),
        date(2023, 12, 25),
    }


@given(years)
def test_a_year_has_eleven_holidays_of_which_two_may_share_a_day(year: int) -> None:
    found = public_holidays(year)
    ascension = easter(year) + timedelta(39)
    shared = ascension in {date(year, 5, 1), date(year, 5, 8)}
    assert len(found) == (10 if shared else 11)
    assert {day.year for day in found} == {year}
    assert {easter(year) + timedelta(shift) for shift in (1, 39, 50)} <= found


@given(days)
def test_the_next_working_day_is_the_first_one_from_that_day_on(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert day <= found <= day + timedelta(4)
    assert not any(is_working_day(day + timedelta(shift)) for shift in range((found - day).days))


@given(days, st.integers(min_value=-400, max_value=400))
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and found == month_bounds(found)[1])


@pytest.mark.parametrize(
    ("received_on", "months", "last_day"),
    [
        # The example of domain: published on a Monday, the last useful day is a Sunday.
        (date(2023, 6, 5), 2, date(2023, 8, 7)),
        (date(2023, 3, 6), 2, date(2023, 5, 9)),  # 7 May a Sunday, 8 May a holiday
        (date(2023, 12, 31), 2, date(2024, 3, 1)),  # no 31 February: it expires on the 29th
        (date(2022, 12, 31), 2, date(2023, 3, 1)),
        (date(2023, 2, 13), 2, date(2023, 4, 14)),  # nothing to carry over
        (date(2023, 10, 24), 2, date(2023, 12, 26)),  # Christmas on a Monday
    ],
)
def test_a_clear_delay_counts_neither_its_first_day_nor_its_last(
    received_on: date, months: int, last_day: date
) -> None:
    assert clear_months_end(received_on, months) == last_day


@given(days, st.integers(min_value=1, max_value=24))
def test_a_clear_delay_ends_on_a_working_day_after_the_months_have_run(received_on: date, months: int) -> None:
    found = clear_months_end(received_on, months)
    assert is_working_day(found)
    assert timedelta(1) <= found - add_months(received_on, months) <= timedelta(5)


@given(days)
def test_a_day_is_within_its_month_and_its_month_within_its_quarter(day: date) -> None:
    first, last = month_bounds(day)
    quarter_first, quarter_last = quarter_bounds(day)
    assert quarter_first <= first <= day <= last <= quarter_last
    assert (last + timedelta(1)).day == first.day == quarter_first.day == 1
    assert add_months(quarter_first, 3) == quarter_last + timedelta(1)
    assert quarter_first.month in {1, 4, 7, 10}


def test_a_date_is_written_in_words() -> None:
    assert format_date(date(2023, 5, 15)) == "15 mai 2023"
    assert format_date(date(2024, 7, 1), "fr") == "1er juillet 2024"
    assert format_date(date(2023, 8, 31), "fr") == "31 août 2023"
    assert format_date(date(2024, 7, 1), "en") == "1 July 2024"
