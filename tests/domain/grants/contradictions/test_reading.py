"""Statements proposed from texts: those of the example programme, and texts written otherwise."""

from datetime import date

import pytest

from quitus.domain.grants.contradictions import kinds
from quitus.domain.grants.contradictions.duties import bare
from quitus.domain.grants.contradictions.frame import Value
from quitus.domain.grants.contradictions.reading import propose
from quitus.usecases.example import facts
from quitus.usecases.example.chapters import statements as example


def told(kind: str, values: dict[str, Value]) -> tuple[str, str]:
    """A statement as compared: a name without its article."""
    stated = values | {"name": bare(str(values["name"]))} if kind == "name" else values
    return kind, repr(sorted(stated.items()))


def test_what_the_example_states_is_proposed_from_its_own_texts() -> None:
    texts = [article.text for article in facts.AMENDED_ARTICLES] + facts.EXTENSION_REPORT.split("\n\n")
    proposed = {told(one.kind, dict(one.values)) for text in texts for one in propose(text)}
    expected = {told(kind, values) for kind, _, _, values in example.AMENDED}
    expected |= {told(kind, values) for kind, _, _, values in example.REPORTED}
    # « titulaire » is named in the heading of the amendment, which no article holds.
    assert expected - proposed == {told("name", {"party": kinds.HOLDER, "name": "titulaire"})}
    assert proposed - expected == set()


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        (
            "La convention est conclue pour une durée de vingt-quatre mois à compter de sa signature.",
            "duration",
            {"months": 24, "since": "signature"},
        ),
        ("Le délai est prorogé de six mois.", "extension", {"months": 6}),
        (
            "Le bilan est remis dans un délai de 3 mois après la fin de la convention, soit le 31 mars 2026.",
            "deadline",
            {"months": 3, "after": "convention_end", "on": date(2026, 3, 31)},
        ),
        ("Le coût total du projet est de 120 000,00 €.", "total", {"cents": 120_000_00}),
        ("L'État participe à hauteur de 62,5 % des dépenses.", "share", {"per_mille": 625}),
        ("Les dépenses d'ingénierie sont éligibles, au plus 7 % du total.", "cap", {"per_mille": 70}),
        ("Le projet doit déployer 12 500 chèques.", "target", {"count": 12_500}),
    ],
)
def test_other_words_are_read_too(text: str, kind: str, values: dict[str, Value]) -> None:
    assert (kind, values) in [(one.kind, dict(one.values)) for one in propose(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Le comité se réunit une fois par mois.",
        "Les bénéficiaires ont plus de 18 ans.",
        "TVA au taux de 20 %.",
        "La facture s'élève à 1 200 €.",
    ],
)
def test_what_states_nothing_is_not_proposed(text: str) -> None:
    assert propose(text) == []


def test_every_proposal_can_be_kept() -> None:
    for article in facts.AMENDED_ARTICLES:
        for one in propose(article.text):
            assert kinds.read(one.kind, kinds.check(one.kind, one.values)) == dict(one.values)
            assert one.quote.strip() == one.quote != ""
