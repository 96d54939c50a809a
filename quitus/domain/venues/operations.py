"""What is decided and declared about structures and their venues."""

from datetime import date

from django.db import IntegrityError, transaction
from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

from quitus.domain.audit.operations import record
from quitus.domain.grants.models import Service
from quitus.domain.organisations import kinds
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.users import queries as users
from quitus.domain.venues import policies, queries, rules, states
from quitus.domain.venues.errors import (
    AlreadyApplied,
    AlreadyAtThisVenue,
    BankDetailsAlreadyVerified,
    CriteriaMissing,
    DateBeforeTheLastStep,
    NoBankDetails,
    NotAnIban,
    NotApplied,
    NotAStructure,
    NotInThatState,
    NotOfThisStructure,
    NoVenueYet,
    ReasonMissing,
    SamePersonMayNotVerify,
    ServiceAlreadyOffered,
    ServiceUnknown,
    TooSoonToClose,
    VenueUnknown,
)
from quitus.domain.venues.models import (
    BankDetails,
    Qualification,
    QualificationStep,
    ServiceOffer,
    Staff,
    Venue,
)
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_


@operation
def register_venue(
    *,
    by: Actor,
    organisation_id: int,
    name: str,
    postcode: str,
    commune: str,
    address: str = "",
    is_mobile: bool = False,
    is_public: bool = False,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Venue:
    """Adds a place where a structure receives people; a travelling one has the commune it starts from.

    Refuses with `NotYourRole`, `NotAStructure`.
    """
    refuse_unless(policies.may_register_venue(by.role))
    structure = _structure(organisation_id)
    venue = Venue.objects.create(
        scheme_id=current_scheme_id(),
        organisation=structure,
        name=name,
        address=address,
        postcode=postcode,
        commune=commune,
        sort_key=sort_key(f"{commune} {name}"),
        is_mobile=is_mobile,
        is_public=is_public,
        latitude=latitude,
        longitude=longitude,
    )
    _record(by, "register_venue", structure.pk, f"Lieu enregistré : {name}, {commune}", {"venue": venue.pk})
    return venue


@operation
def offer_service(*, by: Actor, venue_id: int, service_code: str) -> ServiceOffer:
    """Declares that a venue gives a service of the national catalogue.

    Refuses with `NotYourRole`, `VenueUnknown` (also a mediator's for another structure's venue), `ServiceUnknown`,
    `ServiceAlreadyOffered`.
    """
    refuse_unless(policies.may_offer_service(by.role))
    venue = _venue(by, venue_id)
    service = Service.objects.filter(code=service_code).first()
    if service is None:
        raise ServiceUnknown()
    try:
        with transaction.atomic():
            offer = ServiceOffer.objects.create(scheme_id=venue.scheme_id, venue=venue, service=service)
    except IntegrityError as broken:
        if "venue_offers_a_service_once" not in str(broken):
            raise
        raise ServiceAlreadyOffered(venue=venue.name) from broken
    _record(by, "offer_service", venue.organisation_id, f"{venue.name} : service proposé, {service.label}")
    return offer


@operation
def apply_for_qualification(*, by: Actor, organisation_id: int, applied_on: date) -> Qualification:
    """Opens the file of a structure that asks to take pass.

    Refuses with `NotYourRole`, `NotAStructure`, `NoVenueYet`, `AlreadyApplied`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    clock.refuse_future(applied_on)
    structure = _structure(organisation_id)
    if not Venue.objects.filter(organisation=structure).exists():
        raise NoVenueYet()
    if Qualification.objects.filter(organisation=structure).exists():
        raise AlreadyApplied()
    qualification = Qualification.objects.create(
        scheme_id=current_scheme_id(), organisation=structure, applied_on=applied_on
    )
    _step(by, qualification, states.APPLIED, applied_on)
    _record(by, "apply_for_qualification", structure.pk, N_("Candidature reçue"))
    return qualification


@operation
def check_qualification(
    *,
    by: Actor,
    organisation_id: int,
    siret_checked: bool,
    charter_signed_on: date | None,
    reception: str,
    regie_recettes_reference: str = "",
    checked_on: date,
) -> Qualification:
    """Records what was checked in a file; it can be checked again until it is complete.

    `reception` tells reception conditions and accessibility. Refuses with `NotYourRole`, `NotApplied`,
    `NotInThatState`, `DateInTheFuture`, `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    clock.refuse_future(checked_on)
    if charter_signed_on is not None:
        clock.refuse_future(charter_signed_on)
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "check")
    _refuse_before_last_step(qualification, checked_on)
    qualification.siret_checked = siret_checked
    qualification.charter_signed_on = charter_signed_on
    qualification.reception = reception.strip()
    qualification.regie_recettes_reference = regie_recettes_reference.strip()
    _enter(by, qualification, state, checked_on)
    _record(by, "check_qualification", organisation_id, N_("Dossier vérifié"))
    return qualification


@operation
def qualify(*, by: Actor, organisation_id: int, effective_on: date) -> Qualification:
    """Lets a structure take pass for services given from `effective_on` on (past, or planned).

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `CriteriaMissing` (naming them),
    `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "qualify")
    lacking = rules.missing(queries.criteria(qualification))
    if lacking:
        raise CriteriaMissing(criteria=tuple(rules.CRITERIA[name] for name in lacking))
    _refuse_before_last_step(qualification, effective_on)
    _enter(by, qualification, state, effective_on)
    _record(by, "qualify", organisation_id, N_("Structure qualifiée"), {"effective_on": effective_on})
    return qualification


