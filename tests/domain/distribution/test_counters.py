"""Counters of the register: exact at every moment, whoever commits late, folded or not."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import CustodyDay, CustodyFold, Holder
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import folding
from quitus.kernel.refusals import Refusal
from quitus.usecases.counters import fold_counters, fold_scheme, rebuild_counters
from tests.factories.passes import make_team
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme
from tests.factories.stock import HANDED_ON, SUPPLIED_ON, TRANSFERRED_ON, Stock, make_stock, ranks, refer

DAYS = (date(2021, 9, 1), SUPPLIED_ON, TRANSFERRED_ON, HANDED_ON, date(2022, 1, 1))


def balances() -> dict[tuple[int, date], int]:
    """What every holder had on every day, by the counters as far as they go."""
    return {(holder.pk, day): queries.balance(holder.pk, day) for holder in Holder.objects.all() for day in DAYS}


def from_lines() -> dict[tuple[int, date], int]:
    """The same from the lines alone."""
    return {
        (holder.pk, day): sum(
            line.change
            for line in queries.register(holder.pk)
            if line.occurred_on <= day  # type: ignore[attr-defined]
        )
        for holder in Holder.objects.all()
        for day in DAYS
    }


def fold() -> None:
    line = operations.settled_line(patience=0.1)
    assert line is not None
    operations.fold_register(to=line)


def test_a_balance_is_the_same_before_and_after_the_fold_and_between_two(stock: Stock) -> None:
    before = balances()
    assert before == from_lines()
    fold()
    assert CustodyDay.objects.exists()
    assert balances() == before
    operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=TRANSFERRED_ON
    )
    assert balances() == from_lines() != before
    fold()
    fold()
    assert balances() == from_lines()
    operations.unfold_register()
    assert not CustodyDay.objects.exists()
    assert balances() == from_lines()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["out", "back", "fold"]), st.integers(1, 45), st.sampled_from(DAYS[2:])),
        min_size=4,
        max_size=12,
    )
)
def test_whatever_moves_on_whatever_day_counters_and_lines_agree(stock: Stock, steps: list) -> None:
    with transaction.atomic():
        for kind, first, day in steps:
            numbers = ranks(first, first + 5)
            try:
                match kind:
                    case "out":
                        operations.transfer_to_point(
                            by=stock.team.holder.actor, point_id=stock.point.pk, numbers=numbers, occurred_on=day
                        )
                    case "back":
                        operations.return_from_point(
                            by=stock.team.dado.actor, point_id=stock.point.pk, numbers=numbers, occurred_on=day
                        )
                    case "fold":
                        fold()
            except Refusal:
                continue
        assert balances() == from_lines()
        transaction.set_rollback(True)


@pytest.fixture
def shared(transactional_db: None) -> Stock:
    """A stock that other connections see."""
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        return make_stock(make_team(scheme, anne, make_person(scheme, "Dado Delattre", "handout_agent")))


@pytest.mark.django_db(transaction=True)
def test_a_line_committed_late_is_never_lost(shared: Stock) -> None:
    """A transfer draws its key first and commits last: a fold in between must neither wait for ever nor skip it."""
    scheme, safe, point = shared.team.scheme, shared.imprest.safe.pk, shared.point.holder.pk
    with within_scheme(scheme):
        referral = refer(shared)
    written, go_on = threading.Event(), threading.Event()

    def late() -> None:
        try:
            with within_scheme(scheme):
                operations.transfer_to_point(
                    by=shared.team.holder.actor, point_id=shared.point.pk, numbers=ranks(51, 55), occurred_on=HANDED_ON
                )
                written.set()
                go_on.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    try:
        assert written.wait(20)
        with within_scheme(scheme):  # a later key, committed first
            operations.hand_out(
                by=shared.team.dado.actor, point_id=shared.point.pk, numbers=ranks(1, 3), occurred_on=HANDED_ON,
                referral_id=referral.pk,
            )  # fmt: skip
        with within_scheme(scheme):
            assert folding.writers("distribution_movement")
            assert operations.settled_line(patience=0.2) is None
            assert (queries.balance(safe, HANDED_ON), queries.balance(point, HANDED_ON)) == (30, 47)
        fold_scheme(scheme, patience=0.2)
        with within_scheme(scheme):
            assert (queries.balance(safe, HANDED_ON), queries.balance(point, HANDED_ON)) == (30, 47)
    finally:
        go_on.set()
        thread.join(20)
    with within_scheme(scheme):
        assert queries.balance(safe, HANDED_ON) == 25
    assert fold_counters() > 0
    with within_scheme(scheme):
        assert CustodyFold.objects.get().folded_to > 0
        assert balances() == from_lines()
        assert queries.balance(safe, HANDED_ON) == 25
    assert rebuild_counters(scheme) > 0
    with within_scheme(scheme):
        assert balances() == from_lines()
