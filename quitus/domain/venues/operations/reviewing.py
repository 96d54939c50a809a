"""An application online, by who decides: completed, taken in, refused; a person joined to a structure known here."""

from datetime import date

from quitus.domain.organisations import kinds
from quitus.domain.organisations import operations as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import asking, files, letters, policies
from quitus.domain.venues.describing import VenueTold
from quitus.domain.venues.errors import (
    AlreadyApplied,
    ApplicationUnknown,
    CompletionInThePast,
    NoFileToJoin,
    ReasonMissing,
    StructureKnown,
)
from quitus.domain.venues.models import Application
from quitus.domain.venues.operations.applications import letter, state_after, tell
from quitus.domain.venues.operations.bank import record_bank_details
from quitus.domain.venues.operations.descriptions import describe_venue
from quitus.domain.venues.operations.places import OfferTerms, offer_service, register_venue
from quitus.domain.venues.operations.qualification import apply_for_qualification, check_qualification
from quitus.domain.venues.rules import KeptFile
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def ask_completion(*, by: Actor, application_id: int, what: str, until_on: date) -> Application:
    """Gives an application back to who applies: what is to be completed, and until when.

    Refuses with `NotYourRole`, `ApplicationUnknown`, `ApplicationNotInThatState`, `ReasonMissing`,
    `CompletionInThePast`.
    """
    application = _judged(by, application_id)
    state = state_after(application, "ask_completion")
    if not what.strip():
        raise ReasonMissing()
    if until_on <= clock.today():
        raise CompletionInThePast(today=clock.today())
    application.state, application.asked, application.complete_by = state, what.strip(), until_on
    application.save(update_fields=["state", "asked", "complete_by"])
    facts = {"what": application.asked, "until": until_on}
    tell(by, "ask_completion", application, N_("Complément demandé : %(what)s"), facts)
    letter(application, letters.COMPLETION, {"what": application.asked, "until": until_on.isoformat()})
    return application


@operation
def take_in_application(*, by: Actor, application_id: int, confirms_structure: bool = False) -> Application:
    """Takes in an application that is complete: its structure, venues, services and account become those of a file.

    The account stays to be verified by a second person, and the structure to be qualified. A SIRET that the instance
    knows is used only when whoever decides confirms that the person is of that structure (`confirms_structure`).
    Refuses with `NotYourRole`, `ApplicationUnknown`, `ApplicationNotInThatState`, `AlreadyApplied`, `StructureKnown`,
    `NotAStructure`, and as the operations of each thing.
    """
    application = _judged(by, application_id)
    state = state_after(application, "accept")
    if files.has_file(application.siret):
        raise AlreadyApplied()
    structure = files.structure_of_siret(application.siret)
    if structure is not None and not confirms_structure:
        raise StructureKnown(name=structure.name)
    structure = structure or _register(by, application)
    for place in application.content[asking.VENUES]:
        _settle(by, structure, place)
    _open_file(by, application, structure)
    application.state, application.organisation = state, structure
    application.save(update_fields=["state", "organisation"])
    tell(by, "take_in_application", application, N_("Dossier complet, pris en charge"))
    letter(application, letters.TAKEN_IN)
    return application


@operation
def refuse_application(*, by: Actor, application_id: int, reason: str) -> Application:
    """Refuses an application, or a request to join a structure, with the reason that its author reads.

    Refuses with `NotYourRole`, `ApplicationUnknown`, `ApplicationNotInThatState`, `ReasonMissing`.
    """
    application = _judged(by, application_id)
    state = state_after(application, "refuse")
    if not reason.strip():
        raise ReasonMissing()
    application.state, application.reason, application.decided_on = state, reason.strip(), clock.today()
    application.asked, application.complete_by = "", None
    application.save()
    tell(by, "refuse_application", application, N_("Candidature refusée : %(reason)s"), {"reason": application.reason})
    letter(application, letters.REFUSED, {"reason": application.reason})
    return application


@operation
def confirm_joining(*, by: Actor, application_id: int) -> Application:
    """Confirms that who applies is of the structure that has its file already; the role is given with it, apart.

    Refuses with `NotYourRole`, `ApplicationUnknown`, `ApplicationNotInThatState`, `NoFileToJoin`.
    """
    application = _judged(by, application_id)
    state = state_after(application, "confirm_joining")
    if not files.has_file(application.siret):
        raise NoFileToJoin()
    application.organisation = files.structure_of_siret(application.siret)
    application.state, application.decided_on = state, clock.today()
    application.save(update_fields=["state", "organisation", "decided_on"])
    tell(by, "confirm_joining", application, N_("Rattachement confirmé"))
    letter(application, letters.JOINED)
    return application


def _judged(by: Actor, application_id: int) -> Application:
    refuse_unless(policies.may_decide_qualification(by.role))
    found = lock(Application.objects.filter(pk=application_id).select_related("applicant", "version", "scheme"))
    if not found:
        raise ApplicationUnknown()
    return found[0]


def _register(by: Actor, application: Application) -> Organisation:
    said = application.content[asking.STRUCTURE]
    return organisations.register_organisation(
        by=by,
        name=application.structure_name,
        short_name=application.structure_name[:60],
        kind=kinds.STRUCTURE,
        siret=application.siret,
        address_line_1=said["address"],
        postcode=said["postcode"],
        commune=said["commune"],
        is_example=application.scheme.is_example,
    )


def _settle(by: Actor, structure: Organisation, place: dict[str, object]) -> None:
    offers = place["offers"]
    assert isinstance(offers, list)
    venue = register_venue(
        by=by,
        organisation_id=structure.pk,
        **{name: place[name] for name in ("name", "address", "postcode", "commune", "is_mobile", "is_public")},  # type: ignore[arg-type]
    )
    for offer in offers:
        terms = {name: offer[name] for name in ("duration_minutes", "price_cents", "languages", "publics")}
        offer_service(by=by, venue_id=venue.pk, service_code=offer["service_code"], terms=OfferTerms(**terms))
    told = VenueTold(
        detail=str(place["reception"]),
        accessibility=tuple(place["accessibility"]),  # type: ignore[arg-type]
        languages=tuple(dict.fromkeys(code for offer in offers for code in offer["languages"])),
        publics=tuple(dict.fromkeys(code for offer in offers for code in offer["publics"])),
    )
    describe_venue(by=by, venue_id=venue.pk, told=told)


def _open_file(by: Actor, application: Application, structure: Organisation) -> None:
    assert application.submitted_on is not None
    content, joined = application.content, files.files_of(application)
    apply_for_qualification(by=by, organisation_id=structure.pk, applied_on=application.submitted_on)
    accepted = content.get(asking.CHARTER)
    check_qualification(
        by=by,
        organisation_id=structure.pk,
        siret_checked=True,
        charter_signed_on=date.fromisoformat(accepted["accepted_on"]) if accepted else None,
        reception=files.reception_of(content),
        regie_recettes_reference=content.get(asking.REGIE, {}).get("reference", ""),
        checked_on=clock.today(),
    )
    applicant = application.applicant
    proof = joined[asking.BANK_PROOF]
    record_bank_details(
        by=Actor(applicant.pk, None, MEDIATOR, structure.pk, applicant.full_name),
        organisation_id=structure.pk,
        **content[asking.BANK],
        proof=KeptFile(proof.file_name, proof.sha256, proof.media_type, proof.size),
    )
