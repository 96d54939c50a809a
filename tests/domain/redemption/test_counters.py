"""Uses counted by order: exact before, between and after the folds, reversals included."""

from datetime import timedelta

from quitus.domain.redemption import operations, queries
from quitus.domain.redemption.models import RedemptionCount
from quitus.domain.vouchers.operations import block_range
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from tests.factories.reception import Reception


def fold() -> None:
    operations.fold_redemptions(
        taken_to=operations.settled_takings(patience=0.1), undone_to=operations.settled_reversals(patience=0.1)
    )


def test_uses_are_counted_exactly_whatever_is_folded(reception: Reception) -> None:
    order = reception.order
    assert queries.used_by_order() == {}
    reception.take(1, 2, 3)
    assert queries.used_by_order() == {order.pk: 3}
    fold()
    fold()
    assert (RedemptionCount.objects.get().taken, queries.used_by_order()) == (3, {order.pk: 3})
    reception.take(4)
    operations.undo_redemption(by=reception.lina.actor, number=reception.pass_number(2), turn=1)
    assert queries.used_by_order() == {order.pk: 3}
    fold()
    counted = RedemptionCount.objects.get()
    assert (counted.taken, counted.undone, queries.used_by_order()) == (4, 1, {order.pk: 3})
    operations.unfold_redemptions()
    assert queries.used_by_order() == {order.pk: 3}


def test_states_of_all_pass_follow_from_marks_counts_and_orders(reception: Reception) -> None:
    order = reception.order
    reception.take(1, 2)
    block_range(
        by=reception.team.anne.actor,
        numbers=NumberRange(reception.pass_number(10), reception.pass_number(14)),
        occurred_on=today(),
        reason="Doute",
    )
    on = today()
    assert queries.counts_by_validity(on)[order.pk] == {"redeemed": 2, "blocked": 5, "active": order.quantity - 7}
    after = order.usable_until + timedelta(days=1)
    assert queries.counts_by_validity(after)[order.pk] == {"redeemed": 2, "blocked": 5, "expired": order.quantity - 7}
