"""Letters to who booked a seat, and what is erased."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox

from quitus.connectors import mail
from quitus.domain.organisations.models import Scheme
from quitus.domain.workshops import operations
from quitus.domain.workshops.models import Booking, BookingContact
from quitus.domain.workshops.operations import Contact
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.usecases import bookings
from tests.factories.reception import Reception
from tests.factories.sessions import HELD_ON, publish

pytestmark = pytest.mark.django_db
LEFT = Contact("Jeanne", "06 01", "jeanne@example.org", consents=True)


def days_before(days: int) -> Any:
    return clock.at(HELD_ON - timedelta(days))


def refuse(_letter: mail.Mail, **_how: object) -> None:
    raise ConnectionRefusedError


def test_who_left_an_address_is_reminded_once_two_days_before(reception: Reception) -> None:
    seat = bookings.operations.book_seat(
        by=bookings.HOLDER, session_id=publish(reception).pk, number=reception.pass_number(1), contact=LEFT
    )
    with days_before(3):
        assert bookings.send_letters() == 0
    with days_before(2):
        assert bookings.send_letters(send=refuse) == 0
        assert (bookings.send_letters(), bookings.send_letters()) == (1, 0)
    [letter] = outbox.outbox
    assert letter.to == ["jeanne@example.org"]
    for words in ("16 mai 2023 à 14:00", "Déclarer ses impôts en ligne", "Le Moulin", "62000 Arras"):
        assert words in str(letter.body)
    assert "pass" not in f"{letter.subject} {letter.body}".lower()
    assert str(seat.number) not in str(letter.body)


def test_who_booked_what_is_cancelled_is_told_why(reception: Reception) -> None:
    session = publish(reception)
    operations.book_seat(by=bookings.HOLDER, session_id=session.pk, number=reception.pass_number(1), contact=LEFT)
    operations.cancel_session(by=reception.lina.actor, session_id=session.pk, reason="Salle fermée")
    assert (bookings.send_letters(), bookings.send_letters()) == (1, 0)
    assert "Salle fermée" in str(outbox.outbox[0].body)
    with days_before(1):
        assert bookings.send_letters() == 0


def test_what_people_left_is_erased_by_the_same_job(reception: Reception, scheme: Scheme) -> None:
    operations.book_seat(
        by=bookings.HOLDER, session_id=publish(reception).pk, number=reception.pass_number(1), contact=LEFT
    )
    with clock.at(datetime(2023, 5, 17, 6, 0, tzinfo=PARIS)):
        bookings.send_letters()
        assert BookingContact.objects.get().email == ""
    with clock.at(HELD_ON + timedelta(31)):
        bookings.send_letters()
    assert not BookingContact.objects.exists()
    assert Booking.objects.get().contact_until is None
