"""One text says which pass are counted: codes, numbers, ranks, booklets; what is not understood is told apart."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.controls import operations, queries
from quitus.domain.controls.count_errors import NotCounted
from quitus.domain.controls.models import InventoryPlace
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.errors import NotOfThisOrder, NumbersUnknown
from quitus.kernel import clock
from quitus.kernel.codes import NotACode, group
from quitus.kernel.ranges import NotARange
from quitus.usecases import counting
from tests.factories.stock import HANDED_ON, Stock, ranks


@pytest.fixture
def place(stock: Stock) -> Iterator[InventoryPlace]:
    """The point, being counted."""
    with clock.at(HANDED_ON):
        made = operations.open_inventory(
            by=stock.team.dado.actor, holder_ids=[stock.point.holder.pk], purpose="routine"
        )
        yield made.places.get()


def test_a_pass_is_read_by_its_code_its_qr_or_its_number(stock: Stock) -> None:
    one = codes.printed([ranks(13, 13).first])[0]
    for text in (one.code, one.code.lower(), one.qr_text, "123456789-0000013", "1234567890000013"):
        assert counting.read_pass(text) == ranks(13, 13), text
    assert counting.read_pass(one.code, whole_booklet=True) == ranks(11, 20)
    with pytest.raises(NotACode):
        counting.read_pass("ABCDEFGHJKMNPQ")
    with pytest.raises(NumbersUnknown):
        counting.read_pass("123456789-0000101")


def test_a_text_counts_lists_ranges_booklets_and_codes_and_says_what_it_refused(
    stock: Stock, place: InventoryPlace
) -> None:
    scanned = [codes.code_of(ranks(rank, rank).first) for rank in (31, 32)]
    text = f"1-10, 21\n{group(scanned[0])}\n{scanned[1]}\ncarnets 4 à 5; 9999, ABCDE-FGHJK-MNPQ, 10-1\n21"
    read = counting.count_text(by=stock.team.dado.actor, place_id=place.pk, text=text, order_id=stock.order.pk)
    assert read.understood == [ranks(1, 10), ranks(21, 21), ranks(31, 50)]
    assert read.changed == 31
    assert [(part, refusal.code) for part, refusal in read.refused] == [
        ("9999", "numbers_unknown"),
        ("ABCDE-FGHJK-MNPQ", "not_a_code"),
        ("10-1", "not_a_range"),
    ]
    assert queries.counted(place.pk) == read.understood
    again = counting.count_text(by=stock.team.dado.actor, place_id=place.pk, text="5", order_id=stock.order.pk)
    assert (again.understood, again.changed) == ([ranks(5, 5)], 0)


def test_pass_of_one_order_are_told_by_booklets_single_pass_and_whole_numbers(stock: Stock) -> None:
    told = counting.told_of(stock.order, "1-2, pass 57\n123456789-0000060; carnet 10", unit=counting.BOOKLET)
    assert told == [ranks(1, 20), ranks(57, 57), ranks(60, 60), ranks(91, 100)]
    assert counting.told_of(stock.order, " , ") == []
    for text, refusal in (("trois", NotARange), ("11", NotOfThisOrder), ("pass 101", NotOfThisOrder)):
        with pytest.raises(refusal):
            counting.told_of(stock.order, text, unit=counting.BOOKLET)


def test_a_text_of_many_numbers_is_read_once_without_a_query(stock: Stock) -> None:
    text = ",".join(["1", "pass 14", "123456789-0000016"] * 500)
    with CaptureQueriesContext(connection) as asked:
        assert counting.told_of(stock.order, text, unit=counting.BOOKLET) == [
            ranks(1, 10),
            ranks(14, 14),
            ranks(16, 16),
        ]
    assert len(asked) == 0


def test_a_bare_number_is_a_booklet_when_booklets_are_counted_and_needs_its_order(
    stock: Stock, place: InventoryPlace
) -> None:
    count = {"by": stock.team.dado.actor, "place_id": place.pk, "unit": counting.BOOKLET}
    unsaid = counting.count_text(text="2", **count)  # type: ignore[arg-type]
    assert (unsaid.understood, [refusal.code for _, refusal in unsaid.refused]) == ([], ["which_order"])
    code = codes.code_of(ranks(13, 13).first)
    read = counting.count_text(text=f"4-5 {chr(10)} {code}", order_id=stock.order.pk, **count)  # type: ignore[arg-type]
    assert read.understood == [ranks(11, 20), ranks(31, 50)]


def test_a_text_takes_back_what_was_counted_and_nothing_else(stock: Stock, place: InventoryPlace) -> None:
    facts = {"by": stock.team.dado.actor, "place_id": place.pk, "order_id": stock.order.pk}
    counting.count_text(text="1-20", **facts)  # type: ignore[arg-type]
    read = counting.withdraw_text(text="11-15, 30-31", **facts)  # type: ignore[arg-type]
    assert read.changed == 5
    assert queries.counted(place.pk) == [ranks(1, 10), ranks(16, 20)]
    with pytest.raises(NotCounted):
        counting.withdraw_text(text="30", **facts)  # type: ignore[arg-type]
