"""How the validity of an order moves and ends."""

from datetime import date

import pytest

from quitus.domain.vouchers import errors, operations, queries, rules, states
from quitus.domain.vouchers.models import MarkChange, Order, OrderProlongation
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from tests.factories.passes import Team, confirm, deliver, draft, make_order, produce

JUNE = date(2024, 6, 30)


def prolong(team: Team, order: Order, **facts: object) -> Order:
    told: dict[str, object] = {
        "order_id": order.pk, "valid_until": JUNE, "reason": "Crise sanitaire", "act_reference": "2023-300",
    }  # fmt: skip
    told["by"] = team.anne.actor
    return operations.prolong_order(**(told | facts))  # type: ignore[arg-type]


def test_to_prolong_moves_the_last_day_its_tolerance_and_lifts_the_stop(team: Team) -> None:
    order = make_order(team)
    with clock.at(date(2023, 12, 1)):
        operations.stop_distribution(by=team.anne.actor, order_id=order.pk, blocked_from=date(2023, 12, 16))
        moved = prolong(team, order)
    assert (moved.valid_until, moved.usable_until, moved.blocked_from) == (JUNE, date(2024, 7, 30), None)
    assert moved.state == states.ACTIVE
    facts = queries.facts_of(Order.objects.get(pk=order.pk))
    assert rules.validity(facts, states.PLAIN, date(2024, 7, 30)) == states.ACTIVE
    line = OrderProlongation.objects.get()
    assert (line.valid_until_before, line.usable_until_before) == (date(2023, 12, 31), date(2024, 1, 31))
    assert (line.stop_lifted, line.decided_on, line.act_reference) == (
        date(2023, 12, 16),
        date(2023, 12, 1),
        "2023-300",
    )


def test_a_prolongation_goes_forward_says_why_and_by_which_act(team: Team) -> None:
    order = make_order(team)
    for facts, refusal in (
        ({"valid_until": date(2023, 12, 31)}, errors.ProlongationNotLater),
        ({"reason": " "}, errors.DecisionNotExplained),
        ({"act_reference": ""}, errors.ActReferenceMissing),
        ({"by": team.finance.actor}, NotYourRole),
    ):
        with pytest.raises(refusal):
            prolong(team, order, **facts)
    with pytest.raises(errors.OrderStandsElsewhere):
        prolong(team, draft(team, "2021-02"))


def test_closing_begins_after_the_last_day_and_ends_every_prolongation(team: Team) -> None:
    order = make_order(team)
    with clock.at(date(2024, 2, 1)):
        closing = operations.begin_closing(by=Actor.system(), order_id=order.pk, closing_on=clock.today())
        assert (closing.state, closing.blocked_from) == (states.CLOSING, None)
        with pytest.raises(errors.OrderStandsElsewhere):
            prolong(team, order)
        with pytest.raises(errors.OrderStandsElsewhere):
            operations.begin_closing(by=team.anne.actor, order_id=order.pk, closing_on=clock.today())


def test_closing_before_the_last_day_is_a_decision_and_stops_hand_outs_tomorrow(team: Team) -> None:
    order = make_order(team)
    with clock.at(date(2023, 5, 12)):
        told = {"by": team.anne.actor, "order_id": order.pk, "closing_on": clock.today()}
        with pytest.raises(errors.DecisionNotExplained):
            operations.begin_closing(**told)
        with pytest.raises(NotYourRole):
            operations.begin_closing(**(told | {"by": team.printer.actor}), reason="x")
        closing = operations.begin_closing(**told, reason="L'opérateur cesse son activité")
        facts = queries.facts_of(closing)
        assert rules.at_hand_out(facts, states.PLAIN, date(2023, 5, 12)) == states.ACTIVE
        assert rules.at_hand_out(facts, states.PLAIN, date(2023, 5, 13)) == states.BLOCKED
        assert rules.validity(facts, states.PLAIN, date(2023, 12, 31)) == states.ACTIVE, "people keep their rights"


@pytest.mark.parametrize("delivered", [False, True])
def test_an_order_never_activated_is_abandoned_by_an_act_and_leaves_the_ceiling(team: Team, delivered: bool) -> None:
    order = produce(team, confirm(team, draft(team)))
    order = deliver(team, order) if delivered else order
    told = {"order_id": order.pk, "abandoned_on": date(2024, 6, 1), "reason": "Faillite", "act_reference": "2024-87"}
    with clock.at(date(2024, 6, 1)):
        for facts, refusal in (
            ({"by": team.printer.actor}, NotYourRole),
            ({"reason": " "}, errors.DecisionNotExplained),
            ({"act_reference": ""}, errors.AbandonActMissing),
            ({"abandoned_on": date(2021, 1, 1)}, errors.DateBeforePreviousStep),
        ):
            with pytest.raises(refusal):
                operations.abandon_order(**({"by": team.anne.actor} | told | facts))
        assert queries.committed_cents(team.market.pk) > 0
        gone = operations.abandon_order(by=team.anne.actor, **told)
    assert (gone.state, gone.cancelled_on) == (states.CANCELLED, date(2024, 6, 1))
    assert queries.counts_by_mark(order.pk) == {"cancelled": order.quantity}
    assert queries.committed_cents(team.market.pk) == 0
    assert "2024-87" in MarkChange.objects.latest("pk").reason


def test_an_order_that_was_activated_is_not_abandoned(team: Team) -> None:
    order = make_order(team)
    with pytest.raises(errors.OrderStandsElsewhere):
        operations.abandon_order(
            by=team.anne.actor, order_id=order.pk, abandoned_on=clock.today(), reason="x", act_reference="y"
        )
