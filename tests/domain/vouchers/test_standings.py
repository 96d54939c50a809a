"""Where orders stand: one word, the same from an order in hand and from the database."""

from datetime import date

import pytest

from quitus.domain.vouchers import states
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.standings import COUNTED, ENDED, LABELS, VISA_AWAITED, Standings
from quitus.kernel.clock import at as living
from tests.factories.passes import SERIES, Team, confirm, deliver, draft, produce


@pytest.mark.parametrize("visa_asked", [True, False])
def test_an_order_and_a_list_of_orders_say_the_same_of_where_they_stand(team: Team, visa_asked: bool) -> None:
    draft(team)
    draft(team, "2021-02", valid_until=date(2021, 12, 31))
    confirm(team, draft(team, "2021-03"))
    counted, delivered = (
        deliver(team, produce(team, confirm(team, draft(team, f"2021-0{4 + rank}")), SERIES + rank)) for rank in (0, 1)
    )
    among, every = Standings({counted.pk}, visa_asked), Order.objects.all()
    drafted = VISA_AWAITED if visa_asked else states.DRAFTED
    with living(date(2022, 1, 1)):
        found = {one.number: among.of(one) for one in every}
        assert found == {
            "2021-01": drafted, "2021-02": ENDED, "2021-03": states.CONFIRMED,
            counted.number: COUNTED, delivered.number: states.DELIVERED,
        }  # fmt: skip
        assert {one.number: key for key in LABELS for one in among.only(every, key)} == found
        assert among.counts(every) == dict.fromkeys((ENDED, drafted, COUNTED, "confirmed", "delivered"), 1)
        assert among.only(every, "nonsense").count() == 5
