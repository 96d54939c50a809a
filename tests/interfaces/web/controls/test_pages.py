"""Counting on a phone, losses, handovers and controls, as each reader meets them."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from quitus.connectors import spreadsheets
from quitus.domain.controls import operations, queries, states
from quitus.domain.controls.errors import HandoutElsewhere
from quitus.domain.controls.models import Finding, Inventory, LossFile
from quitus.domain.distribution import operations as distribution
from quitus.domain.vouchers import codes
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.controls.replace_forms import ReplaceForm
from quitus.kernel import clock
from quitus.kernel.codes import group
from quitus.kernel.ranges import NumberRange
from quitus.usecases import controls as usecases
from tests.factories.controls import acknowledge, concluded_inventory, inventory_of, lose, what
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

SignIn = Callable[[Person], Client]
PDF = b"%PDF-1.4 signed by hand"


@pytest.fixture(autouse=True)
def _then(stock: Stock) -> Iterator[None]:
    """On the day of the hand-outs, every slip received."""
    with clock.at(HANDED_ON):
        acknowledge(stock)
        yield


def at(audience: str, view: str, *arguments: object, query: str = "") -> str:
    address = reverse(f"{audience}:{view}", args=["essai", *arguments])
    return f"{address}?{query}" if query else address


def whole(*ranges: NumberRange) -> dict[str, object]:
    """These dead pass, all of them to be replaced."""
    return {"old": [str(one) for one in ranges]}


def day(offset: int = 0) -> str:
    return (HANDED_ON + timedelta(days=offset)).strftime("%d/%m/%Y")


def test_an_agent_counts_with_a_scanner_and_by_booklets_without_seeing_the_register(
    stock: Stock, sign_in: SignIn
) -> None:
    dado = sign_in(stock.team.dado)
    assert "Compter, déclarer une perte" in said(dado.get(at("distributor", "home")))
    opened = dado.post(
        at("distributor", "open_inventory"), {"holder_ids": [stock.point.holder.pk], "purpose": "routine"}
    )
    made = Inventory.objects.get()
    assert opened.url == at("distributor", "inventory", made.pk)
    page = said(dado.get(opened.url))
    assert "Comptage en cours" in page
    assert "50" not in page.split("Lieux à compter")[1].split("</table>")[0]
    count = at("distributor", "count_place", made.places.get().pk)
    code = group(codes.code_of(ranks(13, 13).first))
    read = dado.post(count, {"unit": "single", "text": code.lower()}, follow=True)
    assert "1 pass compté : pass 13 · commande 2021-01." in said(read)
    read = dado.post(count, {"unit": "booklet", "text": f"{code}\n3-5", "order_id": stock.order.pk}, follow=True)
    assert "39 pass comptés : carnets 2 à 5, pass 11 à 50 · commande 2021-01. Déjà compté avant : 1." in said(read)
    assert "par=booklet" in read.redirect_chain[-1][0]
    read = dado.post(count, {"unit": "single", "text": "123456789-0000013"}, follow=True)
    assert "Déjà compté" in said(read)
    off = {"way": "withdraw", "unit": "single", "text": "50", "order_id": stock.order.pk}
    assert "1 pass retiré du comptage" in said(dado.post(count, off, follow=True))
    done = dado.post(at("distributor", "close_count", made.pk), follow=True)
    text = said(done)
    assert "Compté, écarts à traiter" in text
    assert "carnet 1, pass 1 à 10 · commande 2021-01" in text


def test_a_handover_without_a_successor_or_a_count_says_what_comes_first(stock: Stock, sign_in: SignIn) -> None:
    holder = sign_in(stock.team.holder)
    page = said(holder.get(at("distributor", "prepare_handover")))
    assert "Aucun régisseur nommé n'attend le service." in page
    assert "<select" not in page
    assert "Voir les régies" in said(sign_in(stock.team.anne).get(at("authority", "prepare_handover")))


def test_a_slip_that_no_hand_out_bears_is_told_as_such(stock: Stock, sign_in: SignIn) -> None:
    answer = sign_in(stock.team.dado).post(at("distributor", "find_handout"), {"text": "R9-2023-0001"})
    assert "Aucune remise ne correspond." in said(answer)
    assert "Ce code n'est pas" not in said(answer)


def test_a_hand_out_of_another_point_leads_to_that_point(stock: Stock, sign_in: SignIn) -> None:
    made = distribution.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    with pytest.raises(HandoutElsewhere):
        usecases.handout_named(made.slip.number, holder_ids=[stock.imprest.safe.pk])
    answer = sign_in(stock.team.dado).post(at("distributor", "find_handout"), {"text": made.slip.number})
    assert answer.url == at("distributor", "report_loss", made.pk)


def test_goods_on_the_way_are_told_apart_with_their_slip(stock: Stock, sign_in: SignIn) -> None:
    slip = distribution.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    made = inventory_of(stock, [ranks(1, 50)])
    page = said(sign_in(stock.team.dado).get(at("distributor", "inventory", made.pk)))
    row = page.split("Résultat par lieu")[-1].split("</table>")[0]
    assert re.findall(r"\b\d+\b", row)[-4:] == ["60", "50", "10", "0"], row
    assert "En chemin, à confirmer" in page
    assert slip.number in page.split("Bordereaux qui expliquent le comptage")[-1]


def test_what_is_not_understood_stays_in_the_box_with_its_reason(stock: Stock, sign_in: SignIn) -> None:
    by = stock.team.dado
    made = operations.open_inventory(by=by.actor, holder_ids=[stock.point.holder.pk], purpose="routine")
    count = at("distributor", "count_place", made.places.get().pk)
    typed = {"unit": "single", "text": "1-10, 21\nABCDE-FGHJK-MNPQ, 9999", "order_id": stock.order.pk}
    answer = sign_in(by).post(count, typed)
    page = said(answer)
    assert answer.status_code == 422
    assert "11 pass comptés : carnet 1, pass 1 à 10 · commande 2021-01 ; pass 21 · commande 2021-01." in page
    assert "« ABCDE-FGHJK-MNPQ » : Ce code n'est pas celui d'un pass." in page
    assert "« 9999 » : " in page
    assert "Commande (pour des numéros)" in page
    assert answer.context["form"]["text"].value() == "ABCDE-FGHJK-MNPQ\n9999"
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    other = sign_in(by).get(at("distributor", "inventory", made.pk)).headers["Content-Security-Policy"]
    assert "wasm-unsafe-eval" not in other


def test_a_difference_is_explained_or_becomes_a_file_of_loss_then_the_inventory_ends(
    stock: Stock, sign_in: SignIn
) -> None:
    made = inventory_of(stock, [ranks(1, 45)])
    dado = sign_in(stock.team.dado)
    (gap,) = queries.differences(made.pk)
    settle = at("distributor", "settle_difference", gap.pk)
    assert "Déclarer ces pass perdus" in said(dado.get(settle))
    dado.post(settle, {"reason": "late_entry", "text": "Remis hier soir", "first": "46", "last": "47"})
    lost = at("distributor", "open_loss", stock.point.holder.pk, query=f"ecart={gap.pk}")
    assert dado.get(lost).status_code == 200
    answer = dado.post(
        lost,
        {"kind": "loss", "occurred_on": day(), "discovered_on": day(), "circumstances": "Introuvables au comptage"},
    )
    file = LossFile.objects.get()
    assert answer.url == at("distributor", "loss_file", file.pk)
    assert vouchers.marks(ranks(46, 50)) == {"plain": 2, "blocked": 3}
    ended = dado.post(at("distributor", "conclude_inventory", made.pk), {"concluded_on": day()}, follow=True)
    assert f"dossier {file.number}" in said(ended)
    assert "Terminé" in said(ended)
    signed = dado.post(
        at("distributor", "sign_minutes", "inventory", made.pk), {"party": "counter", "signed_on": day()}, follow=True
    )
    assert "Vous avez signé." in said(signed)


def test_a_loss_is_declared_followed_cancelled_and_refused_where_it_must_be(stock: Stock, sign_in: SignIn) -> None:
    dado = sign_in(stock.team.dado)
    facts = {
        "order_id": stock.order.pk,
        "from_booklet": "2",
        "kind": "theft",
        "occurred_on": day(),
        "discovered_on": day(),
        "circumstances": "Tiroir forcé",
    }
    declare = at("distributor", "open_loss", stock.point.holder.pk)
    wrong = dado.post(declare, facts | {"kind": "destruction"})
    assert "Une destruction se fait devant témoin." in said(wrong)
    dado.post(declare, facts)
    file = LossFile.objects.get()
    assert dado.get(at("distributor", "open_loss", stock.imprest.safe.pk)).status_code == 404
    anne = sign_in(stock.team.anne)
    assert f"Décider du dossier de perte {file.number}" in said(anne.get(at("authority", "home")))
    cancel = at("authority", "cancel_lost", file.pk)
    assert "n'a pas encore de plainte" in said(anne.post(cancel, {"occurred_on": day()}))
    anne.post(at("authority", "loss_complaint", file.pk), {"complaint_number": "2021/117", "complaint_on": day()})
    assert "annulés pour toujours" in said(anne.post(cancel, {"occurred_on": day()}, follow=True))
    assert vouchers.marks(ranks(11, 20)) == {"cancelled": 10}
    replace = at("authority", "replace_lost", file.pk)
    page = anne.get(replace)
    newer = Order(pk=stock.order.pk + 1, number="2021-09")
    offered = ReplaceForm(orders=[newer, stock.order], left=[ranks(11, 20)])
    assert offered["order_id"].value() == stock.order.pk, "the order of the dead pass, not the newest"
    assert "restent chez qui les détient" in said(page)
    assert f"Pass de la commande {stock.order.number} en stock" in said(page)
    assert "ne prévoit pas de remplacer" in said(
        anne.post(replace, whole(ranks(11, 20)) | {"order_id": stock.order.pk, "booklets": "6", "replaced_on": day()})
    )


def test_what_is_found_comes_back_to_the_safe_and_the_manager_releases_it(stock: Stock, sign_in: SignIn) -> None:
    file = lose(stock, ranks(11, 20))
    holder = sign_in(stock.team.holder)
    found = at("distributor", "find_again", file.pk)
    assert "encore bloqués" in said(holder.get(found))
    holder.post(found, {"to_holder_id": stock.imprest.safe.pk, "found_on": day()})
    assert queries.loss_file(file.pk).state == states.FOUND
    anne = sign_in(stock.team.anne)
    anne.post(at("authority", "release_found", file.pk), {"occurred_on": day()})
    assert vouchers.marks(ranks(11, 20)) == {"plain": 10}


def test_the_loss_of_pass_handed_out_is_reported_by_the_agent(stock: Stock, sign_in: SignIn) -> None:
    handout = distribution.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(1, 10),
        occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )
    dado = sign_in(stock.team.dado)
    report = at("distributor", "report_loss", handout.pk)
    for text in (handout.slip.number, codes.code_of(ranks(3, 3).first)):
        assert dado.post(at("distributor", "find_handout"), {"text": text}).url == report
    unknown = dado.post(at("distributor", "find_handout"), {"text": "123456789-0000099"})
    assert "Aucune remise ne correspond." in said(unknown)
    assert "Jeanne" not in said(dado.get(report))
    dado.post(
        report, {"kind": "loss", "occurred_on": day(), "discovered_on": day(), "circumstances": "Perdus dans le bus"}
    )
    assert vouchers.marks(ranks(1, 10)) == {"blocked": 10}
    file = at("distributor", "loss_file", LossFile.objects.get().pk)
    assert dado.get(file).status_code == 200
    keeper = sign_in(stock.team.holder)
    assert "Perdus dans le bus" in said(keeper.get(file))
    assert file in keeper.get(at("distributor", "losses")).content.decode()


def test_a_slip_of_several_ranges_is_reported_on_one_page(stock: Stock, sign_in: SignIn) -> None:
    handout = distribution.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=[ranks(1, 10), ranks(21, 23)], occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    dado = sign_in(stock.team.dado)
    slip = said(dado.get(at("distributor", "slip", handout.slip_id)))
    report = dado.post(at("distributor", "find_handout"), {"text": handout.slip.number}).url
    page = said(dado.get(report))
    for words in ("pass 1 à 10", "pass 21 à 23"):
        assert words in slip
        assert words in page
    told = {"kind": "loss", "occurred_on": day(), "discovered_on": day(), "circumstances": "Perdus dans le bus"}
    assert "Vérifiez les numéros" in said(dado.post(report, told | {"ranks": "10-11"}))
    assert dado.post(report, told | {"ranks": "10, 21"}).status_code == 302
    assert dado.post(report, told).status_code == 302
    assert vouchers.marks(ranks(1, 30)) == {"blocked": 13, "plain": 17}
    assert LossFile.objects.count() == 2


def test_a_control_is_written_answered_signed_on_paper_and_closed(stock: Stock, sign_in: SignIn) -> None:
    accountant = sign_in(stock.team.accountant)
    accountant.post(
        at("accountant", "write_control"),
        {
            "imprest_id": stock.imprest.pk,
            "side": "accountant",
            "controller_name": "Claude Masson",
            "controller_quality": "Comptable public",
            "controlled_on": day(),
            "cash_found_cents": "0",
        },
    )
    control = queries.controls().get()
    accountant.post(at("accountant", "add_finding", control.pk), {"text": "Coffre ouvert", "request": "Le fermer"})
    finding = Finding.objects.get()
    holder = sign_in(stock.team.holder)
    assert f"Répondre aux constats du contrôle {control.number}" in said(holder.get(at("distributor", "home")))
    holder.post(at("distributor", "answer_finding", control.pk, finding.pk), {"answer": "Fait", "answered_on": day()})
    anne = sign_in(stock.team.anne)
    on_paper = at("authority", "sign_on_paper", "control", control.pk)
    for choice in ("Claude Masson – qui contrôle", "Rémi Dubois – régisseur contrôlé", "Une autre personne – témoin"):
        assert choice in said(anne.get(on_paper))
    assert "checked" not in anne.get(on_paper).content.decode()

    def sign(**told: object) -> str:
        return said(anne.post(on_paper, {"signed_on": day(), "file": SimpleUploadedFile("pv.pdf", PDF)} | told))

    assert "Écrivez le nom de la personne" in sign(signer="witness:")
    assert "indiquez aussi sa qualité" in sign(signer="witness:", signed_by="Denise Roy")
    assert "Choisissez « Une autre personne »" in sign(signer="controller:Claude Masson", signed_by="Denise Roy")
    assert "Laissez ce champ vide" in sign(signer="controller:Claude Masson", quality="Agent")
    assert "à la fois comme témoin" in sign(signer="witness:", signed_by="Rémi Dubois", quality="Régisseur")
    assert "obligatoire" in sign(signer="")
    assert not queries.signatures("control", control.pk)
    assert not sign(signer="controller:Claude Masson")
    assert "Claude Masson – qui contrôle" not in said(anne.get(on_paper))
    assert "Qui contrôle – Comptable public" in said(anne.get(at("authority", "control", control.pk)))
    (signature,) = queries.signatures("control", control.pk)
    scan = anne.get(at("authority", "signed_minutes", signature.pk))
    assert (scan.content, scan["Content-Type"]) == (PDF, "application/pdf")
    accountant = sign_in(stock.team.accountant)
    closed = accountant.post(at("accountant", "close_control", control.pk), {"closed_on": day()}, follow=True)
    assert "Le contrôle est clos." in said(closed)


def test_each_sees_his_own_places_and_agents_no_control(stock: Stock, sign_in: SignIn) -> None:
    made = concluded_inventory(stock)
    control = operations.write_control(
        by=stock.team.finance.actor,
        imprest_id=stock.imprest.pk,
        side="authorising",
        controller_name="Fanny Robert",
        controller_quality="Ordonnateur par délégation",
        controlled_on=HANDED_ON,
    )
    dado = sign_in(stock.team.dado)
    for address in (
        at("distributor", "inventory", made.pk),
        at("distributor", "count_place", made.places.get().pk),
        at("distributor", "sign_minutes", "inventory", made.pk),
        at("distributor", "handovers"),
        at("distributor", "controls_list"),
        at("distributor", "control", control.pk),
        at("distributor", "sign_minutes", "control", control.pk),
        at("distributor", "loss_file", 999_999),
        at("distributor", "produce_minutes", "convention", 1),
    ):
        assert dado.get(address).status_code == 404, address
    assert sign_in(stock.team.prescriber).get(at("distributor", "controls")).status_code == 403


def test_every_page_opens_for_those_who_control(stock: Stock, sign_in: SignIn) -> None:
    made, file = concluded_inventory(stock), lose(stock, ranks(11, 20))
    for audience, person in (("authority", stock.team.anne), ("accountant", stock.team.accountant)):
        client = sign_in(person)
        for address in (
            at(audience, "controls"),
            at(audience, "inventories"),
            at(audience, "open_inventory"),
            at(audience, "inventory", made.pk),
            at(audience, "losses", query="etat=open"),
            at(audience, "loss_file", file.pk),
            at(audience, "handovers"),
            at(audience, "controls_list"),
            at(audience, "write_control"),
            at(audience, "returns"),
            at(audience, "sign_minutes", "inventory", made.pk),
            at(audience, "sign_on_paper", "inventory", made.pk),
            at(audience, "produce_minutes", "inventory", made.pk),
        ):
            assert client.get(address).status_code == 200, address
    assert client.get(at("accountant", "prepare_handover")).status_code == 404
    assert sign_in(stock.team.finance).get(at("authority", "prepare_handover")).status_code == 200


def test_lists_cost_the_same_for_few_and_many(stock: Stock, sign_in: SignIn) -> None:
    anne = sign_in(stock.team.anne)

    def costs() -> list[int]:
        found = []
        for view in ("controls", "inventories", "losses", "returns", "controls_list"):
            anne.get(at("authority", view))
            with CaptureQueriesContext(
                connection,
            ) as queries_made:
                assert anne.get(at("authority", view)).status_code == 200
            found.append(len(queries_made))
        return found

    def more(first: int) -> None:
        inventory_of(stock, [ranks(1, 50)] if first == 11 else [ranks(1, 10)])
        lose(stock, ranks(first, first))
        operations.write_control(
            by=stock.team.finance.actor,
            imprest_id=stock.imprest.pk,
            side="authorising",
            controller_name="Fanny Robert",
            controller_quality="Ordonnateur par délégation",
            controlled_on=HANDED_ON,
        )

    more(11)
    few = costs()
    for first in (12, 13, 14):
        more(first)
    assert costs() == few


def test_a_person_is_given_new_pass_once_the_lost_ones_are_dead(stock: Stock, sign_in: SignIn) -> None:
    contract = stock.team.contract
    contract.replaces_lost, contract.replacement_fee_cents = True, 50
    contract.save()
    handout = distribution.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=[ranks(1, 10), ranks(21, 23)],
        occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )
    file = operations.report_loss_by_beneficiary(by=stock.team.dado.actor, handout_id=handout.pk, what=what())
    operations.cancel_lost_pass(by=stock.team.anne.actor, file_id=file.pk, occurred_on=HANDED_ON)
    dado = sign_in(stock.team.dado)
    assert "Remettre d'autres pass" in said(dado.get(at("distributor", "loss_file", file.pk)))
    again = at("distributor", "replace_for_person", file.pk)
    form = said(dado.get(again))
    assert "pass 1 à 10" in form
    assert "pass 21 à 23" in form
    facts = {"order_id": stock.order.pk, "point_id": stock.point.pk, "occurred_on": day()}
    facts |= whole(ranks(1, 10), ranks(21, 23))
    refused = dado.post(again, facts | {"booklets": "2"})
    assert "pass pour pass" in said(refused)
    assert "Indiquez les carnets" in said(dado.post(again, facts))
    done = dado.post(again, facts | {"booklets": "2", "ranks": "31-33"}, follow=True)
    assert "Les pass de remplacement sont remis." in said(done)
    made = [(one.old, one.new, one.fee_cents) for one in queries.replacements(file_id=file.pk)]
    assert made == [(ranks(1, 10), ranks(11, 20), 5_00), (ranks(21, 23), ranks(31, 33), 1_50)]
    assert dado.get(again).status_code == 404


def test_a_pass_that_replaces_another_is_printed_alone_from_its_file(stock: Stock, sign_in: SignIn) -> None:
    contract = stock.team.contract
    contract.replaces_lost, contract.replacement_fee_cents = True, 50
    contract.save()
    file = lose(stock, ranks(11, 11))
    operations.cancel_lost_pass(by=stock.team.anne.actor, file_id=file.pk, occurred_on=HANDED_ON)
    operations.replace_lost_pass(
        by=stock.team.anne.actor, file_id=file.pk, old=ranks(11, 11), new=ranks(32, 32), replaced_on=HANDED_ON
    )
    anne = sign_in(stock.team.anne)
    page = at("authority", "loss_file", file.pk)
    assert "Imprimer ce pass seul" not in said(anne.get(page)), "its operator prints it"
    Order.objects.filter(pk=stock.order.pk).update(operator_contract=None, market=None, shape="self_issued")
    shown = anne.get(page).content.decode()
    [way] = re.findall(r'href="([^"]*demander/\?pass[^"]*)"', shown)
    form = anne.get(unescape(way)).content.decode()
    assert re.search(r'name="booklets" value="4"', form)
    assert re.search(r'name="place" value="2"', form)
    assert f"Remplacement, dossier {file.number}" in unescape(form)


def test_minutes_open_in_a_spreadsheet_for_who_may_produce_them_and_never_before_the_count_is_closed(
    stock: Stock, sign_in: SignIn
) -> None:
    by = stock.team.dado
    dado = sign_in(by)
    made = operations.open_inventory(by=by.actor, holder_ids=[stock.point.holder.pk], purpose="routine")
    sheet = at("distributor", "minutes_workbook", "inventory", made.pk)
    page = at("distributor", "inventory", made.pk)
    assert sheet not in dado.get(page).content.decode()
    assert dado.get(sheet).status_code == 409
    operations.count_pass(by=by.actor, place_id=made.places.get().pk, ranges=[ranks(1, 45)], way="range")
    operations.close_count(by=by.actor, inventory_id=made.pk)
    assert sheet in dado.get(page).content.decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(dado.get(sheet).content))
    places = book.get_sheet_by_name("Pass attendus et comptés dans c").to_python()
    (shown,) = dado.get(page).context["tables"][0].rows
    assert [places[-1][0], *places[-1][2:4], *places[-1][5:]] == list(shown.cells)
    assert places[-1][-1] == -5
    of_safe = concluded_inventory(stock)
    assert dado.get(at("distributor", "minutes_workbook", "inventory", of_safe.pk)).status_code == 404
    control = operations.write_control(
        by=stock.team.finance.actor, imprest_id=stock.imprest.pk, side="authorising", controller_name="Fanny Robert",
        controller_quality="Ordonnateur par délégation", controlled_on=HANDED_ON,
    )  # fmt: skip
    assert dado.get(at("distributor", "minutes_workbook", "control", control.pk)).status_code == 404
    seen = sign_in(stock.team.accountant).get(at("accountant", "minutes_workbook", "control", control.pk))
    assert seen["Content-Type"] == spreadsheets.MEDIA_TYPE
    assert f"proces-verbal-de-controle-{control.number.lower()}.xlsx" in seen["Content-Disposition"]
