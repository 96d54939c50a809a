"""What the room decides without a database."""

import pytest

from quitus.connectors.papers import Fault, FaultKind, Heading, Paragraph
from quitus.domain.documents import errors, kinds, policies, rules
from quitus.domain.organisations import roles
from tests.factories.papers import make_paper


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("title_missing", errors.TitleMissing),
        ("language_missing", errors.LanguageMissing),
        ("alternative_missing", errors.AlternativeMissing),
        ("heading_skipped", errors.HeadingSkipped),
        ("text_missing", errors.TextMissing),
        ("table_uneven", errors.TableUneven),
    ],
)
def test_every_fault_has_its_refusal_and_names_its_place(kind: FaultKind, refusal: type[Exception]) -> None:
    refused = rules.refusal_for(Fault(kind, "Article 2"))
    assert isinstance(refused, refusal)
    assert "Article 2" in str(refused)


def test_the_place_of_a_character_is_the_title_above_it() -> None:
    paper = make_paper(Heading(1, "Visas"), Paragraph("Vu"), Heading(1, "Article 7"), Paragraph("Un 漢 mot"))
    assert rules.place_of(paper, "漢") == "Article 7"
    assert rules.place_of(make_paper(title="漢"), "漢") == "漢"


def test_a_template_is_a_text_of_a_page() -> None:
    assert rules.clean_source("\ufeff#let é = 1\r\n#é\r".encode()) == "#let é = 1\n#é\n"
    for content in (b"", b" \n", b"\xff\xfe\x00", b"a\x00b", b"%PDF-1.7\n\xe2\xe3"):
        with pytest.raises(errors.TemplateNotText):
            rules.clean_source(content)
    with pytest.raises(errors.TemplateTooLarge):
        rules.clean_source(b"x" * (rules.TEMPLATE_BYTES_MAX + 1))


def test_a_template_prints_all_that_the_paper_says() -> None:
    paper = make_paper(Paragraph("Le texte qui\ncompte."), mark="Projet")
    head = "DÉPARTEMENT d'essai 1 place du Marché Délibération n° 2023-000 Délibération d'essai Projet"
    rules.refuse_silent(f"{head}\nLe texte\nqui comp\nte.", paper)
    with pytest.raises(errors.TemplateWithoutText) as refused:
        rules.refuse_silent(head, paper)
    assert "Le texte qui" in str(refused.value)


def test_producing_again_tells_the_engine_from_the_rest() -> None:
    assert rules.outcome(same_bytes=True, same_engine=False) == rules.IDENTICAL
    assert rules.outcome(same_bytes=False, same_engine=False) == rules.ENGINE_DIFFERS
    assert rules.outcome(same_bytes=False, same_engine=True) == rules.DIFFERENT


def test_the_assembly_s_service_produces_acts_alone() -> None:
    may = {kind for kind in kinds.KINDS if policies.may_produce_document(roles.ASSEMBLY, kind)}
    assert may == {kinds.REPORT, kinds.DELIBERATION}
    assert all(policies.may_produce_document(roles.MANAGER, kind) for kind in kinds.KINDS)
    assert not policies.may_produce_document(roles.FUNDER, kinds.CONVENTION)
    assert not policies.may_replace_template(roles.ASSEMBLY)


def test_every_kind_has_a_label_and_a_subject() -> None:
    assert set(kinds.LABELS) == set(kinds.SUBJECTS) == set(kinds.KINDS)
    assert kinds.about("deliberation") == [kinds.REPORT, kinds.DELIBERATION]
    assert kinds.about("convention") == [kinds.CONVENTION, kinds.CONSOLIDATED]
