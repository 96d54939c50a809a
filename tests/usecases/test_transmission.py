"""An act to the prefect and back, with the files an operator takes and returns."""

import io
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quitus.connectors import documents
from quitus.domain.acts import errors, operations, states, track_errors
from quitus.domain.acts.models import Deliberation, PrefectAnswer, Transmission
from quitus.domain.documents.operations import Made, keep_document
from quitus.kernel import clock
from quitus.usecases import publication, transmission
from tests.connectors.actes.making import ACTES, acknowledgement, anomaly, envelope_anomaly
from tests.connectors.actes.official import official
from tests.factories.people import Person
from tests.factories.transmissions import PDF, SCANNED, SETTINGS

IDENTIFIER = "062-226200012-20230515-2023_204-DE"
SENT_ON = date(2023, 6, 5)


@pytest.fixture
def made(act: Deliberation, anne: Person) -> Transmission:
    return prepare(anne, act)


def prepare(by: Person, act: Deliberation, pdf: bytes | None = PDF) -> Transmission:
    with clock.at(SENT_ON):
        return transmission.prepare_archive(by=by.actor, deliberation_id=act.pk, pdf=pdf)


def take_in(by: Person, act: Deliberation, content: bytes) -> Transmission | PrefectAnswer:
    return transmission.take_in_answer(by=by.actor, deliberation_id=act.pk, file_name="reponse.xml", content=content)


def produce(by: Person, act: Deliberation, content: bytes, mark: str = "") -> None:
    sha256, data = documents.store(content), {"mark": mark}
    made = Made("Délibération", "", sha256, len(content), sha256, 1, data, "d" * 64, "essai", None, "", "")
    keep_document(by=by.actor, kind="deliberation", subject_id=act.pk, made=made, produced_on=date(2023, 5, 16))


def test_the_archive_of_an_act_is_made_from_the_settings_and_kept(
    act: Deliberation, anne: Person, made: Transmission
) -> None:
    kept, content = transmission.archive_content(made.pk, act.authority_id)

    assert (kept.file_name, kept.act_identifier) == ("EXE-EACT--226200012--20230605-1.tar.gz", IDENTIFIER)
    assert len(content) == kept.archive_size
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        assert archive.extractfile(f"99_DE-{IDENTIFIER}-1-1_1.pdf").read() == PDF  # type: ignore[union-attr]


def test_annexes_go_with_the_act(act: Deliberation, anne: Person) -> None:
    drafted = operations.draft_deliberation(
        by=anne.actor, authority_id=act.authority_id, title="Autre", number="2023-300"
    )
    operations.add_annex(
        by=anne.actor,
        deliberation_id=drafted.pk,
        title="Convention",
        kind="22_AN",
        file_name="convention.pdf",
        sha256=documents.store(PDF + b"annexe"),
        size=len(PDF) + 6,
        media_type="application/pdf",
    )
    operations.put_on_agenda(by=anne.actor, deliberation_id=drafted.pk, sitting_id=act.sitting_id or 0)
    operations.record_vote(by=anne.actor, deliberation_id=drafted.pk, votes_for=43, votes_against=0)
    found = prepare(anne, drafted)
    with tarfile.open(fileobj=io.BytesIO(documents.read(found.archive_sha256))) as archive:
        assert [name for name in archive.getnames() if name.startswith("22_AN-")]


@pytest.mark.parametrize("generation", ["actesv1_1-stela-2019.xsd", "actesv1_1-megalis-2024.xsd"])
def test_an_archive_is_made_under_the_schema_of_the_instance(
    generation: str, act: Deliberation, anne: Person, settings: Any
) -> None:
    settings.QUITUS_ACTES_XSD = official("actes", generation)
    made = prepare(anne, act)
    assert made.schema_generation == (
        "dit si un envoi papier suit" if "stela" in generation else "ne dit rien d'un envoi papier"
    )


def test_a_schema_that_cannot_be_read_is_said(act: Deliberation, anne: Person, settings: Any, tmp_path: Path) -> None:
    settings.QUITUS_ACTES_XSD = tmp_path / "actes.xsd"
    settings.QUITUS_ACTES_XSD.write_text("rien")
    with pytest.raises(track_errors.SchemaNotUsable):
        prepare(anne, act)


def test_what_the_settings_lack_is_told_at_once(act: Deliberation, anne: Person) -> None:
    bare = replace(SETTINGS, department="", return_emails="", classification_on=None)
    operations.set_act_settings(by=anne.actor, authority_id=act.authority_id, settings=bare)
    with pytest.raises(track_errors.PackageNotReady) as refused:
        prepare(anne, act)
    faults = refused.value.facts["faults"]
    assert isinstance(faults, tuple)
    assert len(faults) == 3


def test_the_text_of_an_act_is_a_pdf_made_after_the_vote(act: Deliberation, anne: Person) -> None:
    with pytest.raises(track_errors.NotAPdf):
        prepare(anne, act, pdf=b"PK\x03\x04")
    produce(anne, act, PDF + b"projet", mark="Projet")  # the day after the sitting, before its vote was recorded
    with pytest.raises(track_errors.ActTextMissing):
        prepare(anne, act, pdf=None)
    produce(anne, act, PDF + b"acte")
    found = prepare(anne, act, pdf=None)
    with tarfile.open(fileobj=io.BytesIO(documents.read(found.archive_sha256))) as archive:
        assert archive.extractfile(f"99_DE-{IDENTIFIER}-1-1_1.pdf").read() == PDF + b"acte"  # type: ignore[union-attr]


