"""A scheme with everybody it needs, from the order to the hand-out, made through the operations a user would call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from quitus.domain.budget.models import Market
from quitus.domain.budget.operations import notify_market
from quitus.domain.grants.models import Convention
from quitus.domain.grants.rules import Value
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import states
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.kernel.operation import unbroken
from quitus.kernel.ranges import NumberRange
from quitus.usecases import orders as usecases
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.factories.texts import make_convention
from tests.harness.kept import kept

DRAFTED_ON = date(2021, 6, 1)
VISA_ON = date(2021, 6, 8)
CONFIRMED_ON = date(2021, 6, 15)
PROOF_ON = date(2021, 7, 1)
PRODUCED_ON = date(2021, 9, 1)
DELIVERED_ON = date(2021, 9, 20)
ACTIVATED_ON = date(2021, 10, 4)
VALID_UNTIL = date(2023, 12, 31)
SERIES = 123_456_789


@dataclass(frozen=True)
class Team:
    """Everybody around the pass of one scheme, with its convention, its operator, market and contract."""

    scheme: Scheme
    anne: Person
    dado: Person
    finance: Person
    accountant: Person
    holder: Person
    prescriber: Person
    printer: Person
    operator: Organisation
    convention: Convention
    market: Market
    contract: OperatorContract


def make_team(scheme: Scheme, anne: Person, dado: Person, *, ceiling_cents: int = 520_000_00, **terms: Value) -> Team:
    """The team of a scheme, its convention signed, its market notified."""
    operator = make_organisation("Cartopass (exemple)", kinds.OPERATOR)
    convention = make_convention(anne.actor, scheme, **terms)
    market = notify_market(
        by=anne.actor,
        operator_id=operator.pk,
        number="2021-M-07",
        title="Fourniture de pass",
        launched_on=date(2021, 3, 20),
        awarded_on=date(2021, 4, 20),
        notified_on=date(2021, 5, 3),
        ends_on=date(2024, 12, 31),
        ceiling_cents=ceiling_cents,
    )
    contract = vouchers.sign_operator_contract(
        by=anne.actor,
        market_id=market.pk,
        number="C-1",
        fee_on_order_per_mille=40,
        fee_on_redemption_per_mille=40,
        yearly_fee_per_venue_cents=77_00,
        tolerance_months=1,
        late_entry_days=60,
        payment_days=30,
        starts_on=date(2021, 5, 3),
        ends_on=date(2024, 12, 31),
    )
    return Team(
        scheme=scheme,
        anne=anne,
        dado=dado,
        finance=make_person(scheme, "Fanny Robert", roles.FINANCE),
        accountant=make_person(
            scheme, "Claude Masson", roles.ACCOUNTANT, make_organisation("Paierie", "accountant_office")
        ),
        holder=make_person(scheme, "Rémi Dubois", roles.IMPREST_HOLDER),
        prescriber=make_person(scheme, "Pia Moreau", roles.PRESCRIBER),
        printer=make_person(scheme, "Oscar Petit", roles.OPERATOR, operator),
        operator=operator,
        convention=convention,
        market=market,
        contract=contract,
    )


@pytest.fixture
def team(scheme: Scheme, anne: Person, dado: Person, request: pytest.FixtureRequest) -> Team:
    """Everybody around the pass of the scheme."""
    with unbroken():
        return kept(request, "team", lambda: make_team(scheme, anne, dado), scheme=scheme, anne=anne, dado=dado)


def draft(team: Team, number: str = "2021-01", quantity: int = 100, **facts: object) -> Order:
    """An order being prepared, by default to the operator, in booklets of ten."""
    return vouchers.draft_order(**(_asked(team) | {"number": number, "quantity": quantity} | facts))  # type: ignore[arg-type]


def correct(team: Team, order: Order, **facts: object) -> Order:
    """What `draft` says by default of a hundred pass under this number, and what `facts` say, said of a draft anew."""
    read = Order.objects.get(pk=order.pk)
    days = (read.drafted_on, read.corrected_on, read.visa_refused_on)
    stamp = {"revision": read.revision, "corrected_on": max(day for day in days if day)}
    said = _asked(team) | {"number": order.number, "quantity": 100} | stamp | facts
    return vouchers.correct_draft(order_id=order.pk, **said)  # type: ignore[arg-type]


def _asked(team: Team) -> dict[str, object]:
    return {
        "by": team.anne.actor,
        "booklet_size": 10,
        "face_value_cents": 10_00,
        "valid_until": VALID_UNTIL,
        "drafted_on": DRAFTED_ON,
        "operator_contract_id": team.contract.pk,
    }


def confirm(team: Team, order: Order) -> Order:
    """The order with its visa, confirmed."""
    revision = Order.objects.get(pk=order.pk).revision
    vouchers.visa_order(by=team.accountant.actor, order_id=order.pk, revision=revision, visa_on=VISA_ON)
    return vouchers.confirm_order(by=team.anne.actor, order_id=order.pk, revision=revision, confirmed_on=CONFIRMED_ON)


def prove(team: Team, order: Order, approved_on: date = PROOF_ON) -> Order:
    """The confirmed order with its proof approved."""
    return vouchers.approve_proof(
        by=team.anne.actor, order_id=order.pk, approved_on=approved_on, approved_name="Anne Lefebvre"
    )


def produce(team: Team, order: Order, series: int = SERIES) -> Order:
    """The order printed by its operator, its proof approved before, and in the printer's custody."""
    if order.state == states.CONFIRMED:
        prove(team, order)
    return usecases.produce_order(by=team.printer.actor, order_id=order.pk, produced_on=PRODUCED_ON, series=series)


def deliver(team: Team, order: Order, missing: Sequence[NumberRange] = (), note: str = "") -> Order:
    """The order counted and taken in charge by the accountant."""
    return usecases.receive_delivery(
        by=team.accountant.actor, order_id=order.pk, delivered_on=DELIVERED_ON, missing=missing, note=note
    )


def activate(team: Team, order: Order, mandat_number: str | None = None, activated_on: date = ACTIVATED_ON) -> Order:
    """The order made usable by the mandat that pays it, of its own unless told otherwise."""
    mandat_number = f"M-{order.number}" if mandat_number is None else mandat_number
    return usecases.activate_order(
        by=team.finance.actor, order_id=order.pk, mandat_number=mandat_number, activated_on=activated_on
    )


def make_order(team: Team, number: str = "2021-01", quantity: int = 100, series: int = SERIES) -> Order:
    """An active order, its pass held by the accountant."""
    return activate(team, deliver(team, produce(team, confirm(team, draft(team, number, quantity)), series)))
