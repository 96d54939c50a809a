"""What each operator holds on a day: told from the lines, as known then, and equal to the ledger."""

from datetime import date, timedelta

import pytest

from quitus.domain.ledger import queries as ledger
from quitus.usecases.exposure import OperatorExposure, exposure
from tests.factories.stock import HANDED_ON
from tests.factories.world import PAID_ON, SERVICE_ON, World

AMOUNTS = ("paid_cents", "unused_cents", "unpaid_cents", "credit_due_cents", "at_risk_cents")


def only(found: list[OperatorExposure]) -> OperatorExposure:
    (one,) = found
    return one


@pytest.mark.parametrize(
    ("on", "amounts"),
    [
        (HANDED_ON, (1_000_00, 1_000_00, 0, 0, 1_000_00)),
        (SERVICE_ON, (1_000_00, 960_00, 40_00, 0, 1_000_00)),
        (PAID_ON - timedelta(days=1), (1_000_00, 960_00, 40_00, 0, 1_000_00)),
        (PAID_ON, (1_000_00, 960_00, 0, 0, 960_00)),
    ],
)
def test_what_an_operator_holds_is_what_its_failure_would_cost(
    world: World, on: date, amounts: tuple[int, ...]
) -> None:
    held = only(exposure(on))
    assert held.operator == world.team.operator
    assert tuple(held.total(name) for name in AMOUNTS) == amounts
    account = f"held_by_payer:{world.team.operator.pk}"
    assert held.total("at_risk_cents") == ledger.balance(world.scheme.pk, account, on)


def test_what_was_recorded_later_did_not_count_then(world: World) -> None:
    assert exposure(HANDED_ON - timedelta(days=1)) == [], "active since 4 October, recorded on 6 December"


def test_fees_are_spent_and_stand_apart(world: World) -> None:
    (order,) = only(exposure(PAID_ON)).orders
    assert (order.used_count, order.settled_count) == (4, 4)
    assert order.fee_cents == 40_00 + 1_60, "4 % of what was ordered, 4 % of what was used"
