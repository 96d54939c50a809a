"""Acts of different rooms on the same hands and orders at the same moment: none waits for another for ever."""

import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from quitus.domain.controls import operations as controls
from quitus.domain.controls.models import LossFile
from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Handout, Holder
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.usecases import orders as usecases
from tests.factories.at_once import both
from tests.factories.controls import what
from tests.factories.passes import (
    DELIVERED_ON,
    PRODUCED_ON,
    Team,
    confirm,
    draft,
    make_order,
    make_team,
    produce,
)
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme
from tests.factories.stock import HANDED_ON, TRANSFERRED_ON, make_stock, ranks, received, refer

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = 100_000_000
"""The series of an order drafted later than that of the stock: its key comes after, its numbers before."""


def meets(gate: threading.Barrier) -> None:
    """Wait for the other as long as it may take to come; who waits for a lock of ours does not."""
    with suppress(threading.BrokenBarrierError):
        gate.wait(1)


def make_people() -> Team:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        return make_team(scheme, anne, make_person(scheme, "Dado Delattre", "handout_agent"))


def test_a_delivery_is_counted_while_a_loss_of_its_carrier_is_told(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, gate, take = make_people(), threading.Barrier(2), vouchers.receive_delivery
    lock_orders = vouchers.lock_orders_of
    with within_scheme(team.scheme):
        order = produce(team, confirm(team, draft(team)))
        on = PRODUCED_ON + timedelta(days=1)
        operations.dispatch_delivery(
            by=team.printer.actor, order_id=order.pk, numbers=ranks(1, 100), carrier="Transports Nord (exemple)",
            occurred_on=on,
        )  # fmt: skip
        carrier = Holder.objects.get(kind="carrier")

    def taken(**facts: Any) -> Order:
        made = take(**facts)
        meets(gate)
        return made

    def held(ranges: Any) -> None:
        meets(gate)
        lock_orders(ranges)

    monkeypatch.setattr(vouchers, "receive_delivery", taken)
    monkeypatch.setattr(vouchers, "lock_orders_of", held)
    answers = both(
        team.scheme,
        lambda: usecases.receive_delivery(
            by=team.accountant.actor, order_id=order.pk, delivered_on=DELIVERED_ON, received=[ranks(1, 50)]
        ),
        lambda: controls.open_loss_file(
            by=team.anne.actor, holder_id=carrier.pk, ranges=[ranks(91, 95)], what=what("theft", DELIVERED_ON)
        ),
    )
    assert [type(one) for one in answers] == [Order, LossFile]


def test_a_loss_and_a_hand_out_of_two_orders_each_do_not_wait_for_one_another(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, gate, lock_order = make_people(), threading.Barrier(2), vouchers.lock_order_of_range
    with within_scheme(team.scheme):
        stock = make_stock(team)
        make_order(team, "2021-02", series=OTHER)
        supply = operations.supply_safe(
            by=team.accountant.actor, imprest_id=stock.imprest.pk, numbers=ranks(1, 40, OTHER),
            occurred_on=TRANSFERRED_ON,
        )  # fmt: skip
        received(team.holder, supply)
        transfer = operations.transfer_to_point(
            by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(1, 20, OTHER), occurred_on=TRANSFERRED_ON
        )
        received(team.dado, transfer)
        referral = refer(stock)

    def locked(numbers: Any) -> Order:
        found = lock_order(numbers)
        meets(gate)
        return found

    def give() -> Handout:
        meets(gate)
        return operations.hand_out(
            by=team.dado.actor, point_id=stock.point.pk, numbers=[ranks(1, 5, OTHER), ranks(1, 5)],
            occurred_on=HANDED_ON, referral_id=referral.pk,
        )  # fmt: skip

    monkeypatch.setattr(vouchers, "lock_order_of_range", locked)
    answers = both(
        team.scheme,
        lambda: controls.open_loss_file(
            by=team.holder.actor, holder_id=stock.imprest.safe.pk, ranges=[ranks(51, 55), ranks(21, 25, OTHER)],
            what=what("loss", HANDED_ON),
        ),
        give,
    )  # fmt: skip
    assert [type(one) for one in answers] == [LossFile, Handout]
