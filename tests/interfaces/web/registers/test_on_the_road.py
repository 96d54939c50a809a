"""Pass given to a carrier and brought back, by the operator or by the manager: his own, or those of one outside."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Holder, Slip
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.kernel.clock import at as living
from quitus.usecases import orders as usecases
from tests.domain.vouchers.test_terms import PAPER, opine, sign
from tests.factories.pages import said
from tests.factories.passes import CONFIRMED_ON, PRODUCED_ON, PROOF_ON, SERIES, Team, confirm, draft, produce, prove
from tests.factories.stock import ranks
from tests.interfaces.web.registers.conftest import at, cost

DAY = PRODUCED_ON + timedelta(days=3)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with living(DAY):
        yield


def self_issued(team: Team) -> Order:
    opinion = opine(team)
    vouchers.assent_to_self_issue(by=team.accountant.actor, opinion_id=opinion.pk, assent_on=CONFIRMED_ON)
    order = prove(team, confirm(team, draft(team, "2021-02", operator_contract_id=None)))
    return usecases.produce_order(by=team.anne.actor, order_id=order.pk, produced_on=PRODUCED_ON, series=SERIES + 1)


def outside(team: Team) -> Order:
    contract = sign(team, operates_inside=False)
    order = confirm(team, draft(team, "2021-03", operator_contract_id=contract.pk))
    proved = {"approved_on": PROOF_ON, "approved_name": "Anne Lefebvre", "paper": PAPER}
    vouchers.approve_proof(by=team.anne.actor, order_id=order.pk, **proved)  # type: ignore[arg-type]
    return usecases.produce_order(by=team.anne.actor, order_id=order.pk, produced_on=PRODUCED_ON, series=SERIES + 2)


def told(order: Order, **facts: object) -> dict[str, object]:
    return {"order_id": order.pk, "ranks": "1-20", "occurred_on": DAY.isoformat(), "note": ""} | facts


def test_a_carrier_brings_back_to_each_what_is_his(team: Team, client: Client) -> None:
    theirs, own = produce(team, confirm(team, draft(team))), self_issued(team)
    printer, anne = Client(), client
    printer.force_login(team.printer.user)
    anne.force_login(team.anne.user)
    road = {"carrier": "Transports Nord (exemple)"}
    assert printer.post(at("operator", "dispatch"), told(theirs, **road)).status_code == 302
    press = Holder.objects.get(kind=states.PRINTER, organisation=None)
    leave = at("authority", "dispatch", press.pk)
    assert leave in said(anne.get(at("authority", "register", press.pk)))
    assert anne.post(leave, told(own, **road)).status_code == 302
    carrier = Holder.objects.get(kind=states.CARRIER)
    backs = at("operator", "coming_back", carrier.pk), at("authority", "coming_back", carrier.pk)
    stock = said(printer.get(at("operator", "stock")))
    assert backs[0] in stock
    assert "Confier à un transporteur" in stock
    rest = {"carrier": "Transports Sud (exemple)", "ranks": "21-100"}
    assert printer.post(at("operator", "dispatch"), told(theirs, **rest)).status_code == 302
    assert "Confier à un transporteur" not in said(printer.get(at("operator", "stock"))), "nothing is left to send"
    for shown in (
        printer.get(at("operator", "dispatch")),
        printer.post(at("operator", "dispatch"), told(theirs, **road)),
    ):
        assert "tout ce qui est produit est parti" in said(shown)
        assert "Confier ces pass" not in said(shown)
    assert backs[1] in said(anne.get(at("authority", "register", carrier.pk)))
    assert printer.post(backs[0], told(own)).status_code == 422, "another's order is not offered"
    assert printer.post(backs[0], told(theirs, ranks="1-5")).status_code == 302
    assert anne.post(backs[1], told(own, ranks="20-21")).status_code == 422, "only what the carrier has"
    assert anne.post(backs[1], told(own)).status_code == 302
    assert queries.ranges(carrier.pk) == [ranks(6, 20)]
    assert queries.ranges(press.pk) == [ranks(1, 100, SERIES + 1)]
    assert anne.get(backs[1]).status_code == 404, "nothing of hers is on the road"
    finance = Client()
    finance.force_login(team.finance.user)
    assert finance.get(leave).status_code == 403


def test_the_manager_enters_what_an_operator_outside_gave_to_a_carrier(team: Team, client: Client) -> None:
    client.force_login(team.anne.user)
    order = outside(team)
    produce(team, confirm(team, draft(team)))
    printer = Holder.objects.get(kind=states.PRINTER)
    leave = at("authority", "dispatch", printer.pk)
    assert leave in said(client.get(at("authority", "register", printer.pk)))
    page = said(client.get(leave))
    assert "« Cartopass (exemple) » a confié ces pass à un transporteur" in page
    assert "Vous en répondez" not in page
    assert "2021-01" not in page, "an operator that has an account gives its own"
    road = {"carrier": "Transports Nord (exemple)"}
    assert client.post(leave, told(order, **road)).status_code == 302
    slip = Slip.objects.get(kind="dispatch")
    assert (slip.handed_by, slip.received_by) == ("Cartopass (exemple)", "Transports Nord (exemple)")
    carrier = Holder.objects.get(kind=states.CARRIER)
    back = at("authority", "coming_back", carrier.pk)
    assert back in said(client.get(at("authority", "register", carrier.pk)))
    assert client.post(back, told(order, ranks="1-5")).status_code == 302
    back_slip = Slip.objects.get(kind="return")
    assert (back_slip.handed_by, back_slip.received_by) == ("Transports Nord (exemple)", "Cartopass (exemple)")
    stolen = {"numbers": ranks(6, 20, SERIES + 2), "occurred_on": DAY, "note": "Camion forcé", "kind": "stolen"}
    operations.declare_loss(by=team.anne.actor, holder_id=carrier.pk, **stolen)  # type: ignore[arg-type]
    page = said(client.get(at("authority", "pass", ranks(6, 6, SERIES + 2).first)))
    assert "Confié à Transports Nord (exemple)" in page
    assert "Déclaré volé par Transports Nord (exemple)" in page


def test_the_stock_of_an_operator_costs_the_same_whatever_is_on_the_road(team: Team, client: Client) -> None:
    client.force_login(team.printer.user)
    costs = []
    for step in range(2):
        for number in range(2):
            series = SERIES + 2 * step + number
            order = produce(team, confirm(team, draft(team, f"2021-1{2 * step + number}")), series)
            sent = told(order, ranks="1-20", carrier=f"Transports {series} (exemple)")
            assert client.post(at("operator", "dispatch"), sent).status_code == 302
        costs.append(cost(at("operator", "stock"), client))
    assert costs[0] == costs[1]
