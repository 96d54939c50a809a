"""Structures known to another instance, whose operator failed: their venues and their qualification, as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.grants.models import Service
from quitus.domain.venues import policies, states
from quitus.domain.venues.models import Qualification, QualificationStep, ServiceOffer, Venue
from quitus.domain.venues.operations.telling import structure_of, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

TAKEN_UP = N_("Reprise d'une autre instance")


@dataclass(frozen=True)
class PlaceTold:
    """A venue as the other instance knew it; `services` are codes of the national catalogue."""

    name: str
    address: str
    postcode: str
    commune: str
    is_mobile: bool
    is_public: bool
    services: tuple[str, ...]


@operation
def take_up_structure(
    *,
    by: Actor,
    organisation_id: int,
    places: Sequence[PlaceTold],
    qualification: str,
    since_on: date | None,
    taken_up_on: date,
) -> int:
    """Enter the venues of a structure that this scheme does not know yet; how many were new.

    A structure without a file here is qualified, or suspended, since the day it was elsewhere (`since_on`, the day of
    the taking up where that is not told); any other state begins anew, by an application. What was checked there is
    not believed here, and it is paid once its bank details are given and verified. Refuses with `NotYourRole`,
    `NotAStructure`.
    """
    refuse_unless(policies.may_take_up_structure(by.role))
    structure = structure_of(organisation_id)
    known = set(Venue.objects.filter(organisation=structure).values_list("name", flat=True))
    services = {service.code: service for service in Service.objects.all()}
    new = [place for place in places if place.name not in known]
    for place in new:
        venue = Venue.objects.create(
            scheme_id=current_scheme_id(),
            organisation=structure,
            name=place.name,
            address=place.address,
            postcode=place.postcode,
            commune=place.commune,
            sort_key=sort_key(f"{place.commune} {place.name}"),
            is_mobile=place.is_mobile,
            is_public=place.is_public,
        )
        offered = [services[code] for code in place.services if code in services]
        ServiceOffer.objects.bulk_create(
            ServiceOffer(scheme_id=venue.scheme_id, venue=venue, service=service) for service in offered
        )
    held = Qualification.objects.filter(organisation=structure).exists()
    if not held and qualification in (states.QUALIFIED, states.SUSPENDED):
        _qualify(by, structure.pk, qualification, since_on or taken_up_on)
    summary = N_("Structure reprise d'une autre instance : %(count)s lieux nouveaux, coordonnées bancaires à vérifier")
    told(by, "take_up_structure", structure.pk, summary, {"count": len(new), "on": taken_up_on, "state": qualification})
    return len(new)


def _qualify(by: Actor, organisation_id: int, state: str, since_on: date) -> None:
    made = Qualification.objects.create(
        scheme_id=current_scheme_id(), organisation_id=organisation_id, applied_on=since_on, state=state
    )
    QualificationStep.objects.create(
        scheme_id=made.scheme_id,
        qualification=made,
        state=state,
        effective_on=since_on,
        reason=TAKEN_UP,
        user_id=by.user_id,
    )
