"""Publishing sessions and cancelling them."""

from copy import copy
from datetime import date, time
from typing import TypedDict, Unpack
from uuid import uuid4

from quitus.domain.audit.operations import record
from quitus.domain.grants.models import Service
from quitus.domain.venues import communes
from quitus.domain.venues import queries as venues
from quitus.domain.venues.errors import VenueUnknown
from quitus.domain.venues.models import ServiceOffer, Venue
from quitus.domain.workshops import policies, rules, states
from quitus.domain.workshops.errors import (
    ReasonMissing,
    SeatsOrLink,
    ServiceNotOffered,
    SessionCancelled,
    SessionEndsBeforeItStarts,
    SessionInThePast,
    SessionTooFarAhead,
    TravellingPlaceIncomplete,
    VenueNotQualified,
)
from quitus.domain.workshops.models import Session
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


class Said(TypedDict, total=False):
    """What is said of a session, besides where, when and for which service."""

    seat_count: int | None
    booking_url: str
    languages: str
    accessibility: str


@operation
def publish_sessions(
    *,
    by: Actor,
    venue_id: int,
    kind: str,
    service_code: str,
    title: str,
    held_on: date,
    starts_time: time,
    ends_time: time,
    address: str = "",
    postcode: str = "",
    commune: str = "",
    point: tuple[float, float] | None = None,
    every_weeks: int = 1,
    times: int = 1,
    **said: Unpack[Said],
) -> list[Session]:
    """Publishes a session of a venue where the author works, `times` times every so many weeks, the first on `held_on`.

    Held away from the venue, it says its commune, its postcode and, if known, its `point` (latitude, longitude); where
    no point is given, that of its commune is taken. Refuses with `NotYourRole`, `VenueUnknown`, `ServiceNotOffered`,
    `SeatsOrLink`, `SessionEndsBeforeItStarts`, `SessionInThePast`, `SessionTooFarAhead`, `TravellingPlaceIncomplete`,
    `VenueNotQualified` on one of the days.
    """
    refuse_unless(policies.may_publish_session(by.role))
    venue = worked_at(by, venue_id)
    first = Session(scheme_id=venue.scheme_id, venue=venue, service=_service(venue, service_code), kind=kind)
    first.starts_time, first.ends_time, first.title = starts_time, ends_time, title.strip()
    first.seat_count, first.booking_url = said.get("seat_count"), said.get("booking_url", "")
    first.languages = said.get("languages", "").strip()
    first.accessibility = said.get("accessibility", "").strip()
    _refuse_shape(first.seat_count, first.booking_url, starts_time, ends_time)
    _place(first, address, postcode, commune, point)
    days = rules.days_of_series(held_on, every_weeks, times)
    _refuse_days(venue, days)
    first.series = uuid4() if len(days) > 1 else None
    made = Session.objects.bulk_create(_on(first, day) for day in days)
    for one in made:
        tell(by, "publish_session", one, N_("Créneau publié"))
    return made


def _place(session: Session, address: str, postcode: str, commune: str, point: tuple[float, float] | None) -> None:
    if bool(commune) != bool(postcode) or (address and not commune):
        raise TravellingPlaceIncomplete()
    found = point or (communes.point_of_commune(commune, postcode) if commune else None)
    session.latitude, session.longitude = found or (None, None)
    session.address, session.postcode, session.commune = address.strip(), postcode, commune.strip()


def _on(session: Session, day: date) -> Session:
    """The same session on another day, unsaved."""
    another = copy(session)
    another._state = copy(session._state)
    another.held_on = day
    return another


@operation
def cancel_session(*, by: Actor, session_id: int, reason: str) -> Session:
    """Cancels a session of a venue where the author works, and every seat booked in it.

    Whoever left an address is written to, whoever left a telephone is listed for the venue to call. Refuses with
    `NotYourRole`, `VenueUnknown`, `ReasonMissing`, `SessionCancelled`; an unknown session raises `DoesNotExist`.
    """
    refuse_unless(policies.may_publish_session(by.role))
    session = held(session_id)
    worked_at(by, session.venue_id)
    state = after(states.SESSION, session.state, "cancel_session")
    if state is None:
        raise SessionCancelled(held_on=session.held_on)
    if not reason.strip():
        raise ReasonMissing()
    seats = lock(session.bookings.filter(state=states.BOOKED))
    for seat in seats:
        seat.state = states.BOOKING[seat.state]["cancel_session"]
        seat.ended_by, seat.ended_on = rules.VENUE, clock.today()
        seat.save()
    session.taken_count -= len(seats)
    session.state, session.cancel_reason, session.cancelled_on = state, reason.strip(), clock.today()
    session.save()
    tell(by, "cancel_session", session, N_("Créneau annulé"), reason=session.cancel_reason)
    return session


def held(session_id: int) -> Session:
    """The session, locked until the end of the transaction; raises `DoesNotExist`."""
    found = lock(Session.objects.filter(pk=session_id))
    if not found:
        raise Session.DoesNotExist
    return found[0]


def worked_at(by: Actor, venue_id: int) -> Venue:
    """The venue, if the author takes pass there today; refuses with `VenueUnknown`."""
    found = venues.venues_worked_at(by.user_id or 0).filter(pk=venue_id).first()
    if found is None:
        raise VenueUnknown()
    return found


def tell(by: Actor, verb: str, session: Session, summary: str, **data: object) -> None:
    """A line in the thread of the session; never the number of a pass, nor anybody's name."""
    record(by=by, verb=verb, subject_kind="session", subject_id=session.pk, summary=summary, data=data)


def _service(venue: Venue, code: str) -> Service:
    offered = ServiceOffer.objects.filter(venue=venue, service__code=code).select_related("service").first()
    if offered is None:
        raise ServiceNotOffered(venue=venue.name)
    return offered.service


def _refuse_shape(seat_count: int | None, booking_url: str, starts_time: time, ends_time: time) -> None:
    if (seat_count is None) == (not booking_url):
        raise SeatsOrLink()
    if ends_time <= starts_time:
        raise SessionEndsBeforeItStarts()


def _refuse_days(venue: Venue, days: list[date]) -> None:
    if days[0] < clock.today():
        raise SessionInThePast(held_on=days[0])
    most_on = clock.today() + rules.PUBLISHED_AHEAD
    if days[-1] > most_on:
        raise SessionTooFarAhead(held_on=days[-1], most_on=most_on)
    for day in days:
        if not venues.qualified_on(venue.organisation_id, day):
            raise VenueNotQualified(held_on=day)
