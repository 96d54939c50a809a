"""Pass that were with people in another instance: they come back, or are lost, without a hand-out here."""

import pytest

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.operations.taking_up import take_back_taken_up, take_up_custody
from quitus.domain.distribution.taking_up_errors import HandedOutHere
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations.taking_up import take_up_order
from quitus.kernel.actors import Actor
from quitus.usecases.succession.layout import ORDER_DAYS, ORDER_FACTS
from tests.factories.passes import SERIES
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

ELSEWHERE = SERIES + 9
pytestmark = pytest.mark.django_db


def take_up(stock: Stock) -> Order:
    """A hundred pass of another instance, ten of which people hold."""
    told = {name: getattr(stock.order, name) for name in (*ORDER_FACTS, *ORDER_DAYS)}
    order = take_up_order(
        by=Actor.system(),
        facts=told | {"number": "2021-09", "series": ELSEWHERE},
        withheld=[],
        taken_up_on=HANDED_ON,
        contract_id=stock.team.contract.pk,
        key_id=None,
    )
    pieces = [("beneficiaries", ranks(1, 10, ELSEWHERE)), ("accountant", ranks(11, 100, ELSEWHERE))]
    take_up_custody(by=Actor.system(), order_id=order.pk, pieces=pieces, on=HANDED_ON)
    return order


def test_pass_given_before_a_taking_up_come_back_to_a_point(stock: Stock) -> None:
    take_up(stock)
    slip = take_back_taken_up(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(1, 5, ELSEWHERE),
        occurred_on=HANDED_ON,
        reason="La personne déménage",
    )
    assert slip.number.startswith(f"R{stock.point.pk}-")
    held = {one.range: one.holder.kind for one in queries.holdings_of(ranks(1, 10, ELSEWHERE))}
    assert held == {ranks(1, 5, ELSEWHERE): "point", ranks(6, 10, ELSEWHERE): "beneficiaries"}


def test_pass_handed_out_here_come_back_through_their_hand_out(stock: Stock) -> None:
    operations.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(1, 10),
        occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )
    with pytest.raises(HandedOutHere):
        take_back_taken_up(
            by=stock.team.dado.actor,
            point_id=stock.point.pk,
            numbers=ranks(1, 5),
            occurred_on=HANDED_ON,
            reason="Essai",
        )
