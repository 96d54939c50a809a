"""What the public reads of a venue: written by its people, kept with what it was before."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from quitus.domain.audit.queries import thread
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.venues import errors
from quitus.domain.venues import operations as venues
from quitus.domain.venues.describing import VenueTold, phone_number, spoken_number
from quitus.domain.venues.models import Description, Venue
from quitus.domain.venues.models.descriptions import DOUBTFUL, GEOCODED, NOT_FOUND, TYPED
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole, Refusal
from tests.factories.people import Person
from tests.factories.reception import Around, make_around, make_venue
from tests.factories.schemes import make_organisation

TOLD = VenueTold(
    phone="03 21 00 00 00",
    emails=("contact@exemple.fr",),
    opening_hours="Mo-Fr 09:00-12:00",
    publics=("seniors", "youth"),
    languages=("en", "fr"),
)


@pytest.fixture
def team(scheme: Scheme, anne: Person, dado: Person) -> Around:
    return make_around(scheme, anne, dado)


@pytest.fixture
def structure(team: Around) -> Organisation:
    return make_organisation("Association du Moulin")


@pytest.fixture
def venue(team: Around, structure: Organisation) -> Venue:
    return make_venue(team, structure, "Le Moulin")


def test_a_description_is_kept_in_one_way_of_writing_and_its_history_with_it(team: Around, venue: Venue) -> None:
    by = team.anne.actor
    kept = venues.describe_venue(by=by, venue_id=venue.pk, told=TOLD)
    assert (kept.phone, kept.publics, kept.open_days) == ("+33321000000", ["youth", "seniors"], [0, 1, 2, 3, 4])
    venues.describe_venue(by=by, venue_id=venue.pk, told=TOLD)
    venues.describe_venue(by=by, venue_id=venue.pk, told=replace(TOLD, opening_hours="Sa 09:00-12:00"))
    lines = [line for line in thread("structure", venue.organisation_id) if line.verb == "describe_venue"]
    assert [line.data["count"] for line in lines] == [5, 1]  # told twice alike, nothing is written
    assert lines[-1].data["changes"] == {"opening_hours": ["Mo-Fr 09:00-12:00", "Sa 09:00-12:00"]}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"phone": "appelez-nous"}, errors.NotAPhoneNumber),
        ({"emails": ("contact",)}, errors.NotAnEmail),
        ({"websites": ("javascript:alert(1)",)}, errors.NotAWebAddress),
        ({"booking_url": "javascript:alert(1)"}, errors.NotAWebAddress),
        ({"opening_hours": "le matin"}, errors.HoursNotReadable),
        ({"insee_code": "00000A"}, errors.NotACommuneCode),
        ({"summary": "x" * 281}, errors.TextTooLong),
        ({"fees": ("gratis",)}, errors.NotInTheList),
        ({"types": ("une asso",)}, errors.NotInTheList),
    ],
)
def test_what_the_schema_would_not_hold_is_refused(
    team: Around, venue: Venue, facts: dict[str, str], why: type[Refusal]
) -> None:
    with pytest.raises(why):
        venues.describe_venue(by=team.anne.actor, venue_id=venue.pk, told=replace(TOLD, **facts))
    assert not Description.objects.exists()


def test_the_database_refuses_a_value_that_no_list_has(team: Around, venue: Venue) -> None:
    venues.describe_venue(by=team.anne.actor, venue_id=venue.pk, told=TOLD)
    broken = pytest.raises(IntegrityError, match="fees_of_a_venue_are_of_the_list")
    with broken, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE venues_description SET fees = '{gratis}'")


def test_only_who_leads_the_scheme_or_works_in_the_structure_describes_a_venue(
    team: Around, venue: Venue, zoe: Person
) -> None:
    with pytest.raises(NotYourRole):
        venues.describe_venue(by=zoe.actor, venue_id=venue.pk, told=TOLD)
    other = make_organisation("Une autre association")
    mediator = Actor(team.anne.user.pk, None, "mediator", other.pk, "Autre")
    with pytest.raises(errors.VenueUnknown):
        venues.describe_venue(by=mediator, venue_id=venue.pk, told=TOLD)
    own = Actor(team.anne.user.pk, None, "mediator", venue.organisation_id, "Lina")
    assert venues.describe_venue(by=own, venue_id=venue.pk, told=TOLD).phone
    with pytest.raises(NotYourRole):
        venues.confirm_position(by=own, venue_id=venue.pk)


def test_a_doubtful_point_waits_for_a_person(team: Around, venue: Venue) -> None:
    by = team.anne.actor
    found = venues.PlaceFound(50.29, 2.77, 430, "Rue du Moulin, Arras")
    assert venues.place_found(by=Actor.system(), venue_id=venue.pk, found=found).position == DOUBTFUL
    venue.refresh_from_db()
    assert venue.latitude is None
    placed = venues.confirm_position(by=by, venue_id=venue.pk)
    assert (placed.latitude, placed.longitude) == (50.29, 2.77)
    with pytest.raises(errors.NothingToConfirm):
        venues.confirm_position(by=by, venue_id=venue.pk)


def test_a_sure_point_is_taken_and_a_typed_one_is_never_moved(team: Around, venue: Venue) -> None:
    system = Actor.system()
    sure = venues.PlaceFound(50.29, 2.77, 910, "1 Rue du Moulin 62000 Arras", "62041")
    assert venues.place_found(by=system, venue_id=venue.pk, found=sure).position == GEOCODED
    venues.place_venue(by=team.anne.actor, venue_id=venue.pk, latitude=50.1, longitude=2.5)
    assert venues.place_found(by=system, venue_id=venue.pk, found=sure).position == TYPED
    venue.refresh_from_db()
    assert venue.latitude == 50.1
    with pytest.raises(errors.NotAPointOfTheEarth):
        venues.place_venue(by=team.anne.actor, venue_id=venue.pk, latitude=120, longitude=2)


def test_a_new_address_is_looked_for_again_unless_somebody_placed_the_venue(team: Around, venue: Venue) -> None:
    by, facts = team.anne.actor, {"postcode": "62000", "commune": "Arras", "is_mobile": False}
    sure = venues.PlaceFound(50.29, 2.77, 910, "1 Rue du Moulin 62000 Arras")
    venues.place_found(by=Actor.system(), venue_id=venue.pk, found=sure)
    moved = venues.correct_venue(by=by, venue_id=venue.pk, name=venue.name, address="2 rue Neuve", **facts)  # type: ignore[arg-type]
    assert moved.latitude is None
    assert venues.place_found(by=Actor.system(), venue_id=venue.pk, found=None).position == NOT_FOUND
    venues.place_venue(by=by, venue_id=venue.pk, latitude=50.1, longitude=2.5)
    moved = venues.correct_venue(by=by, venue_id=venue.pk, name="Le Moulin neuf", address="3 rue Neuve", **facts)  # type: ignore[arg-type]
    assert (moved.latitude, moved.sort_key) == (50.1, "arras le moulin neuf")


def test_numbers_are_kept_international_and_read_as_people_say_them() -> None:
    assert phone_number("00 33 3.21.00.00.00") == phone_number("+33 (0)3 21 00 00 00") == "+33321000000"
    assert spoken_number("+33321000000") == "03 21 00 00 00"
