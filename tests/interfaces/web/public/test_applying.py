"""« Devenir lieu qualifié »: from the front page to an application sent, and what nobody else may see of it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.organisations.models import Scheme
from quitus.domain.users.models import User
from quitus.domain.venues import asking, files, states
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Application, ApplicationRequest, Letter
from quitus.interfaces import limits
from quitus.interfaces.jobs.applications import doors
from quitus.kernel import clock
from quitus.usecases.application_letters import send_waiting
from quitus.usecases.applications import token_of
from tests.factories.applications import PLACE, SIRET, STRUCTURE, fill, make_applicant, make_draft
from tests.factories.pages import said
from tests.factories.people import PASSWORD, Person
from tests.factories.reception import IBAN

pytestmark = pytest.mark.django_db(databases=["default", limits.ALIAS])
MINUTE = datetime(2023, 5, 12, 10, 30, 20, tzinfo=UTC)
ASKED = {"email": "ines@exemple.fr", "full_name": "Inès Morel", "structure_name": "Le Port", "siret": SIRET}


@pytest.fixture(autouse=True)
def _within_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: MINUTE)
    with connections[limits.ALIAS].cursor() as cursor:
        cursor.execute("DELETE FROM quitus_request_count")


def at(view: str, *keys: object) -> str:
    return reverse(f"public:{view}", args=["essai", *keys])


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("rib.pdf", b"%PDF-1.7 un compte", "application/pdf")


def link_of() -> str:
    return at("apply_link", token_of("essai", ApplicationRequest.objects.latest("pk").pk))


@pytest.fixture
def ines(scheme: Scheme) -> Person:
    """Who applies."""
    return make_applicant()


def test_a_person_asks_gets_a_link_chooses_a_password_and_sends_what_is_complete(
    scheme: Scheme, client: Client
) -> None:
    assert "Devenir lieu qualifié" in said(client.get("/"))
    assert client.get(reverse("public:apply_schemes")).url == at("apply")
    assert "Régie de recettes" not in said(client.get(at("apply")))
    assert "SIRET" in said(client.post(at("apply"), ASKED | {"siret": "12345678901234"}))
    assert "Regardez vos messages" in said(client.post(at("apply"), ASKED))
    assert send_waiting(scheme, doors()) == 1
    (letter,) = mail.outbox
    assert letter.to == ["ines@exemple.fr"]
    assert link_of() in letter.body
    link = link_of()
    assert not User.objects.filter(email="ines@exemple.fr").exists()
    assert "Choisissez un mot de passe" in said(client.get(link))
    assert not Application.objects.exists(), "looking opens nothing"
    twice = {"password": PASSWORD, "again": PASSWORD}
    assert "ne sont pas les mêmes" in said(client.post(link, twice | {"again": "autre"}))
    assert "pas assez sûr" in said(client.post(link, {"password": "court", "again": "court"}))
    opened = client.post(link, twice)
    one = Application.objects.get()
    assert opened.url == at("application", one.pk)
    assert client.post(link, twice).status_code == 409, "a link serves once"
    page = said(client.get(opened.url))
    assert "Au moins un lieu" in page
    assert "Envoyer la candidature" not in page.split("Le fil")[0]
    fill_by_pages(client, one)
    assert "Envoyer la candidature" in said(client.get(opened.url))
    assert client.post(at("application_submit", one.pk)).status_code == 302
    one.refresh_from_db()
    assert one.state == states.SUBMITTED
    assert "Envoyée, à examiner" in said(client.get(opened.url))
    assert client.post(at("application_bank", one.pk), {"iban": IBAN, "holder_name": "P"}).status_code == 422
    assert "Mes candidatures" in said(client.get(reverse("public:memberships")))


def fill_by_pages(client: Client, one: Application) -> None:
    def send(view: str, facts: dict[str, Any], *keys: object) -> None:
        answer = client.post(at(view, one.pk, *keys), facts)
        assert answer.status_code == 302, said(answer)

    send("application_structure", STRUCTURE)
    send("application_new_place", {name: value for name, value in PLACE.items() if value is not False})
    service = {"service_code": "outils", "duration_minutes": "90", "price": "12,50", "languages": ["fr"]}
    send("application_offer", service, 0)
    assert "12,50" in said(client.get(at("application_offer", one.pk, 0)))
    send("application_drop_offer", {}, 0, "outils")
    send("application_offer", service | {"price": "0", "publics": ["seniors"]}, 0)
    wrong = client.post(at("application_bank", one.pk), {"iban": "FR76 1", "holder_name": "P", "proof": paper()})
    assert "n'est pas correct" in said(wrong)
    send("application_bank", {"iban": IBAN, "holder_name": "Le Port", "proof": paper()})
    joined = files.files_of(one)[asking.BANK_PROOF]
    assert client.get(at("application_file", one.pk, joined.pk)).content == b"%PDF-1.7 un compte"


def test_one_same_answer_whatever_is_known(scheme: Scheme, ines: Person, client: Client) -> None:
    unknown, known = (
        re.sub('value="[^"]*"', "", said(client.post(at("apply"), ASKED | {"email": email}))).replace(email, "")
        for email in ("ines@exemple.fr", ines.user.email)
    )
    assert known == unknown
    client.get(link_of())
    opened = client.post(link_of())
    assert client.get(opened.url).url.startswith("/compte/connexion/"), "an account that exists signs in by itself"
    client.force_login(ines.user)
    assert client.get(opened.url).status_code == 200


def test_a_link_that_is_wrong_used_or_too_old_opens_nothing(
    scheme: Scheme, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(at("apply"), ASKED)
    link = link_of()
    assert client.get(link[:-2] + "x/").status_code == 409
    ApplicationRequest.objects.update(requested_at=clock.now() - timedelta(days=4))
    assert client.get(link).status_code == 409


def test_asking_is_bounded_for_one_address_on_the_network(scheme: Scheme, client: Client) -> None:
    answers = [client.post(at("apply"), ASKED).status_code for _turn in range(6)]
    assert answers == [200] * 5 + [429]
    assert Letter.objects.count() == 3, "and for one mailbox"


def test_an_application_is_seen_by_its_author_alone(scheme: Scheme, ines: Person, anne: Person, client: Client) -> None:
    draft = make_draft(scheme, ines)
    fill(draft, ines.actor)
    pages = ["", "_structure", "_new_place", "_bank", "_regie", "_submit", "_withdraw", "_join", "_appeal"]
    for name in pages:
        assert client.get(at(f"application{name}", draft.pk)).url.startswith("/compte/connexion/")
    client.force_login(anne.user)
    for name in pages:
        address = at(f"application{name}", draft.pk)
        assert {client.get(address).status_code, client.post(address).status_code} == {404}
    client.force_login(ines.user)
    for name in pages:
        assert client.get(at(f"application{name}", draft.pk)).status_code == 200, name


def test_the_page_costs_the_same_whatever_the_number_of_venues(scheme: Scheme, ines: Person, client: Client) -> None:
    draft = make_draft(scheme, ines)
    fill(draft, ines.actor)
    client.force_login(ines.user)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at("application", draft.pk)).status_code == 200
        return len(caught)

    few = cost()
    for _turn in range(4):
        venues.write_place(by=ines.actor, application_id=draft.pk, place=PLACE)
    assert cost() == few
