"""What is printed: a design, an approved proof, an order whose pass exist and a run of them."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from quitus.domain.printing import operations
from quitus.domain.printing.models import PrintDesign, Proof
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.usecases import orders, printing
from tests.factories.passes import PROOF_ON, SERIES, Team, confirm, draft, produce

DRAFT = replace(
    printing.worded("le Département d'essai"), phone="03 00 00 00 00", phone_hours="du lundi au vendredi, de 9 h à 17 h"
)


def make_design(team: Team, **texts: object) -> PrintDesign:
    """What the pass of a scheme say."""
    return printing.save_design(by=team.anne.actor, draft=replace(DRAFT, **texts))  # type: ignore[arg-type]


def confirmed(team: Team, number: str = "2021-01", quantity: int = 100, booklet_size: int = 10) -> Order:
    """An order that waits for its proof."""
    return confirm(team, draft(team, number, quantity, booklet_size=booklet_size))


def proved(team: Team, order: Order) -> Proof:
    """Its proof, made by the operator and approved by Anne, on a day when the pass may still be used."""
    with clock.at(datetime.combine(PROOF_ON, time(9), UTC)):
        proof = printing.make_proof(by=team.printer.actor, order_id=order.pk)
        return printing.approve_proof(
            by=team.anne.actor, proof_id=proof.pk, approved_on=PROOF_ON, approved_name="Anne Lefèvre"
        )


def produced(team: Team, order: Order, series: int = SERIES) -> Order:
    """The order whose pass exist."""
    assert order.proof_on is not None
    return orders.produce_order(by=team.printer.actor, order_id=order.pk, produced_on=order.proof_on, series=series)


@pytest.fixture
def printable(team: Team) -> Order:
    """An order of a hundred pass, its proof approved on paper, its pass made: ready to print."""
    operations.save_design(by=team.anne.actor, **vars(DRAFT), accent="#1d6b70")
    return produce(team, confirmed(team))
