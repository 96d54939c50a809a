"""An appointment from the page of a pass: everything by POST, one answer to every wrong code."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.vouchers import codes
from quitus.domain.workshops import operations
from quitus.domain.workshops.models import Booking, BookingContact
from quitus.interfaces import limits
from quitus.interfaces.web.public import bookings
from quitus.kernel import clock
from tests.factories.pages import said
from tests.factories.reception import Reception
from tests.factories.sessions import HELD_ON, publish

pytestmark = pytest.mark.django_db(databases=["default", limits.ALIAS])
PATH = "/pass/rendez-vous/"


@pytest.fixture(autouse=True)
def _within_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: datetime(2023, 5, 12, 10, 30, 20, tzinfo=UTC))


def post(code: str, **more: object) -> Any:
    return Client().post(PATH, {"code": code, **more})


@pytest.fixture
def code(reception: Reception) -> str:
    return codes.printed([reception.pass_number(1)])[0].code


def test_the_holder_of_a_pass_books_a_seat_and_gives_it_back(reception: Reception, code: str) -> None:
    session = publish(reception)
    linked = publish(reception, title="Sur agenda", booking_url="https://agenda.example/")
    assert PATH in said(Client().post("/pass/", {"code": code}))
    page = said(post(code))
    for words in ("16 mai 2023, 14 h à 16 h", "Déclarer ses impôts", "2 places", "https://agenda.example/"):
        assert words in page
    assert "Réserver sans" not in page
    assert 'name="sure"' in said(post(code, session=session.pk))
    done = said(post(code, session=session.pk, sure="1", first_name="Jeanne", consents="on"))
    assert "C'est réservé" in done
    seat = Booking.objects.get()
    assert (seat.side, seat.contact.first_name) == ("holder", "Jeanne")
    assert "Jeanne" not in done
    again = post(code, session=session.pk, sure="1")
    assert again.status_code == 422
    assert "a déjà une place" in said(again)
    assert "Le rendez-vous est annulé" in said(post(code, give_back=seat.pk))
    assert not BookingContact.objects.exists()
    assert post(code, session=linked.pk, sure="1").status_code == 422


def test_a_seat_taken_meanwhile_is_told(reception: Reception, code: str) -> None:
    session = publish(reception, seat_count=1)
    operations.book_seat(by=reception.lina.actor, session_id=session.pk, number=reception.pass_number(2))
    late = post(code, session=session.pk)
    assert late.status_code == 409
    assert "n'est plus libre" in said(late)


def test_nothing_is_kept_of_who_does_not_agree(reception: Reception, code: str) -> None:
    page = post(code, session=publish(reception).pk, sure="1", phone="06 01")
    assert page.status_code == 422
    assert not Booking.objects.exists()


def test_a_code_never_stands_in_an_address(reception: Reception, code: str) -> None:
    assert Client().get(PATH, {"code": code}).status_code == 302
    page = post(code)
    assert f"?code={code}" not in said(page)
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]


def test_every_wrong_code_gets_the_answer_of_the_page_of_a_pass(reception: Reception, code: str) -> None:
    session = publish(reception)
    seat = operations.book_seat(by=reception.lina.actor, session_id=session.pk, number=reception.pass_number(2))
    wrong = post("0" * 14)
    assert wrong.status_code == 404
    for answer in (post("0" * 14, session=session.pk, sure="1"), post(code, give_back=seat.pk)):
        assert (answer.status_code, said(answer)) == (404, said(wrong))
    assert Booking.objects.get().state == "booked"


def test_one_address_asks_and_books_only_so_often(reception: Reception, code: str) -> None:
    for _turn in range(10):
        post("0" * 14)
    assert post(code).status_code == 429
    with connections[limits.ALIAS].cursor() as cursor:
        cursor.execute("DELETE FROM quitus_request_count")
    for _turn in range(bookings.WRITES.most):
        post(code, give_back=1)
        with connections[limits.ALIAS].cursor() as cursor:
            cursor.execute("DELETE FROM quitus_request_count WHERE name <> 'pass_books'")
    assert post(code, give_back=1).status_code == 429


def test_the_sessions_of_a_pass_cost_the_same_whatever_their_number(reception: Reception, code: str) -> None:
    publish(reception)

    def cost() -> int:
        post(code)
        with CaptureQueriesContext(connection) as captured:
            assert post(code, commune="Lens").status_code == 200
        return len(captured)

    few = cost()
    publish(reception, times=30, held_on=HELD_ON)
    assert cost() == few


def test_a_pass_that_is_spent_is_offered_nothing(reception: Reception, code: str) -> None:
    publish(reception)
    reception.take(1)
    assert "Aucun créneau" in said(post(code))
