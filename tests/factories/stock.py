"""A régie, a point, and pass on their way to people, made through the operations a user would call."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from quitus.domain.distribution import catalogue, operations
from quitus.domain.distribution.models import DistributionPoint, Imprest, Referral, Slip
from quitus.domain.distribution.operations import Person
from quitus.domain.distribution.regie import Terms
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import number_of
from quitus.kernel.operation import unbroken
from quitus.kernel.ranges import NumberRange
from quitus.usecases.handout import refer_new_person
from tests.factories.passes import SERIES, Team, make_order
from tests.factories.people import Person as Somebody
from tests.harness.kept import kept

ASSENT_ON = date(2021, 8, 30)
CONSTITUTED_ON = date(2021, 9, 6)
APPOINTED_ON = date(2021, 9, 15)
SUPPLIED_ON = date(2021, 10, 11)
TRANSFERRED_ON = date(2021, 11, 2)
HANDED_ON = date(2021, 12, 6)
SOMEBODY = Person(
    first_name="Jeanne",
    last_name="Carpentier",
    age_band="40_59",
    commune="Lens",
    publics=["rsa"],
    far_evidence="questionnaire",
)


@dataclass(frozen=True)
class Stock:
    """A team with its régie and its point, and one active order of a hundred pass."""

    team: Team
    imprest: Imprest
    point: DistributionPoint
    order: Order

    def numbers(self, first: int, last: int) -> NumberRange:
        """The pass of the order from one rank to another."""
        return ranks(first, last)


def ranks(first: int, last: int, series: int = SERIES) -> NumberRange:
    """The pass of a series from one rank to another, both included."""
    return NumberRange(number_of(series, first), number_of(series, last))


def make_terms(ceiling_cents: int = 60_000_00, **facts: object) -> Terms:
    """What the act of a régie says: it hands out, at points, without cash."""
    said: dict[str, object] = {
        "purpose": "Distribution des pass numériques",
        "allowed": frozenset({catalogue.HAND_OUT, catalogue.OPEN_POINTS}),
        "periodicity": "monthly",
        "address": "1 place de l'Exemple, Arras",
        "accounting_office": "Paierie départementale (exemple)",
    }
    return Terms(ceiling_cents=ceiling_cents, **(said | facts))  # type: ignore[arg-type]


def make_imprest(team: Team, ceiling_cents: int = 60_000_00, **facts: object) -> Imprest:
    """An open régie, without anybody appointed; `facts` are what its act says otherwise."""
    terms = make_terms(ceiling_cents, **facts)
    proposed = operations.propose_imprest(by=team.anne.actor, name="Régie Pass numérique", terms=terms)
    operations.assent_to_imprest(by=team.accountant.actor, imprest_id=proposed.pk, assent_on=ASSENT_ON)
    return operations.open_imprest(
        by=team.finance.actor, imprest_id=proposed.pk, constituted_on=CONSTITUTED_ON, act_reference="2021-R-12"
    )


def appoint(
    team: Team, imprest: Imprest, user_id: int, kind: str, *, point: DistributionPoint | None = None,
    starts_on: date = APPOINTED_ON, ends_on: date | None = None,
) -> None:  # fmt: skip
    """Somebody appointed, with the accountant's assent."""
    made = operations.appoint(
        by=team.finance.actor,
        imprest_id=imprest.pk,
        user_id=user_id,
        kind=kind,
        act_reference="2021-N-3",
        starts_on=starts_on,
        ends_on=ends_on,
        point_id=point.pk if point else None,
    )
    operations.assent_to_appointment(by=team.accountant.actor, appointment_id=made.pk, assent_on=ASSENT_ON)


def make_point(team: Team, imprest: Imprest, name: str = "Maison des solidarités de Lens") -> DistributionPoint:
    """A point open since the régie is."""
    return operations.open_point(
        by=team.anne.actor, imprest_id=imprest.pk, name=name, commune="Lens", opened_on=CONSTITUTED_ON
    )


def received(by: Somebody, slip: Slip) -> Slip:
    """A slip for which its receiver has signed, on its own day."""
    return operations.acknowledge_slip(by=by.actor, slip_id=slip.pk, received_on=slip.occurred_on)


def make_stock(team: Team, quantity: int = 100, at_safe: int = 80, at_point: int = 50) -> Stock:
    """`at_safe` pass supplied to the safe, of which `at_point` went on to the point where Dado hands out."""
    imprest = make_imprest(team)
    appoint(team, imprest, team.holder.user.pk, "holder")
    point = make_point(team, imprest)
    appoint(team, imprest, team.dado.user.pk, "agent", point=point)
    stock = Stock(team, imprest, point, make_order(team, quantity=quantity))
    if at_safe:
        slip = operations.supply_safe(
            by=team.accountant.actor, imprest_id=imprest.pk, numbers=ranks(1, at_safe), occurred_on=SUPPLIED_ON
        )
        received(team.holder, slip)
    if at_point:
        slip = operations.transfer_to_point(
            by=team.holder.actor, point_id=point.pk, numbers=ranks(1, at_point), occurred_on=TRANSFERRED_ON
        )
        received(team.dado, slip)
    return stock


def refer(stock: Stock, issued_on: date = HANDED_ON, **facts: object) -> Referral:
    """A person referred to the point by the prescriber."""
    return refer_new_person(
        by=stock.team.prescriber.actor,
        person=replace(SOMEBODY, **facts),  # type: ignore[arg-type]
        point_id=stock.point.pk,
        issued_on=issued_on,
    )


@pytest.fixture
def stock(team: Team, request: pytest.FixtureRequest) -> Stock:
    """An order of a hundred pass: 20 with the accountant, 30 in the safe, 50 at Dado's point."""
    with unbroken():
        return kept(request, "stock", lambda: make_stock(team), team=team)
