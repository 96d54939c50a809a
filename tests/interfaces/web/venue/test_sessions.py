"""What a venue publishes, and who booked there."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.vouchers import codes
from quitus.domain.workshops import operations
from quitus.domain.workshops.models import Booking, Session
from quitus.domain.workshops.operations import Contact
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS
from tests.factories.reception import Reception, make_mediator, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.sessions import HELD_ON, publish

pytestmark = pytest.mark.django_db
WHOEVER = Actor.system("Porteur du pass")


def to(view: str, *arguments: object) -> str:
    return reverse(f"venue:{view}", args=["essai", *arguments])


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def said(reception: Reception, **facts: object) -> dict[str, object]:
    return {
        "venue_id": reception.venue.pk,
        "kind": "workshop",
        "service_code": "demarches",
        "title": "Créer sa boîte aux lettres",
        "held_on": "16/05/2023",
        "starts_time": "14h30",
        "ends_time": "16 h",
        "seat_count": "6",
        "times": "1",
        "every_weeks": "1",
    } | facts


def test_a_venue_publishes_repeats_and_cancels(browse: Client, reception: Reception) -> None:
    assert "Aucun créneau à venir" in text(browse.get(to("sessions")))
    page = browse.post(to("new_session"), said(reception), follow=True)
    assert "14 h 30 à 16 h" in text(page)
    assert "sur 6 places" in text(page)
    again = browse.post(to("new_session"), said(reception, times="3", held_on="23/05/2023"), follow=True)
    assert text(again).count("Créer sa boîte aux lettres") == 4
    one = Session.objects.earliest("held_on")
    assert browse.post(to("cancel_session", one.pk), {"reason": ""}).status_code == 422
    cancelled = browse.post(to("cancel_session", one.pk), {"reason": "Salle fermée"}, follow=True)
    assert "Salle fermée" in text(cancelled)
    assert "Réserver une place" not in text(cancelled)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": "11/05/2023"}, "held_on"),
        ({"ends_time": "14:00"}, "ends_time"),
        ({"starts_time": "tôt"}, "starts_time"),
        ({"seat_count": ""}, "seat_count"),
        ({"commune": "Lens"}, "commune"),
        ({"times": "53"}, "times"),
    ],
)
def test_what_is_wrong_stands_under_its_field(
    browse: Client, reception: Reception, facts: dict[str, object], field: str
) -> None:
    page = browse.post(to("new_session"), said(reception, **facts))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]


def test_a_venue_books_gives_back_and_notes_who_did_not_come(browse: Client, reception: Reception) -> None:
    session = publish(reception)
    number = reception.pass_number(1)
    code = codes.code_of(number)
    wrong = browse.post(to("book", session.pk), {"code": "0" * 14})
    assert list(wrong.context["form"].errors) == ["code"]
    unsure = browse.post(to("book", session.pk), {"code": code, "first_name": "Jeanne"})
    assert list(unsure.context["form"].errors) == ["consents"]
    page = browse.post(
        to("book", session.pk), {"code": code, "first_name": "Jeanne", "phone": "06 01", "consents": "on"}, follow=True
    )
    for words in (str(number), "Jeanne", "06 01", "Le lieu"):
        assert words in text(page)
    assert code not in page.content.decode()
    seat = Booking.objects.get()
    assert "La place est libre" in text(browse.post(to("cancel_booking", seat.pk), follow=True))
    operations.book_seat(by=WHOEVER, session_id=session.pk, number=number)
    seat = Booking.objects.latest("pk")
    with clock.at(datetime(2023, 5, 16, 15, 0, tzinfo=PARIS)):
        assert "Noter une absence" in text(browse.get(to("session", session.pk)))
        assert "L'absence est notée" in text(browse.post(to("absence", seat.pk), follow=True))
        assert "L'absence est effacée" in text(browse.post(to("absence", seat.pk), follow=True))
        past = text(browse.get(to("session", session.pk)))
    assert "Annuler ce créneau" not in past


def test_a_venue_sees_of_the_person_what_he_agreed_to_and_never_his_address(
    browse: Client, reception: Reception
) -> None:
    session = publish(reception)
    left = Contact("Jeanne", "", "jeanne@example.org", consents=True)
    operations.book_seat(by=WHOEVER, session_id=session.pk, number=reception.pass_number(1), contact=left)
    page = text(browse.get(to("session", session.pk)))
    assert "Jeanne" in page
    assert "example.org" not in page


def test_a_venue_opens_only_its_own_sessions(browse: Client, reception: Reception) -> None:
    elsewhere = make_venue(reception.team, make_organisation("Café des Mines"), "Café des Mines", "Lens")
    make_mediator(reception.team, elsewhere, "Noé Blanc")
    session = publish(reception)
    seat = operations.book_seat(by=WHOEVER, session_id=session.pk, number=reception.pass_number(1))
    Session.objects.filter(pk=session.pk).update(venue=elsewhere)
    for address in (
        to("session", session.pk), to("cancel_session", session.pk), to("book", session.pk),
        to("cancel_booking", seat.pk), to("absence", seat.pk),
    ):  # fmt: skip
        assert browse.get(address).status_code == 404
        assert browse.post(address).status_code in (404, 405)


def cost(address: str, browser: Client) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_lists_of_a_venue_cost_the_same_whatever_their_size(browse: Client, reception: Reception) -> None:
    session = publish(reception, seat_count=20)
    left = Contact("Jeanne", "06", "", consents=True)

    def fill(first: int, last: int) -> None:
        for rank in range(first, last + 1):
            operations.book_seat(by=WHOEVER, session_id=session.pk, number=reception.pass_number(rank), contact=left)

    fill(1, 1)
    few = cost(to("sessions"), browse), cost(to("session", session.pk), browse)
    fill(2, 9)
    publish(reception, times=12, held_on=HELD_ON + timedelta(1))
    assert (cost(to("sessions"), browse), cost(to("session", session.pk), browse)) == few
