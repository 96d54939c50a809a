"""A régie in which something of everything happened, over three months."""

from dataclasses import dataclass
from datetime import date

import pytest

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Slip
from quitus.kernel.operation import unbroken
from tests.factories.stock import Stock, ranks, refer

RETURNED_ON = date(2021, 12, 20)
LOST_ON = date(2022, 1, 10)


@dataclass(frozen=True)
class Told:
    """A stock of a hundred pass after a hand-out, a return and a loss; `handout` and `transfer` are slips."""

    stock: Stock
    handout: Slip
    back: Slip


@pytest.fixture
def told(stock: Stock) -> Told:
    """December: ten pass handed out, ten back to the safe. January: two lost at the point."""
    by = stock.team.dado.actor
    with unbroken():
        made = operations.hand_out(
            by=by,
            point_id=stock.point.pk,
            numbers=ranks(1, 10),
            occurred_on=date(2021, 12, 6),
            referral_id=refer(stock).pk,
        )
        back = operations.return_from_point(
            by=by, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=RETURNED_ON
        )
        operations.declare_loss(
            by=by, holder_id=stock.point.holder.pk, numbers=ranks(11, 12), occurred_on=LOST_ON, note="Tiroir forcé"
        )
    return Told(stock, made.slip, back)
