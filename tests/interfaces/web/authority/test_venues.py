from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.organisations.models import Organisation
from quitus.domain.redemption import rules
from quitus.domain.venues import queries
from quitus.kernel import clock
from quitus.usecases.redeem import undo_redemption
from tests.factories.people import Person
from tests.factories.reception import IBAN, TODAY, Reception, make_file_complete, make_venue
from tests.factories.schemes import make_organisation


def at(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


@pytest.fixture
def browse(client: Client, reception: Reception) -> Client:
    """Anne's browser."""
    client.force_login(reception.team.anne.user)
    return client


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("rib.pdf", b"%PDF-1.7 relev\xc3\xa9", "application/pdf")


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("&#x27;", "'")


def test_structures_are_seen_by_the_authority_and_decided_by_the_manager(
    client: Client, reception: Reception, zoe: Person
) -> None:
    reading = [at("venues"), at("corrections"), at("structure", reception.structure.pk)]
    deciding = [at(f"structure_{name}", reception.structure.pk) for name in ("apply", "check", "qualify", "suspend")]
    deciding += [at("new_structure"), at("new_venue", reception.structure.pk)]
    deciding += [at(f"venue_{name}", reception.structure.pk, reception.venue.pk) for name in ("services", "staff")]
    client.force_login(reception.team.finance.user)
    assert {client.get(address).status_code for address in reading} == {200}
    assert {client.get(address).status_code for address in deciding} == {403}
    for person in (reception.lina, zoe):
        client.force_login(person.user)
        assert {client.get(address).status_code for address in reading + deciding} == {404}


def test_the_list_costs_the_same_whatever_its_length(browse: Client, reception: Reception) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browse.get(at("venues")).status_code == 200
        return len(caught)

    few = cost()
    for name in ("Médiathèque", "CCAS", "Cyberbase"):
        one = make_organisation(name)
        make_venue(reception.team, one, name)
        make_file_complete(reception.team, one)
    assert cost() == few
    assert "Cyberbase" in text(browse, at("venues") + "?etat=checked")
    assert "Association du Moulin" not in text(browse, at("venues") + "?etat=checked")


def test_a_structure_is_registered_then_qualified_page_by_page(browse: Client, reception: Reception) -> None:
    known = {"name": "CCAS de Lens", "siret": "", "address_line_1": "", "postcode": "62300", "commune": "Lens"}
    wrong = browse.post(at("new_structure"), known | {"siret": "12345678901234"})
    assert "n&#x27;est pas un numéro SIRET" in wrong.content.decode()
    first = browse.post(at("new_structure"), known)
    one = Organisation.objects.get(name="CCAS de Lens")
    assert first.url == at("new_venue", one.pk)
    place = {"name": "Accueil", "postcode": "62300", "commune": "Lens"}
    second = browse.post(at("new_venue", one.pk), place)
    (venue,) = queries.venues_of_structure(one.pk)
    assert second.url == at("venue_services", one.pk, venue.pk)
    assert "a déjà un lieu nommé" in browse.post(at("new_venue", one.pk), place).content.decode()
    assert browse.get(second.url).status_code == 200
    browse.post(second.url, {"service_codes": ["demarches", "outils"]})
    browse.post(at("structure_apply", one.pk), {"applied_on": "12/05/2023"})
    assert (
        "a déjà un dossier" in browse.post(at("structure_apply", one.pk), {"applied_on": "12/05/2023"}).content.decode()
    )
    browse.post(at("structure_check", one.pk), {"checked_on": "12/05/2023", "siret_checked": "on"})
    lacking = browse.post(at("structure_qualify", one.pk), {"effective_on": "12/05/2023"}).content.decode()
    assert "il manque : charte signée, coordonnées bancaires vérifiées, accueil et accessibilité décrits." in lacking
    assert "Il manque" in text(browse, at("structure", one.pk))
    browse.post(
        at("structure_check", one.pk),
        {
            "checked_on": "12/05/2023",
            "siret_checked": "on",
            "charter_signed_on": "11/05/2023",
            "reception": "Plain-pied.",
        },
    )
    browse.post(at("structure_bank", one.pk), {"iban": IBAN, "holder_name": "CCAS", "proof": proof()})
    details = queries.bank_details(one.pk)
    assert details is not None
    verify = {"details_id": details.pk, "verified_on": "12/05/2023"}
    same = browse.post(at("verify_bank", one.pk), verify)
    assert "une autre personne doit les vérifier" in same.content.decode()
    browse.force_login(reception.team.finance.user)
    assert "Vérifier un compte bancaire" in text(browse, at("home"))
    assert "FR76 3000 6000" in text(browse, at("verify_bank", one.pk))
    assert browse.post(at("verify_bank", one.pk), verify).status_code == 302
    browse.force_login(reception.team.anne.user)
    assert "Qualifier les structures" in text(browse, at("home"))
    assert browse.post(at("structure_qualify", one.pk), {"effective_on": "12/05/2023"}).status_code == 302
    assert queries.qualified_on(one.pk, TODAY.date())


def test_a_suspension_is_refused_in_words_then_taken_then_lifted(browse: Client, reception: Reception) -> None:
    address = at("structure_suspend", reception.structure.pk)
    assert "peut être levée" in text(browse, address)
    soon = browse.post(address, {"effective_on": "12/05/2023", "reason": "Contrôle."}).content.decode()
    assert "prend effet au plus tôt le 13 mai 2023" in soon
    assert browse.post(address, {"effective_on": "13/05/2023", "reason": "Contrôle."}).status_code == 302
    lifted = at("structure_reinstate", reception.structure.pk)
    assert browse.post(lifted, {"effective_on": "15/05/2023", "reason": "Tout est en ordre."}).status_code == 302
    assert queries.qualified_on(reception.structure.pk, TODAY.date() + timedelta(days=3))
    removed = at("structure_remove", reception.structure.pk)
    assert browse.post(removed, {"effective_on": "16/05/2023", "reason": "Fermeture."}).status_code == 302
    assert "Retirée" in text(browse, at("structure", reception.structure.pk))


def test_a_person_is_added_to_a_venue(browse: Client, reception: Reception) -> None:
    bus = make_venue(reception.team, reception.structure, "Bus numérique")
    address = at("venue_staff", reception.structure.pk, bus.pk)
    assert "Lina Caron" in text(browse, address)
    told = {"user_id": reception.lina.user.pk, "starts_on": "12/05/2023"}
    assert browse.post(address, told).status_code == 302
    assert "encaisse déjà des pass dans ce lieu" in browse.post(address, told).content.decode()
    assert browse.get(at("venue_staff", reception.structure.pk, 0)).status_code == 404


def test_the_authority_reads_why_a_venue_corrected(browse: Client, reception: Reception) -> None:
    reception.take(1)
    with clock.at(TODAY + timedelta(hours=1)):
        undo_redemption(
            by=reception.lina.actor,
            number=reception.pass_number(1),
            turn=1,
            reason_code=rules.SERVICE_NOT_GIVEN,
        )
    assert "Le service n'a pas été rendu" in text(browse, at("corrections"))


def test_the_operator_is_no_structure(browse: Client, reception: Reception) -> None:
    assert browse.get(at("structure", reception.team.operator.pk)).status_code == 404
    assert browse.get(at("verify_bank", make_organisation("Sans compte").pk)).status_code == 404
