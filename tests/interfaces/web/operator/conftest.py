"""An operator with an order to produce, one to deliver, one delivered, and another operator beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.budget.operations import notify_market
from quitus.domain.organisations import kinds, roles
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from tests.factories.passes import Team, confirm, deliver, draft, produce, prove
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.factories.stock import ranks

NOW = datetime(2021, 12, 10, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Workshop:
    """The orders of Cartopass at each step, and somebody of another operator with one order."""

    team: Team
    drafted: Order
    confirmed: Order
    produced: Order
    delivered: Order
    rival: Person
    rival_order: Order


@pytest.fixture
def workshop(team: Team) -> Iterator[Workshop]:
    other = make_organisation("Ticketin (exemple)", kinds.OPERATOR)
    market = notify_market(
        by=team.anne.actor,
        operator_id=other.pk,
        number="2021-M-08",
        title="Pass de secours",
        launched_on=date(2021, 3, 20),
        awarded_on=date(2021, 4, 20),
        notified_on=date(2021, 5, 3),
        ends_on=date(2024, 12, 31),
        ceiling_cents=100_000_00,
    )
    contract = vouchers.sign_operator_contract(
        by=team.anne.actor,
        market_id=market.pk,
        number="T-1",
        fee_on_order_per_mille=0,
        fee_on_redemption_per_mille=0,
        yearly_fee_per_venue_cents=0,
        tolerance_months=1,
        late_entry_days=60,
        payment_days=30,
        starts_on=date(2021, 5, 3),
        ends_on=date(2024, 12, 31),
    )
    produced = produce(team, confirm(team, draft(team, "2021-03")), 222_222_222)
    short = produce(team, confirm(team, draft(team, "2021-04")), 333_333_333)
    made = Workshop(
        team=team,
        drafted=draft(team, "2021-01"),
        confirmed=prove(team, confirm(team, draft(team, "2021-02"))),
        produced=produced,
        delivered=deliver(team, short, missing=[ranks(21, 40, 333_333_333)], note="Carton ouvert à l'arrivée."),
        rival=make_person(team.scheme, "Thierry Roy", roles.OPERATOR, other),
        rival_order=confirm(team, draft(team, "2021-09", operator_contract_id=contract.pk)),
    )
    with clock.at(NOW):
        yield made


@pytest.fixture
def printer(workshop: Workshop, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(workshop.team.printer)


def at(view: str, *arguments: object) -> str:
    """The address of a view of the operator in the scheme of the tests."""
    return reverse(f"operator:{view}", args=["essai", *arguments])
