"""Documents as the authority's people meet them: shown first, produced, compared, and their templates."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.connectors import typesetting
from quitus.connectors.slots import one_of
from quitus.domain.acts.models import Deliberation
from quitus.domain.documents import kinds
from quitus.domain.documents.models import ProducedDocument, Template
from quitus.domain.grants.models import Convention
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.usecases import papers
from quitus.usecases.papers import looks
from tests.factories.pages import said
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_scheme
from tests.factories.texts import make_deliberation

pytestmark = pytest.mark.django_db

SignIn = Callable[[Person], Client]
At = Callable[..., str]


@pytest.fixture
def at(scheme: Scheme) -> At:
    """Give `at(view, *args)`: the address of an authority's page in the scheme."""
    return lambda view, *args: reverse(f"authority:{view}", args=[scheme.slug, *args])


@pytest.fixture
def act(scheme: Scheme, anne: Person) -> Deliberation:
    """A deliberation adopted, transmitted and published."""
    return make_deliberation(anne.actor, scheme.authority_id, "2021-11")


def test_a_document_is_shown_then_produced_then_given(act: Deliberation, anne: Person, sign_in: SignIn, at: At) -> None:
    browser = sign_in(anne)
    about = at("documents_about", "deliberation", act.pk)
    producing = at("produce_document", "deliberation", act.pk)
    assert producing in said(browser.get(about))
    asked = said(browser.get(producing))
    assert "ne se modifie pas et ne se retire pas" in asked
    assert browser.get(at("preview_document", "deliberation", act.pk)).content.startswith(b"%PDF")
    assert ProducedDocument.objects.count() == 0
    done = browser.post(producing, follow=True)
    document = ProducedDocument.objects.get()
    text = said(done)
    assert document.pdf_sha256 in text
    assert document.odt_sha256 in text
    pdf = browser.get(at("download_document", document.pk, "pdf"))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert "deliberation" in pdf["Content-Disposition"]
    assert browser.get(at("download_document", document.pk, "odt")).content[:2] == b"PK"
    assert "octet pour octet" in said(browser.get(at("verify_document", document.pk)))
    assert ProducedDocument.objects.count() == 1


def test_pages_that_make_a_document_say_when_too_many_are_being_made(
    act: Deliberation, anne: Person, sign_in: SignIn, at: At, settings: object, tmp_path: Path
) -> None:
    browser = sign_in(anne)
    made = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    settings.QUITUS_DATA = tmp_path  # type: ignore[attr-defined]
    places = tmp_path / "typesetting"
    asked = [
        at("verify_document", made.pk),
        at("preview_document", "deliberation", act.pk),
        at("template_sample", "deliberation"),
    ]
    with (
        patch.object(typesetting, "WAIT_SECONDS", 0),
        one_of(2, places, wait_seconds=0),
        one_of(2, places, wait_seconds=0),
    ):
        for address in asked:
            refused = browser.get(address)
            assert refused.status_code == 409
            assert "Plusieurs documents sont en cours de production" in said(refused)


def test_what_has_no_text_yet_is_refused_on_the_page(
    scheme: Scheme, convention: Convention, anne: Person, sign_in: SignIn, at: At
) -> None:
    convention.deliberation.articles.all().delete()  # type: ignore[union-attr]
    refused = sign_in(anne).post(at("produce_document", "deliberation", convention.deliberation_id))
    assert refused.status_code == 422
    assert "n'a pas d'article" in said(refused)
    assert sign_in(anne).get(at("preview_document", "deliberation", convention.deliberation_id)).status_code == 409


def test_a_consolidated_convention_asks_its_day(convention: Convention, anne: Person, sign_in: SignIn, at: At) -> None:
    browser = sign_in(anne)
    address = at("produce_document", "consolidated", convention.pk)
    assert browser.post(address, {"on": ""}).status_code == 422
    browser.post(address, {"on": "31/01/2022"})
    assert ProducedDocument.objects.get().as_of == date(2022, 1, 31)


def test_a_letter_is_written_and_kept(convention: Convention, anne: Person, sign_in: SignIn, at: At) -> None:
    browser = sign_in(anne)
    assert "Agence essai" in said(browser.get(at("write_letter")))
    told = {"to": "Agence\n75000 Paris", "subject": "Rapport", "on": "01/02/2022", "text": "Voici."}
    browser.post(at("write_letter"), told)
    assert ProducedDocument.objects.get().kind == kinds.LETTER


