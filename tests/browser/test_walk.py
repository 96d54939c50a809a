import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from quitus.domain.distribution.models import Handout
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.codes import code_of
from quitus.usecases import verify
from quitus.usecases.example import facts
from tests.browser.visitor import Visitor
from tests.factories.transmissions import PDF

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader"]),
]


@pytest.fixture
def visitor(own_example_site: str, browser: Browser, page: Page) -> Visitor:
    """Somebody who tries the example of this test alone."""
    return Visitor(browser, own_example_site, settings.SECRETS["example_password"], page)


def test_the_chain_is_walked_with_all_ten_sign_ins(visitor: Visitor, example: Scheme) -> None:
    order_and_deliver(visitor)
    hand_out(visitor)
    use_pass(visitor, example)
    pay(visitor)
    tell_the_funder(visitor)
    account_for_spending(visitor)
    vote_and_sign(visitor)
    read_the_trail(visitor)
    assert list(verify.run()) == []


def order_and_deliver(visitor: Visitor) -> None:
    """The accountant visas, the manager approves the proof, the operator produces, the finance officer activates."""
    with visitor.as_(roles.ACCOUNTANT):
        visitor.follow("Viser la commande")
        visitor.do("Viser la commande")
    with visitor.as_(roles.MANAGER):
        visitor.follow("Relire l'épreuve")
        visitor.follow("Approuver l'épreuve")
        visitor.do("Donner le bon à tirer")
    with visitor.as_(roles.OPERATOR):
        visitor.follow("Produire les pass")
        visitor.do("Produire les pass")
    with visitor.as_(roles.FINANCE):
        visitor.follow("Activer la commande")
        visitor.do("Activer les", mandat_number="2023-07777")
        visitor.reads("2023-07777")


def hand_out(visitor: Visitor) -> None:
    """The safe and the point receive what was sent; a person is referred, and one receives a booklet."""
    with visitor.as_(roles.IMPREST_HOLDER) as page:
        visitor.follow("Confirmer la réception de 200 pass")
        visitor.do("Confirmer la réception")
        visitor.enter("Accueil")
        visitor.follow("Approvisionner un point")
        page.select_option("select[name=point_id]", label="Maison des solidarités d'Arras (exemple)")
        visitor.do("Transférer ces pass", booklets="1")
    with visitor.as_(roles.PRESCRIBER) as page:
        visitor.follow("Orienter une personne")
        page.check("input[name=publics][value=rsa]")
        page.check("input[name=far_evidence][value=interview]")
        page.select_option("select[name=age_band]", "40_59")
        page.select_option("select[name=point_id]", label="Maison des solidarités d'Arras (exemple)")
        visitor.do("Établir la fiche", first_name="Rose", last_name="Bruyère", commune="Arras")
    with visitor.as_(roles.HANDOUT_AGENT) as page:
        for count in (10, 20):
            visitor.enter("Accueil")
            visitor.follow(f"Confirmer la réception de {count} pass")
            visitor.do("Confirmer la réception")
        visitor.enter("Fiches en attente")
        expect(page.get_by_role("link", name="F2023-")).to_have_count(4)
        visitor.follow("F2023-")
        visitor.do("Remettre")


def use_pass(visitor: Visitor, example: Scheme) -> None:
    """The mediator types a code, undoes it, types it again; twice is refused; April is asked for."""
    with within_scheme(example):
        last = Handout.objects.order_by("pk").last()
        assert last is not None
        code = code_of(last.first)
    with visitor.as_(roles.MEDIATOR) as page:
        for _ in range(2):
            page.check("input[name=service_code][value=outils]")
            visitor.do("Encaisser", codes=code)
            visitor.reads("Encaissé")
            page.get_by_role("button", name="Annuler").first.click()
            page.wait_for_load_state()
        page.check("input[name=service_code][value=outils]")
        visitor.do("Encaisser", codes=code)
        page.check("input[name=service_code][value=outils]")
        visitor.do("Encaisser", codes=code)
        visitor.reads("déjà")
        visitor.follow("Demander le remboursement")
        visitor.do("Demander")


def pay(visitor: Visitor) -> None:
    """Service fait is certified, and the operator pays what was ordered."""
    with visitor.as_(roles.FINANCE):
        visitor.follow("Certifier le service fait")
        visitor.follow("2023-04/")
        visitor.follow("Certifier le service fait")
        visitor.do("Certifier le service fait")
        visitor.reads("Service fait certifié")
    with visitor.as_(roles.OPERATOR):
        visitor.follow("Payer les structures")
        visitor.follow("Enregistrer le paiement")
        visitor.do("Enregistrer le paiement")
        visitor.reads("Payé")


