"""Pass blocked, released or cancelled, by range."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from quitus.domain.audit.operations import record
from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.errors import DecisionNotExplained, NothingToMark, StopStartsTomorrow
from quitus.domain.vouchers.marking_errors import TooManyForOneAgent
from quitus.domain.vouchers.models import MarkChange, Order, Voucher
from quitus.domain.vouchers.operations.steps import advance, locked, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.life import before
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_

__all__ = [
    "block_range",
    "cancel_range",
    "change_marks",
    "lock_marks",
    "lock_order_of_range",
    "lock_orders_of",
    "refuse_too_many",
    "share_order_of_range",
    "stop_distribution",
    "unblock_range",
]

# Rows are locked in the order of their numbers, as the redemption gate does: no deadlock.
CHANGE = """
WITH held AS (
    SELECT number FROM vouchers_voucher
    WHERE number BETWEEN %(first)s AND %(last)s AND mark = ANY(%(marks)s)
    ORDER BY number FOR NO KEY UPDATE
)
UPDATE vouchers_voucher SET mark = %(mark)s, marked_on = %(marked_on)s
FROM held WHERE vouchers_voucher.number = held.number
"""
SUMMARIES = {
    "block_range": N_("Pass bloqués"),
    "unblock_range": N_("Pass débloqués"),
    "cancel_range": N_("Pass annulés"),
}


@operation
def block_range(*, by: Actor, numbers: NumberRange, occurred_on: date, reason: str) -> MarkChange:
    """Block at once every unused pass of a range: venues refuse it, nobody hands it out.

    More than a booklet is blocked by the programme manager, or by a file of loss of who answers for them. Refuses with
    `NotYourRole`, `TooManyForOneAgent`, `DateInTheFuture`, `DecisionNotExplained`, `NumbersUnknown`, `NothingToMark`.
    """
    refuse_unless(policies.may_block_pass(by.role))
    refuse_too_many(by, [numbers])
    return _change(by, "block_range", numbers, occurred_on, reason)


@operation
def unblock_range(*, by: Actor, numbers: NumberRange, occurred_on: date, reason: str) -> MarkChange:
    """Release the blocked pass of a range.

    Refuses with `NotYourRole`, `DateInTheFuture`, `DecisionNotExplained`, `NumbersUnknown`, `NothingToMark`.
    """
    refuse_unless(policies.may_unblock_pass(by.role))
    return _change(by, "unblock_range", numbers, occurred_on, reason)


@operation
def cancel_range(*, by: Actor, numbers: NumberRange, occurred_on: date, reason: str) -> MarkChange:
    """Cancel for ever the unused pass of a range, blocked or not.

    Refuses with `NotYourRole`, `DateInTheFuture`, `DecisionNotExplained`, `NumbersUnknown`, `NothingToMark`.
    """
    refuse_unless(policies.may_unblock_pass(by.role))
    return _change(by, "cancel_range", numbers, occurred_on, reason)


def _change(by: Actor, verb: str, numbers: NumberRange, occurred_on: date, reason: str) -> MarkChange:
    refuse_future(occurred_on)
    if not reason.strip():
        raise DecisionNotExplained()
    order = lock_order_of_range(numbers)  # one after the other: the last line of a pass is the one that marked it
    changed = change_marks(by, verb, order, numbers, occurred_on, reason)
    if changed.count == 0:
        raise NothingToMark()
    return changed


def refuse_too_many(by: Actor, ranges: Sequence[NumberRange]) -> None:
    """Refuse who stops at once more than a booklet that is not in his charge, unless he leads the programme.

    Refuses with `TooManyForOneAgent`, `NumbersUnknown`.
    """
    if policies.may_block_many(by.role) or not ranges:
        return
    most = min(queries.order_of_range(numbers).booklet_size for numbers in ranges)
    if sum(numbers.count for numbers in ranges) > most:
        raise TooManyForOneAgent(most=most)


def lock_order_of_range(numbers: NumberRange) -> Order:
    """The order that all numbers of a range belong to, locked. Refuses with `NumbersUnknown`."""
    found = lock(Order.objects.filter(series=rules.series_of(numbers.first)))
    return queries.with_all_of(found[0] if found else None, numbers)


def lock_orders_of(ranges: Iterable[NumberRange]) -> None:
    """Lock every order that some ranges belong to, in the order of their keys, as all who need several do."""
    lock(Order.objects.filter(series__in={rules.series_of(numbers.first) for numbers in ranges}))


def share_order_of_range(numbers: NumberRange) -> Order:
    """The order of a range, which nobody may change until the end, shared with all who hand out its pass at once.

    Whoever shares an order never locks it in the same transaction: two that did would wait for each other for ever.
    Refuses with `NumbersUnknown`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vouchers_order WHERE series = %s FOR SHARE", [rules.series_of(numbers.first)])
    return queries.order_of_range(numbers)


def lock_marks(numbers: NumberRange) -> set[str]:
    """The marks of a few booklets, locked: they stay so until the end of the transaction."""
    return {voucher.mark for voucher in lock(Voucher.objects.filter(number__range=(numbers.first, numbers.last)))}


def change_marks(by: Actor, verb: str, order: Order, numbers: NumberRange, on: date, reason: str) -> MarkChange:
    """Do `verb` to each pass of the range whose mark allows it, and write the line that says so."""
    (mark,) = {verbs[verb] for verbs in states.MARK.values() if verb in verbs}
    facts: dict[str, Any] = {
        "first": numbers.first,
        "last": numbers.last,
        "marks": before(states.MARK, verb),
        "mark": mark,
        "marked_on": None if mark == states.PLAIN else on,
    }
    with connection.cursor() as cursor:
        cursor.execute(CHANGE, facts)
        count = cursor.rowcount
    changed = MarkChange.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        verb=verb,
        first=numbers.first,
        last=numbers.last,
        count=count,
        occurred_on=on,
        reason=reason.strip(),
        user_id=by.user_id,
        actor_label=by.label,
    )
    record(
        by=by,
        verb=verb,
        subject_kind="order",
        subject_id=order.pk,
        summary=SUMMARIES[verb],
        data={"count": count, "first": str(numbers.first), "last": str(numbers.last), "reason": reason.strip()},
    )
    return changed


@operation
def stop_distribution(*, by: Actor, order_id: int, blocked_from: date) -> Order:
    """From that day on no pass of the order is handed out; those people hold stay usable.

    It starts tomorrow at the earliest, since pass may have been handed out today; pass are blocked at once by range.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `StopStartsTomorrow`.
    """
    refuse_unless(policies.may_unblock_pass(by.role))
    if blocked_from <= today():
        raise StopStartsTomorrow(today=today())
    order = locked(order_id)
    advance(order, "stop_distribution", order.activated_on or order.drafted_on, None)
    order.blocked_from = blocked_from
    order.save(update_fields=["blocked_from"])
    told(by, "stop_distribution", order, N_("Arrêt des remises décidé"), {"from": blocked_from})
    return order
