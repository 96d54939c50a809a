"""How values are written for a reader."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from quitus.domain.audit.queries import Entry
from quitus.domain.organisations.errors import ContrastTooLow
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout import values, words
from quitus.interfaces.web.layout.components import Link, Status, money
from quitus.interfaces.web.layout.orders import sum_words
from quitus.interfaces.web.layout.templatetags.quitus import value as drawn
from quitus.kernel.refusals import DateInTheFuture, Refusal
from tests.factories.passes import SERIES
from tests.factories.stock import ranks


class TooDear(Refusal):
    code = "too_dear"
    template = "%(amount)s dépassent %(ceiling_cents)s le %(on)s pour %(count)s pass à %(at)s."


def test_a_refusal_writes_its_facts_out() -> None:
    refusal = TooDear(
        amount=123_450,
        ceiling_cents=100_000,
        on=date(2023, 5, 15),
        count=1200,
        at=datetime(2023, 5, 15, 12, 5, tzinfo=UTC),
    )
    assert words.sentence(refusal) == (
        "1\u202f234,50\xa0€ dépassent 1\u202f000,00\xa0€ le 15 mai 2023 "
        "pour 1\u202f200 pass à 15 mai 2023 à 14\xa0h\xa005."
    )


def test_a_contrast_is_written_in_the_readers_way() -> None:
    refusal = ContrastTooLow(colour="#eeeeee", ratio=Decimal("1.10"), minimum=Decimal("4.5"))
    assert "un contraste de 1,10 pour 1 avec" in words.sentence(refusal)
    assert "au moins 4,5 pour 1" in words.sentence(refusal)
    with override("en"):
        assert "only 1.10 to 1 with" in words.sentence(refusal)


def test_a_refusal_of_the_kernel_reads_well() -> None:
    refusal = DateInTheFuture(on=date(2023, 6, 1), today=date(2023, 5, 12))
    assert words.sentence(refusal).startswith("La date du 1er juin 2023 n'est pas encore arrivée.")


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (None, "money", "–"),
        ("", "text", "–"),
        (0, "money", "0,00\xa0€"),
        (12_345, "number", "12\u202f345"),
        (125, "share", "12,5\u202f%"),
        (1_000, "share", "100\u202f%"),
        (-5, "share", "−0,5\u202f%"),
        (date(2023, 5, 15), "text", "15 mai 2023"),
        ("2021-01", "code", "2021-01"),
    ],
)
def test_values_are_written_once_and_alike(value: object, kind: values.Kind, written: str) -> None:
    assert values.written(value, kind) == written


def test_english_is_written_the_english_way() -> None:
    with override("en"):
        assert words.count(12_345) == "12,345"
        assert words.share(125) == "12.5%"
        assert words.month(date(2023, 5, 15)) == "May\xa02023"


@pytest.mark.parametrize(
    ("value", "kind", "plain"),
    [
        (123_450, "money", "1234,50"),
        (-5, "money", "-0,05"),
        (date(2023, 5, 15), "day", "15/05/2023"),
        (125, "share", "12,5"),
        (money(1_000), "text", "10,00"),
        (Link("Marché", "/"), "text", "Marché"),
        (Status("done", "Active"), "text", "Active"),
        (None, "money", ""),
        ("=SUM(A1)", "text", "'=SUM(A1)"),
    ],
)
def test_a_spreadsheet_gets_plain_values_and_no_formula(value: object, kind: values.Kind, plain: str) -> None:
    assert values.plain(value, kind) == plain


def test_an_instant_is_told_in_paris() -> None:
    assert words.day(datetime(2023, 5, 14, 22, 30, tzinfo=UTC)) == "15 mai 2023"


def test_a_line_of_the_audit_writes_its_facts_out() -> None:
    facts = {"role": "Administrateur", "starts_on": "2023-05-15", "paid_cents": 123_450}
    entry = Entry(summary="%(role)s, %(starts_on)s, %(paid_cents)s", data=facts)
    assert words.told(entry) == "Administrateur, 15 mai 2023, 1\u202f234,50\xa0€"
    with override("en"):
        assert words.told(entry) == "Administrator, 15 May 2023, €1,234.50"


def test_one_number_is_not_a_range() -> None:
    assert words.number_range(1_201, 1_201) == "1201"
    assert words.number_range(1_201, 1_300) == "1201 à 1300"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("avenant n° 1", "avenant n°\xa01"),
        ("N° 2023-204 et n° D-7", "N°\xa02023-204 et n°\xa0D-7"),
        ("amendment no. 2", "amendment no.\xa02"),
        ("no. of pass", "no. of pass"),
        ("Marché", "Marché"),
    ],
)
def test_a_number_stays_with_its_sign_in_a_cell(text: str, kept: str) -> None:
    assert words.unbroken(text) == kept
    assert drawn(text) == kept
    assert f">{kept}<" in drawn(Link(text, "/"))


def test_pass_are_summed_up_as_one_counts_them_on_a_table() -> None:
    order = Order(number="2021-01", series=SERIES, quantity=20_000, booklet_size=10)
    for ranges, told in (
        ([ranks(1, 12_000)], "1 200 carnets, soit 12 000 pass"),
        ([ranks(1, 5), ranks(6, 10), ranks(11, 11)], "1 carnet et 1 pass seul, soit 11 pass"),
        ([ranks(2, 10), ranks(12, 20)], "18 pass"),
        ([], "0 pass"),
    ):
        assert sum_words(order, ranges).replace("\u202f", " ") == told
