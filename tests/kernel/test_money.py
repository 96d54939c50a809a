from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.kernel.money import Cents, NotAnAmount, PerMille, format_euros, parse_euros, share

amounts = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (0, "0,00\u00a0€", "€0.00"),
        (5, "0,05\u00a0€", "€0.05"),
        (123450, "1\u202f234,50\u00a0€", "€1,234.50"),
        (55_000_000, "550\u202f000,00\u00a0€", "€550,000.00"),
        (123456789012, "1\u202f234\u202f567\u202f890,12\u00a0€", "€1,234,567,890.12"),
        (-1999, "\u221219,99\u00a0€", "\u2212€19.99"),
    ],
)
def test_an_amount_is_written_as_its_readers_write_it(cents: int, french: str, english: str) -> None:
    assert format_euros(cents) == format_euros(cents, "fr") == french
    assert format_euros(cents, "en") == english


@given(amounts)
def test_an_amount_written_in_french_is_read_back(cents: int) -> None:
    assert parse_euros(format_euros(cents)) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 234,50", 123450),
        ("1234.5", 123450),
        (" 12 € ", 1200),
        ("12€", 1200),
        ("0,05", 5),
        ("1\u00a0234\u202f567", 123456700),
        ("-3,10", -310),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, cents: int) -> None:
    assert parse_euros(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€",
        "dix",
        "1.234,50",
        "1,234.50",
        "12,345",
        "1 23",
        "12 3456",
        "1,",
        ",5",
        "--1",
        "1e3",
        "１２",
        "1_0",
        "1" + " 000" * 5,
        "9" * 5000,
    ],
)
def test_what_can_be_read_in_two_ways_is_not_an_amount(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_euros(text)


@given(st.integers(min_value=0, max_value=10**14), st.integers(min_value=0, max_value=1000))
def test_a_share_is_the_nearest_cent_and_halves_go_up(amount: int, rate: int) -> None:
    exact = Fraction(amount * rate, 1000)
    found = share(Cents(amount), PerMille(rate))
    assert Fraction(-1, 2) < found - exact <= Fraction(1, 2)


def test_half_of_the_budget_is_the_state_s_share() -> None:
    assert share(Cents(55_000_000), PerMille(500)) == 27_500_000
    assert share(Cents(1), PerMille(500)) == 1
