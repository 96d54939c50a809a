"""Pass are counted when they arrive, in one delivery or several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.domain.vouchers import policies, queries, states
from quitus.domain.vouchers.errors import (
    AlreadyCounted,
    DifferenceNotExplained,
    NothingDelivered,
    NotOfThisOrder,
    OrderStandsElsewhere,
    SurplusNotExplained,
)
from quitus.domain.vouchers.models import Delivery, DeliveryRange, Order
from quitus.domain.vouchers.operations.marks import change_marks
from quitus.domain.vouchers.operations.steps import advance, keep_paper, locked, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import before
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, size, without
from quitus.kernel.words import N_


@dataclass(frozen=True)
class _Counted:
    """What one arrival brings, what will never come, and what is still awaited after it."""

    came: list[NumberRange]
    missing: list[NumberRange]
    left: list[NumberRange]
    surplus_count: int
    note: str

    @property
    def came_count(self) -> int:
        return size(self.came)

    @property
    def missing_count(self) -> int:
        return size(self.missing)


@operation
def receive_delivery(
    *,
    by: Actor,
    order_id: int,
    delivered_on: date,
    missing: Sequence[NumberRange] = (),
    note: str = "",
    received: Sequence[NumberRange] | None = None,
    surplus_count: int = 0,
    slip_reference: str = "",
    paper: OnPaper | None = None,
) -> Order:
    """Count what the operator delivers, all at once or part by part.

    `received` are the numbers that came; None means all that is still awaited but what is `missing`. Numbers missing
    for good are cancelled; others stay awaited, and the order is delivered once nothing is. `surplus_count` pass that
    were not ordered are told with the difference and enter nobody's custody. `paper` is the delivery note, signed.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`, `NotOfThisOrder`,
    `AlreadyCounted`, `NothingDelivered`, `DifferenceNotExplained`, `SurplusNotExplained`.
    """
    refuse_unless(policies.may_receive_delivery(by.role))
    order = locked(order_id)
    earlier = queries.deliveries(order.pk)
    counted = _counted(order, earlier, received, missing, surplus_count, note)
    advance(
        order,
        "receive_part" if counted.left else "receive_delivery",
        delivered_on,
        earlier[-1].delivered_on if earlier else order.produced_on,
    )
    delivery = _kept(by, order, earlier, counted, delivered_on, slip_reference)
    if not counted.left:
        every = [*earlier, delivery]
        order.delivered_on = delivered_on
        order.delivered_count = sum(one.counted for one in every)
        order.delivery_note = " · ".join(one.note for one in every if one.note)
        order.save(update_fields=["state", "delivered_on", "delivered_count", "delivery_note"])
    for numbers in counted.missing:
        change_marks(by, "cancel_range", order, numbers, delivered_on, N_("Manquants à la livraison"))
    keep_paper(by, order, "receive_delivery", delivered_on, paper)
    _told(by, order, delivery, counted, in_charge=paper is not None or by.role == ACCOUNTANT)
    return order


def _counted(
    order: Order,
    earlier: list[Delivery],
    received: Sequence[NumberRange] | None,
    missing: Sequence[NumberRange],
    surplus_count: int,
    note: str,
) -> _Counted:
    """What this arrival comes to, checked against what the earlier ones brought."""
    whole = queries.order_range(order)
    if whole is None or order.delivered_on is not None:
        raise OrderStandsElsewhere(
            number=order.number,
            state=states.ORDER_LABELS[order.state],
            wanted=states.ORDER_LABELS[before(states.ORDER, "receive_delivery")[0]],
        )
    absent = sorted(missing)
    awaited = without([whole], *(line.range for one in earlier for line in one.ranges.all()))
    came = sorted(received) if received is not None else without(awaited, *absent)
    told_now = sorted([*came, *absent])
    if not all(whole.covers(numbers) for numbers in told_now):
        raise NotOfThisOrder(number=order.number)
    left = without(awaited, *told_now)
    count_awaited = size(awaited)
    apart = all(a.last < b.first for a, b in pairwise(told_now))
    if not apart or count_awaited - size(left) != size(told_now):
        raise AlreadyCounted(number=order.number, awaited_count=count_awaited)
    counted = _Counted(came, absent, left, surplus_count, note.strip())
    _refuse_unexplained(counted)
    return counted


def _refuse_unexplained(counted: _Counted) -> None:
    if not (counted.came or counted.missing or counted.surplus_count):
        raise NothingDelivered()
    if counted.missing and not counted.note:
        raise DifferenceNotExplained(missing_count=counted.missing_count)
    if counted.surplus_count and not counted.note:
        raise SurplusNotExplained(surplus_count=counted.surplus_count)


def _kept(
    by: Actor, order: Order, earlier: list[Delivery], counted: _Counted, delivered_on: date, slip_reference: str
) -> Delivery:
    delivery = Delivery.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        rank=len(earlier) + 1,
        delivered_on=delivered_on,
        counted=counted.came_count,
        missing_count=counted.missing_count,
        surplus_count=counted.surplus_count,
        slip_reference=slip_reference.strip(),
        note=counted.note,
        user_id=by.user_id,
        actor_label=by.label,
    )
    DeliveryRange.objects.bulk_create(
        DeliveryRange(scheme_id=order.scheme_id, delivery=delivery, kind=kind, first=numbers.first, last=numbers.last)
        for kind, ranges in ((states.CAME, counted.came), (states.MISSING, counted.missing))
        for numbers in ranges
    )
    return delivery


def _told(by: Actor, order: Order, delivery: Delivery, counted: _Counted, *, in_charge: bool) -> None:
    summary = N_("Livraison partielle comptée") if counted.left else N_("Livraison reçue et comptée")
    if not in_charge and counted.came:
        summary = N_("Livraison comptée, prise en charge attendue du comptable")
    data = {
        "count": delivery.counted,
        "missing": delivery.missing_count,
        "surplus": delivery.surplus_count,
        "awaited": size(counted.left),
        "note": delivery.note,
    }
    told(by, "receive_part" if counted.left else "receive_delivery", order, summary, data)
