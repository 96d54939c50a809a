"""Seats: booked, given back, left empty."""

from dataclasses import dataclass

from quitus.domain.venues import queries as venues
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.workshops import policies, queries, rules, states
from quitus.domain.workshops.errors import (
    AlreadyBooked,
    BookedElsewhere,
    BookingEnded,
    ConsentMissing,
    PassForAnotherTerritory,
    PassNotUsableThen,
    PassPaysOtherServices,
    PassUnknown,
    SessionCancelled,
    SessionFull,
    SessionNotBegun,
    SessionUnderWay,
    TooManyBookings,
    VenueNotQualified,
)
from quitus.domain.workshops.models import Booking, BookingContact, Session
from quitus.domain.workshops.operations.sessions import held, tell, worked_at
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Contact:
    """What a person leaves of himself, and whether he agrees that it is kept (until when: `rules.contact_until`)."""

    first_name: str = ""
    phone: str = ""
    email: str = ""
    consents: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.first_name or self.phone or self.email)


NOTHING = Contact()


@operation
def book_seat(*, by: Actor, session_id: int, number: int, contact: Contact = NOTHING) -> Booking:
    """Holds a seat for whoever will present this pass, before the session begins.

    The pass must be good on that day, for that service and that venue. Who receives books at a venue where he works.
    Refuses with `NotYourRole`, `VenueUnknown`, `ConsentMissing`, `SessionCancelled`, `BookedElsewhere`,
    `SessionUnderWay`, `VenueNotQualified`, `PassUnknown`, `PassNotUsableThen`, `PassPaysOtherServices`,
    `PassForAnotherTerritory`, `AlreadyBooked`, `TooManyBookings`, `SessionFull`; an unknown session raises
    `DoesNotExist`.
    """
    refuse_unless(policies.may_book(by.role))
    side = policies.side_of(by.role)
    if not contact.is_empty and not contact.consents:
        raise ConsentMissing()
    session = held(session_id)
    if side == rules.VENUE:
        worked_at(by, session.venue_id)
    _refuse_session(session)
    refuse_pass(session, number)
    _refuse_again(session, number)
    if session.left_count == 0:
        raise SessionFull(held_on=session.held_on)
    until = rules.contact_until(session.held_on, queries.name_days(session.scheme_id))
    seat = Booking.objects.create(
        scheme_id=session.scheme_id,
        session=session,
        number=number,
        side=side,
        contact_until=None if contact.is_empty else until,
    )
    if not contact.is_empty:
        BookingContact.objects.create(
            scheme_id=session.scheme_id,
            booking=seat,
            first_name=contact.first_name.strip(),
            phone=contact.phone.strip(),
            email=contact.email.strip(),
            consented_on=clock.today(),
        )
    session.taken_count += 1
    session.save()
    tell(by, "book_seat", session, N_("Place réservée"))
    return seat


@operation
def cancel_booking(*, by: Actor, booking_id: int, number: int | None = None) -> Booking:
    """Gives a seat back, and erases what the person left.

    Who receives does it for a session of a venue where he works; anybody else shows the `number` of the pass, without
    which the booking does not exist. Refuses with `NotYourRole`, `VenueUnknown`, `BookingEnded`, `SessionUnderWay` (not
    for the venue); an unknown booking raises `DoesNotExist`.
    """
    refuse_unless(policies.may_book(by.role))
    side = policies.side_of(by.role)
    session, seat = _seat(by, booking_id, number)
    if side != rules.VENUE and session.starts_at <= clock.now():
        raise SessionUnderWay(held_on=session.held_on)
    _enter(seat, "cancel_booking")
    seat.ended_by, seat.ended_on = side, clock.today()
    _erase(seat)
    seat.save()
    session.taken_count -= 1
    session.save()
    tell(by, "cancel_booking", session, N_("Place rendue"))
    return seat


@operation
def mark_no_show(*, by: Actor, booking_id: int) -> Booking:
    """Says that nobody came for a seat, once the session has begun.

    Refuses with `NotYourRole`, `VenueUnknown`, `SessionNotBegun`, `BookingEnded`.
    """
    return _mark(by, booking_id, "mark_no_show", N_("Absence notée"))


@operation
def take_back_no_show(*, by: Actor, booking_id: int) -> Booking:
    """Takes back an absence marked by mistake. Refuses as `mark_no_show`."""
    return _mark(by, booking_id, "take_back_no_show", N_("Absence corrigée"))


def _mark(by: Actor, booking_id: int, verb: str, summary: str) -> Booking:
    refuse_unless(policies.may_mark_no_show(by.role))
    session, seat = _seat(by, booking_id, None)
    if session.starts_at > clock.now():
        raise SessionNotBegun(held_on=session.held_on)
    _enter(seat, verb)
    seat.save()
    tell(by, verb, session, summary)
    return seat


def _seat(by: Actor, booking_id: int, number: int | None) -> tuple[Session, Booking]:
    """The session then the booking, both locked: always in this order."""
    session = held(Booking.objects.values_list("session_id", flat=True).get(pk=booking_id))
    [seat] = lock(Booking.objects.filter(pk=booking_id))
    if policies.side_of(by.role) == rules.VENUE:
        worked_at(by, session.venue_id)
    elif seat.number != number:
        raise Booking.DoesNotExist
    return session, seat


def _enter(seat: Booking, verb: str) -> None:
    state = after(states.BOOKING, seat.state, verb)
    if state is None:
        raise BookingEnded(state=states.BOOKING_LABELS[seat.state])
    seat.state = state


def _erase(seat: Booking) -> None:
    BookingContact.objects.filter(booking=seat).delete()
    seat.contact_until = None


def _refuse_session(session: Session) -> None:
    if session.state == states.CANCELLED:
        raise SessionCancelled(held_on=session.held_on)
    if session.booking_url:
        raise BookedElsewhere()
    if session.starts_at <= clock.now():
        raise SessionUnderWay(held_on=session.held_on)
    if not venues.qualified_on(session.venue.organisation_id, session.held_on):
        raise VenueNotQualified(held_on=session.held_on)


def refuse_pass(session: Session, number: int) -> None:
    """Refuses a pass that could not be taken at this session, as things stand today.

    With `PassUnknown`, `PassNotUsableThen`, `PassPaysOtherServices`, `PassForAnotherTerritory`. The same rules as the
    redemption statement: the postcode is that of the venue, wherever the session is held.
    """
    voucher = vouchers.voucher(number)
    if voucher is None:
        raise PassUnknown()
    standing = voucher_rules.validity(vouchers.facts_of(voucher.order), voucher.mark, session.held_on)
    if standing != voucher_states.ACTIVE:
        raise PassNotUsableThen(held_on=session.held_on, state=voucher_states.VALIDITY_LABELS[standing])
    good_for = vouchers.restrictions(voucher.order)
    if not good_for.covers_service(session.service.code):
        raise PassPaysOtherServices()
    if not good_for.covers_venue(session.venue.postcode):
        raise PassForAnotherTerritory()


def _refuse_again(session: Session, number: int) -> None:
    own = Booking.objects.filter(number=number, state__in=states.HOLDS_A_SEAT)
    if own.filter(session=session).exists():
        raise AlreadyBooked()
    if own.filter(session__held_on__gte=clock.today()).count() >= rules.MOST_TO_COME:
        raise TooManyBookings(most=rules.MOST_TO_COME)
