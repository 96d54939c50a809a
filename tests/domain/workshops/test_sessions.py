from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.organisations import roles
from quitus.domain.venues import operations as venues
from quitus.domain.venues.errors import VenueUnknown
from quitus.domain.venues.operations import CommuneTold
from quitus.domain.workshops import errors, operations, queries, states
from quitus.domain.workshops.models import Booking, Session
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole, Refusal
from tests.factories.people import make_person
from tests.factories.reception import Reception, make_mediator, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.sessions import HELD_ON, publish

pytestmark = pytest.mark.django_db


def test_a_venue_publishes_a_session_and_repeats_it(reception: Reception) -> None:
    publish(reception, every_weeks=2, times=3)
    found = list(queries.sessions())
    assert [one.held_on for one in found] == [HELD_ON, HELD_ON + timedelta(14), HELD_ON + timedelta(28)]
    assert len({one.series for one in found}) == 1
    assert found[0].left_count == 2
    assert found[0].place == "62000 Arras"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"held_on": date(2023, 5, 11)}, errors.SessionInThePast),
        ({"times": 52, "every_weeks": 4}, errors.SessionTooFarAhead),
        ({"ends_time": time(14)}, errors.SessionEndsBeforeItStarts),
        ({"booking_url": "https://agenda.example/", "seat_count": 4}, errors.SeatsOrLink),
        ({"seat_count": None}, errors.SeatsOrLink),
        ({"commune": "Lens"}, errors.TravellingPlaceIncomplete),
        ({"address": "Place de l'Exemple"}, errors.TravellingPlaceIncomplete),
        ({"service_code": "loisirs"}, errors.ServiceNotOffered),
        ({"venue_id": 999_999}, VenueUnknown),
    ],
)
def test_a_session_that_cannot_be_held_so_is_refused_by_name(
    reception: Reception, facts: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        publish(reception, **facts)
    assert not Session.objects.exists()


def test_only_who_works_at_a_venue_publishes_there(reception: Reception) -> None:
    with pytest.raises(NotYourRole):
        publish(reception, by=reception.team.anne.actor)
    elsewhere = make_venue(reception.team, make_organisation("Café des Mines"), "Café des Mines", "Lens")
    with pytest.raises(VenueUnknown):
        publish(reception, by=make_mediator(reception.team, elsewhere, "Noé Blanc").actor)
    with pytest.raises(VenueUnknown):
        publish(reception, by=make_person(reception.scheme, "Max Noir", roles.MEDIATOR, reception.structure).actor)


def test_a_session_is_held_only_while_the_structure_is_qualified(reception: Reception) -> None:
    session = publish(reception)
    venues.suspend(
        by=reception.team.anne.actor,
        organisation_id=reception.structure.pk,
        effective_on=HELD_ON,
        reason="Contrôle",
    )
    with pytest.raises(errors.VenueNotQualified):
        publish(reception)
    assert list(queries.sessions()) == [session]
    assert not queries.open_sessions().exists()


def test_a_session_away_from_its_venue_stands_where_its_commune_is(reception: Reception) -> None:
    venues.take_in_communes(
        by=reception.team.anne.actor, told=[CommuneTold("62498", "Lens", ("62300",), 32_000, (50.43, 2.83))]
    )
    session = publish(reception, commune="LENS", postcode="62300", address="Place de l'Exemple")
    assert session.point == (50.43, 2.83)
    assert session.place == "Place de l'Exemple, 62300 LENS"
    typed = publish(reception, commune="Lens", postcode="62300", point=(50.4, 2.8))
    assert typed.point == (50.4, 2.8)
    unknown = publish(reception, commune="Vimy", postcode="62580")
    assert unknown.point is None


def test_a_cancelled_session_gives_its_reason_and_ends_its_bookings(reception: Reception) -> None:
    session = publish(reception)
    seat = operations.book_seat(by=reception.lina.actor, session_id=session.pk, number=reception.pass_number(1))
    with pytest.raises(errors.ReasonMissing):
        operations.cancel_session(by=reception.lina.actor, session_id=session.pk, reason=" ")
    operations.cancel_session(by=reception.lina.actor, session_id=session.pk, reason="Salle fermée")
    session.refresh_from_db()
    assert (session.state, session.cancel_reason, session.taken_count) == (states.CANCELLED, "Salle fermée", 0)
    assert Booking.objects.get(pk=seat.pk).state == states.CANCELLED
    with pytest.raises(errors.SessionCancelled):
        operations.cancel_session(by=reception.lina.actor, session_id=session.pk, reason="Encore")
    told = audit.thread("session", session.pk)
    assert {line.verb for line in told} == {"publish_session", "book_seat", "cancel_session"}
    assert str(reception.pass_number(1)) not in "".join(str(line.data) for line in told)


@pytest.mark.parametrize(
    "facts",
    [
        {"seat_count": None},
        {"taken_count": 3},
        {"booking_url": "https://agenda.example/"},
        {"ends_time": time(13)},
        {"state": "cancelled"},
        {"commune": "Lens"},
        {"latitude": 50.4},
        {"kind": "other"},
    ],
)
def test_the_database_keeps_what_is_true_of_a_session(reception: Reception, facts: dict[str, object]) -> None:
    session = publish(reception)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**facts)


def test_a_directory_is_told_the_next_free_sessions_of_each_venue(reception: Reception) -> None:
    full = publish(reception, seat_count=1, held_on=date(2023, 5, 13))
    operations.book_seat(by=reception.lina.actor, session_id=full.pk, number=reception.pass_number(1))
    linked = publish(reception, booking_url="https://agenda.example/", held_on=date(2023, 5, 14))
    publish(reception, times=4)
    found = queries.next_sessions([reception.venue.pk], most=2)
    assert [one.held_on for one in found[reception.venue.pk]] == [linked.held_on, HELD_ON]
    with clock.at(HELD_ON + timedelta(30)):
        assert queries.next_sessions([reception.venue.pk]) == {}


def test_the_authority_is_told_counts_by_commune(reception: Reception) -> None:
    session = publish(reception, seat_count=4)
    publish(reception, commune="Lens", postcode="62300", booking_url="https://agenda.example/")
    operations.cancel_session(by=reception.lina.actor, session_id=publish(reception).pk, reason="Salle fermée")
    for rank in (1, 2):
        operations.book_seat(by=reception.lina.actor, session_id=session.pk, number=reception.pass_number(rank))
    with clock.at(HELD_ON + timedelta(1)):
        first = Booking.objects.earliest("pk")
        operations.mark_no_show(by=reception.lina.actor, booking_id=first.pk)
    found = queries.planned_by_commune(HELD_ON, HELD_ON)
    assert found == [queries.Planned("Arras", 1, 0, 4, 2, 1), queries.Planned("Lens", 1, 1, 0, 0, 0)]
    assert [one.fill_per_mille for one in found] == [500, None]
