"""Pass on their way: who gave them answers for them until their slip is signed, and nothing closes before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quitus.domain.distribution import operations, queries, slip_errors
from quitus.domain.distribution.errors import SlipNotYours
from quitus.domain.distribution.models import Appointment, Imprest
from quitus.domain.documents.signed import OnPaper
from quitus.kernel import clock
from quitus.kernel.money import Cents
from quitus.usecases.orders import receive_delivery
from tests.factories.passes import DELIVERED_ON, Team, confirm, draft, produce
from tests.factories.stock import HANDED_ON, SUPPLIED_ON, TRANSFERRED_ON, Stock, make_point, ranks, received, refer

SCAN = OnPaper("Rémi Exemple", "bordereau.pdf", "a" * 64, "application/pdf", 1200)


def test_pass_on_their_way_move_no_further_until_who_received_them_has_signed(stock: Stock) -> None:
    team, safe = stock.team, stock.imprest.safe
    supply = operations.supply_safe(
        by=team.accountant.actor, imprest_id=stock.imprest.pk, numbers=ranks(81, 90), occurred_on=TRANSFERRED_ON
    )
    assert queries.on_the_way([safe.pk, stock.point.holder.pk]) == {safe.pk: queries.Held(10, Cents(100_00))}
    assert queries.on_the_way(on=SUPPLIED_ON) == {}
    held_now = queries.held_by(safe.pk).value_cents
    assert held_now == 40 * 10_00  # a ceiling counts them where they go
    move = {"by": team.holder.actor, "point_id": stock.point.pk, "occurred_on": TRANSFERRED_ON}
    with pytest.raises(slip_errors.PassNotReceived, match=supply.number):
        operations.transfer_to_point(numbers=[ranks(75, 80), ranks(81, 82)], **move)
    with pytest.raises(slip_errors.PassNotReceived):
        operations.declare_loss(
            by=team.holder.actor, holder_id=safe.pk, numbers=ranks(90, 90), occurred_on=TRANSFERRED_ON, note="Perdu"
        )
    assert {one.numbers for one in queries.proposals(safe.pk, 10, TRANSFERRED_ON)} == {
        ranks(51, 60), ranks(61, 70), ranks(71, 80)
    }  # fmt: skip
    received(team.holder, supply)
    assert queries.on_the_way() == {}
    transfer = operations.transfer_to_point(numbers=ranks(81, 90), **move)
    referral = refer(stock)
    give = {"by": team.dado.actor, "point_id": stock.point.pk, "occurred_on": HANDED_ON, "referral_id": referral.pk}
    with pytest.raises(slip_errors.PassNotReceived, match=transfer.number):
        operations.hand_out(numbers=ranks(81, 85), **give)
    received(team.dado, transfer)
    assert operations.hand_out(numbers=ranks(81, 85), **give)


def test_nothing_comes_back_to_a_regie_that_is_closed_nor_beyond_its_ceiling(stock: Stock) -> None:
    team, safe, day = stock.team, stock.imprest.safe, HANDED_ON
    back = operations.return_from_point(
        by=team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 50), occurred_on=day
    )
    close_point = {"by": team.anne.actor, "point_id": stock.point.pk, "closed_on": day}
    with pytest.raises(slip_errors.SlipsNotReceived, match=back.number):
        operations.close_point(**close_point)
    received(team.holder, back)
    lost = operations.declare_loss(
        by=team.holder.actor, holder_id=safe.pk, numbers=ranks(80, 80), occurred_on=day, note="Égaré"
    )
    returned = operations.return_to_accountant(
        by=team.holder.actor, holder_id=safe.pk, numbers=ranks(1, 79), occurred_on=day
    )
    close = {"by": team.finance.actor, "imprest_id": stock.imprest.pk, "closed_on": day, "closing_reference": "R"}
    with pytest.raises(slip_errors.SlipsNotReceived) as refused:
        operations.close_imprest(**close)
    assert refused.value.facts["slips"] == returned.number
    received(team.accountant, returned)
    operations.close_imprest(**close)
    with clock.at(day), pytest.raises(slip_errors.RegieClosed):
        operations.find_again(
            by=team.holder.actor, to_holder_id=safe.pk, numbers=ranks(80, 80), occurred_on=day, note=lost.number
        )


def test_what_the_accountant_did_not_count_does_not_bring_the_safe_beyond_its_ceiling(stock: Stock) -> None:
    team, safe = stock.team, stock.imprest.safe
    Imprest.objects.filter(pk=stock.imprest.pk).update(ceiling_cents=85_000)
    returned = operations.return_to_accountant(
        by=team.holder.actor, holder_id=safe.pk, numbers=ranks(51, 80), occurred_on=HANDED_ON
    )
    operations.supply_safe(
        by=team.accountant.actor, imprest_id=stock.imprest.pk, numbers=ranks(81, 100), occurred_on=HANDED_ON
    )
    sign = {"by": team.accountant.actor, "slip_id": returned.pk, "received_on": HANDED_ON, "note": "Il en manque"}
    with pytest.raises(slip_errors.ContestedBeyondCeiling):
        operations.acknowledge_slip(**sign, absent=[ranks(51, 70)])
    assert operations.acknowledge_slip(**sign, absent=[ranks(51, 65)]).contested_count == 15


def test_who_gave_pass_signs_for_their_receiver_only_where_nobody_else_is_appointed(stock: Stock) -> None:
    team = stock.team
    move = {"by": team.holder.actor, "numbers": ranks(51, 60), "occurred_on": TRANSFERRED_ON}
    slip = operations.transfer_to_point(point_id=stock.point.pk, **move)
    sign = {"by": team.holder.actor, "slip_id": slip.pk, "received_on": TRANSFERRED_ON}
    with pytest.raises(slip_errors.SignedByTheGiver):
        operations.acknowledge_slip(**sign)
    for name in (slip.handed_by, f"  {slip.handed_by.upper()} "):
        with pytest.raises(slip_errors.SignedByTheGiver):
            operations.acknowledge_slip(**sign, paper=replace(SCAN, signed_by=name))
    assert not operations.acknowledge_slip(**sign, paper=SCAN).is_signed_by_one_person
    alone = make_point(team, stock.imprest, "Antenne de Liévin")
    own = operations.transfer_to_point(point_id=alone.pk, **move | {"numbers": ranks(61, 70)})
    assert received(team.holder, own).is_signed_by_one_person


def test_who_gave_pass_stops_all_of_them_until_somebody_has_signed(stock: Stock) -> None:
    team = stock.team
    stop = {"occurred_on": TRANSFERRED_ON, "reason": "Sacoche volée en route"}
    supply = operations.supply_safe(
        by=team.accountant.actor, imprest_id=stock.imprest.pk, numbers=ranks(81, 100), occurred_on=TRANSFERRED_ON
    )
    for nobody in (team.dado, team.prescriber, team.finance):
        with pytest.raises(slip_errors.NotInYourCharge):
            operations.block_in_charge(by=nobody.actor, numbers=ranks(81, 100), **stop)
    with pytest.raises(slip_errors.NotInYourCharge):
        operations.block_in_charge(by=team.accountant.actor, numbers=ranks(75, 100), **stop)
    (change,) = operations.block_in_charge(by=team.accountant.actor, numbers=ranks(81, 100), **stop)
    assert change.count == 20
    contested = operations.acknowledge_slip(
        by=team.holder.actor, slip_id=supply.pk, received_on=TRANSFERRED_ON, absent=[ranks(81, 100)], note="Volés"
    )
    assert contested.contested_count == 20
    assert operations.block_in_charge(by=team.dado.actor, numbers=ranks(1, 50), **stop)[0].count == 50


def test_who_was_replaced_where_pass_go_still_enters_what_was_signed_there(stock: Stock) -> None:
    team, day = stock.team, HANDED_ON
    move = {"by": team.holder.actor, "point_id": stock.point.pk, "numbers": ranks(51, 60), "occurred_on": day}
    slip = operations.transfer_to_point(**move)
    Appointment.objects.filter(user=team.dado.user, point=stock.point).update(ends_on=day)
    with clock.at(day + timedelta(1)), pytest.raises(SlipNotYours):
        operations.acknowledge_slip(by=team.dado.actor, slip_id=slip.pk, received_on=day)


def test_what_a_delivery_counted_by_the_manager_did_not_bring_is_lost_before_the_accountant_signs(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    receive_delivery(by=team.anne.actor, order_id=order.pk, delivered_on=DELIVERED_ON)
    (slip,) = queries.slips(awaiting=True)
    by = team.accountant.actor
    sign = {"by": by, "slip_id": slip.pk, "received_on": DELIVERED_ON}
    with pytest.raises(slip_errors.DeliveryNotContested):
        operations.acknowledge_slip(**sign, absent=[ranks(1, 10)], note="Carton vide")
    lost = {"by": by, "holder_id": slip.to_holder_id, "occurred_on": DELIVERED_ON, "note": "Carton vide"}
    operations.declare_loss(numbers=ranks(1, 10), **lost)
    assert operations.acknowledge_slip(**sign).received_by == by.label
    assert queries.ranges(slip.to_holder_id) == [ranks(11, 100)]
