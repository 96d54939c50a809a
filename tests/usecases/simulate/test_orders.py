"""Orders and pass in a simulation, on a scheme with something of everything."""

from datetime import date

from quitus.kernel import clock
from quitus.usecases.simulate import Change, simulate
from tests.factories.world import World


def test_orders_that_end_before_the_new_end_are_told_with_what_nobody_was_handed(world: World) -> None:
    on = date(2022, 6, 1)
    order = world.stock.order
    with clock.at(on):
        told = simulate(world.scheme.pk, Change(months=48), on)
        [ending] = told.orders
        assert ending.order == order
        assert ending.is_new == (order.valid_until >= told.before.action_ends_on)
        assert ending.not_handed_out_count == told.stock_count == order.quantity - 10
        assert ending.booklet_count == ending.not_handed_out_count // order.booklet_size
        assert told.forecast_after.used_count == 4
        assert told.forecast_after.recent_count == 0
