from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.redemption import rules
from quitus.domain.redemption.models import RedemptionReversal
from quitus.domain.reimbursement import operations, states
from quitus.domain.reimbursement.models import Claim
from quitus.domain.venues import queries as venues
from tests.factories.reception import IBAN, Reception, make_mediator, make_venue
from tests.factories.schemes import make_organisation
from tests.interfaces.web.venue.test_take import at

IN_APRIL = date(2023, 4, 20)
PAGES = ("redemptions", "claims", "structure", "bank")


@pytest.mark.parametrize("view", PAGES)
def test_each_page_is_the_mediators_alone(client: Client, reception: Reception, view: str) -> None:
    client.force_login(reception.lina.user)
    assert client.get(at(view)).status_code == 200
    client.force_login(reception.team.anne.user)
    assert client.get(at(view)).status_code == 404


def cost(browse: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browse.get(address).status_code == 200
    return len(caught)


def test_lists_cost_the_same_whatever_their_length(browse: Client, reception: Reception) -> None:
    reception.take(1, service_on=IN_APRIL)
    finance = reception.team.finance.actor
    operations.prepare_claims(by=finance, month=IN_APRIL)
    april = at("redemptions") + "?mois=2023-04-01"
    few = cost(browse, april), cost(browse, at("claims")), cost(browse, at("structure"))
    reception.take(*range(2, 12), service_on=IN_APRIL)
    reception.take(12, service_on=date(2023, 3, 20))
    operations.prepare_claims(by=finance, month=date(2023, 3, 1))
    make_venue(reception.team, reception.structure, "Bus numérique", "Lens")
    assert (cost(browse, april), cost(browse, at("claims")), cost(browse, at("structure"))) == few


def test_a_month_shows_its_pass_and_what_became_of_them(browse: Client, reception: Reception) -> None:
    reception.take(1, 2, service_on=IN_APRIL)
    operations.prepare_claims(by=reception.team.finance.actor, month=IN_APRIL)
    reception.take(3, service_on=date(2023, 4, 30))
    html = browse.get(at("redemptions") + "?mois=2023-04-15").content.decode()
    assert "Demandé, n°\u00a02023-04/001" in html
    assert html.count(">Annuler</a>") == 1, "only what is on no claim can be corrected"
    assert "30,00\u00a0€" in html
    assert "Aucun pass encaissé pour ce mois." in browse.get(at("redemptions") + "?mois=quand").content.decode()
    exported = browse.get(at("redemptions") + "?mois=2023-04-15&format=csv").content.decode()
    assert exported.count("\n") == 4


def test_an_old_taking_is_corrected_with_a_reason(browse: Client, reception: Reception) -> None:
    reception.take(1, service_on=IN_APRIL)
    address = at("correct", reception.pass_number(1), 1)
    assert browse.get(address).status_code == 200
    assert browse.post(address, {"reason_code": rules.OTHER}).status_code == 422
    assert browse.post(address, {"reason_code": rules.WRONG_PASS}).status_code == 302
    assert RedemptionReversal.objects.get().reason_code == rules.WRONG_PASS
    again = browse.post(address, {"reason_code": rules.WRONG_PASS})
    assert "Cette utilisation est déjà annulée" in again.content.decode()


def test_nobody_corrects_what_another_structure_took(client: Client, reception: Reception) -> None:
    reception.take(1, service_on=IN_APRIL)
    (claim,) = operations.prepare_claims(by=reception.team.finance.actor, month=IN_APRIL)
    venue = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    client.force_login(make_mediator(reception.team, venue, "Luc Petit").user)
    assert client.get(at("correct", reception.pass_number(1), 1)).status_code == 404
    assert client.get(at("claim", claim.pk)).status_code == 404
    assert client.get(at("send", claim.pk)).status_code == 404
    assert client.get(at("offer", reception.venue.pk)).status_code == 404


def test_a_month_is_asked_for_in_one_gesture(browse: Client, reception: Reception) -> None:
    assert browse.get(at("ask")).url == at("claims"), "nothing to ask yet"
    reception.take(1, 2, service_on=IN_APRIL)
    assert "Demander le remboursement (avril\u00a02023)" in browse.get(at("home")).content.decode()
    assert "Demander 20,00\u00a0€" in browse.get(at("ask")).content.decode()
    assert browse.post(at("ask")).url == at("claims")
    claim = Claim.objects.get()
    assert (claim.state, claim.total_cents) == (states.SUBMITTED, 20_00)
    page = browse.get(at("claims")).content.decode()
    assert "vous serez payé au plus tard le 12 juin 2023" in page
    assert "Le Moulin" in browse.get(at("claim", claim.pk)).content.decode()


def test_a_claim_that_came_back_is_sent_again(browse: Client, reception: Reception) -> None:
    reception.take(1, service_on=IN_APRIL)
    browse.post(at("ask"))
    claim = Claim.objects.get()
    operations.reject_claim(by=reception.team.finance.actor, claim_id=claim.pk, reason="Une feuille manque.")
    assert "Une feuille manque." in browse.get(at("home")).content.decode()
    assert "Une feuille manque." in browse.get(at("send", claim.pk)).content.decode()
    browse.post(at("send", claim.pk))
    claim.refresh_from_db()
    assert claim.state == states.SUBMITTED
    assert browse.post(at("send", claim.pk)).status_code == 409


def test_a_structure_declares_services_and_its_account(browse: Client, reception: Reception) -> None:
    assert browse.post(at("offer", reception.venue.pk), {"service_code": "outils"}).status_code == 302
    assert "Maîtrise des outils" in browse.get(at("structure")).content.decode()
    assert "Ce champ est obligatoire" in browse.post(at("bank"), {"iban": IBAN, "holder_name": "M"}).content.decode()
    proof = SimpleUploadedFile("rib.pdf", b"%PDF-1.7 faux", "application/pdf")
    wrong = browse.post(at("bank"), {"iban": "FR76 1", "holder_name": "Le Moulin", "proof": proof})
    assert "Cet IBAN n&#x27;est pas correct." in wrong.content.decode()
    proof = SimpleUploadedFile("rib.pdf", b"%PDF-1.7 nouveau", "application/pdf")
    assert browse.post(at("bank"), {"iban": IBAN, "holder_name": "Le Moulin", "proof": proof}).status_code == 302
    details = venues.bank_details(reception.structure.pk)
    assert details is not None
    assert details.verified_on is None
    page = browse.get(at("structure")).content.decode()
    assert "rien n&#x27;est payé, pas même sur l&#x27;ancien compte" in page
    assert browse.get(at("bank_proof", details.pk)).content == b"%PDF-1.7 nouveau"
    assert browse.get(at("bank_proof", 0)).status_code == 404
    assert "rien n&#x27;est payé" in browse.get(at("claims")).content.decode()
    assert "FR7630006" not in page
