from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.organisations.models import Organisation
from quitus.domain.reimbursement import operations, states
from quitus.domain.reimbursement.models import Claim, Payment
from quitus.domain.venues.operations import record_bank_details
from quitus.domain.vouchers.models import OperatorContract
from quitus.usecases.settle import claim_month
from tests.factories.people import Person
from tests.factories.reception import IBAN, PROOF, Reception, make_active_order

APRIL = date(2023, 4, 1)
IN_APRIL = date(2023, 4, 20)
OWN_SERIES = 200_000_000


def at(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


@pytest.fixture
def claim(reception: Reception) -> Claim:
    """Two pass of April that the structure has asked for."""
    reception.take(1, 2, service_on=IN_APRIL)
    (sent,) = claim_month(by=reception.lina.actor, month=APRIL, submitted_on=date(2023, 5, 3))
    return sent


@pytest.fixture
def browse(client: Client, reception: Reception) -> Client:
    """The finance officer's browser."""
    client.force_login(reception.team.finance.user)
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("&#x27;", "'")


def test_claims_are_seen_by_the_authority_and_certified_by_the_finance_officer(
    client: Client, reception: Reception, claim: Claim, zoe: Person
) -> None:
    reading = [at("claims"), at("payments"), at("claim", claim.pk), at("settle")]
    deciding = [at("certify_claim", claim.pk), at("reject_claim", claim.pk), at("issue_payments")]
    client.force_login(reception.team.anne.user)
    assert {client.get(address).status_code for address in reading} == {200}
    assert {client.get(address).status_code for address in deciding} == {403}
    for person in (reception.lina, reception.team.holder, zoe):
        client.force_login(person.user)
        assert {client.get(address).status_code for address in reading + deciding} == {404}


def test_the_list_costs_the_same_whatever_its_length(browse: Client, reception: Reception, claim: Claim) -> None:
    def cost(view: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browse.get(at(view)).status_code == 200
        return len(caught)

    few = cost("claims")
    for month, rank in ((1, 10), (2, 11), (3, 12)):
        operations.prepare_claims(by=reception.team.finance.actor, month=date(2023, month, 1))
        reception.take(rank, service_on=date(2023, 3, 15))
    operations.prepare_claims(by=reception.team.finance.actor, month=date(2023, 3, 1))
    assert cost("claims") == few
    assert "2023-03/001" in browse.get(at("claims") + "?format=csv").content.decode()


def test_the_list_shows_the_name_it_is_sorted_by_and_who_pays_where_there_are_several(
    browse: Client, reception: Reception, claim: Claim
) -> None:
    Organisation.objects.filter(pk=claim.organisation_id).update(short_name="Zig")
    page = text(browse, at("claims"))
    assert "Association du Moulin" in page
    assert "Zig" not in page
    assert "Payeur" not in page
    assert "Payeur" in text(browse, at("claims") + "?format=csv")
    make_active_order(reception.team, number="2021-02", series=OWN_SERIES, payer_id=reception.scheme.authority_id)
    reception.take(numbers=[OWN_SERIES * 10_000_000 + 1], service_on=IN_APRIL)
    claim_month(by=reception.lina.actor, month=APRIL, submitted_on=date(2023, 5, 3))
    assert "Payeur" in text(browse, at("claims"))


def test_the_claims_of_a_month_are_prepared_for_all(client: Client, reception: Reception) -> None:
    reception.take(1, service_on=IN_APRIL)
    client.force_login(reception.team.anne.user)
    assert "Préparer les demandes (avril\u00a02023)" in text(client, at("home"))
    assert "10,00\u00a0€" in text(client, at("settle"))
    assert client.post(at("settle")).url == at("claims")
    assert Claim.objects.get().state == states.PREPARED


def test_service_fait_is_certified_with_its_refusal_in_words(browse: Client, claim: Claim) -> None:
    assert "Certifier le service fait" in text(browse, at("home"))
    assert "2 services ont été rendus" in text(browse, at("certify_claim", claim.pk))
    early = browse.post(at("certify_claim", claim.pk), {"certified_on": "02/05/2023"})
    assert "La demande a été envoyée le 3 mai 2023." in early.content.decode()
    assert browse.post(at("certify_claim", claim.pk), {"certified_on": "10/05/2023"}).status_code == 302
    assert "10 mai 2023" in text(browse, at("claim", claim.pk))


def test_a_claim_goes_back_with_a_reason(browse: Client, claim: Claim) -> None:
    assert browse.post(at("reject_claim", claim.pk), {"reason": ""}).status_code == 422
    assert browse.post(at("reject_claim", claim.pk), {"reason": "Une feuille manque."}).status_code == 302
    assert "Une feuille manque." in text(browse, at("claim", claim.pk))
    assert (
        "n&#x27;est pas possible à cette étape"
        in browse.post(at("reject_claim", claim.pk), {"reason": "Encore."}).content.decode()
    )


def certify(reception: Reception, claim: Claim) -> None:
    operations.certify_service_fait(by=reception.team.finance.actor, claim_id=claim.pk, certified_on=date(2023, 5, 10))


def test_payments_are_ordered_for_verified_accounts_only(browse: Client, reception: Reception, claim: Claim) -> None:
    assert browse.get(at("issue_payments")).url == at("claims"), "nothing is certified yet"
    certify(reception, claim)
    assert "Association du Moulin, avril\u00a02023 : 20,00\u00a0€" in text(browse, at("issue_payments"))
    record_bank_details(
        by=reception.lina.actor, organisation_id=reception.structure.pk, iban=IBAN, holder_name="Moulin", proof=PROOF
    )
    assert "En attente d'un compte vérifié" in text(browse, at("issue_payments"))
    refused = browse.post(at("issue_payments"), {"claim_ids": [claim.pk], "issued_on": "12/05/2023"})
    assert refused.status_code == 422


def test_an_operators_order_is_issued_and_shown_with_its_fees(
    browse: Client, reception: Reception, claim: Claim
) -> None:
    certify(reception, claim)
    told = {"claim_ids": [claim.pk], "issued_on": "09/05/2023"}
    assert "L&#x27;étape précédente est du 10 mai 2023." in browse.post(at("issue_payments"), told).content.decode()
    assert browse.post(at("issue_payments"), told | {"issued_on": "12/05/2023"}).url == at("payments")
    payment = Payment.objects.get()
    assert payment.number in text(browse, at("payments"))
    page = text(browse, at("payment", payment.pk))
    assert "0,80\u00a0€" in page, "four per cent of twenty euros"
    assert "Enregistrer le mandat" not in page
    assert browse.get(at("payment", 0)).status_code == 404


def test_what_an_operator_outside_paid_is_entered_for_it_with_its_list(
    browse: Client, reception: Reception, claim: Claim
) -> None:
    certify(reception, claim)
    browse.post(at("issue_payments"), {"claim_ids": [claim.pk], "issued_on": "11/05/2023"})
    payment = Payment.objects.get()
    assert "Enregistrer le paiement" not in text(browse, at("payment", payment.pk)) + text(browse, at("home"))
    assert browse.post(at("payment_paid", payment.pk), {"paid_on": "12/05/2023"}).status_code in (403, 422)
    OperatorContract.objects.filter(pk=reception.team.contract.pk).update(operates_inside=False)
    assert at("payment_paid", payment.pk) in text(browse, at("payment", payment.pk))
    assert at("payment_paid", payment.pk) in text(browse, at("home"))
    assert "travaille à l'extérieur" in text(browse, at("payment_paid", payment.pk))
    told: dict[str, object] = {"paid_on": "12/05/2023", "signed_by": "Odile Rival"}
    assert browse.post(at("payment_paid", payment.pk), told).status_code == 422
    told |= {"list_reference": "LP-7", "file": SimpleUploadedFile("liste.pdf", b"%PDF-1.7 liste")}
    assert browse.post(at("payment_paid", payment.pk), told).status_code == 302
    page = text(browse, at("payment", payment.pk))
    assert "saisi pour cet opérateur d'après sa liste LP-7" in page
    assert "Odile Rival" in page
    payment.refresh_from_db()
    assert (payment.state, payment.list_reference) == (states.PAID, "LP-7")


def test_where_the_authority_pays_the_mandat_is_recorded_then_the_payment(browse: Client, reception: Reception) -> None:
    make_active_order(reception.team, number="2021-02", series=OWN_SERIES, payer_id=reception.scheme.authority_id)
    reception.take(numbers=[OWN_SERIES * 10_000_000 + 1], service_on=IN_APRIL)
    (claim,) = claim_month(by=reception.lina.actor, month=APRIL, submitted_on=date(2023, 5, 3))
    certify(reception, claim)
    browse.post(at("issue_payments"), {"claim_ids": [claim.pk], "issued_on": "11/05/2023"})
    payment = Payment.objects.get()
    assert "Enregistrer le mandat" in text(browse, at("home"))
    assert "Enregistrer le mandat" in text(browse, at("payment", payment.pk))
    mandat = {"mandat_number": "M-77", "bordereau_number": "B-12", "mandated_on": "10/05/2023"}
    assert "L&#x27;étape précédente" in browse.post(at("payment_mandat", payment.pk), mandat).content.decode()
    browse.post(at("payment_mandat", payment.pk), mandat | {"mandated_on": "11/05/2023"})
    assert "M-77" in text(browse, at("payment", payment.pk))
    assert "Enregistrer le paiement" in text(browse, at("home"))
    assert browse.get(at("payment_paid", payment.pk)).status_code == 200
    browse.post(at("payment_paid", payment.pk), {"paid_on": "12/05/2023"})
    claim.refresh_from_db()
    assert claim.state == states.PAID
