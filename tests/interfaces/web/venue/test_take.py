from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.venues import queries
from quitus.domain.venues.models import QualificationStep
from quitus.domain.vouchers.codes import code_of
from quitus.kernel.codes import group
from tests.factories.people import Person
from tests.factories.reception import SERVICE, Reception


def at(view: str, *arguments: object) -> str:
    return reverse(f"venue:{view}", args=["essai", *arguments])


def typed(reception: Reception, *codes: str, **facts: object) -> dict[str, object]:
    said: dict[str, object] = {
        "request": uuid4(),
        "venue_id": reception.venue.pk,
        "codes": "\n".join(codes),
        "service_code": SERVICE,
        "service_on": "12/05/2023",
    }
    return said | facts


def test_the_home_of_a_venue_is_where_pass_are_taken(browse: Client) -> None:
    page = browse.get(at("home"))
    assert page.status_code == 200
    assert "Codes des pass" in page.content.decode()


def test_nobody_else_sees_it(client: Client, reception: Reception, zoe: Person) -> None:
    for person in (reception.team.anne, reception.team.printer, zoe):
        client.force_login(person.user)
        assert client.get(at("home")).status_code == 404


def test_a_pass_is_taken_by_its_code_and_the_page_says_so(
    browse: Client, reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    code = group(code_of(reception.pass_number(1)))
    said = typed(reception, code)
    page = browse.post(at("home"), said)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Pass encaissé" in html
    assert "10,00\u00a0€ vous sont dus de plus." in html
    assert code not in html, "a code taken is not shown again"
    assert code not in caplog.text
    again = browse.post(at("home"), said)
    assert "Pass encaissé" in again.content.decode(), "the page sent again gives the same answer"
    assert Redemption.objects.count() == 1


def test_a_whole_workshop_is_taken_and_each_refusal_is_told(browse: Client, reception: Reception) -> None:
    reception.take(3)
    codes = [code_of(reception.pass_number(rank)) for rank in (1, 2, 3)]
    html = browse.post(at("home"), typed(reception, *codes, "ABCDE-FGHJK-MNPX")).content.decode()
    assert "2 pass encaissés" in html
    assert "2 pass refusés" in html
    assert "Ce pass a déjà été utilisé, pour un service du 12 mai 2023, par votre structure." in html.replace(
        "&#x27;", "'"
    )
    assert ">\nABCDEFGHJKMNPX</textarea>" in html, "the wrong code waits to be corrected"


def test_a_refusal_of_the_venue_is_shown(browse: Client, reception: Reception) -> None:
    late = typed(reception, code_of(reception.pass_number(1)), service_on="12/03/2023")
    told = browse.post(at("home"), late).content.decode()
    assert "dans un délai de 60 jours. Le plus ancien possible est le 13 mars 2023" in told


def test_an_empty_or_future_form_is_refused_under_its_fields(browse: Client, reception: Reception) -> None:
    page = browse.post(at("home"), typed(reception, " ", service_on="13/05/2023"))
    assert page.status_code == 422
    assert "Saisissez au moins un code." in page.content.decode()
    assert "Cette date n&#x27;est pas encore passée." in page.content.decode()


def test_what_was_just_taken_is_undone_from_the_home(browse: Client, reception: Reception) -> None:
    reception.take(1)
    assert "Annuler" in browse.get(at("home")).content.decode()
    undone = browse.post(at("undo"), {"number": reception.pass_number(1), "turn": 1})
    assert undone.url == at("home")
    assert RedemptionReversal.objects.count() == 1
    assert browse.post(at("undo"), {"number": reception.pass_number(1), "turn": 1}).status_code == 409


def test_a_structure_not_qualified_is_told_before_it_tries(browse: Client, reception: Reception) -> None:
    QualificationStep.objects.create(
        scheme=reception.scheme,
        qualification=queries.qualification(reception.structure.pk),
        state="suspended",
        effective_on="2023-05-12",
        reason="Contrôle.",
    )
    assert "n'est pas qualifiée aujourd'hui" in browse.get(at("home")).content.decode()
