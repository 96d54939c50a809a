"""What each operator holds on a day: told from the lines, as known then, and equal to the ledger."""

from datetime import date, timedelta

import pytest

from quitus.domain.expiry import states
from quitus.domain.ledger import queries as ledger
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel import clock
from quitus.usecases import expiry
from quitus.usecases.exposure import OperatorExposure, exposure
from tests.domain.expiry.test_statement import CONCLUDED, DRAWN, answer, draw
from tests.factories.stock import HANDED_ON
from tests.factories.world import PAID_ON, SERVICE_ON, World

LAST_ON = date(2024, 1, 31)

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


def told(on: date) -> tuple[int, ...]:
    """What is left, what is to come back, and the cost of a failure, on a day."""
    held = only(exposure(on))
    return held.total("unused_cents"), held.total("credit_due_cents"), held.total("at_risk_cents")


def test_from_the_end_to_its_receipt_what_was_not_used_is_an_avoir_that_is_awaited(world: World) -> None:
    stock, day = world.stock, timedelta(days=1)
    made = answer(stock, draw(stock), 4)
    noted_on, received_on = CONCLUDED + 2 * day, CONCLUDED + 4 * day
    with clock.at(CONCLUDED):
        expiry.conclude_statement(by=world.team.anne.actor, statement_id=made.pk, concluded_on=CONCLUDED)
    finance: dict[str, object] = {"by": world.team.finance.actor, "statement_id": made.pk}
    with clock.at(noted_on):
        expiry.record_credit_note(**finance, number="AV-1", issued_on=noted_on, amount_cents=960_00)  # type: ignore[arg-type]
    with clock.at(received_on):
        expiry.receive_credit(**finance, received_on=received_on, kind=states.REFUNDED, reference="T-9")  # type: ignore[arg-type]
    for on in (LAST_ON - day, LAST_ON):
        assert told(on) == (960_00, 0, 960_00), "venues still take them that day"
    to_come = [
        LAST_ON,
        DRAWN - 2 * day,
        DRAWN - day,
        DRAWN,
        CONCLUDED - day,
        CONCLUDED,
        noted_on,
        received_on - 2 * day,
    ]
    for on in to_come:
        assert told(on + day) == (0, 960_00, 960_00)
    assert told(received_on) == (0, 0, 0)


def test_an_end_that_was_moved_later_had_come_as_one_knew_it_then(world: World) -> None:
    moved_on = LAST_ON + timedelta(days=2)
    with clock.at(moved_on):
        vouchers.prolong_order(
            by=world.team.anne.actor,
            order_id=world.stock.order.pk,
            valid_until=date(2024, 6, 30),
            reason="Avenant",
            act_reference="2023-512",
        )
    assert told(moved_on - timedelta(days=1)) == (0, 960_00, 960_00), "nobody knew"
    assert told(moved_on) == told(date(2024, 7, 30)) == (960_00, 0, 960_00)
    assert told(date(2024, 7, 31)) == (0, 960_00, 960_00)


def test_a_contract_without_avoir_gives_none_to_wait_for(world: World) -> None:
    OperatorContract.objects.filter(pk=world.team.contract.pk).update(credit_note="nothing")
    assert told(LAST_ON + timedelta(days=1)) == (960_00, 0, 960_00)
