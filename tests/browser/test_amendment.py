"""The way of an amendment by clicks: simulated, drafted, voted, transmitted, published, signed; obligations move."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from quitus.domain.grants import queries as grants
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations.rules import Rule
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from tests.browser.visitor import Visitor
from tests.factories.people import PASSWORD, make_person
from tests.factories.schemes import make_scheme
from tests.factories.texts import make_convention
from tests.factories.transmissions import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = date(2023, 4, 3)
TODAY_TYPED = "03/04/2023"
ANNE, FATOU = "anne.lefevre@exemple.fr", "fatou.diallo@exemple.fr"


@pytest.fixture
def scheme(transactional_db: None) -> Scheme:
    """A convention in force on 3 April 2023: a report owed six months after the action, a committee each month."""
    made = make_scheme(example_lives_on=TODAY)
    with within_scheme(made):
        by = make_person(made, "Anne Lefèvre", roles.MANAGER).actor
        make_person(made, "Fatou Diallo", roles.FUNDER, made.funder)
        convention = make_convention(by, made)
        told = {"by": by, "convention_id": convention.pk, "article_number": "6"}
        after = Rule(rule="after_event", event="action_ends_on", months=6, carries_over=True)
        monthly = Rule(rule="periodic", every="month", since="action_starts_on", until="action_ends_on")
        obligations.write_duty(code="bilan", label="Bilan final", kind="report", timing=after, **told)
        obligations.write_duty(code="comite", label="Comité technique", kind="committee", timing=monthly, **told)
        obligations.follow(by=by, convention_id=convention.pk)
    return made


@pytest.fixture
def visitor(live: str, scheme: Scheme, browser: Browser, page: Page) -> Visitor:
    """Somebody who visits this test's scheme."""
    return Visitor(browser, live, PASSWORD, page)


def test_an_amendment_is_simulated_drafted_voted_and_signed_and_obligations_move(
    visitor: Visitor, scheme: Scheme
) -> None:
    with visitor.signed_in(ANNE):
        simulate(visitor)
        draft(visitor)
        vote(visitor)
        carry_out(visitor)
        visitor.enter("Accueil")
        visitor.follow("Faire signer l'avenant")
        visitor.follow("Enregistrer la signature de la collectivité")
        visitor.do("Enregistrer la signature", on=TODAY_TYPED)
    with visitor.signed_in(FATOU):
        visitor.follow("Signer l'avenant n° 1")
        visitor.follow("Signer pour le financeur")
        visitor.do("Signer pour le financeur", on=TODAY_TYPED)
        visitor.reads("En vigueur")
    with visitor.signed_in(ANNE):
        see_what_moved(visitor)
    with within_scheme(scheme):
        assert grants.terms_at(scheme.pk, TODAY).action_ends_on == date(2023, 12, 30)


def simulate(visitor: Visitor) -> None:
    """Five months more: what moves is told before anything is saved."""
    visitor.enter("Convention")
    visitor.follow("Simuler un avenant")
    visitor.do("Simuler", mois="5")
    visitor.reads("30 décembre 2023")
    visitor.reads("Comité technique, décembre 2023")
    visitor.reads("1er juillet 2024")  # 30 June 2024 is a Sunday
    assert "mois=5" in visitor.page.url


def draft(visitor: Visitor) -> None:
    """One button drafts amendment, report and deliberation; the article that is marked is completed."""
    visitor.follow("Préparer l'avenant")
    visitor.do("Préparer l'avenant")
    visitor.reads("prolongation de 5 mois")
    visitor.page.locator("main table").first.get_by_role("link", name="2").first.click()
    visitor.do("Enregistrer la rédaction", text="L'action finit le 30 décembre 2023.")


def vote(visitor: Visitor) -> None:
    """The deliberation is put on the agenda of the day, and adopted."""
    visitor.enter("Accueil")
    visitor.follow("Inscrire la délibération à une réunion")
    visitor.follow("Inscrire à une réunion")
    visitor.do("Inscrire à l'ordre du jour", held_on=TODAY_TYPED)
    visitor.enter("Accueil")
    visitor.follow("Enregistrer le vote")
    visitor.do(
        "Enregistrer le vote",
        number="2023-50",
        votes_for="43",
        votes_against="0",
        present_count="37",
        excused_count="6",
    )
    visitor.reads("Adoptée")


def carry_out(visitor: Visitor) -> None:
    """Transmitted by the operator and put online the same day: executory."""
    visitor.enter("Accueil")
    visitor.follow("Transmettre la délibération")
    visitor.page.locator("main a.back").click()
    visitor.follow("Enregistrer la transmission")
    visitor.do("Enregistrer la transmission", on=TODAY_TYPED)
    visitor.enter("Accueil")
    visitor.follow("Publier la délibération")
    file = {"name": "2023-50.pdf", "mimeType": "application/pdf", "buffer": PDF}
    visitor.page.locator("input[name=pdf]").set_input_files(file)
    visitor.do("Publier l'acte", author_name="Élise Exemple", author_quality="Présidente")
    visitor.reads("Exécutoire")


def see_what_moved(visitor: Visitor) -> None:
    """The amendment is in force, and what is owed has followed."""
    visitor.enter("Convention")
    visitor.follow("N° 1")
    visitor.reads("En vigueur")
    visitor.enter("Convention")
    visitor.follow("Obligations")
    visitor.reads("1er juillet 2024")
    visitor.reads("Comité technique, décembre 2023")
