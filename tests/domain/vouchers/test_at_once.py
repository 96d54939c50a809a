"""Two people at once: two orders of one market, one range blocked and released."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

from django.db import connection

from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import errors, operations, queries, states
from quitus.domain.vouchers.models import Order
from quitus.kernel.refusals import Refusal
from tests.factories.passes import ACTIVATED_ON, CONFIRMED_ON, VISA_ON, Team, draft, make_order, make_team
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme


def test_two_orders_that_fit_only_alone_are_not_both_confirmed(transactional_db: None) -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        dado = make_person(scheme, "Dado Delattre", "handout_agent")
        team = make_team(scheme, anne, dado, ceiling_cents=1_500_00)
        orders = [draft(team, "2021-01"), draft(team, "2021-02")]
        for order in orders:
            operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=VISA_ON)
    both_began = Barrier(2)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda order: _confirmed(team, order, both_began.wait), orders))

    assert sorted(answers) == [states.CONFIRMED, errors.MarketCeilingExceeded.code]


def _confirmed(team: Team, order: Order, wait: Callable[[], int]) -> str:
    """The state that the order reached, or the code of the refusal."""
    try:
        with within_scheme(team.scheme):
            Order.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
            wait()  # each holds its own order: waiting for the other's would never end
            confirmed = operations.confirm_order(
                by=team.anne.actor, order_id=order.pk, revision=1, confirmed_on=CONFIRMED_ON
            )
            return confirmed.state
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()


def test_who_releases_pass_waits_for_who_is_blocking_them(transactional_db: None) -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        dado = make_person(scheme, "Dado Delattre", "handout_agent")
        team = make_team(scheme, anne, dado)
        numbers = queries.order_range(make_order(team))
    assert numbers is not None
    told = {"by": anne.actor, "numbers": numbers, "occurred_on": ACTIVATED_ON, "reason": "Vol"}

    def release() -> int:
        try:
            with within_scheme(scheme):
                return operations.unblock_range(**told).count  # type: ignore[arg-type]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with within_scheme(scheme):
            operations.block_range(**told)  # type: ignore[arg-type]
            released = pool.submit(release)
            wait([released], timeout=1)  # it must wait for us to end
        assert released.result(timeout=10) == numbers.count