def test_a_project_is_not_transmitted(act: Deliberation, anne: Person) -> None:
    draft = operations.draft_deliberation(by=anne.actor, authority_id=act.authority_id, title="Projet")
    with pytest.raises(errors.DeliberationNotAdopted):
        prepare(anne, draft)


def test_an_acknowledgement_taken_in_moves_the_act_once(act: Deliberation, anne: Person, made: Transmission) -> None:
    moved = take_in(anne, act, acknowledgement())
    assert isinstance(moved, Transmission)
    assert (moved.pk, moved.state) == (made.pk, states.ACKNOWLEDGED)
    assert documents.read(moved.answer_sha256) == acknowledgement()
    assert take_in(anne, act, acknowledgement()) == moved
    assert Deliberation.objects.get().acknowledged_on == SENT_ON


@pytest.mark.parametrize(
    "content",
    [
        acknowledgement(identifier="062-226200012-20230515-2023_205-DE"),
        anomaly(number="2023_205"),
        anomaly(number=""),
        envelope_anomaly("062-226200012-20230515-2023_205-DE-1-1_0.xml"),
    ],
)
def test_an_answer_about_another_act_moves_nothing(
    content: bytes, act: Deliberation, anne: Person, made: Transmission
) -> None:
    with pytest.raises(track_errors.AnswerAboutAnotherAct):
        take_in(anne, act, content)
    assert Transmission.objects.get().state == states.PREPARED


@pytest.mark.parametrize("content", [anomaly("999"), envelope_anomaly(f"{IDENTIFIER}-1-1_0.xml", "999")])
def test_an_anomaly_taken_in_keeps_its_code(
    content: bytes, act: Deliberation, anne: Person, made: Transmission
) -> None:
    moved = take_in(anne, act, content)
    assert isinstance(moved, Transmission)
    assert (moved.state, moved.anomaly_code) == (states.ANOMALY, "999")
    assert take_in(anne, act, content) == moved


def test_a_letter_of_the_prefect_is_added_once(act: Deliberation, anne: Person, made: Transmission) -> None:
    take_in(anne, act, acknowledgement())
    letter = (
        f'<a:DemandePieceComplementaire xmlns:a="{ACTES}" a:IDActe="{IDENTIFIER}" a:DateCourrierPref="2023-06-20">'
        "<a:DescriptionPieces>L'annexe financière</a:DescriptionPieces></a:DemandePieceComplementaire>"
    ).encode()
    added = take_in(anne, act, letter)
    assert isinstance(added, PrefectAnswer)
    assert (added.kind, added.on, added.text) == ("documents_requested", date(2023, 6, 20), "L'annexe financière")
    assert take_in(anne, act, letter) == added


def test_every_answer_of_an_archive_is_taken_in(act: Deliberation, anne: Person, made: Transmission) -> None:
    letter = (
        f'<a:LettreObservations xmlns:a="{ACTES}" a:IDActe="{IDENTIFIER}" a:DateCourrierPref="2023-06-20">'
        "<a:Motif>Le plafond</a:Motif></a:LettreObservations>"
    ).encode()
    returned = io.BytesIO()
    with tarfile.open(fileobj=returned, mode="w:gz") as archive:
        for name, content in (("1.xml", letter), ("2.xml", acknowledgement())):
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    for _ in range(2):
        take_in(anne, act, returned.getvalue())
    assert Transmission.objects.get().state == states.ACKNOWLEDGED
    assert [(one.kind, one.text) for one in PrefectAnswer.objects.all()] == [("observations", "Le plafond")]


def test_a_file_that_is_no_answer_is_said(act: Deliberation, anne: Person, made: Transmission) -> None:
    with pytest.raises(track_errors.AnswerNotRead):
        take_in(anne, act, b"<html/>")


@pytest.mark.parametrize("pdf", [SCANNED, b"%PDF-1.7\n% un acte"])
def test_what_is_put_online_can_be_read_by_everybody(pdf: bytes, act: Deliberation, anne: Person) -> None:
    author = {"author_name": "D. Exemple", "author_quality": "Président"}
    with clock.at(SENT_ON), pytest.raises(track_errors.PublishedTextNotReadable):
        publication.publish_act(by=anne.actor, deliberation_id=act.pk, pdf=pdf, **author)
    assert not Deliberation.objects.get().published_slug


def test_a_published_pdf_is_read_again_byte_for_byte(act: Deliberation, anne: Person) -> None:
    with clock.at(SENT_ON):
        online = publication.publish_act(
            by=anne.actor, deliberation_id=act.pk, author_name="D. Exemple", author_quality="Président", pdf=PDF
        )
    found, content = publication.online_pdf(online.published_slug or "")
    assert (found.pk, content) == (act.pk, PDF)
    with pytest.raises(track_errors.AlreadyOnline):
        publication.publish_act(
            by=anne.actor, deliberation_id=act.pk, author_name="X", author_quality="Y", pdf=PDF + b"autre"
        )
