from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.venues import operations as venues
from quitus.domain.venues.errors import VenueUnknown
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.domain.workshops import errors, operations, queries, rules, states
from quitus.domain.workshops.models import Booking, BookingContact, Session
from quitus.domain.workshops.operations import Contact
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole, Refusal
from tests.factories.reception import Reception, make_mediator, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.sessions import HELD_ON, publish

pytestmark = pytest.mark.django_db
WHOEVER = Actor.system("Porteur du pass")
LEFT = Contact("Jeanne", "06 00 00 00 00", "jeanne@example.org", consents=True)
AFTER = datetime(2023, 5, 16, 14, 1, tzinfo=PARIS)


def book(reception: Reception, session: Session, rank: int = 1, **facts: object) -> Booking:
    said: dict[str, object] = {"by": WHOEVER, "session_id": session.pk, "number": reception.pass_number(rank)}
    return operations.book_seat(**(said | facts))  # type: ignore[arg-type]


def left(session: Session) -> int | None:
    return Session.objects.get(pk=session.pk).left_count


def test_a_seat_is_booked_by_each_side_and_given_back(reception: Reception) -> None:
    session = publish(reception, seat_count=3)
    sides = {rules.HOLDER: WHOEVER, rules.VENUE: reception.lina.actor, rules.AGENT: reception.team.dado.actor}
    for rank, (side, by) in enumerate(sides.items(), 1):
        seat = book(reception, session, rank, by=by)
        assert (seat.side, seat.state) == (side, states.BOOKED)
    assert left(session) == 0
    with pytest.raises(errors.SessionFull):
        book(reception, session, 4)
    for rank, (side, by) in enumerate(sides.items(), 1):
        seat = Booking.objects.get(number=reception.pass_number(rank))
        ended = operations.cancel_booking(by=by, booking_id=seat.pk, number=seat.number)
        assert (ended.state, ended.ended_by, left(session)) == (states.CANCELLED, side, rank)
    with pytest.raises(errors.BookingEnded):
        operations.cancel_booking(by=WHOEVER, booking_id=seat.pk, number=seat.number)
    book(reception, session, 1)


def test_the_authority_books_nothing(reception: Reception) -> None:
    with pytest.raises(NotYourRole):
        book(reception, publish(reception), by=reception.team.anne.actor)


def test_a_seat_is_given_back_only_to_who_shows_its_pass_or_receives_there(reception: Reception) -> None:
    seat = book(reception, publish(reception))
    for number in (None, reception.pass_number(2)):
        with pytest.raises(Booking.DoesNotExist):
            operations.cancel_booking(by=WHOEVER, booking_id=seat.pk, number=number)
    elsewhere = make_venue(reception.team, make_organisation("Café des Mines"), "Café des Mines", "Lens")
    noe = make_mediator(reception.team, elsewhere, "Noé Blanc").actor
    for act in (operations.cancel_booking, operations.mark_no_show):
        with pytest.raises(VenueUnknown):
            act(by=noe, booking_id=seat.pk)
    with pytest.raises(VenueUnknown):
        book(reception, seat.session, 2, by=noe)


def test_a_pass_has_one_seat_in_a_session_and_few_to_come(reception: Reception) -> None:
    session = publish(reception)
    book(reception, session)
    with pytest.raises(errors.AlreadyBooked):
        book(reception, session)
    for _turn in range(rules.MOST_TO_COME - 1):
        book(reception, publish(reception))
    with pytest.raises(errors.TooManyBookings):
        book(reception, publish(reception))
    with clock.at(HELD_ON + timedelta(1)):
        book(reception, publish(reception, held_on=date(2023, 6, 6)))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"mark": "blocked"}, errors.PassNotUsableThen),
        ({"mark": "redeemed"}, errors.PassNotUsableThen),
        ({"valid_until": date(2023, 4, 1), "usable_until": date(2023, 5, 15)}, errors.PassNotUsableThen),
        ({"activated_on": None, "mandat_number": "", "state": "delivered"}, errors.PassNotUsableThen),
        ({"service_codes": ["loisirs"]}, errors.PassPaysOtherServices),
        ({"territory": ["59"]}, errors.PassForAnotherTerritory),
        ({"unknown": True}, errors.PassUnknown),
    ],
)
def test_a_pass_that_could_not_be_taken_that_day_books_nothing(
    reception: Reception, change: dict[str, object], refusal: type[Refusal]
) -> None:
    session, number = publish(reception), reception.pass_number(1)
    if "unknown" in change:
        number = reception.pass_number(101)
    elif change.get("mark") == "blocked":
        vouchers.block_range(
            by=reception.team.anne.actor, numbers=NumberRange(number, number), occurred_on=clock.today(), reason="Perdu"
        )
    elif change.get("mark") == "redeemed":
        reception.take(1)
    else:
        Order.objects.filter(pk=reception.order.pk).update(**change)
    with pytest.raises(refusal):
        book(reception, session, number=number)
    assert left(session) == 2


def test_what_has_begun_or_is_booked_elsewhere_is_not_booked_here(reception: Reception) -> None:
    session, linked = publish(reception), publish(reception, booking_url="https://agenda.example/")
    with pytest.raises(errors.BookedElsewhere):
        book(reception, linked)
    seat = book(reception, session)
    with clock.at(AFTER):
        with pytest.raises(errors.SessionUnderWay):
            book(reception, session, 2)
        with pytest.raises(errors.SessionUnderWay):
            operations.cancel_booking(by=WHOEVER, booking_id=seat.pk, number=seat.number)
        operations.cancel_booking(by=reception.lina.actor, booking_id=seat.pk)
    venues.suspend(
        by=reception.team.anne.actor, organisation_id=reception.structure.pk, effective_on=HELD_ON, reason="Contrôle"
    )
    with pytest.raises(errors.VenueNotQualified):
        book(reception, session, 2)
    operations.cancel_session(by=reception.lina.actor, session_id=session.pk, reason="Salle fermée")
    with pytest.raises(errors.SessionCancelled):
        book(reception, session, 2)


