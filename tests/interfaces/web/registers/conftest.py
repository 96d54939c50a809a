"""A régie in which something happened, and everybody who reads its registers, on 20 January 2022."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.distribution import operations
from quitus.kernel import clock
from quitus.kernel.operation import unbroken
from tests.factories.people import Person
from tests.factories.stock import Stock, ranks, refer

NOW = datetime(2022, 1, 20, 9, tzinfo=UTC)
PATHS = {"authority": "anne", "accountant": "accountant", "distributor": "holder"}


@pytest.fixture
def busy(stock: Stock) -> Iterator[Stock]:
    """Ten pass handed out on 6 December, two lost on 10 January."""
    by = stock.team.dado.actor
    with unbroken():
        operations.hand_out(
            by=by,
            point_id=stock.point.pk,
            numbers=ranks(1, 10),
            occurred_on=date(2021, 12, 6),
            referral_id=refer(stock).pk,
        )
        operations.declare_loss(
            by=by,
            holder_id=stock.point.holder.pk,
            numbers=ranks(11, 12),
            occurred_on=date(2022, 1, 10),
            note="Tiroir forcé",
        )
    with clock.at(NOW):
        yield stock


@pytest.fixture
def reading(busy: Stock) -> Callable[[str], Client]:
    """The browser of whoever reads the pages of an audience."""

    def signed_in(audience: str) -> Client:
        person: Person = getattr(busy.team, PATHS[audience])
        client = Client()
        client.force_login(person.user)
        return client

    return signed_in


def at(audience: str, view: str, *keys: object, query: str = "") -> str:
    """The address of a page of an audience in the scheme of the tests."""
    address = reverse(f"{audience}:{view}", args=["essai", *keys])
    return f"{address}?{query}" if query else address


def cost(address: str, browser: Client) -> int:
    """How many queries a page costs, the second time it is looked at."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)
