"""Two people act on the same pass at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from quitus.domain.distribution import operations, queries, rules
from quitus.domain.distribution.errors import (
    AppointmentUsedLater,
    NoMandateOverTheSafe,
    NotInThatCustody,
    ReferralNotOpen,
)
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.refusals import Refusal
from tests.factories.at_once import second_of_two
from tests.factories.passes import make_team
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme
from tests.factories.stock import (
    HANDED_ON,
    TRANSFERRED_ON,
    Stock,
    appoint,
    make_point,
    make_stock,
    ranks,
    received,
    refer,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stock(transactional_db: None) -> Stock:
    """A stock that other connections see, with a second agent at the point."""
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        made = make_stock(make_team(scheme, anne, make_person(scheme, "Dado Delattre", "handout_agent")))
        denis = make_person(scheme, "Denis Roy", "handout_agent")
        appoint(made.team, made.imprest, denis.user.pk, "agent", point=made.point)
    return made


def at_once(stock: Stock, *acts: Callable[[], object]) -> list[object]:
    """Run each act in its own thread and connection, started together: what each gave, or its refusal."""
    gate = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            with within_scheme(stock.team.scheme):
                answers[place] = act()
        except Refusal as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def give(stock: Stock, first: int, last: int, referral_id: int) -> Callable[[], object]:
    return lambda: operations.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(first, last),
        occurred_on=HANDED_ON,
        referral_id=referral_id,
    )


def check(stock: Stock, given: int) -> None:
    with within_scheme(stock.team.scheme):
        assert queries.handed_out_count() == given
        now = {holder.pk: queries.ranges(holder.pk) for holder in queries.holders()}
        assert rules.custody_from(queries.lines()) == {key: ranges for key, ranges in now.items() if ranges}


def referrals(stock: Stock, count: int) -> list[int]:
    with within_scheme(stock.team.scheme):
        return [refer(stock).pk for _ in range(count)]


def test_two_agents_hand_out_the_same_booklet_at_once_and_one_is_refused_by_name(stock: Stock) -> None:
    answers = at_once(stock, *(give(stock, 1, 10, pk) for pk in referrals(stock, 2)))
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [type(answer) for answer in refused] == [NotInThatCustody]
    check(stock, given=10)


def test_neighbouring_booklets_of_one_range_are_all_handed_out_at_once(stock: Stock) -> None:
    acts = [give(stock, k * 10 + 1, k * 10 + 10, pk) for k, pk in enumerate(referrals(stock, 5))]
    assert not [answer for answer in at_once(stock, *acts) if isinstance(answer, Refusal) or answer is None]
    check(stock, given=50)


def test_one_referral_is_served_once_though_two_agents_take_different_booklets(stock: Stock) -> None:
    (pk,) = referrals(stock, 1)
    answers = at_once(stock, give(stock, 1, 10, pk), give(stock, 11, 20, pk))
    assert [type(answer) for answer in answers if isinstance(answer, Refusal)] == [ReferralNotOpen]
    check(stock, given=10)


def test_no_point_waits_for_another_that_hands_out_pass_of_the_same_order(stock: Stock) -> None:
    """While one hand-out is not committed yet, another point serves people from the same order, on the same day."""
    team, other = stock.team, "Maison de Béthune"
    with within_scheme(team.scheme):
        point = make_point(team, stock.imprest, other)
        denis = make_person(team.scheme, "Denise Roy", "handout_agent")
        appoint(team, stock.imprest, denis.user.pk, "agent", point=point)
        slip = operations.transfer_to_point(
            by=team.holder.actor, point_id=point.pk, numbers=ranks(51, 60), occurred_on=TRANSFERRED_ON
        )
        received(denis, slip)
        # The very first hand-out of a scheme brings its beneficiaries into the register.
        give(stock, 50, 50, refer(stock).pk)()
        here = refer(stock).pk
        there = refer(replace(stock, point=point)).pk

    def second() -> object:
        operations.hand_out(
            by=denis.actor, point_id=point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON, referral_id=there
        )
        return True

    with ThreadPoolExecutor(1) as pool, within_scheme(team.scheme):
        give(stock, 1, 10, here)()
        served = pool.submit(in_scheme, team.scheme, second)
        served.result(timeout=10)  # would end in a timeout if it waited for the first
    check(stock, given=21)


def in_scheme(scheme: Scheme, act: Callable[[], object]) -> object:
    try:
        with within_scheme(scheme):
            return act()
    finally:
        connection.close()


def test_a_transfer_and_the_end_of_the_appointment_that_allows_it_see_one_another(stock: Stock) -> None:
    team, scheme = stock.team, stock.team.scheme
    with within_scheme(scheme):
        holder = queries.appointments().get(kind="holder")

    def transfer(on: date = HANDED_ON) -> object:
        return operations.transfer_to_point(
            by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 55), occurred_on=on
        )

    def end(ends_on: date = TRANSFERRED_ON) -> object:
        return operations.end_appointment(by=team.finance.actor, appointment_id=holder.pk, ends_on=ends_on)

    assert second_of_two(scheme, transfer, end) is AppointmentUsedLater
    the_day_after = HANDED_ON + timedelta(days=1)
    refused = second_of_two(scheme, lambda: end(HANDED_ON), lambda: transfer(the_day_after))
    assert refused is NoMandateOverTheSafe
