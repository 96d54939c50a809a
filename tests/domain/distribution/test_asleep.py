"""Booklets that sleep: told one by one, whatever the hand-out that gave them."""

from datetime import date, timedelta

import pytest

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Handout
from quitus.domain.distribution.queries import asleep
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Voucher
from quitus.kernel.ranges import NumberRange
from tests.domain.distribution.test_undone import hand_out
from tests.factories.passes import VALID_UNTIL
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

LATER = HANDED_ON + timedelta(days=70)
NEXT = HANDED_ON + timedelta(days=1)


def told(before: date = LATER) -> list[tuple[NumberRange, int]]:
    return [(one.numbers, one.count) for one in asleep.sleeping_booklets(before, LATER).booklets]


def use(rank: int, *, undone: bool = False) -> None:
    mark, day = ("plain", None) if undone else ("redeemed", HANDED_ON)
    Voucher.objects.filter(number=ranks(rank, rank).first).update(mark=mark, turn=1, marked_on=day)


def give_back(stock: Stock, handout: Handout, first: int, last: int) -> None:
    operations.take_back(
        by=stock.team.dado.actor, handout_id=handout.pk, numbers=ranks(first, last), occurred_on=NEXT, reason="Déménage"
    )


def test_of_two_booklets_of_one_handout_the_one_not_begun_sleeps(stock: Stock) -> None:
    handout = hand_out(stock, 1, 20)
    assert told() == [(ranks(1, 10), 10), (ranks(11, 20), 10)]
    assert told(HANDED_ON) == [], "handed out that very day"
    use(20)
    found = asleep.sleeping_booklets(LATER, LATER)
    assert [one.numbers for one in found.booklets] == [ranks(1, 10)]
    assert asleep.given_by(found.booklets) == {ranks(1, 1).first: handout}
    use(20, undone=True)
    assert told() == [(ranks(1, 10), 10)], "used once, though it was undone"


def test_a_booklet_of_which_some_pass_came_back_still_sleeps(stock: Stock) -> None:
    handout = hand_out(stock, 1, 20)
    give_back(stock, handout, 3, 3)
    give_back(stock, handout, 11, 20)
    assert told() == [(ranks(1, 10), 9)]
    again = operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(11, 20), occurred_on=NEXT,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    found = asleep.sleeping_booklets(LATER, LATER).booklets
    assert [(one.numbers, one.given_on) for one in found] == [(ranks(1, 10), HANDED_ON), (ranks(11, 20), NEXT)]
    assert asleep.given_by(found)[ranks(11, 11).first] == again


def test_a_booklet_given_in_parts_is_one_begun_by_any_of_its_pass(stock: Stock) -> None:
    hand_out(stock, 1, 4)
    hand_out(stock, 5, 6)
    assert told() == [(ranks(1, 10), 6)]
    use(5)
    assert told() == []


def test_what_cannot_be_used_any_more_does_not_sleep(stock: Stock) -> None:
    hand_out(stock, 1, 20)
    vouchers.block_range(by=stock.team.anne.actor, numbers=ranks(1, 10), occurred_on=HANDED_ON, reason="Perdu")
    assert told() == [(ranks(11, 20), 10)]
    after = VALID_UNTIL + timedelta(days=40)
    assert asleep.sleeping_booklets(after, after).booklets == []


def test_the_bound_counts_only_what_sleeps(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asleep, "MOST", 1)
    hand_out(stock, 1, 20)
    use(1)
    found = asleep.sleeping_booklets(LATER, LATER)
    assert ([one.numbers for one in found.booklets], found.is_all) == ([ranks(11, 20)], True)
    hand_out(stock, 21, 30)
    found = asleep.sleeping_booklets(LATER, LATER)
    assert ([one.numbers for one in found.booklets], found.is_all) == ([ranks(11, 20)], False)
