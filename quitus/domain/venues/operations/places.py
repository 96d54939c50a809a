"""Venues, what they offer, and who takes pass there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from quitus.domain.grants.models import Service
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.users import queries as users
from quitus.domain.venues import policies
from quitus.domain.venues.errors import (
    AlreadyAtThisVenue,
    NotOfThisStructure,
    ServiceAlreadyOffered,
    ServiceUnknown,
    VenueAlreadyRegistered,
    VenueUnknown,
)
from quitus.domain.venues.models import ServiceOffer, Staff, Venue
from quitus.domain.venues.operations.telling import structure_of, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_


@dataclass(frozen=True)
class OfferTerms:
    """A service as a venue gives it: minutes, price in cents for who has no pass (0: free), codes of `national`."""

    duration_minutes: int | None = None
    price_cents: int | None = None
    languages: list[str] = field(default_factory=list)
    publics: list[str] = field(default_factory=list)


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

    Refuses with `NotYourRole`, `NotAStructure`, `VenueAlreadyRegistered`.
    """
    refuse_unless(policies.may_register_venue(by.role))
    structure = structure_of(organisation_id)
    venue = Venue(
        scheme_id=current_scheme_id(),
        organisation=structure,
        name=name.strip(),
        address=address.strip(),
        postcode=postcode,
        commune=commune.strip(),
        sort_key=sort_key(f"{commune} {name}"),
        is_mobile=is_mobile,
        is_public=is_public,
        latitude=latitude,
        longitude=longitude,
    )
    with refused_by("venue_has_a_name_of_its_own", VenueAlreadyRegistered(name=venue.name)):
        venue.save(force_insert=True)
    facts = {"venue": venue.pk, "name": venue.name, "commune": venue.commune}
    told(by, "register_venue", structure.pk, N_("Lieu enregistré : %(name)s"), facts)
    return venue


@operation
def offer_service(*, by: Actor, venue_id: int, service_code: str, terms: OfferTerms | None = None) -> ServiceOffer:
    """Declares that a venue gives a service of the national catalogue, on which terms where they are told.

    Refuses with `NotYourRole`, `VenueUnknown` (also a mediator's for another structure's venue), `ServiceUnknown`,
    `ServiceAlreadyOffered`.
    """
    refuse_unless(policies.may_offer_service(by.role))
    venue = _venue(by, venue_id)
    service = Service.objects.filter(code=service_code).first()
    if service is None:
        raise ServiceUnknown()
    with refused_by("venue_offers_a_service_once", ServiceAlreadyOffered(venue=venue.name)):
        offer = ServiceOffer.objects.create(
            scheme_id=venue.scheme_id, venue=venue, service=service, **asdict(terms or OfferTerms())
        )
    facts = {"name": venue.name, "service": service.label}
    told(by, "offer_service", venue.organisation_id, N_("%(name)s : service proposé, %(service)s"), facts)
    return offer


@operation
def offer_services(*, by: Actor, venue_id: int, service_codes: Sequence[str]) -> list[ServiceOffer]:
    """Declares several services of a venue at once. Refuses as `offer_service`; one refusal declares none."""
    return [offer_service(by=by, venue_id=venue_id, service_code=code) for code in service_codes]


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
    with refused_by("person_is_on_a_venues_staff_once_at_a_time", AlreadyAtThisVenue(name=member.user.full_name)):
        staff = Staff.objects.create(scheme_id=venue.scheme_id, venue=venue, user_id=user_id, starts_on=starts_on)
    facts = {"person": member.user.full_name, "name": venue.name}
    told(by, "assign_staff", venue.organisation_id, N_("%(person)s encaisse des pass à %(name)s"), facts)
    return staff


def _venue(by: Actor, venue_id: int) -> Venue:
    venue = Venue.objects.filter(pk=venue_id).first()
    if venue is None or (by.role == MEDIATOR and venue.organisation_id != by.organisation_id):
        raise VenueUnknown()
    return venue
