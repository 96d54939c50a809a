"""What somebody types finds the pass he means, and nothing else."""

import pytest

from quitus.domain.vouchers import codes
from quitus.kernel.codes import group
from quitus.usecases.find_pass import find_pass, is_near_a_code, looks_like_a_code
from tests.factories.passes import Team, make_order
from tests.factories.stock import ranks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def order(team: Team) -> None:
    """An order of a hundred pass, series 123456789."""
    make_order(team)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1234567890000007", 7, 7),
        ("123456789-0000007", 7, 7),
        (" 123456789 0000007 ", 7, 7),
        ("123456789-0000007 à 123456789-0000012", 7, 12),
        ("1234567890000007–1234567890000012", 7, 12),
        ("1234567890000007 1234567890000012", 7, 12),
        ("12345", 1, 100),
        ("123456789", 1, 100),
        ("123456789-00000", 1, 99),
        ("1234567890000 01", 10, 19),
        ("123456789-000010", 100, 100),
        ("2021-01 carnet 2", 11, 20),
        ("2021-01, carnets 2 à 3", 11, 30),
        ("2021-01 pass 5 à 6", 5, 6),
        ("carnet 2", 11, 20),
        ("carnet 2 2021-01", 11, 20),
        ("carnet 10 2021-01", 91, 100),
        ("carnets 2 à 3 de la commande 2021-01", 11, 30),
        ("pass 7, commande 2021-01", 7, 7),
        ("35 de la commande 2021-01", 35, 35),
        ("Carnets n° 2 à 3", 11, 30),
    ],
)
def test_a_number_a_beginning_a_range_or_a_booklet_is_found(typed: str, first: int, last: int) -> None:
    assert [found.numbers for found in find_pass(typed)] == [ranks(first, last)]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12",
        "Lens",
        "9999999990000001",
        "123456789-0000101",
        "123456789-0000012 à 123456789-0000007",
        "123456789-0000099 à 123456789-0000101",
        "2021-01 carnet 11",
        "2021-99 carnet 1",
        "2021-01 carnet 0",
        "carnet 11",
        "AAAAA-BBBBB-CCCC",
    ],
)
def test_what_is_of_no_pass_finds_none(typed: str) -> None:
    assert find_pass(typed) == []


def test_a_code_is_read_however_it_is_typed_and_so_is_the_text_of_the_qr() -> None:
    number = ranks(7, 7).first
    (one,) = codes.printed([number])
    for typed in (one.code, group(one.code).lower(), f" {one.code[:5]} {one.code[5:]} ", one.qr_text):
        (found,) = find_pass(typed)
        assert (found.numbers.first, found.by_code) == (number, True)
        assert looks_like_a_code(typed)


def test_a_mistyped_code_is_still_taken_for_one() -> None:
    code = codes.code_of(ranks(7, 7).first)
    wrong = code[:3] + ("0" if code[3] != "0" else "1") + code[4:]
    assert find_pass(wrong) == []
    assert looks_like_a_code(wrong)
    assert not looks_like_a_code("1234567890000007")
    for words in ("Maison de Lens", "Maison de Lens 62", "correspondance", "2021-01 carnet 12"):
        assert not looks_like_a_code(words)
    for near in (code[:-1], code + "A", f"Code : {code}", code[:-1] + "U", group(code)[:-1]):
        assert is_near_a_code(near)
    for words in ("délibération 2023", "B2023-0137", "2023-204", "carte 2021-01"):
        assert not is_near_a_code(words)


def test_a_booklet_alone_is_offered_in_each_order_that_has_one(team: Team) -> None:
    make_order(team, "2021-02", 50, 222_222_222)
    assert [found.order.number for found in find_pass("carnet 3")] == ["2021-02", "2021-01"]
    assert [found.order.number for found in find_pass("carnet 6")] == ["2021-01"]
