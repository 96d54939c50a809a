"""The files of an operator outside, as the programme manager meets them."""

import re
from collections.abc import Callable
from copy import copy
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.expiry import operations as ends
from quitus.domain.operators import kinds, operations, queries
from quitus.domain.operators.models import FileLayout, ImportedFile
from quitus.domain.redemption.models import Redemption
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.usecases import succession
from quitus.usecases.expiry import conclude_statement, receive_credit
from tests.domain.expiry.test_statement import SCAN
from tests.factories.outside import SAMPLES, Outside, scans
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.reception import TODAY, make_venue
from tests.factories.schemes import make_organisation
from tests.usecases.operator_files.test_handed_over import entrust, second_contract

SignIn = Callable[[Person], Client]


def at(outside: Outside, view: str, *args: object) -> str:
    return reverse(f"authority:{view}", args=[outside.reception.scheme.slug, *args])


def upload(content: str, name: str = "f.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode(), "text/csv")


def test_a_description_is_tried_then_saved(outside: Outside, sign_in: SignIn) -> None:
    browser = sign_in(outside.anne)
    contract = outside.contract.pk
    sent = browser.post(at(outside, "sample", contract, kinds.SCANS), {"file": upload(SAMPLES[kinds.SCANS])})
    address = sent["Location"]
    page = browser.get(address)
    assert "Numéro du pass" in said(page)
    signed = re.search(r'name="signed" value="([^"]+)"', said(page))
    assert signed
    facts = {
        "signed": signed[1],
        "column_serial": "Chèque",
        "column_venue": "Lieu",
        "column_service_on": "Date",
        "column_service": "Prestation",
        "words_service": "Administratif = demarches\nAtelier = outils",
        "has_header": "on",
        "date_format": "dmy",
        "encoding": "utf-8",
        "delimiter": "semicolon",
    }
    tried = said(browser.post(address, facts | {"try": "1"}))
    assert "Essai : 1 lignes lues, 0 rejetées" in tried
    assert "AP2021000001" in tried
    wrong = said(browser.post(address, facts | {"try": "1", "date_format": "mdy", "column_service_on": "Id"}))
    assert "« 1 » ne convient pas à « Date du service »" in wrong
    assert FileLayout.objects.filter(kind=kinds.SCANS).count() == 1
    assert browser.post(address, facts).status_code == 302
    last = queries.layout(contract, kinds.SCANS)
    assert last is not None
    assert (last.version, last.choices["service"]["atelier"]) == (2, "outils")
    unknown = browser.post(address, facts | {"words_service": "Coiffure"})
    assert "écrivez le mot, un signe égal" in said(unknown)


def test_an_address_of_a_sample_cannot_be_made_up(outside: Outside, sign_in: SignIn) -> None:
    browser = sign_in(outside.anne)
    address = at(outside, "layout", outside.contract.pk, kinds.SCANS)
    sha256 = outside.layouts[kinds.SCANS].sample_sha256
    assert browser.get(address, {"echantillon": sha256}).status_code == 404
    assert browser.get(address).status_code == 404


def test_a_file_is_shown_before_it_is_imported_and_its_rejects_come_back(outside: Outside, sign_in: SignIn) -> None:
    outside.give_serials()
    browser = sign_in(outside.anne)
    rows = scans((1, 1), (2, 2), (3, 900))
    sent = browser.post(
        at(outside, "import_file", outside.contract.pk), {"kind": kinds.SCANS, "file": upload(rows, "mai.csv")}
    )
    page = said(browser.get(sent["Location"]))
    assert "Importer 2 lignes" in page
    assert "Le numéro n'est celui d'aucun pass" in page
    assert not Redemption.objects.exists()
    file = ImportedFile.objects.get(file_name="mai.csv")
    confirm = at(outside, "confirm_import", file.pk)
    refused = browser.post(confirm, {})
    assert refused.status_code == 422
    assert "1 lignes sont rejetées" in said(refused)
    assert browser.post(confirm, {"accept_partial": "on"}).status_code == 302
    assert Redemption.objects.count() == 2
    rejected = browser.get(at(outside, "rejects", file.pk))
    content = b"".join(rejected.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert content.splitlines()[0].endswith("Prestation;Ligne;Motif du rejet")
    assert content.splitlines()[1].startswith("3;AP-2021-000900")
    assert rejected["Content-Disposition"] == 'attachment; filename="rejets-mai.csv"'


def test_a_file_that_cannot_be_read_says_why(outside: Outside, sign_in: SignIn) -> None:
    file = outside.send(kinds.SCANS, scans((1, 1)).encode("cp1252"))
    page = said(sign_in(outside.anne).get(at(outside, "operator_file", file.pk)))
    assert "il est en WINDOWS-1252, la description dit autre chose" in page
    browser = sign_in(outside.anne)
    assert browser.post(at(outside, "drop_file", file.pk)).status_code == 302


def test_a_venue_is_given_its_reference_and_it_can_be_taken_back(outside: Outside, sign_in: SignIn) -> None:
    browser = sign_in(outside.anne)
    contract = outside.contract.pk
    facts = {"reference": "L-12", "venue_id": outside.reception.venue.pk}
    assert browser.post(at(outside, "name_venue", contract), facts).status_code == 302
    assert "L-12" in said(browser.get(at(outside, "venue_references", contract)))
    one = queries.references(outside.contract.operator_id).get()
    assert browser.post(at(outside, "forget_venue_name", contract, one.pk)).status_code == 302
    assert not queries.references(outside.contract.operator_id).exists()


@pytest.mark.parametrize(
    "view", ["operator_files", "layouts", "venue_references", "fee_lines", "declared_credit_notes", "successions"]
)
def test_lists_cost_the_same_whatever_their_size(outside: Outside, sign_in: SignIn, view: str) -> None:
    browser = sign_in(outside.anne)
    address = at(outside, view, outside.contract.pk)
    counts = []
    for rank in (1, 2, 3):
        _grow(outside, rank)
        if rank != 2:
            with CaptureQueriesContext(
                connection,
            ) as queries_made:
                assert browser.get(address).status_code == 200
            counts.append(len(queries_made))
    assert counts[0] == counts[1]


def _grow(outside: Outside, rank: int) -> None:
    venue = make_venue(outside.reception.team, outside.reception.structure, f"Lieu {rank}")
    operations.name_venue(
        by=outside.anne.actor,
        operator_id=outside.contract.operator_id,
        venue_id=venue.pk,
        reference=f"R-{rank}",
    )
    outside.take(kinds.FEES, SAMPLES[kinds.FEES].replace("F-1", f"F-{rank}"))
    outside.take(kinds.CREDIT_NOTES, SAMPLES[kinds.CREDIT_NOTES].replace("A-1", f"A-{rank}"))


def test_a_declared_avoir_is_recorded_as_its_file_says_it_or_refused_by_name(outside: Outside, sign_in: SignIn) -> None:
    order, anne, finance = outside.order, outside.anne.actor, sign_in(outside.reception.team.finance)
    columns, on = SAMPLES[kinds.CREDIT_NOTES].splitlines()[0], date(2024, 4, 3)
    notes, record = (
        at(outside, "declared_credit_notes", outside.contract.pk),
        at(outside, "record_credit_note", order.pk),
    )
    with clock.at(on):
        outside.take(kinds.CREDIT_NOTES, f"{columns}\nA-1;03/04/2024;2021-01;100;1000,00\n")
        assert "Avant l'état contradictoire" in said(finance.get(notes))
        ends.expire_order(by=Actor.system(), order_id=order.pk)
        made = ends.draw_statement(by=anne, order_id=order.pk, drawn_on=on)
        ends.answer_statement(by=anne, statement_id=made.pk, theirs_used=0, answered_on=on, paper=SCAN)
        assert "État contradictoire en cours" in said(finance.get(notes))
        conclude_statement(by=anne, statement_id=made.pk, concluded_on=on)
        page = said(finance.get(notes))
        assert "À enregistrer" in page
        assert record in page
        form = said(finance.get(record))
        assert 'value="A-1"' in form
        assert re.search(r'value="1\s?000,00"', form)
        typed = {"number": "A-1", "amount_cents": "1000,00", "issued_on": "03/04/2024", "signed_by": "Cartopass"}
    with clock.at(on + timedelta(days=1)):
        wrong = finance.post(record, typed | {"issued_on": "04/04/2024", "file": upload("%PDF-1.7 avoir", "avoir.pdf")})
        assert wrong.status_code == 422
        assert "déclare l'avoir n° A-1 du 3 avril 2024" in said(wrong)
        assert finance.post(record, typed | {"file": upload("%PDF-1.7 avoir", "avoir.pdf")}).status_code == 302
        assert "Enregistré, à encaisser" in said(finance.get(notes))
        receive_credit(
            by=outside.reception.team.finance.actor,
            statement_id=made.pk,
            received_on=on + timedelta(days=1),
            kind="refunded",
            reference="T-1",
        )
        assert "Encaissé le 4 avril 2024" in said(finance.get(notes))


def test_others_than_manager_and_finance_see_nothing_and_finance_imports_nothing(
    outside: Outside, sign_in: SignIn
) -> None:
    file = outside.send(kinds.FEES, SAMPLES[kinds.FEES])
    finance = sign_in(outside.reception.team.finance)
    assert finance.get(at(outside, "operator_file", file.pk)).status_code == 200
    assert finance.get(at(outside, "confirm_import", file.pk)).status_code == 403
    assert finance.get(at(outside, "import_file", outside.contract.pk)).status_code == 403
    assert sign_in(outside.reception.lina).get(at(outside, "operator_file", file.pk)).status_code == 404


def test_the_archive_for_a_successor_is_made_and_downloaded(outside: Outside, sign_in: SignIn) -> None:
    browser = sign_in(outside.anne)
    contract = outside.contract.pk
    facts = {"reason": "Liquidation", "occurred_on": "12/05/2023"}
    assert browser.post(at(outside, "make_archive", contract), facts).status_code == 302
    page = said(browser.get(at(outside, "successions", contract)))
    assert "Liquidation" in page
    assert "absentes" in page
    one = queries.successions().get()
    sent = browser.get(at(outside, "archive_of_succession", one.pk))
    assert b"".join(sent.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_orders_are_entrusted_to_another_operator_from_the_contract(outside: Outside, sign_in: SignIn) -> None:
    browser = sign_in(outside.anne)
    contract = outside.contract
    address = at(outside, "entrust_orders", contract.pk)
    assert address in said(browser.get(at(outside, "contract", contract.pk)))
    alone = said(browser.get(address))
    assert "Aucun autre opérateur" in alone
    assert "mandat_number" not in alone, "no form that cannot be sent"
    other = copy(contract)
    other.pk, other.operator, other.number = None, make_organisation("Second (exemple)", "operator"), "C-2"
    other.save(force_insert=True)
    page = said(browser.get(address))
    assert "100 pass encore utilisables" in page
    facts = {
        "order_ids": outside.order.pk,
        "contract_id": other.pk,
        "act_reference": "2023-DEC-4",
        "reason": "Liquidation judiciaire",
        "occurred_on": "12/05/2023",
        "payer": "operator",
    }
    assert "indiquez le numéro du mandat" in said(browser.post(address, facts))
    assert browser.post(address, facts | {"mandat_number": "M-9"}).status_code == 302
    order = said(browser.get(at(outside, "order", outside.order.pk)))
    assert "Commande confiée à Second (exemple), contrat C-2, acte 2023-DEC-4" in order
    assert "versés par le mandat M-9" in order
    before = said(browser.get(at(outside, "contract", contract.pk)))
    assert "Somme encore détenue" in before
    assert at(outside, "order", outside.order.pk) in before
    outside.order.refresh_from_db()
    assert outside.order.payer == other.operator
    finance = sign_in(outside.reception.team.finance)
    assert finance.get(address).status_code == 403


def test_an_order_says_how_many_uses_came_after_it_was_entrusted(outside: Outside, sign_in: SignIn) -> None:
    browser, order = sign_in(outside.anne), at(outside, "order", outside.order.pk)
    outside.give_serials()
    assert "arrivées trop tard" not in said(browser.get(order))
    costs = []
    with clock.at(TODAY.replace(hour=15)):
        entrust(outside, second_contract(outside))
        for line in (1, 2):
            late = outside.send(kinds.SCANS, scans((line, line), (line + 2, line + 2)), name=f"tard-{line}.csv")
            with CaptureQueriesContext(connection) as captured:
                shown = said(browser.get(order))
            costs.append(len(captured))
    assert "Pass dont l'utilisation est arrivée trop tard, refusée" in shown
    assert "Total, chaque pass une fois" in shown
    assert "Pass imprimés par" in shown
    assert "tard-1.csv" in shown
    assert at(outside, "rejects", late.pk) in shown
    assert costs[0] == costs[1]
    finance = said(sign_in(outside.reception.team.finance).get(order))
    assert at(outside, "rejects", late.pk) in finance


def test_a_sum_given_back_is_recorded_from_the_contract(outside: Outside, sign_in: SignIn) -> None:
    contract = outside.contract
    address = at(outside, "record_repayment", contract.pk)
    finance = sign_in(outside.reception.team.finance)
    assert address in said(finance.get(at(outside, "contract", contract.pk)))
    assert "Rien à rendre" in said(finance.get(address))
    other = copy(contract)
    other.pk, other.operator, other.number = None, make_organisation("Second (exemple)", "operator"), "C-2"
    other.operates_inside = True
    other.save(force_insert=True)
    browser = sign_in(outside.anne)
    assert browser.get(address).status_code == 403
    outside.send(kinds.SCANS, scans((1, 1)))
    page = said(browser.get(at(outside, "entrust_orders", contract.pk)))
    assert "utilisations à importer" in page
    assert "dans le logiciel" in page
    facts = {
        "order_ids": outside.order.pk,
        "contract_id": other.pk,
        "act_reference": "2023-DEC-4",
        "reason": "Liquidation judiciaire",
        "occurred_on": "12/05/2023",
        "payer": "operator",
        "mandat_number": "M-9",
    }
    assert browser.post(at(outside, "entrust_orders", contract.pk), facts).status_code == 302
    (held,) = succession.held_before(contract.pk)
    facts = {
        "entrustment_id": held.handed.pk,
        "amount_cents": "1 000,01",
        "title_number": "T-3",
        "occurred_on": "12/05/2023",
    }
    finance = sign_in(outside.reception.team.finance)
    assert "détient encore" in said(finance.post(address, facts))
    assert finance.post(address, facts | {"amount_cents": "1 000,00"}).status_code == 302
    assert succession.held_before(contract.pk) == []
    assert "titre de recettes T-3" in said(finance.get(at(outside, "order", outside.order.pk)))


def test_the_page_that_entrusts_costs_the_same_whatever_the_orders(outside: Outside, sign_in: SignIn) -> None:
    browser = sign_in(outside.anne)
    counts = []
    for _size in (1, 2):
        with CaptureQueriesContext(connection) as made:
            assert browser.get(at(outside, "entrust_orders", outside.contract.pk)).status_code == 200
        counts.append(len(made))
        if _size == 1:
            outside.second_order()
    assert counts[0] == counts[1]


def test_what_the_operator_before_owes_is_a_list_that_costs_the_same_whatever_its_size(
    outside: Outside, sign_in: SignIn
) -> None:
    by, system = sign_in(outside.anne), Actor.system()
    taken = operations.record_succession(
        by=system,
        direction="in",
        operator_id=outside.contract.operator_id,
        reason="Reprise",
        occurred_on=clock.today(),
        sha256="a" * 64,
        size=1,
        manifest={},
    )
    costs = []
    for name in ("Le Moulin (exemple)", "La Source (exemple)"):
        structure = make_organisation(name)
        operations.record_debt_before(
            by=system, succession_id=taken.pk, organisation_id=structure.pk, count=3, amount_cents=30_00
        )
        with CaptureQueriesContext(connection) as made:
            page = said(by.get(at(outside, "debts_before", taken.pk)))
        costs.append(len(made))
        assert name in page
    assert costs[0] == costs[1]
