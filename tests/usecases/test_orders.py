"""Production, delivery and activation across vouchers, custody and the ledger."""

import pytest
from django.db import transaction

from quitus.domain.distribution import operations as custody
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.slip_errors import DeliveryNotTakenInCharge
from quitus.domain.ledger import queries as ledger
from quitus.domain.vouchers.errors import MandatNumberMissing, OrderNotDelivered
from quitus.domain.vouchers.rules import number_of
from quitus.usecases import orders as usecases
from tests.factories.passes import DELIVERED_ON, SERIES, Team, activate, confirm, deliver, draft, make_order, produce
from tests.factories.stock import ranks


def test_activation_enters_what_the_mandat_paid_to_the_operator(team: Team) -> None:
    order = make_order(team)
    payer = f"held_by_payer:{team.operator.pk}"
    assert ledger.balance(team.scheme.pk, payer) == 1_000_00
    assert ledger.balance(team.scheme.pk, f"paid_to_payer:{team.operator.pk}") == -1_000_00
    (transfer,) = ledger.transfers_of(team.scheme.pk, "order", order.pk)
    assert transfer.label == "Commande 2021-01, mandat M-2021-01"


def test_only_what_was_delivered_is_paid_for(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    activate(team, deliver(team, order, missing=[ranks(91, 100)], note="Un carnet manquant"))
    assert ledger.balance(team.scheme.pk, f"held_by_payer:{team.operator.pk}") == 900_00


def test_what_the_manager_counts_waits_for_the_accountant_to_take_it_in_charge(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    usecases.receive_delivery(by=team.anne.actor, order_id=order.pk, delivered_on=DELIVERED_ON)
    (slip,) = distribution.slips(awaiting=True)
    assert (slip.to_holder.kind, slip.received_by) == ("accountant", "")


def test_pass_that_the_accountant_has_not_signed_for_are_not_activated(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    usecases.receive_delivery(by=team.anne.actor, order_id=order.pk, delivered_on=DELIVERED_ON)
    (slip,) = distribution.slips(awaiting=True)
    with pytest.raises(DeliveryNotTakenInCharge, match=slip.number), transaction.atomic():
        activate(team, order)
    assert ledger.balances(team.scheme.pk) == {}
    custody.acknowledge_slip(by=team.accountant.actor, slip_id=slip.pk, received_on=DELIVERED_ON)
    assert activate(team, order).activated_on is not None


def test_nothing_is_paid_beforehand_where_the_authority_pays_the_venues(team: Team) -> None:
    order = confirm(team, draft(team, payer_id=team.scheme.authority_id))
    activate(team, deliver(team, produce(team, order)))
    assert ledger.transfers_of(team.scheme.pk, "order", order.pk).count() == 0


def test_a_refused_activation_leaves_nothing_behind(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    with pytest.raises(OrderNotDelivered), transaction.atomic():
        activate(team, order)
    with pytest.raises(MandatNumberMissing), transaction.atomic():
        activate(team, deliver(team, order), mandat_number="")
    assert ledger.balances(team.scheme.pk) == {}


def test_pass_are_in_custody_from_the_moment_they_exist(team: Team) -> None:
    produce(team, confirm(team, draft(team)))
    holder = distribution.holder_of(number_of(SERIES, 100))
    assert holder is not None
    assert (holder.kind, holder.organisation_id) == ("printer", team.operator.pk)