def test_the_assembly_s_service_sees_the_documents_of_acts_alone(
    scheme: Scheme, act: Deliberation, convention: Convention, anne: Person, sign_in: SignIn, at: At
) -> None:
    other = papers.produce(by=anne.actor, kind=kinds.CONVENTION, subject_id=convention.pk)
    browser = sign_in(make_person(scheme, "Aline Assemblée", roles.ASSEMBLY))
    asked = browser.get(at("produce_document", "report", act.pk))
    lit = re.findall(r'<a href="([^"]+)" aria-current="([^"]+)"', asked.content.decode())
    assert set(lit) == {(at("acts"), "true")}
    assert 'placeholder="Acte"' in asked.content.decode()
    browser.post(at("produce_document", "report", act.pk))
    assert ProducedDocument.objects.filter(kind=kinds.REPORT).count() == 1
    assert other.title not in said(browser.get(at("documents")))
    for view, args in (
        ("document", [other.pk]),
        ("download_document", [other.pk, "pdf"]),
        ("verify_document", [other.pk]),
        ("produce_document", ["convention", convention.pk]),
        ("documents_about", ["convention", convention.pk]),
    ):
        assert browser.get(at(view, *args)).status_code == 404
    for view in ("templates", "write_letter"):
        assert browser.get(at(view)).status_code == 403


@pytest.mark.usefixtures("db")
def test_another_scheme_s_documents_are_not_there(sign_in: SignIn) -> None:
    here, elsewhere = make_scheme(), make_scheme("ailleurs")
    with within_scheme(here):
        anne = make_person(here, "Anne Lefèvre", roles.MANAGER)
        act = make_deliberation(anne.actor, here.authority_id, "2021-11")
        document = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    browser = sign_in(make_person(elsewhere, "Bruno Ailleurs", roles.MANAGER))
    for view, args in (("document", []), ("download_document", ["pdf"]), ("verify_document", [])):
        assert browser.get(reverse(f"authority:{view}", args=[elsewhere.slug, document.pk, *args])).status_code == 404
    producing = reverse("authority:produce_document", args=[elsewhere.slug, "report", act.pk])
    assert browser.post(producing).status_code == 404


def test_the_list_asks_as_many_questions_whatever_its_size(
    act: Deliberation, convention: Convention, anne: Person, sign_in: SignIn, at: At
) -> None:
    browser = sign_in(anne)
    first = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)

    def questions(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    addresses = [at("documents"), at("documents_about", "deliberation", act.pk), at("templates")]
    before = [questions(address) for address in addresses]
    for _ in range(4):
        first.pk = None
        first.save(force_insert=True)
    assert [questions(address) for address in addresses] == before


def upload(source: str) -> dict[str, object]:
    """A template as a browser sends it."""
    return {"file": SimpleUploadedFile("modele.typ", source.encode()), "note": "Corps 12"}


def test_a_template_is_tried_replaced_and_taken_back(anne: Person, sign_in: SignIn, at: At) -> None:
    browser, own = sign_in(anne), looks.own_source(kinds.REPORT)
    address = at("replace_template", "report")
    assert browser.get(at("template_source", "report")).content.decode() == own
    assert browser.get(at("template_sample", "report")).content.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(browser.get(at("template_kit", "report")).content)) as kit:
        assert {"template.typ", "quitus.typ", "paper.json"} <= set(kit.namelist())
    broken = browser.post(address, upload(own.replace("#body", "#boody")))
    assert broken.status_code == 422
    assert f"Ligne {own.splitlines().index('#body(paper)') + 1} du modèle" in said(broken)
    assert Template.objects.count() == 0
    browser.post(address, upload(own.replace("10.5pt", "12pt")))
    assert "Corps 12" in said(browser.get(at("template", "report")))
    version = Template.objects.get()
    assert b"12pt" in browser.get(at("template_version", version.pk)).content
    browser.post(at("withdraw_template", "report"))
    version.refresh_from_db()
    assert version.replaced_at is not None
    assert "Modèle fourni" in said(browser.get(at("template", "report")))


def test_what_is_no_kind_and_no_subject_is_not_there(anne: Person, sign_in: SignIn, at: At) -> None:
    browser = sign_in(anne)
    for address in (
        at("template", "facture"),
        at("produce_document", "facture", 1),
        at("produce_document", "letter", 1),
        at("produce_document", "report", 999_999),
        at("preview_document", "report", 999_999),
        at("documents_about", "facture", 1),
        at("document", 999_999),
    ):
        assert browser.get(address).status_code == 404 or browser.post(address).status_code == 404
