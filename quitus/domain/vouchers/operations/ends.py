"""How the validity of an order moves and ends: prolonged, in closing, closed."""

from datetime import date, timedelta

from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.errors import (
    AbandonActMissing,
    ActReferenceMissing,
    DecisionNotExplained,
    LateEntriesStillAllowed,
    OrderStandsElsewhere,
    ProlongationNotLater,
)
from quitus.domain.vouchers.models import Order, OrderProlongation
from quitus.domain.vouchers.operations.marks import change_marks
from quitus.domain.vouchers.operations.steps import advance, locked, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def prolong_order(
    *, by: Actor, order_id: int, valid_until: date, reason: str, act_reference: str, decided_on: date | None = None
) -> Order:
    """Move the last day of an order by an act; the tolerance of its contract is counted from the new one.

    What follows from the last day is computed from the order, so that nothing else is moved by hand. A stop of
    hand-outs decided for the earlier end is lifted. Pass printed with the earlier day are good until the new one.
    Refuses with `NotYourRole`, `OrderStandsElsewhere` (before production, in closing and after), `DateInTheFuture`,
    `ProlongationNotLater`, `DecisionNotExplained`, `ActReferenceMissing`.
    """
    refuse_unless(policies.may_prolong_order(by.role))
    order = locked(order_id)
    advance(order, "prolong_order", decided_on or today(), None)
    if valid_until <= order.valid_until:
        raise ProlongationNotLater(valid_until=order.valid_until)
    if not reason.strip():
        raise DecisionNotExplained()
    if not act_reference.strip():
        raise ActReferenceMissing()
    contract = order.operator_contract
    usable_until = rules.usable_until(valid_until, contract.tolerance_months if contract else 0)
    OrderProlongation.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        valid_until_before=order.valid_until,
        usable_until_before=order.usable_until,
        valid_until=valid_until,
        usable_until=usable_until,
        stop_lifted=order.blocked_from,
        reason=reason.strip(),
        act_reference=act_reference.strip(),
        decided_on=decided_on or today(),
        user_id=by.user_id,
        actor_label=by.label,
    )
    order.valid_until, order.usable_until, order.blocked_from = valid_until, usable_until, None
    order.save(update_fields=["valid_until", "usable_until", "blocked_from"])
    told(
        by,
        "prolong_order",
        order,
        N_("Validité prolongée"),
        {"until": valid_until, "act": act_reference.strip(), "reason": reason.strip()},
    )
    return order


@operation
def begin_closing(*, by: Actor, order_id: int, closing_on: date, reason: str = "") -> Order:
    """Open the closing of an order, after the last day on which venues accept its pass.

    Before that day it is a decision, with its `reason` (an operator that fails, for instance): hand-outs stop tomorrow,
    and people use the pass they hold until their last day.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`,
    `DecisionNotExplained`.
    """
    refuse_unless(policies.may_begin_closing(by.role))
    order = locked(order_id)
    advance(order, "begin_closing", closing_on, order.activated_on)
    if closing_on <= order.usable_until and not reason.strip():
        raise DecisionNotExplained()
    tomorrow = today() + timedelta(days=1)  # hand-outs already made today stay right
    if tomorrow <= order.valid_until:
        order.blocked_from = min(order.blocked_from or tomorrow, tomorrow)
    order.closing_on = closing_on
    order.closing_reason = reason.strip()
    order.save(update_fields=["state", "closing_on", "closing_reason", "blocked_from"])
    told(by, "begin_closing", order, N_("Clôture ouverte"), {"on": closing_on, "reason": reason.strip()})
    return order


@operation
def abandon_order(*, by: Actor, order_id: int, abandoned_on: date, reason: str, act_reference: str) -> Order:
    """Give up by an act an order produced or delivered that was never activated: an operator that fails, for instance.

    Its pass are cancelled for ever where they lie (they may be returned to the operator), and its cost no longer counts
    under the ceiling of its market.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`,
    `DecisionNotExplained`, `AbandonActMissing`.
    """
    refuse_unless(policies.may_abandon_order(by.role))
    order = locked(order_id)
    advance(order, "abandon_order", abandoned_on, order.delivered_on or order.produced_on)
    if not reason.strip():
        raise DecisionNotExplained()
    if not act_reference.strip():
        raise AbandonActMissing()
    numbers = queries.order_range(order)
    assert numbers is not None  # it was produced
    change_marks(by, "cancel_range", order, numbers, abandoned_on, f"{act_reference.strip()} : {reason.strip()}")
    order.cancelled_on = abandoned_on
    order.save(update_fields=["state", "cancelled_on"])
    facts = {"act": act_reference.strip(), "reason": reason.strip()}
    told(by, "abandon_order", order, N_("Commande abandonnée par l'acte %(act)s : %(reason)s"), facts)
    return order


@operation
def fix_figures(*, by: Actor, order_id: int, fixed_on: date) -> Order:
    """The figures of an order in closing are set out to its operator: from then on no use is entered nor undone.

    Doing it again changes nothing. Refuses with `NotYourRole`, `OrderStandsElsewhere` (unless in closing).
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    if order.state != states.CLOSING:
        raise OrderStandsElsewhere(
            number=order.number,
            state=states.ORDER_LABELS[order.state],
            wanted=states.ORDER_LABELS[states.CLOSING],
        )
    if order.figures_fixed_on is None:
        order.figures_fixed_on = fixed_on
        order.save(update_fields=["figures_fixed_on"])
    return order


@operation
def close_order(*, by: Actor, order_id: int, closed_on: date) -> Order:
    """End an order in closing once its pass can be neither used nor recorded late: after the last day on which venues
    accept them, and the delay that its contract leaves to record a service given by then.

    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`,
    `LateEntriesStillAllowed`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    advance(order, "close_order", closed_on, order.closing_on)
    if closed_on < (closable_on := queries.closable_on(order)):
        raise LateEntriesStillAllowed(number=order.number, closable_on=closable_on)
    order.closed_on = closed_on
    order.save(update_fields=["state", "closed_on"])
    told(by, "close_order", order, N_("Commande close"))
    return order
