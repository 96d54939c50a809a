"""Documents made from the rooms: what they say, that they are kept, and that they can be made again."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from odfdo import Document

from quitus.connectors import documents as files
from quitus.connectors import typesetting
from quitus.domain.acts import operations as acts
from quitus.domain.acts import rules as act_rules
from quitus.domain.acts.models import Deliberation
from quitus.domain.audit.models import Entry
from quitus.domain.documents import errors, kinds, operations, queries, rules
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.grants import operations as grants
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations.operations.committees import Invited
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import papers
from quitus.usecases.papers import looks, making
from quitus.usecases.verify import papers as verified
from tests.factories.papers import words_of_odt, words_of_pdf
from tests.factories.people import Person
from tests.factories.texts import draft_amendment, make_amendment, make_deliberation

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(scheme: Scheme, anne: Person) -> Deliberation:
    """A deliberation adopted, transmitted and published."""
    return make_deliberation(anne.actor, scheme.authority_id, "2021-11")


@pytest.fixture
def amendment(convention: Convention, anne: Person) -> Amendment:
    """An amendment in preparation that writes article 2 anew."""
    return draft_amendment(anne.actor, convention)


def printed(document: ProducedDocument) -> str:
    """What the PDF of a document says, its spaces as one."""
    _, content = papers.download(document.pk, making.PDF)
    return " ".join(typesetting.printed_text(content).split())


def test_a_deliberation_says_who_sat_what_was_decided_and_how_it_was_voted(act: Deliberation, anne: Person) -> None:
    document = papers.produce(by=anne.actor, kind=kinds.DELIBERATION, subject_id=act.pk)
    text = printed(document)
    for said in (
        "Délibération n° 2021-11",
        "Pass numérique : autorisation de signer",
        "37 membres",
        "Vu le code général des collectivités territoriales ;",
        "D'autoriser le président à signer.",
        "Après en avoir délibéré, l'assemblée décide :",
        "Adoptée",
        "43",
        "15 février 2021",
    ):
        assert said in text
    assert "Projet" not in text


def test_members_proxies_and_groups_are_told(scheme: Scheme, anne: Person) -> None:
    by = anne.actor
    drafted = acts.draft_deliberation(
        by=by, authority_id=scheme.authority_id, number="2022-1", title="Essai", decision="Décide."
    )
    sitting = acts.plan_sitting(
        by=by, authority_id=scheme.authority_id, assembly="Assemblée d'essai", held_on=date(2022, 1, 10)
    )
    acts.put_on_agenda(by=by, deliberation_id=drafted.pk, sitting_id=sitting.pk)
    members = [
        act_rules.Member("Camille Exemple", "present", "Groupe des arbres"),
        act_rules.Member("Dominique Exemple", "present", "Groupe des rivières"),
        act_rules.Member("Claude Exemple", "excused", "Groupe des arbres", "Camille Exemple"),
    ]
    acts.list_members(by=by, sitting_id=sitting.pk, members=members, president="Camille Exemple")
    groups = [act_rules.GroupCount("Groupe des arbres", "for"), act_rules.GroupCount("Groupe des rivières")]
    acts.record_vote(by=by, deliberation_id=drafted.pk, votes_for=3, votes_against=0, groups=groups)
    text = printed(papers.produce(by=by, kind=kinds.DELIBERATION, subject_id=drafted.pk))
    for said in (
        "Claude Exemple Groupe des arbres Excusé Camille Exemple",
        "Groupe des rivières Non précisé",
        "Pour 3",
    ):
        assert said in text
    assert "Abstention" not in text


def test_a_sitting_is_told_by_the_word_of_its_authority(act: Deliberation, anne: Person) -> None:
    def told(word: str) -> tuple[bool, bool]:
        settings = acts.Settings(sitting_word=word)
        acts.set_act_settings(by=anne.actor, authority_id=act.authority_id, settings=settings)
        text = printed(papers.produce(by=anne.actor, kind=kinds.DELIBERATION, subject_id=act.pk))
        return "Réunion" in text, "Séance" in text

    assert told("reunion") == (True, False)
    assert told("seance") == (False, True)


def test_both_files_say_the_same(act: Deliberation, amendment: Amendment, anne: Person) -> None:
    for kind, key in (
        (kinds.REPORT, act.pk),
        (kinds.DELIBERATION, act.pk),
        (kinds.CONVENTION, amendment.convention_id),
        (kinds.AMENDMENT, amendment.pk),
    ):
        document = papers.produce(by=anne.actor, kind=kind, subject_id=key)
        pdf, odt = (papers.download(document.pk, form)[1] for form in (making.PDF, making.ODT))
        assert set(words_of_odt(odt)) - set(words_of_pdf(pdf)) == set()
        assert set(words_of_pdf(pdf)) - set(words_of_odt(odt)) <= {str(number) for number in range(20)}
        assert Document(io.BytesIO(odt)).meta.title == document.title


def test_what_is_kept_names_its_files_its_data_and_its_engine(act: Deliberation, anne: Person, scheme: Scheme) -> None:
    document = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    assert files.read(document.pdf_sha256).startswith(b"%PDF-1.7")
    assert files.read(document.odt_sha256).startswith(b"PK")
    assert document.engine == typesetting.engine()
    assert document.produced_by == anne.actor.label
    assert (document.subject_kind, document.subject_id) == ("deliberation", act.pk)
    assert queries.latest(subject_kind="deliberation", subject_id=act.pk) == document
    assert queries.latest(subject_kind="deliberation", subject_id=act.pk, kind=kinds.DELIBERATION) is None
    line = Entry.objects.get(verb="produce_document")
    assert (line.subject_kind, line.subject_id) == ("deliberation", str(act.pk))


def test_a_document_can_be_made_again_and_is_the_same(act: Deliberation, anne: Person) -> None:
    first = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    assert papers.produce_again(first.pk).outcome == rules.IDENTICAL
    second = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    assert (first.pk, first.pdf_sha256, first.odt_sha256) == (second.pk - 1, second.pdf_sha256, second.odt_sha256)


def test_a_document_stays_what_it_was_when_its_act_changes(scheme: Scheme, anne: Person) -> None:
    drafted = acts.draft_deliberation(
        by=anne.actor, authority_id=scheme.authority_id, title="Avant", report="Le rapport.", decision="Décide."
    )
    document = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=drafted.pk)
    acts.revise_deliberation(
        by=anne.actor,
        deliberation_id=drafted.pk,
        title="Après",
        report="Autre.",
        decision="Décide.",
        number="",
        legal_references=(),
    )
    assert papers.produce_again(document.pk).outcome == rules.IDENTICAL
    assert "Avant" in printed(document)
    later = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=drafted.pk)
    assert later.pdf_sha256 != document.pdf_sha256
    assert "Projet" in printed(later)


def test_another_engine_and_lost_data_are_told(
    act: Deliberation, anne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    monkeypatch.setattr(typesetting, "engine", lambda: "typst 9, polices 00000000")
    monkeypatch.setattr(looks, "typeset", lambda *_: b"%PDF other")
    assert papers.produce_again(document.pk).outcome == rules.ENGINE_DIFFERS
    monkeypatch.undo()
    source, lost = document.template_sha256, files.read

    def read(sha256: str) -> bytes:
        if sha256 == source:
            raise files.DocumentLost()
        return lost(sha256)

    monkeypatch.setattr(files, "read", read)
    again = papers.produce_again(document.pk)
    assert (again.outcome, again.engine) == (rules.DATA_LOST, document.engine)


def test_a_produced_document_never_changes(act: Deliberation, anne: Person) -> None:
    document = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    for statement in ("UPDATE documents_produceddocument SET title = 'x'", "DELETE FROM documents_produceddocument"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert queries.document(document.pk).title == act.title


def test_lost_files_and_other_data_are_found_by_the_verification(
    act: Deliberation, anne: Person, scheme: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    assert list(verified._faults_of(scheme.slug, document)) == []
    monkeypatch.setattr(files, "_path", lambda _: Path("nowhere"))
    document.data["title"] = "Autre"
    assert [fault.check for fault in verified._faults_of(scheme.slug, document)] == [
        "produced_files_are_whole",
        "produced_data_match_their_fingerprint",
    ]


def test_who_has_no_right_produces_nothing(act: Deliberation, dado: Person) -> None:
    with pytest.raises(NotYourRole):
        papers.produce(by=dado.actor, kind=kinds.DELIBERATION, subject_id=act.pk)


def test_without_a_text_there_is_nothing_to_print(scheme: Scheme, anne: Person) -> None:
    drafted = acts.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="Vide")
    for kind in (kinds.REPORT, kinds.DELIBERATION):
        with pytest.raises(errors.NothingToPrint):
            papers.produce(by=anne.actor, kind=kind, subject_id=drafted.pk)
    assert ProducedDocument.objects.count() == 0


def test_a_character_without_a_font_is_refused_with_its_place(scheme: Scheme, anne: Person) -> None:
    drafted = acts.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="T", report="Un 漢字.")
    with pytest.raises(errors.CharacterNotPrintable) as refused:
        papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=drafted.pk)
    assert refused.value.facts == {"character": "漢", "place": "Exposé"}


def test_an_amendment_says_what_it_replaces_and_that_the_rest_stays(amendment: Amendment, anne: Person) -> None:
    text = printed(papers.produce(by=anne.actor, kind=kinds.AMENDMENT, subject_id=amendment.pk))
    for said in (
        "Avenant n° 1 à la convention n° 2021-ANCT-62",
        "L'article 2 « Durée » est remplacé par les stipulations suivantes :",
        "L'action finit le 31 décembre 2023.",
        "demeurent inchangées",
        "Projet",
        "Fait en deux originaux",
    ):
        assert said in text


def test_an_amendment_tells_what_it_adds_and_repeals(amendment: Amendment, anne: Person) -> None:
    by, key = anne.actor, amendment.pk
    grants.amend_article(by=by, amendment_id=key, article_number="6 bis", title="Ajout", text="Texte ajouté.")
    grants.repeal_article(by=by, amendment_id=key, article_number="6")
    grants.amend_annex(by=by, amendment_id=key, annex_number="1", title="Calendrier", text="2022 : 20 000 pass.")
    text = printed(papers.produce(by=by, kind=kinds.AMENDMENT, subject_id=key))
    for said in (
        "Il est ajouté un article 6 bis ainsi rédigé : Article 6 bis — Ajout Texte ajouté.",
        "L'article 6 « Obligations » est abrogé.",
        "Il est ajouté une annexe 1 : Annexe 1 — Calendrier 2022 : 20 000 pass.",
        "Article 6 — Prise d'effet",
    ):
        assert said in text


def test_a_signed_amendment_is_worked_into_the_consolidated_text(convention: Convention, anne: Person) -> None:
    make_amendment(anne.actor, convention, signed_on=date(2023, 6, 20))
    document = papers.produce(by=anne.actor, kind=kinds.CONSOLIDATED, subject_id=convention.pk, on=date(2023, 7, 1))
    text = printed(document).replace("\u00a0", " ")
    for said in (
        "Avec l'avenant n° 1",
        "Modifié par l'avenant n° 1, en vigueur depuis le 20 juin 2023.",
        "L'action finit le 31 décembre 2023.",
        "Fin de l'action 31 décembre 2023 2 Avenant n° 1",
    ):
        assert said in text


def test_a_consolidated_convention_is_that_of_a_day(convention: Convention, anne: Person) -> None:
    with pytest.raises(errors.DateNeeded):
        papers.produce(by=anne.actor, kind=kinds.CONSOLIDATED, subject_id=convention.pk)
    document = papers.produce(by=anne.actor, kind=kinds.CONSOLIDATED, subject_id=convention.pk, on=date(2022, 1, 31))
    text = printed(document)
    assert document.as_of == date(2022, 1, 31)
    for said in ("consolidé au 31 janvier 2022", "Aucun avenant", "550 000,00 €", "50 %", "Ne remplace pas".lower()):
        assert said in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_letter_is_kept_with_its_address(convention: Convention, anne: Person) -> None:
    letter = papers.LetterText(
        to=("Agence d'essai", "75000 Paris"), subject="Rapport d'étape", text="Madame,\n\nVoici.", on=date(2022, 2, 1)
    )
    document = papers.produce_letter(by=anne.actor, convention_id=convention.pk, letter=letter)
    assert "75000 Paris" in printed(document)
    assert (document.kind, document.title) == (kinds.LETTER, "Rapport d'étape")


def test_the_minutes_say_who_came_and_what_was_decided(convention: Convention, anne: Person) -> None:
    meeting = obligations.hold_meeting(
        by=anne.actor,
        convention_id=convention.pk,
        held_on=date(2022, 3, 8),
        invited=[Invited("Camille Exemple", "Agence"), Invited("Dominique Exemple", presence="excused")],
        place="Arras",
        decisions="- Relancer les lieux.",
    )
    document = papers.produce(by=anne.actor, kind=kinds.MINUTES, subject_id=meeting.pk)
    text = printed(document)
    for said in ("Comité technique du 8 mars 2022", "Camille Exemple", "Excusé", "Relancer les lieux."):
        assert said in text.replace("\u00a0", " ")
    assert (document.subject_kind, document.subject_id) == ("committee_meeting", meeting.pk)


# --- templates

OWN = looks.own_source(kinds.REPORT)


def replace(anne: Person, source: str, kind: str = kinds.REPORT) -> object:
    """Propose a template as Anne."""
    return papers.replace_template(
        by=anne.actor, authority_id=anne.actor.organisation_id, kind=kind, content=source.encode()
    )


def test_a_template_is_used_from_the_next_document_on(act: Deliberation, anne: Person) -> None:
    before = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    replace(anne, OWN.replace("size: 10.5pt", "size: 13pt"))
    after = papers.produce(by=anne.actor, kind=kinds.REPORT, subject_id=act.pk)
    assert (before.template, before.data_sha256) == (None, after.data_sha256)
    assert after.template is not None
    assert after.pdf_sha256 != before.pdf_sha256
    assert papers.produce_again(before.pk).outcome == papers.produce_again(after.pk).outcome == rules.IDENTICAL
    other = papers.produce(by=anne.actor, kind=kinds.DELIBERATION, subject_id=act.pk)
    assert other.template is None


def test_a_broken_template_is_refused_with_the_line_and_nothing_changes(anne: Person) -> None:
    with pytest.raises(errors.TemplateBroken) as refused:
        replace(anne, OWN.replace("#body(paper)", "#boody(paper)"))
    line = OWN.splitlines().index("#body(paper)") + 1
    assert refused.value.facts == {"line": line, "message": "unknown variable: boody"}
    with pytest.raises(errors.TemplateNotAccessible):
        replace(anne, "Bonjour\n")
    with pytest.raises(errors.TemplateWithoutText):
        replace(anne, OWN.replace("#body(paper)", ""))
    assert queries.current_templates(anne.actor.organisation_id or 0) == {}


def test_every_version_is_kept_and_the_own_one_comes_back(anne: Person, dado: Person) -> None:
    authority_id = anne.actor.organisation_id or 0
    replace(anne, OWN.replace("10.5pt", "11pt"))
    replace(anne, OWN.replace("10.5pt", "12pt"))
    with pytest.raises(errors.TemplateUnchanged):
        replace(anne, OWN.replace("10.5pt", "12pt"))
    operations.withdraw_template(by=anne.actor, authority_id=authority_id, kind=kinds.REPORT)
    assert [one.replaced_at is None for one in queries.templates(authority_id, kinds.REPORT)] == [False, False]
    assert looks.used(authority_id, kinds.REPORT).source == OWN
    with pytest.raises(errors.TemplateIsTheProgramsOwn):
        operations.withdraw_template(by=anne.actor, authority_id=authority_id, kind=kinds.REPORT)
    with pytest.raises(NotYourRole):
        replace(dado, OWN)
