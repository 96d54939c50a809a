"""Pass counted when they arrive: at once or part by part, short or long."""

from datetime import date

import pytest

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries as distribution
from quitus.domain.vouchers import errors, queries, states
from quitus.domain.vouchers.models import Delivery, Order
from quitus.usecases import orders
from tests.factories.passes import DELIVERED_ON, Team, confirm, draft, produce
from tests.factories.stock import ranks

LATER = date(2021, 10, 1)


@pytest.fixture
def printed(team: Team) -> Order:
    """A hundred pass at the printer's."""
    return produce(team, confirm(team, draft(team)))


def receive(team: Team, order: Order, **facts: object) -> Order:
    told: dict[str, object] = {"by": team.accountant.actor, "order_id": order.pk, "delivered_on": DELIVERED_ON}
    return orders.receive_delivery(**(told | facts))  # type: ignore[arg-type]


def held() -> dict[str, int]:
    return {line.holder.kind: line.count for line in distribution.stock()}


def test_an_order_arrives_in_parts_and_is_delivered_once_nothing_is_awaited(team: Team, printed: Order) -> None:
    part = receive(team, printed, received=[ranks(1, 30), ranks(51, 60)], slip_reference="BL-1")
    assert (part.state, part.delivered_on, part.delivered_count) == (states.PRODUCED, None, None)
    assert queries.awaited(part) == [ranks(31, 50), ranks(61, 100)]
    assert held() == {"accountant": 40, "printer": 60}
    assert queries.totals() == {"ordered": 100, "delivered": 40, "activated": 0}
    whole = receive(team, printed, delivered_on=LATER, missing=[ranks(91, 100)], note="Un carton perdu")
    assert (whole.state, whole.delivered_on, whole.delivered_count) == (states.DELIVERED, LATER, 90)
    assert (whole.delivery_note, queries.awaited(whole)) == ("Un carton perdu", [])
    assert held() == {"accountant": 90, "not_delivered": 10}
    assert queries.totals()["delivered"] == 90
    assert queries.counts_by_mark(whole.pk) == {"plain": 90, "cancelled": 10}
    assert [(one.rank, one.counted, one.missing_count) for one in queries.deliveries(whole.pk)] == [
        (1, 40, 0),
        (2, 50, 10),
    ]
    verbs = [entry.verb for entry in audit.thread("order", printed.pk)]
    assert [verb for verb in verbs if verb.startswith("receive")] == ["receive_part", "receive_delivery"]


def test_what_was_not_ordered_is_told_and_enters_no_custody(team: Team, printed: Order) -> None:
    with pytest.raises(errors.SurplusNotExplained):
        receive(team, printed, surplus_count=10)
    whole = receive(team, printed, surplus_count=10, note="Un carnet sans numéro, repris par le livreur")
    assert (whole.state, whole.delivered_count) == (states.DELIVERED, 100)
    assert held() == {"accountant": 100}
    assert Delivery.objects.get().surplus_count == 10


def test_a_delivery_of_nothing_that_was_ordered_moves_nothing(team: Team, printed: Order) -> None:
    same = receive(team, printed, received=[], surplus_count=5, note="Pass d'une autre commande, repris")
    assert (same.state, held()) == (states.PRODUCED, {"printer": 100})


def test_a_pass_is_counted_once(team: Team, printed: Order) -> None:
    receive(team, printed, received=[ranks(1, 50)])
    for facts, refusal in (
        ({"received": [ranks(50, 60)]}, errors.AlreadyCounted),
        ({"received": [ranks(51, 60)], "missing": [ranks(60, 60)], "note": "x"}, errors.AlreadyCounted),
        ({"received": [ranks(91, 101)]}, errors.NotOfThisOrder),
        ({"received": []}, errors.NothingDelivered),
        ({"delivered_on": date(2021, 9, 19)}, errors.DateBeforePreviousStep),
    ):
        with pytest.raises(refusal):
            receive(team, printed, **facts)
    receive(team, printed)
    with pytest.raises(errors.OrderStandsElsewhere):
        receive(team, printed)
