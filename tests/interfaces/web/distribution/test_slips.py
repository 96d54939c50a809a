"""Slips as their readers meet them: from a drawer, corrected, confirmed."""

from collections.abc import Iterator

import pytest
from django.test import Client

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Slip
from quitus.domain.organisations.models import Scheme
from quitus.kernel.clock import at as living
from tests.factories.stock import HANDED_ON, Stock, ranks, refer
from tests.interfaces.web.distribution.conftest import text, to


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    """All this happens on the day of the hand-outs."""
    with living(HANDED_ON):
        yield


@pytest.fixture
def dado_s(client: Client, stock: Stock) -> Client:
    """Dado's browser."""
    client.force_login(stock.team.dado.user)
    return client


@pytest.fixture
def holder_s(stock: Stock) -> Client:
    """The imprest holder's browser."""
    browser = Client()
    browser.force_login(stock.team.holder.user)
    return browser


def test_the_slip_of_a_hand_out_from_a_drawer_is_read_by_its_keeper_and_the_imprest_holder(
    dado_s: Client, holder_s: Client, stock: Stock
) -> None:
    operations.leave_in_drawer(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    numbers = ranks(41, 50)
    told = {"numbers": f"{numbers.first}-{numbers.last}", "occurred_on": "06/12/2021"}
    made = dado_s.post(to("hand_out", refer(stock).pk) + "?tiroir=", told, follow=True)
    slip = Slip.objects.get(kind="handout")
    assert made.status_code == 200
    assert made.redirect_chain[-1][0] == to("slip", slip.pk)
    for browser in (dado_s, holder_s):
        assert slip.number in text(browser.get(to("slip", slip.pk)))
        assert browser.get(to("paper", "slip", slip.pk)).status_code == 200
        assert slip.number in text(browser.get(to("slips")))
