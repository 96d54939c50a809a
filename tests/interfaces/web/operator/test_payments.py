from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.organisations import roles
from quitus.domain.reimbursement import operations, states
from quitus.domain.reimbursement.models import Claim, Payment
from quitus.kernel import clock
from quitus.usecases.settle import claim_month, issue_payments
from tests.factories.people import make_person
from tests.factories.reception import Reception
from tests.factories.schemes import make_organisation


def at(view: str, *arguments: object) -> str:
    return reverse(f"operator:{view}", args=["essai", *arguments])


@pytest.fixture
def payment(reception: Reception) -> Payment:
    """An order to pay one structure thirty euros."""
    finance = reception.team.finance.actor
    reception.take(1, 2, 3, service_on=date(2023, 4, 20))
    (claim,) = claim_month(by=reception.lina.actor, month=date(2023, 4, 1), submitted_on=date(2023, 5, 3))
    operations.certify_service_fait(by=finance, claim_id=claim.pk, certified_on=date(2023, 5, 10))
    (issued,) = issue_payments(by=finance, claim_ids=[claim.pk], issued_on=date(2023, 5, 11))
    return issued


def test_an_operator_sees_its_orders_and_records_them_paid(
    client: Client, reception: Reception, payment: Payment
) -> None:
    client.force_login(reception.team.printer.user)
    assert "Payer les structures" in client.get(at("home")).content.decode()
    assert payment.number in client.get(at("payments")).content.decode()
    page = client.get(at("payment", payment.pk)).content.decode()
    assert "FR76 3000 6000 0112 3456 7890 189" in page
    assert "30,00\u00a0€" in page
    assert "Association du Moulin" in client.get(at("payment", payment.pk) + "?format=csv").content.decode()
    assert "avoir payé 30,00\u00a0€" in client.get(at("payment_paid", payment.pk)).content.decode()
    early = client.post(at("payment_paid", payment.pk), {"paid_on": "10/05/2023"})
    assert "L&#x27;étape précédente est du 11 mai 2023." in early.content.decode()
    assert client.post(at("payment_paid", payment.pk), {"paid_on": "12/05/2023"}).status_code == 302
    assert Claim.objects.get().state == states.PAID
    page = client.get(at("payment", payment.pk)).content.decode()
    assert "Structures payées" in page
    assert "Structures à payer" not in page
    assert "Payer les structures" not in client.get(at("home")).content.decode()


@pytest.mark.parametrize(("today", "words"), [(date(2023, 5, 12), "avant le"), (date(2023, 6, 6), "attendu le")])
def test_the_home_says_by_when_to_pay(
    client: Client, reception: Reception, payment: Payment, today: date, words: str
) -> None:
    client.force_login(reception.team.printer.user)
    with clock.at(today):
        page = client.get(at("home")).content.decode()
    assert f"{words} 2 juin 2023" in page


def test_another_operator_sees_nothing_of_it(client: Client, reception: Reception, payment: Payment) -> None:
    rival = make_person(reception.scheme, "Odile Rival", roles.OPERATOR, make_organisation("Autre", "operator"))
    client.force_login(rival.user)
    assert payment.number not in client.get(at("payments")).content.decode()
    for view in ("payment", "payment_paid"):
        assert client.get(at(view, payment.pk)).status_code == 404
    client.force_login(reception.team.finance.user)
    assert client.get(at("payments")).status_code == 404
