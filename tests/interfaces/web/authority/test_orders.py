"""The authority's pages of orders, contracts, custody and régie."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Slip
from quitus.domain.grants.files import FileFacts
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.kernel.clock import at as living
from tests.factories.pages import deliver_on_pages
from tests.factories.passes import Team, confirm, deliver, draft, make_order, produce, prove
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, Stock, make_imprest, ranks

TODAY = date(2022, 1, 10)


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(TODAY):
        yield


def to(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


def cost(address: str, browser: Client) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


@pytest.fixture
def finance_s(team: Team) -> Client:
    browser = Client()
    browser.force_login(team.finance.user)
    return browser


def draft_said(team: Team, **facts: object) -> dict[str, object]:
    said: dict[str, object] = {
        "number": "2021-01", "operator_contract": team.contract.pk, "payer": "operator", "booklets": "50",
        "booklet_size": "10", "face_value_cents": "10,00", "valid_until": "31/12/2023", "drafted_on": "10/01/2022",
    }  # fmt: skip
    return said | facts


def test_an_order_is_prepared_from_what_the_convention_says(anne_s: Client, team: Team) -> None:
    asked = anne_s.get(to("new_order")).content.decode()
    assert 'value="10,00"' in asked
    answer = anne_s.post(to("new_order"), draft_said(team))
    order = Order.objects.get()
    assert answer["Location"] == to("order", order.pk)
    said = text(anne_s.get(answer["Location"]))
    assert "Commande 2021-01" in said
    assert "50 carnets de 10 pass" in said
    assert "Viser la commande" in said
    assert "le comptable public" in said


def test_an_order_that_cannot_be_is_refused_in_words(anne_s: Client, team: Team, subtests: pytest.Subtests) -> None:
    draft(team, "2020-99")
    for facts, expected in (
        ({"valid_until": "01/01/2022"}, "La fin de validité du 1er janvier 2022 est déjà passée."),
        ({"drafted_on": "11/01/2022"}, "Cette date n'est pas encore passée."),
        ({"number": "2020-99"}, "Le numéro 2020-99 est déjà celui d'une autre commande."),
    ):
        with subtests.test(str(facts)):
            page = anne_s.post(to("new_order"), draft_said(team, **facts))
            assert page.status_code == 422
            assert expected in text(page)


def test_an_order_is_walked_to_its_activation(anne_s: Client, finance_s: Client, team: Team) -> None:
    order = draft(team, drafted_on=date(2021, 6, 1))
    early = anne_s.post(to("confirm_order", order.pk), {"revision": 1, "confirmed_on": "10/01/2022"})
    assert "n'est pas visée" in text(early)
    order = produce(team, confirm(team, order))
    undelivered = finance_s.post(to("activate_order", order.pk), {"mandat_number": "1", "activated_on": "10/01/2022"})
    assert "La commande 2021-01 n'est pas livrée." in text(undelivered)
    assert "Enregistrer la livraison" in text(anne_s.get(to("home")))
    counting, seen = to("receive_delivery", order.pk), {"delivered_on": "10/01/2022", "note": ""}
    assert "écrivez ce qui a été constaté" in text(deliver_on_pages(anne_s, counting, {"missing": "10"}, seen))
    wrong = deliver_on_pages(anne_s, counting, {"missing": "dix"}, seen)
    assert "n'est pas une plage de numéros" in text(wrong)
    deliver_on_pages(anne_s, counting, {"missing": "10"}, seen | {"note": "Un carton ouvert"})
    slip = Slip.objects.get()
    assert "Activer la commande" not in text(finance_s.get(to("home")))
    counted = text(anne_s.get(to("order", order.pk)))
    assert "Comptée, prise en charge attendue" in counted
    assert f"Saisir la prise en charge signée ({slip.number})" in counted
    assert finance_s.get(to("activate_order", order.pk)).status_code == 409
    operations.acknowledge_slip(by=team.accountant.actor, slip_id=slip.pk, received_on=TODAY)
    assert "Activer la commande" in text(finance_s.get(to("home")))
    asked = text(finance_s.get(to("activate_order", order.pk)))
    assert "Les 90 pass livrés pourront être remis et utilisés." in asked
    assert "900,00 €" in asked
    finance_s.post(to("activate_order", order.pk), {"mandat_number": "M-7", "activated_on": "10/01/2022"})
    said = text(finance_s.get(to("order", order.pk)))
    assert "Active" in said
    assert "M-7" in said
    assert queries.counts_by_mark(order.pk) == {"plain": 90, "cancelled": 10}


def test_steps_are_reserved_to_their_role(anne_s: Client, finance_s: Client, team: Team, zoe: Person) -> None:
    order = deliver(team, produce(team, confirm(team, draft(team))))
    assert anne_s.get(to("activate_order", order.pk)).status_code == 403
    for view in ("confirm_order", "receive_delivery", "stop_distribution", "cancel_order", "block_range"):
        assert finance_s.get(to(view, order.pk)).status_code == 403
    assert finance_s.get(to("new_order")).status_code == 403
    stranger = Client()
    for person in (zoe, team.accountant, team.printer, team.dado):
        stranger.force_login(person.user)
        for view in ("orders", "stock", "imprests", "contracts"):
            assert stranger.get(to(view)).status_code == 404
        assert stranger.get(to("order", order.pk)).status_code == 404
    assert anne_s.get(to("order", order.pk + 1)).status_code == 404


def test_other_acts_of_an_order(anne_s: Client, team: Team) -> None:
    given_up = draft(team, "2021-02")
    anne_s.post(to("cancel_order", given_up.pk), {"cancelled_on": "10/01/2022", "reason": "Doublon"})
    order = make_order(team)
    anne_s.post(to("stop_distribution", order.pk), {"blocked_from": "16/12/2023"})
    block = {"first": "3", "last": "", "occurred_on": "10/01/2022", "reason": "Taché"}
    assert "Débloquer des pass" not in text(anne_s.get(to("order", order.pk)))
    anne_s.post(to("block_range", order.pk), block)
    assert "Débloquer des pass" in text(anne_s.get(to("order", order.pk)))
    assert queries.counts_by_mark(order.pk) == {"plain": 99, "blocked": 1}
    anne_s.post(to("unblock_range", order.pk), block)
    anne_s.post(to("cancel_range", order.pk), block | {"last": "4"})
    assert queries.counts_by_mark(order.pk) == {"plain": 98, "cancelled": 2}
    for last, expected in (("2", "qui ne vienne pas avant le premier"), ("101", "Indiquez un pass de cette commande")):
        assert expected in text(anne_s.post(to("block_range", order.pk), block | {"last": last}))
    assert "Aucun pass de cette plage" in text(anne_s.post(to("unblock_range", order.pk), block))
    closing = {"closing_on": "10/01/2022", "reason": ""}
    assert "Écrivez-en le motif" in text(anne_s.post(to("begin_closing", order.pk), closing))
    anne_s.post(to("begin_closing", order.pk), closing | {"reason": "L'opérateur cesse son activité"})
    early = anne_s.post(to("close_order", order.pk), {"closed_on": "10/01/2022"})
    assert "Vous pourrez la clore à partir du 1er avril 2024." in text(early)
    given_up.refresh_from_db()
    assert given_up.state == "cancelled"


def test_a_self_issued_order_is_produced_by_the_authority(anne_s: Client, team: Team) -> None:
    printers = {"drafted_on": "01/06/2021", "market": team.market.pk}
    assert "Le contrat de l'opérateur dit déjà son marché." in text(
        anne_s.post(to("new_order"), draft_said(team, **printers))
    )
    anne_s.post(to("new_order"), draft_said(team, operator_contract="self", **printers))
    opinion = vouchers.record_legal_opinion(
        by=team.anne.actor, reference="AJ-1", author="Service juridique", given_on=date(2021, 5, 10),
        is_favourable=True, file=FileFacts("avis.pdf", "b" * 64, "application/pdf", 2400),
    )  # fmt: skip
    vouchers.assent_to_self_issue(by=team.accountant.actor, opinion_id=opinion.pk, assent_on=date(2021, 5, 12))
    order = prove(team, confirm(team, Order.objects.get()))
    page = text(anne_s.get(to("order", order.pk)))
    assert "[?] en droit" in page
    assert f"Marché de l'imprimeur {order.market}" in page
    assert "Produire les pass" in text(anne_s.get(to("home")))
    assert anne_s.post(to("produce_order", order.pk), {"produced_on": "10/01/2022"}).status_code == 302
    order.refresh_from_db()
    assert order.state == "produced"


def test_a_contract_is_recorded_with_fees_in_per_cent(anne_s: Client, team: Team) -> None:
    said = {
        "market_id": team.market.pk, "number": "C-2", "fee_on_order_per_mille": "4,5",
        "fee_on_redemption_per_mille": "0", "yearly_fee_per_venue_cents": "77,00", "tolerance_months": "1",
        "late_entry_days": "45", "payment_days": "20",
        "starts_on": "01/02/2022", "ends_on": "31/12/2022", "operates_inside": "outside", "booklet_sizes": "10 5",
        "credit_note": "face_value", "alert_days": "30", "blocking_days": "15", "acknowledgement_days": "7",
    }  # fmt: skip
    offered = anne_s.get(to("new_contract")).context["form"]
    assert {name: offered[name].value() for name in ("late_entry_days", "payment_days")} == {
        "late_entry_days": 60,
        "payment_days": 30,
    }
    assert anne_s.post(to("new_contract"), said).status_code == 302
    made = OperatorContract.objects.get(number="C-2")
    assert (made.fee_on_order_per_mille, made.yearly_fee_per_venue_cents, made.late_entry_days) == (45, 77_00, 45)
    assert (made.operates_inside, made.booklet_sizes, made.least_quantity) == (False, [5, 10], None)
    assert "à l'extérieur" in text(anne_s.get(to("contract", made.pk)))
    assert "4,5" in text(anne_s.get(to("contracts")))
    assert "1 mois, 45 j, 20 j" in text(anne_s.get(to("contracts")))
    assert "Le numéro C-2 est déjà celui d'un contrat" in text(anne_s.post(to("new_contract"), said))


# --- custody


def test_stock_registers_slips_and_the_life_of_one_pass(anne_s: Client, stock: Stock) -> None:
    said = text(anne_s.get(to("stock")))
    assert "Maison des solidarités de Lens" in said
    safes = anne_s.get(to("stock") + "?detient=safe")
    assert f'href="{to("stock")}?detient=safe#liste"' in safes.content.decode()
    assert [row.url for row in safes.context["table"].rows] == [to("register", stock.imprest.safe.pk)]
    assert anne_s.get(to("register", stock.point.holder.pk)).status_code == 200
    slip = Slip.objects.get(kind="transfer")
    assert "Bordereau de transfert" in text(anne_s.get(to("slip", slip.pk)))
    waiting = operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    assert waiting.number in text(anne_s.get(to("slips") + "?etat=attente"))
    number = ranks(7, 7).first
    life = text(anne_s.get(to("pass", number)))
    assert "Carnet 1 de la commande 2021-01." in life
    assert "Utilisable" in life
    assert anne_s.get(to("pass", 12)).status_code == 404
    assert "20 Comptable public" in said


def test_what_is_not_ordered_yet_is_totalled_apart(anne_s: Client, team: Team) -> None:
    make_order(team, "2021-01", 10, 200_000_001)
    draft(team, number="2021-02", quantity=300)
    foot = anne_s.get(to("orders")).content.decode().split("<tfoot")[1].split("</tfoot>")[0]
    apart, ordered = re.findall(r"<tr.*?</tr>", foot, re.DOTALL)
    assert "À commander" in apart
    assert "300" in apart
    assert "Commandés" in ordered
    assert "400" not in foot


def test_a_regie_that_holds_pass_is_not_closed(anne_s: Client, stock: Stock) -> None:
    page = anne_s.post(
        to("close_imprest", stock.imprest.pk), {"closed_on": "10/01/2022", "closing_reference": "2022-R-1"}
    )
    assert "La régie détient encore 80 pass." in text(page)


def test_a_list_costs_the_same_whatever_its_size(anne_s: Client, team: Team) -> None:
    views = ("orders", "stock", "slips", "contracts", "imprests", "home")
    counts: list[dict[str, int]] = []
    for step in range(2):
        for place in range(2):
            order = make_order(team, f"2021-{step}{place}", 10, 200_000_000 + step * 10 + place)
            make_imprest(team)
            assert order.pk
        counts.append({view: cost(to(view), anne_s) for view in views})
    assert counts[0] == counts[1]
