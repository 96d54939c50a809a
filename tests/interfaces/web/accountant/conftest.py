"""What waits for the accountant on 10 December 2021, and the accountant signed in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Appointment, Imprest
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from tests.factories.passes import Team, confirm, draft, produce
from tests.factories.people import Person
from tests.factories.stock import Stock, make_terms

NOW = datetime(2021, 12, 10, 9, tzinfo=UTC)
OTHER_SERIES = 222_222_222


@dataclass(frozen=True)
class Desk:
    """An order to visa, one delivered to count, a régie and a nomination to agree to; 20 pass in charge."""

    stock: Stock
    drafted: Order
    produced: Order
    proposed: Imprest
    nomination: Appointment


@pytest.fixture
def desk(stock: Stock, team: Team) -> Iterator[Desk]:
    made = Desk(
        stock=stock,
        drafted=draft(team, "2021-02"),
        produced=produce(team, confirm(team, draft(team, "2021-03")), OTHER_SERIES),
        proposed=operations.propose_imprest(by=team.anne.actor, name="Régie itinérante", terms=make_terms(10_000_00)),
        nomination=operations.appoint(
            by=team.finance.actor,
            imprest_id=stock.imprest.pk,
            user_id=team.dado.user.pk,
            kind="substitute",
            act_reference="2021-N-9",
            starts_on=date(2021, 12, 20),
            ends_on=date(2022, 1, 15),
        ),
    )
    with clock.at(NOW):
        yield made


@pytest.fixture
def accountant(desk: Desk, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(desk.stock.team.accountant)


def at(view: str, *arguments: object, query: str = "") -> str:
    """The address of a view of the accountant in the scheme of the tests."""
    address = reverse(f"accountant:{view}", args=["essai", *arguments])
    return f"{address}?{query}" if query else address