def test_who_did_not_come_is_marked_after_the_beginning_and_may_be_unmarked(reception: Reception) -> None:
    seat = book(reception, publish(reception))
    lina = reception.lina.actor
    with pytest.raises(errors.SessionNotBegun):
        operations.mark_no_show(by=lina, booking_id=seat.pk)
    with clock.at(AFTER):
        assert operations.mark_no_show(by=lina, booking_id=seat.pk).state == states.NO_SHOW
        with pytest.raises(errors.BookingEnded):
            operations.mark_no_show(by=lina, booking_id=seat.pk)
        assert operations.take_back_no_show(by=lina, booking_id=seat.pk).state == states.BOOKED
        with pytest.raises(NotYourRole):
            operations.mark_no_show(by=reception.team.dado.actor, booking_id=seat.pk)


def test_nothing_of_a_person_is_kept_without_consent(reception: Reception) -> None:
    session = publish(reception)
    with pytest.raises(errors.ConsentMissing):
        book(reception, session, contact=Contact(first_name="Jeanne"))
    assert not Booking.objects.exists()
    book(reception, session)
    assert not BookingContact.objects.exists()


def test_what_a_person_left_goes_with_the_seat_or_on_its_day(reception: Reception) -> None:
    session = publish(reception, seat_count=3)
    first = book(reception, session, 1, contact=LEFT)
    book(reception, session, 2, contact=LEFT)
    book(reception, session, 3, contact=Contact(phone="06", consents=True))
    operations.cancel_booking(by=WHOEVER, booking_id=first.pk, number=first.number)
    assert set(BookingContact.objects.values_list("booking__number", flat=True)) == {
        reception.pass_number(2),
        reception.pass_number(3),
    }
    with pytest.raises(NotYourRole):
        operations.erase_contacts(by=reception.lina.actor, today=HELD_ON)
    assert operations.erase_contacts(by=WHOEVER, today=HELD_ON) == 0
    assert operations.erase_contacts(by=WHOEVER, today=HELD_ON + timedelta(1)) == 2
    [kept] = BookingContact.objects.all()
    assert (kept.first_name, kept.phone, kept.email) == ("Jeanne", "", "")
    until = HELD_ON + timedelta(30)
    assert operations.erase_contacts(by=WHOEVER, today=until) == 0
    assert operations.erase_contacts(by=WHOEVER, today=until + timedelta(1)) == 1
    assert not BookingContact.objects.exists()
    assert not Booking.objects.filter(contact_until__isnull=False).exists()


def test_the_program_knows_whom_to_remind_and_whom_to_tell(reception: Reception) -> None:
    session = publish(reception)
    seat = book(reception, session, contact=LEFT)
    book(reception, session, 2, contact=Contact(first_name="Paul", consents=True))
    assert not queries.to_remind(HELD_ON - timedelta(3)).exists()
    assert list(queries.to_remind(HELD_ON - timedelta(2))) == [seat]
    operations.mark_reminded(by=WHOEVER, booking_id=seat.pk)
    assert not queries.to_remind(HELD_ON - timedelta(1)).exists()
    operations.cancel_session(by=reception.lina.actor, session_id=session.pk, reason="Salle fermée")
    assert list(queries.to_tell_cancelled(clock.today())) == [seat]
    operations.mark_told_cancelled(by=WHOEVER, booking_id=seat.pk)
    assert not queries.to_tell_cancelled(clock.today()).exists()


@pytest.mark.parametrize(
    "facts", [{"state": "cancelled"}, {"state": "gone"}, {"side": "nobody"}, {"ended_by": "venue"}]
)
def test_the_database_keeps_what_is_true_of_a_booking(reception: Reception, facts: dict[str, object]) -> None:
    seat = book(reception, publish(reception))
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=seat.pk).update(**facts)


def test_the_database_gives_a_pass_one_seat(reception: Reception) -> None:
    seat = book(reception, publish(reception))
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            scheme_id=seat.scheme_id, session_id=seat.session_id, number=seat.number, side=rules.VENUE
        )


def test_sessions_are_told_by_distance_from_a_commune(reception: Reception) -> None:
    far = publish(reception, commune="Calais", postcode="62100", point=(50.95, 1.85))
    near = publish(reception, commune="Lens", postcode="62300", point=(50.43, 2.83))
    nowhere = publish(reception)
    found = queries.nearest(queries.free_sessions(), (50.29, 2.78))
    assert [one.session for one in found] == [near, far, nowhere]
    assert [one.km and round(one.km) for one in found] == [16, 98, None]


def test_a_pass_is_offered_only_the_sessions_where_it_is_good(reception: Reception) -> None:
    session = publish(reception)
    good_for = queries.Restrictions(("62",), (), (), HELD_ON)
    assert list(queries.sessions_for(good_for, HELD_ON)) == [session]
    assert not queries.sessions_for(good_for, HELD_ON - timedelta(1)).exists()
    assert not queries.sessions_for(queries.Restrictions(("59",), (), (), HELD_ON), HELD_ON).exists()
    assert not queries.sessions_for(queries.Restrictions((), ("loisirs",), (), HELD_ON), HELD_ON).exists()
