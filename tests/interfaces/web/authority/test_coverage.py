"""The pages about coverage and about what is planned."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.venues import operations as venues
from quitus.domain.venues.operations import CommuneTold
from quitus.domain.workshops import operations
from tests.factories.people import Person
from tests.factories.reception import Reception
from tests.factories.sessions import publish
from tests.usecases.test_coverage import COMMUNES

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in: Callable[[Person], Client], reception: Reception) -> Client:
    return sign_in(reception.team.anne)


def to(view: str, **query: str) -> str:
    address = reverse(f"authority:{view}", args=["essai"])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def test_the_page_says_who_lives_far_and_how_it_is_estimated(browser: Client, reception: Reception) -> None:
    assert "quitus import communes" in text(browser.get(to("coverage")))
    venues.take_in_communes(by=reception.team.anne.actor, told=COMMUNES)
    page = browser.get(to("coverage"))
    told = text(page)
    for words in ("3 communes sont à plus de 20 minutes", "à vol d'oiseau, à 40 km/h", "Calais", "77,2 %"):
        assert words in told
    assert page.content.decode().count('stroke-width="3" />') == 4, "three squares and that of the legend"
    assert 'role="img"' in page.content.decode()
    far = browser.get(to("coverage", jour="01/11/2021"))
    assert "4 communes sont à plus de 20 minutes" in text(far)
    assert browser.get(to("coverage", jour="hier")).status_code == 200
    sheet = browser.get(to("coverage", etat="tout", format="csv")).content.decode()
    assert "Nulle-Part;100;Non située" in sheet


def test_what_is_planned_is_told_in_counts(browser: Client, reception: Reception) -> None:
    assert "Aucun créneau" in text(browser.get(to("planned_sessions")))
    session = publish(reception, seat_count=4)
    operations.book_seat(by=reception.lina.actor, session_id=session.pk, number=reception.pass_number(1))
    told = text(browser.get(to("planned_sessions")))
    assert "25 %" in told
    assert str(reception.pass_number(1)) not in told
    assert "Arras;1;4;1;25,0;0;0" in browser.get(to("planned_sessions", format="csv")).content.decode()
    assert "Aucun créneau" in text(browser.get(to("planned_sessions", quand="passes")))


def test_both_pages_cost_the_same_whatever_their_size(browser: Client, reception: Reception) -> None:
    def cost(address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    venues.take_in_communes(by=reception.team.anne.actor, told=COMMUNES[:1])
    publish(reception, commune="Calais", postcode="62100")
    few = [cost(to("coverage")), cost(to("planned_sessions"))]
    venues.take_in_communes(
        by=reception.team.anne.actor,
        told=[CommuneTold(f"62{rank:03}", f"Commune {rank}", (), rank, (50.5, 2 + rank / 90)) for rank in range(90)],
    )
    publish(reception, commune="Lens", postcode="62300", times=12)
    assert [cost(to("coverage")), cost(to("planned_sessions"))] == few
