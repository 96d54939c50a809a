"""Applications online of structures, filled as somebody would."""

from typing import Any

from quitus.domain.organisations.models import Scheme
from quitus.domain.venues import asking
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Application
from quitus.domain.venues.operations import OfferTerms
from quitus.kernel.actors import Actor
from tests.factories.people import Person, make_outsider
from tests.factories.reception import IBAN, PROOF

SIRET = "73282932000074"
STRUCTURE = {
    "address": "3 rue du Port",
    "postcode": "62100",
    "commune": "Calais",
    "contact_name": "Inès Morel",
    "contact_phone": "0321000000",
    "website": "",
}
PLACE: dict[str, Any] = {
    "name": "Le Port",
    "address": "3 rue du Port",
    "postcode": "62100",
    "commune": "Calais",
    "is_mobile": False,
    "is_public": False,
    "accessibility": ["wheelchair"],
    "companion": True,
    "reception": "De plain-pied, sur rendez-vous.",
}
TERMS = OfferTerms(duration_minutes=90, price_cents=0, languages=["fr", "ar"], publics=[])


def make_applicant() -> Person:
    """Somebody who has an account and no role, and wants to apply."""
    return make_outsider("Inès Morel")


def make_draft(scheme: Scheme, applicant: Person, siret: str = SIRET) -> Application:
    """An application just opened by its link."""
    request = venues.request_application(
        email=applicant.user.email, full_name="Inès Morel", siret=siret, structure_name="Le Port", language="fr"
    )
    return venues.open_application(by=applicant.actor, request_id=request.pk)


def fill(application: Application, by: Actor) -> None:
    """All that an application of a private structure needs, answers and charter apart."""
    facts = {"by": by, "application_id": application.pk}
    venues.write_part(**facts, part=asking.STRUCTURE, facts=STRUCTURE)
    venues.write_place(**facts, place=PLACE)
    venues.write_offer(**facts, rank=0, service_code="demarches", terms=TERMS)
    venues.write_part(**facts, part=asking.BANK, facts={"iban": IBAN, "holder_name": "Le Port"})
    venues.join_file(**facts, purpose=asking.BANK_PROOF, file=PROOF)


def make_sent(scheme: Scheme, applicant: Person) -> Application:
    """An application filled and sent."""
    application = make_draft(scheme, applicant)
    fill(application, applicant.actor)
    return venues.submit_application(by=applicant.actor, application_id=application.pk)
