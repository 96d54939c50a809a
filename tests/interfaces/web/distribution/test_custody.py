"""Pages of what goes back, of receptions contested, of hand-outs corrected and of drawers."""

from django.test import Client
from django.urls import reverse

from quitus.domain.controls.operations import WhatHappened, open_loss_file
from quitus.domain.controls.queries import still_lost
from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Handout, Holder, Slip
from quitus.domain.vouchers.models import Voucher
from tests.domain.distribution.test_taking_up import ELSEWHERE, take_up
from tests.factories.passes import SERIES
from tests.factories.stock import HANDED_ON, Stock, ranks, refer


def at(stock: Stock, name: str, *keys: object) -> str:
    return reverse(name, args=[stock.team.scheme.slug, *keys])


def test_the_imprest_holder_gives_back_and_the_accountant_counts_less(stock: Stock, client: Client) -> None:
    team, safe = stock.team, stock.imprest.safe
    client.force_login(team.holder.user)
    give = at(stock, "distributor:to_accountant", safe.pk)
    assert "Rendre des pass au comptable" in client.get(give).content.decode()
    told = {"order_id": stock.order.pk, "ranks": "51-60, 71", "occurred_on": HANDED_ON.isoformat(), "note": ""}
    assert client.post(give, told | {"ranks": "51-60, 55"}).status_code == 422
    assert client.post(give, told).status_code == 302
    slip = Slip.objects.latest("pk")
    assert [line.range for line in slip.movements.all()] == [ranks(51, 60), ranks(71, 71)]
    client.force_login(team.accountant.user)
    assert "Confirmer la réception de pass rendus" in client.get(at(stock, "accountant:home")).content.decode()
    receive = at(stock, "accountant:receive_slip", slip.pk)
    assert receive in client.get(at(stock, "accountant:slip", slip.pk)).content.decode()
    said = {"received_on": HANDED_ON.isoformat(), "absent": "71", "order_id": stock.order.pk, "note": ""}
    assert "Dites ce que vous avez constaté" in client.post(receive, said).content.decode()
    assert client.post(receive, said | {"note": "Il manque le 71"}).status_code == 302
    slip.refresh_from_db()
    assert (slip.contested_count, slip.received_by) == (1, team.accountant.actor.label)
    page = client.get(at(stock, "accountant:slip", slip.pk)).content.decode()
    assert "Non reçus, à la charge de qui a remis" in page


def test_who_gave_pass_blocks_them_from_their_slip(stock: Stock, client: Client) -> None:
    team, said = stock.team, {"occurred_on": HANDED_ON.isoformat(), "reason": "Sacoche volée"}
    facts = {"numbers": ranks(81, 90), "occurred_on": HANDED_ON}
    supply = operations.supply_safe(by=team.accountant.actor, imprest_id=stock.imprest.pk, **facts)
    transfer = operations.transfer_to_point(
        by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 70), occurred_on=HANDED_ON
    )
    for person, room, slip in ((team.accountant, "accountant", supply), (team.holder, "distributor", transfer)):
        client.force_login(person.user)
        block = at(stock, f"{room}:block_slip", slip.pk)
        assert block in client.get(at(stock, f"{room}:slip", slip.pk)).content.decode()
        assert client.post(block, said | {"reason": ""}).status_code == 422
        assert client.post(block, said).status_code == 302
    assert Voucher.objects.filter(mark="blocked").count() == 30
    client.force_login(team.dado.user)
    assert client.get(at(stock, "distributor:block_slip", transfer.pk)).status_code == 404


