"""Pass of an order reserved to certain publics are handed out, and proposed, to nobody else."""

import pytest

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.errors import PublicNotCovered
from quitus.domain.vouchers.models import Order
from tests.factories.stock import HANDED_ON, Stock, ranks, refer


def test_pass_reserved_to_other_publics_are_not_handed_out(stock: Stock) -> None:
    Order.objects.update(public_codes=["ase", "handicap"])
    referral = refer(stock)
    told = {
        "by": stock.team.dado.actor, "point_id": stock.point.pk, "numbers": ranks(1, 10), "occurred_on": HANDED_ON,
        "referral_id": referral.pk,
    }  # fmt: skip
    with pytest.raises(PublicNotCovered) as refused:
        operations.hand_out(**told)
    assert refused.value.facts["order"] == "2021-01"
    holder = stock.point.holder.pk
    assert queries.first_proposal(holder, 10, HANDED_ON, to_hand_out=True, publics=["rsa"]) is None
    assert queries.first_proposal(holder, 10, HANDED_ON, to_hand_out=True, publics=["rsa", "ase"]) is not None
    Order.objects.update(public_codes=["rsa"])
    assert operations.hand_out(**told)
