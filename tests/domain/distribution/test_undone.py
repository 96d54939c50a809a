"""Hand-outs written by mistake, and pass that people give back."""

from datetime import timedelta

import pytest

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import errors, operations, queries, states
from quitus.domain.distribution.models import Handout
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from quitus.kernel.clock import today
from quitus.kernel.refusals import NotYourRole
from tests.factories.stock import HANDED_ON, Stock, ranks, refer


def hand_out(stock: Stock, first: int, last: int, **facts: object) -> Handout:
    given: dict[str, object] = {"referral_id": refer(stock).pk, "numbers": ranks(first, last), **facts}
    return operations.hand_out(by=stock.team.dado.actor, point_id=stock.point.pk, occurred_on=HANDED_ON, **given)  # type: ignore[arg-type]


def test_a_mistake_is_corrected_the_same_day_and_its_pass_can_be_handed_out_again(stock: Stock) -> None:
    wrong = hand_out(stock, 1, 10)
    made = operations.reverse_handout(by=stock.team.dado.actor, handout_id=wrong.pk, reason="Mauvaise personne")
    assert (made.occurred_on, made.slip.kind) == (HANDED_ON, "reversal")
    assert queries.ranges(stock.point.holder.pk) == [ranks(1, 50)]
    assert queries.handed_out_count() == 0
    assert queries.handout_of(ranks(4, 4).first) is None
    referral = queries.referral(wrong.referral_id or 0)
    assert (referral.state, referral.closed_on) == (states.OPEN, None)
    again = hand_out(stock, 1, 5, referral_id=referral.pk)
    assert (again.turn, queries.handout_of(ranks(4, 4).first)) == (2, again)
    verbs = [entry.verb for entry in audit.thread("referral", referral.pk)]
    assert verbs == ["refer_beneficiary", "hand_out", "reverse_handout", "hand_out"]
    with pytest.raises(errors.HandoutUndone):
        operations.reverse_handout(by=stock.team.dado.actor, handout_id=wrong.pk, reason="Encore")


def test_a_mistake_is_not_corrected_the_day_after_nor_by_who_does_not_hand_out(stock: Stock) -> None:
    wrong = hand_out(stock, 1, 10)
    with pytest.raises(NotYourRole):
        operations.reverse_handout(by=stock.team.prescriber.actor, handout_id=wrong.pk, reason="x")
    with clock.at(today() + timedelta(days=1)), pytest.raises(errors.CorrectedAnotherDay):
        operations.reverse_handout(by=stock.team.dado.actor, handout_id=wrong.pk, reason="x")


def test_a_person_gives_back_what_is_not_used(stock: Stock) -> None:
    handout = hand_out(stock, 1, 10)
    Voucher.objects.filter(number=ranks(3, 3).first).update(mark="redeemed", turn=1, marked_on=HANDED_ON)
    give = {"by": stock.team.dado.actor, "handout_id": handout.pk, "occurred_on": HANDED_ON, "reason": "Déménage"}
    with pytest.raises(errors.PassUsedMeanwhile):
        operations.take_back(numbers=ranks(1, 10), **give)
    with pytest.raises(errors.PassNotOfTheHandout):
        operations.take_back(numbers=ranks(10, 11), **give)
    operations.take_back(numbers=ranks(4, 10), **give)
    assert queries.handed_out_count() == 3
    (shown,) = queries.handouts()
    assert (shown.count, shown.back) == (3, 7)  # type: ignore[attr-defined]
    assert queries.referral(handout.referral_id or 0).state == states.SERVED
    with pytest.raises(errors.HandoutUndone):
        operations.take_back(numbers=ranks(4, 4), **give)
    assert queries.ranges(stock.point.holder.pk) == [ranks(4, 50)]


def test_several_ranges_are_handed_out_on_one_slip_and_come_back_from_it(stock: Stock) -> None:
    dado, at_point, referral = stock.team.dado.actor, stock.point.holder, refer(stock)
    facts = {"by": dado, "point_id": stock.point.pk, "referral_id": referral.pk, "occurred_on": HANDED_ON}
    given = operations.hand_out(numbers=[ranks(21, 23), ranks(1, 4), ranks(5, 5)], **facts)
    assert [line.range for line in given.slip.handouts.order_by("first")] == [ranks(1, 5), ranks(21, 23)]
    assert queries.ranges(at_point.pk) == [ranks(6, 20), ranks(24, 50)]
    assert (queries.handed_out_count(), Handout.objects.filter(referral=referral).count()) == (8, 2)
    told = audit.thread("referral", referral.pk)[-1]
    assert told.data["count"] == 8
    give = {"by": dado, "handout_id": given.pk, "occurred_on": HANDED_ON, "reason": "Déménage"}
    with pytest.raises(errors.PassNotOfTheHandout):
        operations.take_back(numbers=[ranks(1, 2), ranks(20, 23)], **give)
    back = operations.take_back(numbers=[ranks(1, 2), ranks(22, 23)], **give)
    assert [one.range for one in back.slip.handout_reversals.order_by("first")] == [ranks(1, 2), ranks(22, 23)]
    assert [one.count for one in queries.handouts().order_by("first")] == [3, 1]  # type: ignore[attr-defined]


def test_a_mistake_of_several_ranges_is_corrected_whole(stock: Stock) -> None:
    wrong = hand_out(stock, 1, 1, numbers=[ranks(1, 4), ranks(21, 23)])
    operations.reverse_handout(by=stock.team.dado.actor, handout_id=wrong.pk, reason="Mauvaise personne")
    assert (queries.ranges(stock.point.holder.pk), queries.handed_out_count()) == ([ranks(1, 50)], 0)


def test_each_point_numbers_its_own_hand_outs(stock: Stock) -> None:
    numbers = [hand_out(stock, rank, rank).slip.number for rank in (1, 2)]
    assert numbers == [f"R{stock.point.pk}-2021-0001", f"R{stock.point.pk}-2021-0002"]
