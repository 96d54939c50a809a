"""What the steps of an order have in common: lock, check, record."""

from collections.abc import Mapping
from datetime import date

from quitus.domain.audit import queries as audit
from quitus.domain.audit.operations import record
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.draft_errors import OrderCorrectedSince
from quitus.domain.vouchers.ended_errors import EndedBeforeProduction
from quitus.domain.vouchers.errors import DateBeforePreviousStep
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.words import N_

PREPARED_BY = {
    "visa_order": ("draft_order", "correct_draft"),
    "assent_to_self_issue": ("record_legal_opinion",),
}
"""What the other side has done before the accountant agrees."""


def locked(order_id: int) -> Order:
    """The order, locked; raises `Order.DoesNotExist`."""
    found = lock(queries.orders().filter(pk=order_id))
    if not found:
        raise Order.DoesNotExist(order_id)
    return found[0]


def advance(order: Order, verb: str, on: date, previous_on: date | None) -> None:
    """Bring the order to the state that follows `verb`, on the day `on`.

    Refuses with `DateInTheFuture`, `DateBeforePreviousStep` and as `queries.state_after`.
    """
    state = queries.state_after(order, verb)
    refuse_future(on)
    if previous_on is not None and on < previous_on:
        raise DateBeforePreviousStep(previous_on=previous_on)
    order.state = state


def refuse_unread(order: Order, revision: int) -> None:
    """Refuses with `OrderCorrectedSince` whoever has not read the draft as it says now."""
    if order.revision != revision:
        raise corrected_since(order)


def corrected_since(order: Order) -> OrderCorrectedSince:
    """Who corrected the draft last, and when, for whoever read it before."""
    last = next(iter(audit.latest_of("order", [order.pk], ["correct_draft"], limit=1)), None)
    return OrderCorrectedSince(
        number=order.number,
        corrector=last.actor_label if last else N_("une autre personne"),
        at=last.at if last else order.recorded_at,
    )


def refuse_ended(order: Order, on: date) -> None:
    """Refuses with `EndedBeforeProduction` a step of `on` towards pass that nobody could use on that day."""
    if on > order.valid_until:
        raise EndedBeforeProduction(number=order.number, valid_until=order.valid_until)


def said_on(order: Order) -> date:
    """The last day on which the authority said the draft, or the accountant refused it: what follows is not before."""
    return max(day for day in (order.drafted_on, order.corrected_on, order.visa_refused_on) if day)


def told(by: Actor, verb: str, order: Order, summary: str, data: Mapping[str, object] | None = None) -> None:
    """Add the line of the order's thread."""
    record(by=by, verb=verb, subject_kind="order", subject_id=order.pk, summary=summary, data=data)


def keep_paper(by: Actor, order: Order, verb: str, on: date, paper: OnPaper | None) -> None:
    """Keep the paper that somebody signed for a step of the order, if there is one."""
    if paper is not None:
        keep_signed_paper(by=by, paper=paper, subject_kind="order", subject_id=order.pk, verb=verb, signed_on=on)
