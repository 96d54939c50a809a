"""The acts of a régie as documents: what they say before they are signed, and after."""

from datetime import date

import pytest

from quitus.connectors import typesetting
from quitus.domain.distribution import operations, queries
from quitus.domain.documents import kinds
from quitus.domain.documents.models import ProducedDocument
from quitus.usecases import papers
from quitus.usecases.papers import making
from tests.factories.passes import Team
from tests.factories.stock import appoint, make_imprest, make_terms

pytestmark = pytest.mark.django_db


def printed(document: ProducedDocument) -> str:
    """What the PDF says, its spaces as one."""
    _, content = papers.download(document.pk, making.PDF)
    return " ".join(typesetting.printed_text(content).replace("\u202f", " ").split())


def test_the_acts_of_a_regie_say_what_they_decide(team: Team) -> None:
    imprest = make_imprest(team, purpose="Distribuer les pass à Arras")
    appoint(team, imprest, team.holder.user.pk, "holder")
    amendment = operations.propose_imprest_amendment(
        by=team.anne.actor, imprest_id=imprest.pk, terms=make_terms(80_000_00), reason="Plus de points"
    )
    (named,) = queries.appointments(imprest_id=imprest.pk)
    for kind, subject_id, expected in (
        (kinds.REGIE_ACT, imprest.pk, ("2021-R-12", "Distribuer les pass à Arras", "60 000,00 €", "6 septembre 2021")),
        (kinds.REGIE_AMENDMENT, amendment.pk, ("Projet", "Plus de points", "80 000,00 €")),
        (kinds.APPOINTMENT, named.pk, (team.holder.user.full_name, "régisseur titulaire", "15 septembre 2021")),
    ):
        text = printed(papers.produce(by=team.anne.actor, kind=kind, subject_id=subject_id))
        assert [said for said in expected if said not in text] == []


def test_who_succeeds_is_told_of_the_handover(team: Team) -> None:
    imprest = make_imprest(team)
    appoint(team, imprest, team.holder.user.pk, "holder", ends_on=date(2021, 12, 31))
    appoint(team, imprest, team.dado.user.pk, "holder", starts_on=date(2022, 1, 1))
    named = queries.appointments(imprest_id=imprest.pk).get(user=team.dado.user)
    text = printed(papers.produce(by=team.anne.actor, kind=kinds.APPOINTMENT, subject_id=named.pk))
    assert f"succède à {team.holder.user.full_name}" in text
