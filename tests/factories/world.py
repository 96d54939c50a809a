"""One small scheme with something of everything, made through the operations a user would call.

A hundred pass ordered, ten of them handed to a person, five taken at a venue of which one was undone, four claimed and
paid, three expenses paid, a report submitted and a statement signed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from config.environment import Server
from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import Instalment
from quitus.domain.distribution import operations as distribution
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.reimbursement import operations as reimbursement
from quitus.domain.reimbursement.models import Claim
from quitus.domain.reporting import operations as reporting
from quitus.domain.reporting.models import ExpenditureStatement, Report
from quitus.domain.venues.models import Venue
from quitus.kernel import clock
from quitus.usecases import redeem as redeeming
from quitus.usecases import settle
from tests.factories.passes import Team, make_team
from tests.factories.people import Person, make_person
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.reports import Bureau, pay, sign, submit
from tests.factories.schemes import make_organisation, make_scheme
from tests.factories.stock import HANDED_ON, Stock, make_stock, refer
from tests.factories.texts import make_budget_line
from tests.harness import cluster

SERVICE_ON = date(2022, 1, 12)
CLAIMED_ON = date(2022, 2, 3)
PAID_ON = date(2022, 2, 20)
PERIOD_TO = date(2022, 6, 30)
SUBMITTED_ON = date(2022, 7, 20)


@dataclass(frozen=True)
class World:
    """Everybody and everything of the small scheme."""

    team: Team
    bureau: Bureau
    stock: Stock
    reception: Reception
    claim: Claim
    instalment: Instalment
    report: Report
    statement: ExpenditureStatement

    @property
    def scheme(self) -> Scheme:
        """The scheme of it all."""
        return self.team.scheme


def make_world(scheme: Scheme, anne: Person, dado: Person) -> World:
    """The small scheme, up to July 2022."""
    with clock.at(HANDED_ON):
        team = make_team(scheme, anne, dado)
        bureau = _make_bureau(team)
        _spend(bureau)
        stock = make_stock(team)
        distribution.hand_out(
            by=dado.actor,
            point_id=stock.point.pk,
            numbers=stock.numbers(1, 10),
            occurred_on=HANDED_ON,
            referral_id=refer(stock).pk,
        )
        reception = _make_reception(stock)
    _take_pass(reception)
    claim = _settle(team, reception)
    with clock.at(SUBMITTED_ON):
        report = submit(bureau, on=SUBMITTED_ON, period_to=PERIOD_TO)
        statement = sign(bureau, until=PERIOD_TO, on=SUBMITTED_ON)
        instalment = _claim_instalment(team)
    return World(team, bureau, stock, reception, claim, instalment, report, statement)


def _spend(bureau: Bureau) -> None:
    reporting.plan_year(by=bureau.manager.actor, year=2021, planned_count=5)
    reporting.plan_year(by=bureau.manager.actor, year=2022, planned_count=20)
    pay(bureau, bureau.fees, 40_00, reference="F-1")
    pay(bureau, bureau.engineering, 500_00, reference="F-2", on=date(2021, 12, 1))
    pay(bureau, bureau.face_value, 1_000_00, reference="F-3", on=date(2021, 11, 2))


def _make_bureau(team: Team) -> Bureau:
    anne = team.anne.actor
    return Bureau(
        scheme=team.scheme,
        manager=team.anne,
        finance=team.finance,
        accountant=team.accountant,
        funder=make_person(team.scheme, "Fatou Diallo", roles.FUNDER, team.scheme.funder),
        convention=team.convention,
        face_value=make_budget_line(anne, team.convention, "face_value", 500_000_00),
        fees=make_budget_line(anne, team.convention, "fees", 20_000_00),
        engineering=make_budget_line(anne, team.convention, "engineering", 30_000_00),
    )


def _make_reception(stock: Stock) -> Reception:
    structure: Organisation = make_organisation("Association du Moulin")
    venue: Venue = make_venue(stock.team, structure, "Le Moulin")
    make_qualified(stock.team, structure)
    lina = make_mediator(stock.team, venue, "Lina Caron")
    return Reception(stock.team, lina, structure, venue, stock.order)


def _take_pass(reception: Reception) -> None:
    with clock.at(SERVICE_ON):
        reception.take(1, 2, 3, 4, 5)
        redeeming.undo_redemption(by=reception.lina.actor, number=reception.pass_number(5), turn=1)


def _settle(team: Team, reception: Reception) -> Claim:
    with clock.at(CLAIMED_ON):
        [claim] = settle.claim_month(by=reception.lina.actor, month=date(2022, 1, 1), submitted_on=CLAIMED_ON)
    with clock.at(PAID_ON):
        reimbursement.certify_service_fait(by=team.finance.actor, claim_id=claim.pk, certified_on=CLAIMED_ON)
        [payment] = settle.issue_payments(by=team.finance.actor, claim_ids=[claim.pk], issued_on=PAID_ON)
        reimbursement.record_payment(by=team.printer.actor, payment_id=payment.pk, paid_on=PAID_ON)
    return claim


def _claim_instalment(team: Team) -> Instalment:
    planned = budget.plan_instalment(
        by=team.anne.actor,
        convention_id=team.convention.pk,
        label="Premier acompte",
        trigger="Rapport d'étape",
        expected_cents=350_00,
        due_on=SUBMITTED_ON,
        rate_per_mille=500,
    )
    return budget.claim_instalment(
        by=team.anne.actor, instalment_id=planned.pk, claimed_on=SUBMITTED_ON, claimed_cents=300_00
    )


@pytest.fixture(scope="module")
def world_made(
    database_server: Server, database_name: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World]:
    """The small scheme, committed to a database of its own for the tests of one module: making it takes a while."""
    name = f"{database_name}_world"
    with django_db_blocker.unblock():
        cluster.drop(database_server, name)
        cluster.create(database_server, name)
        cluster.point_at(database_server, name)
        scheme = make_scheme()
        with within_scheme(scheme):
            anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
            dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
            made = make_world(scheme, anne, dado)
    yield made
    with django_db_blocker.unblock():
        cluster.point_at(database_server, database_name)
        cluster.drop(database_server, name)


@pytest.fixture
def world(world_made: World, db: None) -> Iterator[World]:
    """The small scheme with something of everything, in whose scope the test runs, rolled back after it."""
    with within_scheme(world_made.scheme):
        yield world_made
