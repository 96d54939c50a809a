"""A mandat pays an operator once, whatever it pays and however many use its number at once."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import operations
from quitus.domain.vouchers.entrusting_errors import MandatAlreadyUsed
from quitus.domain.vouchers.models import Mandat, OperatorContract, Order
from tests.factories.at_once import second_of_two
from tests.factories.passes import ACTIVATED_ON, SERIES, Team, confirm, deliver, draft, make_order, make_team, produce
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme


def test_two_orders_activated_at_once_by_one_mandat_are_not_both(transactional_db: None) -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        dado = make_person(scheme, "Dado Delattre", "handout_agent")
        team = make_team(scheme, anne, dado)
        first, second = (
            deliver(team, produce(team, confirm(team, draft(team, f"2021-0{rank}")), SERIES + rank)) for rank in (1, 2)
        )

    def activate(order: Order, number: str) -> str:
        by, on = team.finance.actor, ACTIVATED_ON
        return operations.activate_order(by=by, order_id=order.pk, mandat_number=number, activated_on=on).state

    refused = second_of_two(scheme, lambda: activate(first, "M-7"), lambda: activate(second, "m-7"))
    assert refused is MandatAlreadyUsed
    with within_scheme(scheme):
        assert Order.objects.get(pk=second.pk).state == "delivered"
        assert activate(second, "M-8") == "active"


def test_the_database_keeps_the_promises_of_mandats(team: Team) -> None:
    order = make_order(team)
    paid = Mandat.objects.get()
    assert (paid.number, paid.verb, paid.order) == (order.mandat_number, "activate_order", order)
    facts: dict[str, object] = {"scheme": team.scheme, "order": order, "number": "M-9", "verb": "pay_complement"}
    contract = OperatorContract.objects.get(pk=team.contract.pk)
    wrong: list[tuple[str, dict[str, object]]] = [
        ("mandat_pays_once_in_a_scheme", {"number": paid.number.lower()}),
        ("mandat_pays_an_order_or_an_act_that_hands_orders_over", {"verb": "entrust_order"}),
        ("mandat_pays_an_order_or_an_act_that_hands_orders_over", {"contract": contract, "act_reference": "D-1"}),
    ]
    for promise, change in wrong:
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            Mandat.objects.create(**(facts | change))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Mandat.objects.filter(pk=paid.pk).update(number="M-9")
