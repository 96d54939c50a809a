"""An order from its draft to its end."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.audit import queries as audit
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.vouchers import codes, errors, operations, queries, rules, states
from quitus.domain.vouchers.ended_errors import EndedBeforeActivation, EndedBeforeProduction
from quitus.domain.vouchers.marking_errors import TooManyForOneAgent
from quitus.domain.vouchers.models import MarkChange, Order, Voucher
from quitus.kernel import clock
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.passes import (
    ACTIVATED_ON,
    CONFIRMED_ON,
    DELIVERED_ON,
    PRODUCED_ON,
    PROOF_ON,
    SERIES,
    VISA_ON,
    Team,
    activate,
    confirm,
    deliver,
    draft,
    produce,
    prove,
)
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation


def test_an_order_goes_from_draft_to_active(team: Team) -> None:
    order = activate(team, deliver(team, produce(team, confirm(team, draft(team)))))
    assert order.state == states.ACTIVE
    assert (order.mandat_number, order.activated_on) == ("M-2021-01", ACTIVATED_ON)
    assert (order.usable_until, order.late_entry_days) == (date(2024, 1, 31), team.contract.late_entry_days)
    assert order.payer_id == team.operator.pk
    assert queries.totals() == {"ordered": 100, "delivered": 100, "activated": 100}
    verbs = [entry.verb for entry in audit.thread("order", order.pk)]
    assert verbs == [
        "draft_order", "visa_order", "confirm_order", "approve_proof", "produce_order", "receive_delivery",
        "activate_order",
    ]  # fmt: skip


def test_minting_gives_contiguous_numbers_of_the_series(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    numbers = list(Voucher.objects.values_list("number", flat=True))
    assert numbers == [rules.number_of(SERIES, rank) for rank in range(1, 101)]
    assert queries.order_range(order) == NumberRange(numbers[0], numbers[-1])
    assert queries.counts_by_mark(order.pk) == {"plain": 100}
    found = queries.voucher(numbers[41])
    assert found is not None
    assert found.order == order
    assert codes.number_of_code(codes.code_of(numbers[41]).lower()) == numbers[41]


def test_a_series_is_drawn_when_none_is_given_and_never_shared(team: Team) -> None:
    first, second = (prove(team, confirm(team, draft(team, number))) for number in ("2021-01", "2021-02"))
    drawn = operations.produce_order(by=team.printer.actor, order_id=first.pk, produced_on=PRODUCED_ON)
    assert rules.LEAST_SERIES <= (drawn.series or 0) <= rules.MOST_SERIES
    with pytest.raises(errors.SeriesTaken):
        operations.produce_order(
            by=team.printer.actor, order_id=second.pk, produced_on=PRODUCED_ON, series=drawn.series
        )


def test_a_short_delivery_cancels_what_is_missing_and_says_why(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    last = NumberRange(rules.number_of(SERIES, 91), rules.number_of(SERIES, 100))
    with pytest.raises(errors.DifferenceNotExplained):
        deliver(team, order, missing=[last])
    with pytest.raises(errors.NotOfThisOrder):
        deliver(team, order, missing=[NumberRange(last.first, last.last + 1)], note="Un de trop")
    with pytest.raises(errors.AlreadyCounted):
        deliver(team, order, missing=[last, last], note="Deux fois le même")
    order = deliver(team, order, missing=[last], note="Un carton abîmé")
    order.refresh_from_db()
    assert (order.delivered_count, order.delivery_difference) == (90, -10)
    assert queries.counts_by_mark(order.pk) == {"plain": 90, "cancelled": 10}


# --- refusals


def test_a_delivered_order_is_not_active_and_an_undelivered_one_cannot_be(team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    with pytest.raises(errors.OrderNotDelivered):
        activate(team, order)
    delivered = deliver(team, order)
    assert rules.validity(queries.facts_of(delivered), states.PLAIN, today()) == states.INACTIVE


def test_an_order_is_activated_by_a_number_and_before_its_last_day(team: Team) -> None:
    order = deliver(team, produce(team, confirm(team, draft(team))))
    with pytest.raises(errors.MandatNumberMissing):
        activate(team, order, mandat_number=" ")
    with pytest.raises(EndedBeforeActivation):
        activate(team, order, activated_on=date(2024, 1, 1))
    with pytest.raises(errors.DateBeforePreviousStep):
        activate(team, order, activated_on=date(2021, 9, 19))
    assert activate(team, order).state == states.ACTIVE
    with pytest.raises(errors.OrderStandsElsewhere):
        activate(team, order)


def test_an_order_whose_last_day_has_passed_goes_no_further_towards_pass(team: Team) -> None:
    order, after = draft(team), date(2024, 1, 1)
    steps = (
        (operations.visa_order, team.accountant, {"revision": 1}, "visa_on", VISA_ON),
        (operations.confirm_order, team.anne, {"revision": 1}, "confirmed_on", CONFIRMED_ON),
        (operations.approve_proof, team.anne, {"approved_name": "Anne Lefebvre"}, "approved_on", PROOF_ON),
        (operations.produce_order, team.printer, {}, "produced_on", PRODUCED_ON),
    )
    for operation, who, facts, day, in_time in steps:
        with pytest.raises(EndedBeforeProduction):
            operation(by=who.actor, order_id=order.pk, **facts, **{day: after})  # type: ignore[operator]
        operation(by=who.actor, order_id=order.pk, **facts, **{day: in_time})  # type: ignore[operator]
    assert Order.objects.get(pk=order.pk).state == states.PRODUCED


def test_an_order_is_confirmed_after_the_visa_and_within_the_ceiling(team: Team) -> None:
    order = draft(team, quantity=50_000)
    with pytest.raises(errors.VisaMissing):
        operations.confirm_order(by=team.anne.actor, order_id=order.pk, revision=1, confirmed_on=CONFIRMED_ON)
    confirm(team, order)
    with pytest.raises(errors.MarketCeilingExceeded) as beyond:
        confirm(team, draft(team, "2021-02", quantity=10))
    assert beyond.value.facts["total_cents"] == 520_000_00 + 104_00


def test_an_order_is_confirmed_under_a_convention_a_contract_and_a_market_in_force(team: Team) -> None:
    early = draft(team, drafted_on=date(2021, 3, 1), valid_until=date(2025, 6, 30))
    operations.visa_order(by=team.accountant.actor, order_id=early.pk, revision=1, visa_on=date(2021, 3, 2))
    for on, refusal in (
        (date(2021, 3, 10), ConventionNotSigned),
        (date(2021, 5, 2), errors.ContractNotRunning),
        (date(2025, 1, 1), errors.ContractNotRunning),
    ):
        with pytest.raises(refusal):
            operations.confirm_order(by=team.anne.actor, order_id=early.pk, revision=1, confirmed_on=on)
    wrong = draft(team, "2021-03", face_value_cents=20_00)
    with pytest.raises(errors.FaceValueNotOfTheConvention):
        confirm(team, wrong)


def test_a_contract_longer_than_its_market_does_not_prolong_it(team: Team) -> None:
    longer = operations.sign_operator_contract(
        by=team.anne.actor, market_id=team.market.pk, number="C-2", fee_on_order_per_mille=0,
        fee_on_redemption_per_mille=0, yearly_fee_per_venue_cents=0, tolerance_months=0,
        late_entry_days=60, payment_days=30, starts_on=date(2021, 1, 1), ends_on=date(2030, 1, 1),
    )  # fmt: skip
    order = draft(team, operator_contract_id=longer.pk, drafted_on=date(2021, 4, 1), valid_until=date(2027, 1, 1))
    operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=date(2021, 4, 2))
    for on in (date(2021, 5, 2), date(2025, 1, 1)):
        with pytest.raises(errors.MarketNotRunning):
            operations.confirm_order(by=team.anne.actor, order_id=order.pk, revision=1, confirmed_on=on)


def test_a_draft_that_cannot_be_is_refused(team: Team, subtests: pytest.Subtests) -> None:
    for facts, refusal in (
        ({"quantity": 95}, errors.NotWholeBooklets),
        ({"quantity": 0}, errors.NotWholeBooklets),
        ({"quantity": 10_000_000}, errors.TooManyPassInOneOrder),
        ({"valid_until": date(2021, 5, 31)}, errors.ValidityAlreadyOver),
        ({"drafted_on": date(2999, 1, 1)}, DateInTheFuture),
    ):
        with subtests.test(str(facts)), pytest.raises(refusal):
            draft(team, **facts)  # type: ignore[arg-type]


def test_the_payer_is_the_operator_or_the_authority(team: Team) -> None:
    assert draft(team, payer_id=team.scheme.authority_id).payer_id == team.scheme.authority_id
    with pytest.raises(errors.PayerNotOfTheOrder):
        draft(team, "2021-02", payer_id=make_organisation("Autre").pk)
    with pytest.raises(errors.PayerNotOfTheOrder):
        draft(team, "2021-03", operator_contract_id=None, payer_id=team.operator.pk)


def test_numbers_of_orders_and_contracts_are_not_used_twice(team: Team) -> None:
    draft(team)
    with pytest.raises(errors.OrderNumberTaken):
        draft(team)
    facts = {
        "by": team.anne.actor, "market_id": team.market.pk, "number": "C-1", "fee_on_order_per_mille": 0,
        "fee_on_redemption_per_mille": 0, "yearly_fee_per_venue_cents": 0, "tolerance_months": 0,
        "late_entry_days": 60, "payment_days": 30, "starts_on": date(2022, 1, 1),
    }  # fmt: skip
    with pytest.raises(errors.ContractNumberTaken):
        operations.sign_operator_contract(**facts, ends_on=date(2023, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(errors.ContractEndsBeforeItStarts):
        operations.sign_operator_contract(**facts, ends_on=date(2021, 1, 1))  # type: ignore[arg-type]


def test_steps_follow_one_another_and_never_lie_ahead(team: Team) -> None:
    order = draft(team)
    with pytest.raises(errors.DateBeforePreviousStep):
        operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=date(2021, 5, 31))
    with pytest.raises(DateInTheFuture):
        operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=date(2999, 1, 1))


def test_each_step_belongs_to_its_role(team: Team) -> None:
    order = draft(team)
    zoe = make_person(team.scheme, "Zora Lambert", "prescriber").actor
    stranger = make_person(team.scheme, "Otto Blanc", "operator", make_organisation("Autre opérateur", "operator"))
    for refused in (
        lambda: draft(team, "2021-09", by=zoe),
        lambda: operations.visa_order(by=team.anne.actor, order_id=order.pk, revision=1, visa_on=VISA_ON),
        lambda: operations.confirm_order(by=zoe, order_id=order.pk, revision=1, confirmed_on=CONFIRMED_ON),
        lambda: operations.produce_order(by=stranger.actor, order_id=order.pk, produced_on=PRODUCED_ON),
        lambda: operations.produce_order(by=team.anne.actor, order_id=order.pk, produced_on=PRODUCED_ON),
        lambda: operations.receive_delivery(by=team.printer.actor, order_id=order.pk, delivered_on=DELIVERED_ON),
        lambda: operations.activate_order(
            by=team.holder.actor, order_id=order.pk, mandat_number="1", activated_on=ACTIVATED_ON
        ),
        lambda: operations.cancel_order(by=zoe, order_id=order.pk, cancelled_on=VISA_ON, reason=""),
        lambda: operations.close_order(by=zoe, order_id=order.pk, closed_on=VISA_ON),
        lambda: operations.stop_distribution(by=zoe, order_id=order.pk, blocked_from=VISA_ON),
    ):
        with pytest.raises(NotYourRole):
            refused()


def test_an_order_is_cancelled_before_production_and_closed_after_its_last_day(team: Team) -> None:
    given_up = confirm(team, draft(team))
    operations.cancel_order(by=team.anne.actor, order_id=given_up.pk, cancelled_on=date(2021, 7, 1), reason="Erreur")
    assert queries.totals()["ordered"] == 0
    order = activate(team, deliver(team, produce(team, confirm(team, draft(team, "2021-02")))))
    with pytest.raises(errors.OrderStandsElsewhere):
        operations.cancel_order(by=team.anne.actor, order_id=order.pk, cancelled_on=today(), reason="Trop tard")
    with pytest.raises(errors.OrderStandsElsewhere):
        operations.close_order(by=team.anne.actor, order_id=order.pk, closed_on=date(2024, 4, 1))
    operations.begin_closing(by=team.anne.actor, order_id=order.pk, closing_on=date(2024, 2, 1))
    with pytest.raises(errors.LateEntriesStillAllowed) as refused:
        operations.close_order(by=team.anne.actor, order_id=order.pk, closed_on=date(2024, 3, 31))
    assert refused.value.facts["closable_on"] == date(2024, 4, 1), "31 January, then 60 days to record late"
    closed = operations.close_order(by=team.anne.actor, order_id=order.pk, closed_on=date(2024, 4, 1))
    assert rules.validity(queries.facts_of(closed), states.PLAIN, date(2024, 1, 31)) == states.EXPIRED


# --- marks


@pytest.fixture
def order(team: Team) -> Order:
    """An active order of a hundred pass."""
    return activate(team, deliver(team, produce(team, confirm(team, draft(team)))))


def numbers(first: int, last: int) -> NumberRange:
    return NumberRange(rules.number_of(SERIES, first), rules.number_of(SERIES, last))


def test_a_range_is_blocked_released_and_cancelled(team: Team, order: Order) -> None:
    by = team.anne.actor
    Voucher.objects.filter(number=numbers(5, 5).first).update(mark="redeemed", turn=1, marked_on=ACTIVATED_ON)
    blocked = operations.block_range(by=by, numbers=numbers(1, 10), occurred_on=today(), reason="Carnet perdu")
    assert blocked.count == 9
    assert queries.marks(numbers(1, 10)) == {"blocked": 9, "redeemed": 1}
    assert queries.withheld(numbers(1, 100)) == {"blocked": 9}
    operations.unblock_range(by=by, numbers=numbers(1, 4), occurred_on=today(), reason="Retrouvés")
    cancelled = operations.cancel_range(by=by, numbers=numbers(1, 10), occurred_on=today(), reason="Détruits")
    assert cancelled.count == 9
    assert queries.counts_by_mark(order.pk) == {"plain": 90, "cancelled": 9, "redeemed": 1}
    assert [line.verb for line in MarkChange.objects.all()] == ["block_range", "unblock_range", "cancel_range"]
    with pytest.raises(errors.NothingToMark):
        operations.unblock_range(by=by, numbers=numbers(1, 10), occurred_on=today(), reason="Trop tard")


def test_marks_are_refused_for_unknown_numbers_and_to_other_roles(team: Team, order: Order) -> None:
    beyond = NumberRange(numbers(95, 95).first, numbers(101, 101).first)
    with pytest.raises(errors.NumbersUnknown):
        operations.block_range(by=team.anne.actor, numbers=beyond, occurred_on=today(), reason="x")
    with pytest.raises(errors.NumbersUnknown):
        operations.block_range(by=team.anne.actor, numbers=NumberRange(1, 2), occurred_on=today(), reason="x")
    with pytest.raises(NotYourRole):
        operations.block_range(by=team.printer.actor, numbers=numbers(1, 1), occurred_on=today(), reason="x")
    with pytest.raises(NotYourRole):
        operations.unblock_range(by=team.dado.actor, numbers=numbers(1, 1), occurred_on=today(), reason="x")
    with pytest.raises(NotYourRole):
        operations.cancel_range(by=team.dado.actor, numbers=numbers(1, 1), occurred_on=today(), reason="x")


def test_the_distribution_of_an_active_order_can_be_stopped(team: Team, order: Order) -> None:
    by, tomorrow = team.anne.actor, date(2023, 12, 16)
    with clock.at(date(2023, 12, 15)):
        with pytest.raises(errors.StopStartsTomorrow):
            operations.stop_distribution(by=by, order_id=order.pk, blocked_from=today())
        stopped = operations.stop_distribution(by=by, order_id=order.pk, blocked_from=tomorrow)
        assert rules.at_hand_out(queries.facts_of(stopped), "plain", tomorrow) == states.BLOCKED
        with pytest.raises(errors.OrderStandsElsewhere):
            operations.stop_distribution(by=by, order_id=draft(team, "2").pk, blocked_from=tomorrow)


def test_an_order_is_minted_by_one_statement_whatever_its_size(team: Team) -> None:
    counts = []
    for number, quantity in (("A", 10), ("B", 5_000)):
        order = prove(team, confirm(team, draft(team, number, quantity=quantity)))
        with CaptureQueriesContext(connection) as captured:
            operations.produce_order(by=team.printer.actor, order_id=order.pk, produced_on=PRODUCED_ON)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_pass_are_blocked_with_a_reason_and_more_than_a_booklet_by_the_manager(team: Team, order: Order) -> None:
    with pytest.raises(errors.DecisionNotExplained):
        operations.block_range(by=team.anne.actor, numbers=numbers(1, 10), occurred_on=today(), reason=" ")
    with pytest.raises(TooManyForOneAgent) as refused:
        operations.block_range(by=team.dado.actor, numbers=numbers(1, 11), occurred_on=today(), reason="Doute")
    assert refused.value.facts == {"most": 10}
    assert operations.block_range(by=team.dado.actor, numbers=numbers(1, 10), occurred_on=today(), reason="Doute").count
    assert operations.block_range(by=team.anne.actor, numbers=numbers(1, 100), occurred_on=today(), reason="Vol").count