@operation
def suspend(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Stops a structure from taking pass for services given from `effective_on` on, tomorrow at the earliest.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `TooSoonToClose`,
    `DateBeforeTheLastStep`.
    """
    return _close(by, organisation_id, "suspend", effective_on, reason, N_("Structure suspendue"))


@operation
def reinstate(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Lets a suspended structure take pass again, for services given from `effective_on` on.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "reinstate")
    if not reason.strip():
        raise ReasonMissing()
    _refuse_before_last_step(qualification, effective_on)
    _enter(by, qualification, state, effective_on, reason)
    _record(by, "reinstate", organisation_id, N_("Suspension levée"), {"effective_on": effective_on, "reason": reason})
    return qualification


@operation
def remove(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Takes a structure out of the scheme from `effective_on` on, or refuses its application.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `TooSoonToClose`,
    `DateBeforeTheLastStep`.
    """
    return _close(by, organisation_id, "remove", effective_on, reason, N_("Structure retirée du dispositif"))


@operation
def record_bank_details(*, by: Actor, organisation_id: int, iban: str, holder_name: str) -> BankDetails:
    """Says where a structure is paid; until a second person has verified it, it is not.

    Refuses with `NotYourRole` (also a mediator for another structure), `NotAStructure`, `NotAnIban`.
    """
    refuse_unless(policies.may_record_bank_details(by.role))
    assert by.user_id is not None  # these roles are held by persons
    refuse_unless(by.role != MEDIATOR or by.organisation_id == organisation_id)
    structure = _structure(organisation_id)
    try:
        number = iban_numbers.validate(iban)
    except ValidationError as wrong:
        raise NotAnIban() from wrong
    details = BankDetails.objects.create(
        scheme_id=current_scheme_id(),
        organisation=structure,
        iban=number,
        holder_name=holder_name.strip(),
        recorded_by_id=by.user_id,
    )
    _record(by, "record_bank_details", structure.pk, f"Coordonnées bancaires saisies : {rules.masked(number)}")
    return details


@operation
def verify_bank_details(*, by: Actor, organisation_id: int, verified_on: date) -> BankDetails:
    """A second person confirms the last bank details of a structure, against the paper it sent.

    Refuses with `NotYourRole`, `NoBankDetails`, `BankDetailsAlreadyVerified`, `SamePersonMayNotVerify`,
    `DateInTheFuture`.
    """
    refuse_unless(policies.may_verify_bank_details(by.role))
    clock.refuse_future(verified_on)
    details = queries.bank_details(organisation_id)
    if details is None:
        raise NoBankDetails()
    (details,) = lock(BankDetails.objects.filter(pk=details.pk))
    if details.verified_on is not None:
        raise BankDetailsAlreadyVerified(verified_on=details.verified_on)
    if details.recorded_by_id == by.user_id:
        raise SamePersonMayNotVerify()
    details.verified_by_id = by.user_id
    details.verified_on = verified_on
    details.save(update_fields=["verified_by", "verified_on"])
    _record(
        by,
        "verify_bank_details",
        organisation_id,
        f"Coordonnées bancaires vérifiées : {rules.masked(details.iban)}",
    )
    return details


@operation
def assign_staff(*, by: Actor, venue_id: int, user_id: int, starts_on: date) -> Staff:
    """Lets a mediator of the structure take pass at one of its venues.

    Refuses with `NotYourRole`, `VenueUnknown`, `NotOfThisStructure`, `AlreadyAtThisVenue`.
    """
    refuse_unless(policies.may_register_venue(by.role))
    venue = _venue(by, venue_id)
    member = (
        organisations.members(venue.scheme_id, role=MEDIATOR)
        .filter(user_id=user_id, organisation_id=venue.organisation_id)
        .first()
    )
    if member is None:
        raise NotOfThisStructure(name=users.user(user_id).full_name)
    try:
        with transaction.atomic():
            staff = Staff.objects.create(scheme_id=venue.scheme_id, venue=venue, user_id=user_id, starts_on=starts_on)
    except IntegrityError as broken:
        if "person_is_on_a_venues_staff_once_at_a_time" not in str(broken):
            raise
        raise AlreadyAtThisVenue(name=member.user.full_name) from broken
    _record(by, "assign_staff", venue.organisation_id, f"{member.user.full_name} encaisse des pass à {venue.name}")
    return staff


@operation
def hold_accounts(*, organisation_ids: list[int]) -> None:
    """Holds the accounts of these structures until the end of the transaction, in key order.

    Called by what puts redemptions on a claim and by what takes one back, so that the two never cross.
    """
    lock(Qualification.objects.filter(organisation_id__in=organisation_ids))


def _close(
    by: Actor, organisation_id: int, action: str, effective_on: date, reason: str, summary: str
) -> Qualification:
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, action)
    if not reason.strip():
        raise ReasonMissing()
    _refuse_before_last_step(qualification, effective_on)
    earliest = rules.earliest_end(clock.today())
    if qualification.state == states.QUALIFIED and effective_on < earliest:
        raise TooSoonToClose(earliest_on=earliest)
    _enter(by, qualification, state, effective_on, reason)
    _record(by, action, organisation_id, summary, {"effective_on": effective_on, "reason": reason})
    return qualification


