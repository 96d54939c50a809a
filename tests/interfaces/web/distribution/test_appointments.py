"""An appointment taken on the spot, after a hand-out."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from quitus.domain.distribution import operations as distribution
from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import operations as venues
from quitus.domain.venues.operations import CommuneTold
from quitus.domain.workshops.models import Booking
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from tests.factories.people import Person
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.sessions import publish
from tests.factories.stock import HANDED_ON, Stock, refer
from tests.interfaces.web.distribution.conftest import cost, text, to

pytestmark = pytest.mark.django_db
THEN = datetime(2021, 12, 6, 10, 0, tzinfo=PARIS)
HELD_ON = date(2021, 12, 14)


def test_the_nearest_session_is_booked_with_one_of_the_pass_just_given(
    stock: Stock, sign_in: Callable[[Person], Client]
) -> None:
    with clock.at(THEN):
        slip_id = distribution.hand_out(
            by=stock.team.dado.actor,
            point_id=stock.point.pk,
            numbers=stock.numbers(1, 3),
            occurred_on=HANDED_ON,
            referral_id=refer(stock).pk,
        ).slip_id
        structure: Organisation = make_organisation("Association du Moulin")
        venue = make_venue(stock.team, structure, "Le Moulin")  # type: ignore[arg-type]
        make_qualified(stock.team, structure)  # type: ignore[arg-type]
        reception = Reception(
            stock.team,  # type: ignore[arg-type]
            make_mediator(stock.team, venue, "Lina Caron"),  # type: ignore[arg-type]
            structure,
            venue,
            stock.order,
        )
        venues.take_in_communes(
            by=stock.team.anne.actor, told=[CommuneTold("62498", "Lens", ("62300",), 32_000, (50.43, 2.83))]
        )
        publish(reception, held_on=HELD_ON, title="Au loin", commune="Calais", postcode="62100", point=(50.95, 1.85))
        near = publish(
            reception, held_on=HELD_ON, title="Tout près", commune="Lens", postcode="62300", point=(50.44, 2.83)
        )
        browser = sign_in(stock.team.dado)
        choice = to("choose_session", slip_id)
        assert choice in browser.get(to("slip", slip_id)).content.decode()
        page = text(browser.get(choice))
        assert "Les plus proches de Lens" in page
        assert page.index("Tout près") < page.index("Au loin")
        assert "1 km" in page
        few = cost(choice, browser)
        publish(reception, held_on=HELD_ON, times=10)
        assert cost(choice, browser) == few

        book = to("book_session", slip_id, near.pk)
        assert browser.post(book, {"first_name": "Jeanne"}).status_code == 422
        printed = text(browser.post(book, {"first_name": "Jeanne", "consents": "on"}, follow=True))
        for words in ("Votre rendez-vous", "14 décembre 2021, 14 h à 16 h", "62300 Lens", "Annuler le rendez-vous"):
            assert words in printed
        assert "Jeanne" not in printed
        seat = Booking.objects.get()
        assert (seat.side, seat.number) == ("agent", stock.numbers(1, 1).first)
        browser.post(book, {})
        assert Booking.objects.latest("pk").number == stock.numbers(2, 2).first
        assert "est annulé" in text(browser.post(to("give_back_seat", slip_id, seat.pk), follow=True))
        assert browser.get(to("give_back_seat", slip_id, 999_999)).status_code == 404
