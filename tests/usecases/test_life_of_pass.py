"""What the life of a pass tells, and to whom."""

from datetime import date

import pytest

from quitus.domain.audit.queries import thread
from quitus.domain.organisations import roles
from quitus.domain.redemption.operations import undo_redemption
from quitus.domain.vouchers import operations as vouchers
from quitus.kernel import clock
from quitus.usecases.life_of_pass import life_of
from tests.factories.reception import Reception
from tests.factories.stock import Stock, ranks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [roles.MANAGER, roles.FINANCE])
def test_who_recorded_a_use_and_who_undid_it_is_told_to_who_pays_for_it(reception: Reception, role: str) -> None:
    reception.take(1)
    number = reception.pass_number(1)
    undo_redemption(by=reception.lina.actor, number=number, turn=1)
    life = life_of(number, role)
    assert life is not None
    told = [event.who for event in life.events if event.sentence.startswith("Utilis")]
    assert told == [reception.lina.user.full_name] * 2


@pytest.mark.parametrize("role", [roles.ACCOUNTANT, roles.IMPREST_HOLDER, roles.OPERATOR])
def test_a_use_is_told_to_nobody_else(reception: Reception, role: str) -> None:
    reception.take(1)
    life = life_of(reception.pass_number(1), role)
    assert life is not None
    assert not [event for event in life.events if event.sentence.startswith("Utilis")]


def test_activation_and_closing_of_its_order_say_who_and_when(stock: Stock) -> None:
    anne = stock.team.anne
    with clock.at(date(2024, 4, 1)):
        vouchers.begin_closing(by=anne.actor, order_id=stock.order.pk, closing_on=date(2024, 4, 1))
        vouchers.close_order(by=anne.actor, order_id=stock.order.pk, closed_on=date(2024, 4, 1))
        life = life_of(ranks(1, 1).first, roles.MANAGER)
        seen_by_operator = life_of(ranks(1, 1).first, roles.OPERATOR)
    assert life is not None
    assert seen_by_operator is not None
    lines = {one.verb: one for one in thread("order", stock.order.pk)}
    activated = next(event for event in life.events if event.sentence.startswith("Rendu utilisable"))
    closed = next(event for event in life.events if event.sentence == "Commande close")
    assert (activated.who, activated.at) == (lines["activate_order"].actor_label, lines["activate_order"].at)
    assert (closed.who, closed.at) == (anne.user.full_name, lines["close_order"].at)
    assert [event.who for event in seen_by_operator.events if event.sentence == "Commande close"] == [""]
