"""What the public reads of a venue, how it is called and where it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quitus.domain.audit.operations import record
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import describing, policies
from quitus.domain.venues.describing import VenueTold
from quitus.domain.venues.errors import NothingToConfirm, VenueAlreadyRegistered, VenueUnknown
from quitus.domain.venues.models import Description, Directory, Venue
from quitus.domain.venues.models.descriptions import DOUBTFUL, GEOCODED, NOT_FOUND, TYPED
from quitus.domain.venues.operations.telling import told as tell
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

SURE_PER_MILLE = 600
"""From this score on an address found is believed; below, a person confirms it. The bound is ours: the service gives
a score and no advice.
"""


@dataclass(frozen=True)
class PlaceFound:
    """Where a service of addresses thinks that a venue is: `score` per mille, `label` the address it read."""

    latitude: float
    longitude: float
    score: int
    label: str
    insee_code: str = ""


@operation
def describe_venue(*, by: Actor, venue_id: int, told: VenueTold) -> Description:
    """Writes what the public reads of a venue; the thread of its structure keeps what each field was before.

    Refuses with `NotYourRole`, `VenueUnknown`, and as `describing.kept`.
    """
    refuse_unless(policies.may_describe_venue(by.role))
    facts = describing.kept(told)
    venue = _locked(by, venue_id)
    description, before = _description(venue)
    changed = describing.changes(before, facts)
    if not changed:
        return description
    for name, (_before, value) in changed.items():
        setattr(description, name, value)
    description.save()
    summary = N_("%(name)s : description changée (%(count)s rubriques)")
    shown = {name: both for name, both in changed.items() if name != "open_days"}
    tell(by, "describe_venue", venue.organisation_id, summary, _told(venue, shown))
    return description


@operation
def correct_venue(
    *, by: Actor, venue_id: int, name: str, address: str, postcode: str, commune: str, is_mobile: bool
) -> Venue:
    """Changes how a venue is called and its address. A point found for the former address is looked for again.

    Refuses with `NotYourRole`, `VenueUnknown`, `VenueAlreadyRegistered`.
    """
    refuse_unless(policies.may_correct_venue(by.role))
    venue = _locked(by, venue_id)
    facts = {
        "name": name.strip(),
        "address": address.strip(),
        "postcode": postcode,
        "commune": commune.strip(),
        "is_mobile": is_mobile,
    }
    changed = describing.changes({field: getattr(venue, field) for field in facts}, facts)
    if not changed:
        return venue
    former = venue.name
    for field, value in facts.items():
        setattr(venue, field, value)
    venue.sort_key = sort_key(f"{venue.commune} {venue.name}")
    if changed.keys() & {"address", "postcode", "commune"}:
        _look_again(venue)
    with refused_by("venue_has_a_name_of_its_own", VenueAlreadyRegistered(name=venue.name)):
        venue.save()
    summary = N_("%(name)s : nom ou adresse corrigés")
    tell(by, "correct_venue", venue.organisation_id, summary, _told(venue, changed) | {"name": former})
    return venue


@operation
def place_venue(*, by: Actor, venue_id: int, latitude: float | None, longitude: float | None) -> Venue:
    """Says where a venue is, in degrees (WGS 84), or that nobody knows: it is then looked for by its address.

    Refuses with `NotYourRole`, `VenueUnknown`, `NotAPointOfTheEarth`.
    """
    refuse_unless(policies.may_place_venue(by.role))
    point = describing.point(latitude, longitude)
    venue = _locked(by, venue_id)
    description, _before = _description(venue)
    if (venue.latitude, venue.longitude) == (latitude, longitude) and description.position in ("", TYPED):
        return venue
    _put(venue, point)
    _position(description, TYPED if point else "")
    tell(by, "place_venue", venue.organisation_id, N_("%(name)s : position saisie"), _where(venue))
    return venue


@operation
def place_found(*, by: Actor, venue_id: int, found: PlaceFound | None) -> Description:
    """Keeps what the service of addresses answered: a sure point is taken, a doubtful one waits for a person.

    A venue that somebody has placed meanwhile stays where it is. Refuses with `NotYourRole`, `VenueUnknown`.
    """
    refuse_unless(policies.may_place_venue(by.role))
    venue = _locked(by, venue_id)
    description, _before = _description(venue)
    if venue.latitude is not None:
        return description
    if found is None:
        _position(description, NOT_FOUND)
        return description
    sure = found.score >= SURE_PER_MILLE
    description.candidate_latitude, description.candidate_longitude = found.latitude, found.longitude
    _position(description, GEOCODED if sure else DOUBTFUL, found.score, found.label[:300])
    if sure:
        _put(venue, (found.latitude, found.longitude))
        if not description.insee_code and found.insee_code:
            description.insee_code = found.insee_code
            description.save()
    summary = N_("%(name)s : position trouvée") if sure else N_("%(name)s : position à confirmer")
    tell(by, "place_found", venue.organisation_id, summary, _where(venue) | {"score": found.score, "at": found.label})
    return description


@operation
def confirm_position(*, by: Actor, venue_id: int) -> Venue:
    """Takes the doubtful point for that of the venue.

    Refuses with `NotYourRole`, `VenueUnknown`, `NothingToConfirm`.
    """
    refuse_unless(policies.may_correct_venue(by.role))
    venue = _locked(by, venue_id)
    description, _before = _description(venue)
    point = describing.point(description.candidate_latitude, description.candidate_longitude)
    if description.position != DOUBTFUL or point is None:
        raise NothingToConfirm()
    _put(venue, point)
    _position(description, GEOCODED, description.position_score, description.position_label)
    tell(by, "confirm_position", venue.organisation_id, N_("%(name)s : position confirmée"), _where(venue))
    return venue


@operation
def show_directory_at(*, by: Actor, hosts: Sequence[str]) -> Directory:
    """Says which sites may show the public directory within a page of theirs; none: no site may.

    A host is the origin of a site (`https://www.exemple.fr`). Refuses with `NotYourRole`, `NotAHost`.
    """
    refuse_unless(policies.may_correct_venue(by.role))
    kept = list(dict.fromkeys(describing.origin(host) for host in hosts))
    scheme_id = current_scheme_id()
    directory, _made = Directory.objects.get_or_create(scheme_id=scheme_id)
    if directory.embed_hosts == kept:
        return directory
    directory.embed_hosts = kept
    directory.save()
    record(
        by=by,
        verb="show_directory_at",
        subject_kind="scheme",
        subject_id=scheme_id,
        summary=N_("Annuaire public : sites qui peuvent l'intégrer, %(count)s"),
        data={"count": len(kept), "hosts": kept},
    )
    return directory


def _locked(by: Actor, venue_id: int) -> Venue:
    found = lock(Venue.objects.filter(pk=venue_id))
    if not found or (by.role == MEDIATOR and found[0].organisation_id != by.organisation_id):
        raise VenueUnknown()
    return found[0]


def _description(venue: Venue) -> tuple[Description, dict[str, object]]:
    """The row of a venue, made at need, and what it says: the venue is locked, so that there is one."""
    found, _made = Description.objects.get_or_create(venue=venue, defaults={"scheme_id": venue.scheme_id})
    return found, {name: getattr(found, name) for name in (*describing.FIELDS, "open_days")}


def _look_again(venue: Venue) -> None:
    description = Description.objects.filter(venue=venue).first()
    if (
        description is None
        or description.position == TYPED
        or (venue.latitude is not None and not description.position)
    ):
        return
    venue.latitude = venue.longitude = None
    description.candidate_latitude = description.candidate_longitude = None
    _position(description, "")
    description.position_tried_on = None
    description.save()


def _put(venue: Venue, point: tuple[float, float] | None) -> None:
    venue.latitude, venue.longitude = point or (None, None)
    venue.save()


def _position(description: Description, position: str, score: int | None = None, label: str = "") -> None:
    description.position, description.position_score, description.position_label = position, score, label
    description.position_tried_on = clock.today() if position else None
    description.save()


def _where(venue: Venue) -> dict[str, object]:
    return {"venue": venue.pk, "name": venue.name, "latitude": venue.latitude, "longitude": venue.longitude}


def _told(venue: Venue, changed: Mapping[str, object]) -> dict[str, object]:
    return {"venue": venue.pk, "name": venue.name, "count": len(changed), "changes": dict(changed)}