def _structure(organisation_id: int) -> Organisation:
    organisation = organisations.organisation(organisation_id)
    if organisation.kind != kinds.STRUCTURE:
        raise NotAStructure(organisation=organisation.name)
    return organisation


def _venue(by: Actor, venue_id: int) -> Venue:
    venue = Venue.objects.filter(pk=venue_id).first()
    if venue is None or (by.role == MEDIATOR and venue.organisation_id != by.organisation_id):
        raise VenueUnknown()
    return venue


def _locked(organisation_id: int) -> Qualification:
    found = lock(Qualification.objects.filter(organisation_id=organisation_id))
    if not found:
        raise NotApplied()
    return found[0]


def _state_after(qualification: Qualification, action: str) -> str:
    state = states.after(qualification.state, action)
    if state is None:
        raise NotInThatState(state=states.LABELS[qualification.state])
    return state


def _refuse_before_last_step(qualification: Qualification, effective_on: date) -> None:
    last = qualification.steps.order_by("-effective_on", "-pk").first()
    if last is not None and effective_on < last.effective_on:
        raise DateBeforeTheLastStep(last_on=last.effective_on)


def _enter(by: Actor, qualification: Qualification, state: str, effective_on: date, reason: str = "") -> None:
    qualification.state = state
    qualification.save()
    _step(by, qualification, state, effective_on, reason)


def _step(by: Actor, qualification: Qualification, state: str, effective_on: date, reason: str = "") -> None:
    QualificationStep.objects.create(
        scheme_id=qualification.scheme_id,
        qualification=qualification,
        state=state,
        effective_on=effective_on,
        reason=reason.strip(),
        user_id=by.user_id,
    )


def _record(by: Actor, verb: str, organisation_id: int, summary: str, data: dict[str, object] | None = None) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="structure",
        subject_id=organisation_id,
        summary=summary[:300],
        data=data,
    )
