"""Pass on their way from the printer to the points, and back."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quitus.domain.distribution import errors, operations, queries, rules, states
from quitus.domain.distribution.models import Holder, Holding, Movement, Slip
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.domain.vouchers.operations import block_range
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange, merged
from quitus.kernel.refusals import DateInTheFuture, NotYourRole, Refusal
from tests.factories.passes import DELIVERED_ON, Team, confirm, deliver, draft, make_order, produce
from tests.factories.stock import (
    HANDED_ON,
    SUPPLIED_ON,
    TRANSFERRED_ON,
    Stock,
    appoint,
    make_imprest,
    make_point,
    make_terms,
    ranks,
    refer,
)


def held(kind: str) -> list[NumberRange]:
    return [numbers for holder in Holder.objects.filter(kind=kind) for numbers in queries.ranges(holder.pk)]


def test_pass_go_from_the_printer_to_a_point_and_every_line_is_kept(stock: Stock) -> None:
    assert held(states.PRINTER) == []
    assert held(states.ACCOUNTANT) == [ranks(81, 100)]
    assert held(states.SAFE) == [ranks(51, 80)]
    assert held(states.POINT) == [ranks(1, 50)]
    lines = [(line.verb, line.range.count) for line in Movement.objects.all()]
    assert lines == [("printed", 100), ("receive_delivery", 100), ("supply_safe", 80), ("transfer_to_point", 50)]


def test_the_register_of_a_holder_has_a_running_balance(stock: Stock) -> None:
    safe = stock.imprest.safe
    operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON, note="Trop"
    )
    assert [(line.change, line.balance) for line in queries.register(safe.pk)] == [(80, 80), (-50, 30), (10, 40)]
    assert queries.balance(safe.pk, SUPPLIED_ON) == 80
    assert queries.balance(safe.pk, TRANSFERRED_ON) == 30
    assert queries.held_by(safe.pk) == queries.Held(40, 400_00)
    assert queries.held_by_imprest(stock.imprest.pk).count == 80


def test_one_pass_can_be_followed_line_by_line_and_day_by_day(stock: Stock) -> None:
    number = ranks(7, 7).first
    assert [line.to_holder.kind for line in queries.lines_of(number)] == ["printer", "accountant", "safe", "point"]
    at = {day: queries.holder_of(number, day) for day in (date(2021, 8, 31), DELIVERED_ON, SUPPLIED_ON, today())}
    assert [holder.kind if holder else None for holder in at.values()] == [None, "accountant", "safe", "point"]
    now = queries.holder_of(number)
    assert now is not None
    assert now.label == "Maison des solidarités de Lens"


def test_what_is_missing_at_the_delivery_stands_apart(team: Team) -> None:
    order = deliver(
        team, produce(team, confirm(team, draft(team))), missing=[ranks(91, 100), ranks(1, 10)], note="Abîmés"
    )
    assert held(states.ACCOUNTANT) == [ranks(11, 90)]
    assert held(states.NOT_DELIVERED) == [ranks(1, 10), ranks(91, 100)]
    assert vouchers.counts_by_mark(order.pk) == {"plain": 80, "cancelled": 20}
    assert Slip.objects.get().movements.count() == 3


def test_slips_are_numbered_by_year_without_a_gap(stock: Stock) -> None:
    assert list(Slip.objects.order_by("pk").values_list("number", flat=True)) == [
        "B2021-0001", "B2021-0002", "B2021-0003"
    ]  # fmt: skip
    with pytest.raises(errors.NotInThatCustody), transaction.atomic():
        operations.transfer_to_point(
            by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(1, 5), occurred_on=TRANSFERRED_ON
        )
    slip = operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 55), occurred_on=TRANSFERRED_ON
    )
    assert slip.number == "B2021-0004"


def test_who_receives_acknowledges_once(stock: Stock) -> None:
    supply = operations.supply_safe(
        by=stock.team.accountant.actor, imprest_id=stock.imprest.pk, numbers=ranks(81, 90), occurred_on=SUPPLIED_ON
    )
    transfer = operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=TRANSFERRED_ON
    )
    assert list(queries.slips(awaiting=True)) == [transfer, supply]
    with pytest.raises(errors.SlipNotYours):
        operations.acknowledge_slip(by=stock.team.dado.actor, slip_id=supply.pk, received_on=SUPPLIED_ON)
    with pytest.raises(errors.ReceivedBeforeHanded):
        operations.acknowledge_slip(by=stock.team.holder.actor, slip_id=supply.pk, received_on=date(2021, 10, 10))
    received = operations.acknowledge_slip(by=stock.team.holder.actor, slip_id=supply.pk, received_on=SUPPLIED_ON)
    assert received.received_by == "Rémi Dubois"
    operations.acknowledge_slip(by=stock.team.dado.actor, slip_id=transfer.pk, received_on=TRANSFERRED_ON)
    with pytest.raises(errors.SlipAlreadyAcknowledged):
        operations.acknowledge_slip(by=stock.team.dado.actor, slip_id=transfer.pk, received_on=TRANSFERRED_ON)
    with pytest.raises(NotYourRole):
        operations.acknowledge_slip(by=stock.team.printer.actor, slip_id=transfer.pk, received_on=TRANSFERRED_ON)


def test_a_loss_leaves_the_stock_and_blocks_at_once(stock: Stock) -> None:
    slip = operations.declare_loss(
        by=stock.team.dado.actor,
        holder_id=stock.point.holder.pk,
        numbers=ranks(11, 20),
        occurred_on=HANDED_ON,
        note="Tiroir forcé",
    )
    assert (slip.kind, held(states.LOST)) == ("loss", [ranks(11, 20)])
    assert held(states.POINT) == [ranks(1, 10), ranks(21, 50)]
    assert vouchers.marks(ranks(11, 20)) == {"blocked": 10}
    operations.declare_loss(
        by=stock.team.holder.actor, holder_id=stock.imprest.safe.pk, numbers=ranks(51, 52), occurred_on=HANDED_ON,
        note="Dégât des eaux", destroyed=True,
    )  # fmt: skip
    assert held(states.DESTROYED) == [ranks(51, 52)]
    with pytest.raises(errors.NoMandateOverTheSafe):
        operations.declare_loss(
            by=stock.team.dado.actor, holder_id=stock.imprest.safe.pk, numbers=ranks(53, 53), occurred_on=HANDED_ON,
            note="x",
        )  # fmt: skip


# --- refusals


def supply(team: Team, imprest_id: int, first: int, last: int, on: date = SUPPLIED_ON) -> Slip:
    return operations.supply_safe(
        by=team.accountant.actor, imprest_id=imprest_id, numbers=ranks(first, last), occurred_on=on
    )


def test_no_stock_enters_a_safe_before_the_regie_and_its_holder(team: Team) -> None:
    make_order(team)
    proposed = operations.propose_imprest(by=team.anne.actor, name="Régie", terms=make_terms())
    with pytest.raises(errors.ImprestNotConstituted):
        supply(team, proposed.pk, 1, 10)
    imprest = make_imprest(team)
    with pytest.raises(errors.ImprestNotConstituted):
        supply(team, imprest.pk, 1, 10, on=date(2021, 9, 5))
    with pytest.raises(errors.NoHolderAppointed):
        supply(team, imprest.pk, 1, 10)
    appoint(team, imprest, team.holder.user.pk, "holder", starts_on=date(2021, 10, 12))
    with pytest.raises(errors.NoHolderAppointed):
        supply(team, imprest.pk, 1, 10)
    assert supply(team, imprest.pk, 1, 10, on=date(2021, 10, 12)).kind == "supply"


def test_the_regie_holds_no_more_than_its_ceiling(team: Team) -> None:
    make_order(team)
    imprest = make_imprest(team, ceiling_cents=500_00)
    appoint(team, imprest, team.holder.user.pk, "holder")
    supply(team, imprest.pk, 1, 40)
    with pytest.raises(errors.CeilingExceeded) as refused:
        supply(team, imprest.pk, 41, 51)
    assert refused.value.facts == {"holder": imprest.name, "total_cents": 510_00, "ceiling_cents": 500_00}
    supply(team, imprest.pk, 41, 50)


def test_inactive_pass_may_enter_the_safe_and_blocked_ones_may_not(team: Team) -> None:
    deliver(team, produce(team, confirm(team, draft(team))))
    imprest = make_imprest(team)
    appoint(team, imprest, team.holder.user.pk, "holder")
    block_range(by=team.anne.actor, numbers=ranks(20, 20), occurred_on=SUPPLIED_ON, reason="Doute")
    with pytest.raises(errors.PassBlocked):
        supply(team, imprest.pk, 11, 20)
    assert supply(team, imprest.pk, 1, 10).kind == "supply"


def test_a_movement_is_refused_when_the_pass_are_elsewhere_unknown_or_not_there_yet(stock: Stock) -> None:
    team, point = stock.team, stock.point
    with pytest.raises(errors.NotInThatCustody) as refused:
        operations.transfer_to_point(
            by=team.holder.actor, point_id=point.pk, numbers=ranks(50, 60), occurred_on=TRANSFERRED_ON
        )
    assert refused.value.facts == {"holder": stock.imprest.name, "elsewhere": point.name}
    with pytest.raises(NumbersUnknown):
        supply(team, stock.imprest.pk, 95, 101)
    with pytest.raises(errors.MovedBeforeItArrived):
        operations.transfer_to_point(
            by=team.holder.actor, point_id=point.pk, numbers=ranks(51, 60), occurred_on=date(2021, 10, 10)
        )
    with pytest.raises(DateInTheFuture):
        supply(team, stock.imprest.pk, 81, 90, on=date(2999, 1, 1))


def test_only_appointed_persons_of_the_role_move_stock(stock: Stock) -> None:
    team, point = stock.team, stock.point
    with pytest.raises(NotYourRole):
        operations.supply_safe(
            by=team.holder.actor, imprest_id=stock.imprest.pk, numbers=ranks(81, 90), occurred_on=SUPPLIED_ON
        )
    with pytest.raises(NotYourRole):
        operations.transfer_to_point(
            by=team.dado.actor, point_id=point.pk, numbers=ranks(51, 60), occurred_on=TRANSFERRED_ON
        )
    with pytest.raises(NotYourRole):
        operations.place_order_at_printer(by=team.dado.actor, order_id=stock.order.pk)
    with pytest.raises(NotYourRole):
        operations.record_delivery_movement(by=team.printer.actor, order_id=stock.order.pk)
    with pytest.raises(errors.NoMandateOverTheSafe):
        operations.transfer_to_point(
            by=team.holder.actor, point_id=point.pk, numbers=ranks(51, 60), occurred_on=date(2021, 9, 14)
        )
    other = make_point(team, stock.imprest, "Maison de Béthune")
    with pytest.raises(errors.NoMandateToHandOut):
        operations.return_from_point(by=team.dado.actor, point_id=other.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON)


def test_pass_go_only_to_an_open_point(stock: Stock) -> None:
    late = operations.open_point(
        by=stock.team.anne.actor, imprest_id=stock.imprest.pk, name="Arras", commune="Arras", opened_on=date(2022, 1, 3)
    )
    with pytest.raises(errors.PointNotOpen):
        operations.transfer_to_point(
            by=stock.team.holder.actor, point_id=late.pk, numbers=ranks(51, 60), occurred_on=TRANSFERRED_ON
        )


# --- cost, partition


def test_a_movement_costs_the_same_whatever_its_size(team: Team) -> None:
    make_order(team, quantity=5_000)
    imprest = make_imprest(team)
    appoint(team, imprest, team.holder.user.pk, "holder")
    counts = []
    supply(team, imprest.pk, 1, 10)
    for first, last in ((11, 20), (21, 5_000)):
        with CaptureQueriesContext(connection) as captured:
            supply(team, imprest.pk, first, last)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert Movement.objects.count() == 5
    assert Holding.objects.count() == 3


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["supply", "transfer", "return", "give", "lose"]), st.integers(1, 40), st.integers(1, 12)
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_custody_stays_a_partition_that_the_lines_rebuild(stock: Stock, steps: list) -> None:
    with transaction.atomic():
        for kind, first, count in steps:
            try:
                play(stock, kind, ranks(first * 2, first * 2 + count))
            except Refusal:
                continue
        rebuilt = rules.custody_from(queries.lines())
        now = {holder.pk: queries.ranges(holder.pk) for holder in queries.holders()}
        assert rebuilt == {holder: ranges for holder, ranges in now.items() if ranges}
        assert merged(numbers for ranges in now.values() for numbers in ranges) == [ranks(1, 100)]
        assert sum(held.count for held in queries.stock_by_holder().values()) == 100
        transaction.set_rollback(True)


def play(stock: Stock, kind: str, numbers: NumberRange) -> None:
    """One step of a random life, refused when it may not be."""
    team, day = stock.team, HANDED_ON
    match kind:
        case "supply":
            operations.supply_safe(
                by=team.accountant.actor, imprest_id=stock.imprest.pk, numbers=numbers, occurred_on=day
            )
        case "transfer":
            operations.transfer_to_point(
                by=team.holder.actor, point_id=stock.point.pk, numbers=numbers, occurred_on=day
            )
        case "return":
            operations.return_from_point(by=team.dado.actor, point_id=stock.point.pk, numbers=numbers, occurred_on=day)
        case "give":
            operations.hand_out(
                by=team.dado.actor,
                point_id=stock.point.pk,
                numbers=numbers,
                occurred_on=day,
                referral_id=refer(stock).pk,
            )
        case "lose":
            operations.declare_loss(
                by=team.dado.actor, holder_id=stock.point.holder.pk, numbers=numbers, occurred_on=day, note="Perdus"
            )


def test_stock_is_read_by_few_queries_whatever_there_is(stock: Stock) -> None:
    with CaptureQueriesContext(connection) as before:
        queries.stock()
    for rank in range(51, 71, 2):
        operations.transfer_to_point(
            by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(rank, rank), occurred_on=TRANSFERRED_ON
        )
    with CaptureQueriesContext(connection) as after:
        lines = queries.stock()
    assert len(before) == len(after) <= 5
    assert {line.holder.kind: line.count for line in lines} == {"accountant": 20, "safe": 20, "point": 60}


# --- what to take next


def test_the_first_whole_booklet_is_proposed_and_single_pass_come_from_one_begun(stock: Stock) -> None:
    point = stock.point.holder.pk
    found = queries.first_proposal(point, 10, HANDED_ON, to_hand_out=True)
    assert found is not None
    assert found.numbers == ranks(1, 10)
    operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 3), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    block_range(by=stock.team.anne.actor, numbers=ranks(15, 15), occurred_on=HANDED_ON, reason="Taché")
    assert [p.numbers for p in queries.proposals(point, 10, HANDED_ON, to_hand_out=True)] == [
        ranks(21, 30), ranks(31, 40), ranks(41, 50)
    ]  # fmt: skip
    single = queries.first_proposal(point, 2, HANDED_ON, to_hand_out=True)
    assert single is not None
    assert single.numbers == ranks(4, 5)
    assert queries.first_proposal(point, 60, HANDED_ON) is None


def test_nothing_is_proposed_that_could_not_be_handed_out(stock: Stock) -> None:
    point = stock.point.holder.pk
    assert queries.first_proposal(point, 10, date(2024, 1, 1), to_hand_out=True) is None
    assert queries.first_proposal(point, 10, date(2024, 1, 1)) is not None
    assert queries.first_proposal(point, 10, date(2021, 11, 1), to_hand_out=True) is None