def tell_the_funder(visitor: Visitor) -> None:
    """ANCT accepts the quarterly report."""
    with visitor.as_(roles.FUNDER):
        visitor.follow("Accepter ou renvoyer")
        visitor.follow("Accepter")
        visitor.do("Accepter")


def account_for_spending(visitor: Visitor) -> None:
    """A statement is drawn up, signed, attested by the accountant, transmitted: ANCT has it."""
    with visitor.as_(roles.MANAGER):
        visitor.enter("Rapports")
        visitor.follow("États des dépenses")
        visitor.follow("Préparer un état")
        visitor.do("Préparer l'état")
    with visitor.as_(roles.FINANCE):
        visitor.follow("Signer l'état des dépenses")
        visitor.follow("Signer l'état")
        visitor.do("Signer l'état")
    with visitor.as_(roles.ACCOUNTANT):
        visitor.follow("Attester l'état des dépenses")
        visitor.follow("Attester l'état")
        visitor.do("Attester l'état")
    with visitor.as_(roles.MANAGER):
        visitor.follow("Transmettre l'état des dépenses attesté")
        visitor.follow("Transmettre au financeur")
        visitor.do("Transmettre au financeur")
    with visitor.as_(roles.FUNDER):
        visitor.follow("État des dépenses attesté reçu : 12 mai 2023")
        visitor.reads("Transmis au financeur")


def vote_and_sign(visitor: Visitor) -> None:
    """The date moves to the vote, then to the day the act is executory; both parties sign."""
    with visitor.as_(roles.MANAGER) as page:
        move_to(visitor, "15 mai 2023")
        visitor.enter("Accueil")
        visitor.follow("Enregistrer le vote")
        vote, there = facts.EXTENSION_VOTE, facts.EXTENSION_ATTENDANCE
        visitor.do(
            "Enregistrer le vote",
            votes_for=str(vote.votes_for),
            votes_against=str(vote.votes_against),
            votes_abstention=str(vote.votes_abstention),
            present_count=str(there.present_count),
            excused_count=str(there.excused_count),
            non_voting_count=str(there.non_voting_count),
            excused_non_voting_count=str(there.excused_non_voting_count),
        )
        visitor.reads("Adoptée")
        visitor.enter("Convention")
        visitor.follow("Suivre l'avenant")
        visitor.reads("Suivre la délibération")  # nothing is offered to sign before it is executory
        move_to(visitor, "Avancer la date", to="05/06/2023")
        visitor.enter("Accueil")
        visitor.follow("Transmettre la délibération")
        page.locator("main a.back").click()
        visitor.follow("Enregistrer la transmission")
        visitor.do("Enregistrer la transmission", on="05/06/2023")
        visitor.enter("Accueil")
        visitor.follow("Publier la délibération")
        file = {"name": "2023-204.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.locator("input[name=pdf]").set_input_files(file)
        visitor.do("Publier l'acte", author_name="Élise Exemple", author_quality="Présidente")
        visitor.enter("Accueil")
        visitor.follow("Faire signer l'avenant")
        visitor.follow("Enregistrer la signature de la collectivité")
        visitor.do("Enregistrer la signature", on="05/06/2023")
    with visitor.as_(roles.FUNDER):
        visitor.follow("Signer l'avenant n° 1")
        visitor.follow("Signer pour le financeur")
        visitor.do("Signer pour le financeur", on="05/06/2023")
    with visitor.as_(roles.MANAGER):
        visitor.enter("Convention")
        visitor.follow("N° 1")
        visitor.reads("En vigueur")
        visitor.enter("Convention")
        visitor.follow("Obligations")
        visitor.reads("1er juillet 2024")


def move_to(visitor: Visitor, button: str, **typed: str) -> None:
    """The banner leads to the page where the date moves, to an event or to a day that is typed."""
    visitor.page.get_by_role("link", name="Avancer la date").click()
    visitor.do(button, **typed)


def read_the_trail(visitor: Visitor) -> None:
    """The administrator sees who did all that, and gives one of them another role."""
    with visitor.as_(roles.ADMINISTRATOR):
        visitor.enter("Journal")
        visitor.reads("Signé par le financeur")
        visitor.enter("Personnes")
        visitor.follow("Émile Exemple")
        visitor.follow("Donner un rôle")
        visitor.page.select_option("select[name=role]", roles.PRESCRIBER)
        visitor.do("Donner")
        visitor.reads("Prescripteur")