def test_an_agent_corrects_a_hand_out_of_the_day_and_takes_pass_back(stock: Stock, client: Client) -> None:
    team = stock.team
    handout = operations.hand_out(
        by=team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    client.force_login(team.dado.user)
    slip = client.get(at(stock, "distributor:slip", handout.slip_id)).content.decode()
    correct = at(stock, "distributor:correct_handout", handout.pk)
    back = at(stock, "distributor:take_back", handout.pk)
    assert correct in slip
    assert back in slip
    returned = {"ranks": "9-10", "occurred_on": HANDED_ON.isoformat(), "reason": "Déménage"}
    assert client.post(back, returned).status_code == 302
    assert queries.handed_out_count() == 8
    assert "déjà revenus" in client.post(back, returned).content.decode()
    client.force_login(team.prescriber.user)
    assert client.get(correct).status_code in (302, 403, 404)
    other = operations.hand_out(
        by=team.dado.actor, point_id=stock.point.pk, numbers=ranks(11, 20), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    client.force_login(team.dado.user)
    made = client.post(at(stock, "distributor:correct_handout", other.pk), {"reason": "Mauvaise fiche"})
    assert made.status_code == 302
    assert queries.handouts().get(pk=other.pk).count == 0  # type: ignore[attr-defined]
    assert Handout.objects.count() == 2


def test_an_agent_fills_and_empties_a_drawer(stock: Stock, client: Client) -> None:
    client.force_login(stock.team.dado.user)
    take = at(stock, "distributor:take_drawer", stock.point.pk)
    told = {"order_id": stock.order.pk, "ranks": "1-10", "occurred_on": HANDED_ON.isoformat()}
    assert client.post(take, told).status_code == 302
    drawer = Holder.objects.get(kind=states.DRAWER)
    page = client.get(at(stock, "distributor:stock")).content.decode()
    assert drawer.label in page
    empty = at(stock, "distributor:empty_drawer", drawer.pk)
    assert client.post(empty, told | {"note": ""}).status_code == 302
    assert queries.drawers([stock.point.pk]) == []


def test_what_the_receiver_did_not_count_is_a_task_of_who_gave_it_until_it_moves(stock: Stock, client: Client) -> None:
    team = stock.team
    slip = operations.transfer_to_point(
        by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    operations.acknowledge_slip(
        by=team.dado.actor, slip_id=slip.pk, received_on=HANDED_ON, absent=[ranks(59, 60)], note="Il en manque deux"
    )
    client.force_login(team.holder.user)
    home = at(stock, "distributor:home")
    assert "Retrouver 2 pass non reçus" in client.get(home).content.decode()
    operations.declare_loss(
        by=team.holder.actor, holder_id=stock.imprest.safe.pk, numbers=ranks(59, 60), occurred_on=HANDED_ON, note="Rien"
    )
    assert "Retrouver 2 pass" not in client.get(home).content.decode()


def test_found_pass_come_back_by_their_file_or_without_one(stock: Stock, client: Client) -> None:
    team, safe = stock.team, stock.imprest.safe
    client.force_login(team.holder.user)
    found = at(stock, "distributor:found", safe.pk)
    assert "Aucun pass n'est perdu." in client.get(found).content.decode().replace("&#x27;", "'")
    operations.declare_loss(
        by=team.holder.actor, holder_id=safe.pk, numbers=ranks(51, 55), occurred_on=HANDED_ON, note="Tombés"
    )
    what = WhatHappened("loss", HANDED_ON, HANDED_ON, "Coffre ouvert")
    file = open_loss_file(by=team.holder.actor, holder_id=safe.pk, ranges=[ranks(61, 70)], what=what)
    told = {"order_id": stock.order.pk, "occurred_on": HANDED_ON.isoformat(), "note": "Sous l'armoire"}
    assert client.post(found, told | {"ranks": "51-52, 61-63"}).status_code == 302
    assert queries.held_by(safe.pk).count == 30 - 15 + 5
    assert [one.count for one in still_lost(file.pk)] == [7], "the file knows"
    again = client.post(found, told | {"ranks": "61"})
    assert again.status_code == 422


def test_the_accountant_gives_back_to_the_operator_only_what_is_worth_nothing(stock: Stock, client: Client) -> None:
    client.force_login(stock.team.accountant.user)
    give = at(stock, "accountant:to_operator")
    told = {"order_id": stock.order.pk, "ranks": "81-90", "occurred_on": HANDED_ON.isoformat(), "note": "Fin"}
    assert "encore utilisables" in client.post(give, told).content.decode()


def test_pass_given_before_a_taking_up_come_back_by_the_number_typed(stock: Stock, client: Client) -> None:
    order = take_up(stock)
    handout = operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    client.force_login(stock.team.dado.user)
    find = at(stock, "distributor:find_return")
    assert find in client.get(at(stock, "distributor:handouts")).content.decode()
    here = client.post(find, {"text": f"{SERIES}-0000003"})
    assert here["Location"] == at(stock, "distributor:take_back", handout.pk)
    for unknown in (f"{SERIES}-0000070", f"{ELSEWHERE}-0000070", "R9-2020-0001"):
        assert "Aucune remise ne correspond" in client.post(find, {"text": unknown}).content.decode()
    back = client.post(find, {"text": f"{ELSEWHERE}-0000003"})["Location"]
    assert back == at(stock, "distributor:take_back_before", ranks(3, 3, ELSEWHERE).first)
    page = client.get(back).content.decode()
    assert order.number in page
    assert 'value="3"' in page
    told = {"point_id": stock.point.pk, "ranks": "3-5", "occurred_on": HANDED_ON.isoformat(), "reason": "Déménage"}
    assert client.post(back, told | {"ranks": "10-11"}).status_code == 422, "the accountant has one of them"
    slip = client.post(back, told)["Location"]
    assert "pass 3 à 5" in client.get(slip).content.decode()
    assert client.get(back).status_code == 404, "it is at the point now"
    for number in (ranks(1, 1).first, ranks(60, 60).first):
        assert client.get(at(stock, "distributor:take_back_before", number)).status_code == 404
