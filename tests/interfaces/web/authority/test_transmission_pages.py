"""An act to the prefect and to the public, by its pages."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quitus.domain.acts import states
from quitus.domain.acts.models import Deliberation, Transmission
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from tests.connectors.actes.making import acknowledgement, anomaly
from tests.factories.pages import said
from tests.factories.people import Person, make_person
from tests.factories.transmissions import PDF

ACTS = "/d/essai/collectivite/convention/actes"


@pytest.fixture
def browser(anne: Person, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(anne)


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("acte.pdf", content, "application/pdf")


def test_an_archive_is_prepared_downloaded_sent_and_answered(act: Deliberation, browser: Client) -> None:
    assert "Aucune archive" in said(browser.get(f"{ACTS}/{act.pk}/archives/"))
    assert browser.post(f"{ACTS}/{act.pk}/archives/nouvelle/", {"pdf": pdf()}).status_code == 302
    made = Transmission.objects.get()

    file = browser.get(f"{ACTS}/archives/{made.pk}/")
    assert (len(file.content), file["Content-Type"]) == (made.archive_size, "application/gzip")
    assert made.file_name in file["Content-Disposition"]
    today = made.produced_on.strftime("%d/%m/%Y")
    assert browser.post(f"{ACTS}/archives/{made.pk}/envoi/", {"on": today}).status_code == 302
    answer = SimpleUploadedFile("ar.xml", acknowledgement(on=made.produced_on.isoformat()))
    assert browser.post(f"{ACTS}/{act.pk}/archives/reponse/", {"file": answer}).status_code == 302

    page = said(browser.get(f"{ACTS}/{act.pk}/archives/"))
    assert "Accusé reçu" in page
    assert "062-226200012-20230515-2023_204-DE" in page
    assert Deliberation.objects.get().acknowledged_on == made.produced_on


def test_an_anomaly_shows_its_code_and_another_archive_is_offered(act: Deliberation, browser: Client) -> None:
    browser.post(f"{ACTS}/{act.pk}/archives/nouvelle/", {"pdf": pdf()})
    browser.post(f"{ACTS}/{act.pk}/archives/reponse/", {"file": SimpleUploadedFile("a.xml", anomaly("999"))})
    page = said(browser.get(f"{ACTS}/{act.pk}/archives/"))
    assert "999" in page
    assert "Le fichier reçu n'est pas lisible." in page
    assert "Préparer l'archive" in page


def test_an_anomaly_and_a_cancellation_are_typed_where_there_is_no_file(act: Deliberation, browser: Client) -> None:
    for address, told, state in (
        ("anomalie", {"code": "17", "detail": "Refus"}, states.ANOMALY),
        ("annulation", {"reason": "Erreur"}, states.CANCELLED),
    ):
        browser.post(f"{ACTS}/{act.pk}/archives/nouvelle/", {"pdf": pdf()})
        made = Transmission.objects.first()
        assert made is not None
        assert browser.get(f"{ACTS}/archives/{made.pk}/{address}/").status_code == 200
        assert browser.post(f"{ACTS}/archives/{made.pk}/{address}/", told).status_code == 302
        made.refresh_from_db()
        assert made.state == state


@pytest.mark.parametrize(
    ("address", "name", "content", "words"),
    [
        ("nouvelle", "pdf", b"PK\x03\x04", "n'est pas un PDF"),
        ("reponse", "file", b"<html/>", "n'est pas une réponse de la préfecture"),
        ("reponse", "file", acknowledgement("062-226200012-20230515-AUTRE-DE"), "concerne un autre acte"),
    ],
)
def test_a_wrong_file_is_told_under_its_field(
    address: str, name: str, content: bytes, words: str, act: Deliberation, browser: Client
) -> None:
    page = browser.post(f"{ACTS}/{act.pk}/archives/{address}/", {name: SimpleUploadedFile("x", content)})
    assert page.status_code == 422
    assert words in said(page)


def test_an_act_is_published_with_its_author_and_then_read_without_an_account(
    act: Deliberation, browser: Client
) -> None:
    form = said(browser.get(f"{ACTS}/{act.pk}/en-ligne/"))
    assert "Dominique Exemple" in form
    told = {"author_name": "D. Exemple", "author_quality": "Président", "pdf": pdf()}
    assert browser.post(f"{ACTS}/{act.pk}/en-ligne/", told).status_code == 302
    assert "D. Exemple" in said(Client().get("/actes/226200012-2023-204/"))


def test_the_assembly_service_keeps_acts_and_others_only_read(
    act: Deliberation, scheme: Scheme, sign_in: Callable[[Person], Client]
) -> None:
    finance = sign_in(make_person(scheme, "Fanny Exemple", roles.FINANCE))
    assert finance.get(f"{ACTS}/{act.pk}/archives/").status_code == 200
    assert finance.get(f"{ACTS}/{act.pk}/archives/nouvelle/").status_code == 403
    assembly = sign_in(make_person(scheme, "Aline Exemple", roles.ASSEMBLY))
    assert assembly.get(f"{ACTS}/{act.pk}/archives/nouvelle/").status_code == 200


def test_the_list_of_archives_costs_the_same_for_many(
    act: Deliberation, browser: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(40) as counted:  # type: ignore[attr-defined]
            browser.get(f"{ACTS}/{act.pk}/archives/")
        return len(counted)

    before = count()
    for _rank in range(3):
        browser.post(f"{ACTS}/{act.pk}/archives/nouvelle/", {"pdf": pdf()})
        made = Transmission.objects.first()
        assert made is not None
        browser.post(f"{ACTS}/archives/{made.pk}/annulation/", {"reason": "Erreur"})
    assert count() == before
    assert Transmission.objects.count() == 3
