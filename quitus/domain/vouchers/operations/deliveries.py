"""Pass are counted when they arrive, in one delivery or several."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.domain.vouchers import policies, queries, states
from quitus.domain.vouchers.errors import (
    DifferenceNotExplained,
    SurplusNotExplained,
)
from quitus.domain.vouchers.models import Delivery, DeliveryRange, Order
from quitus.domain.vouchers.operations.marks import change_marks
from quitus.domain.vouchers.operations.steps import advance, keep_paper, locked, told
from quitus.domain.vouchers.queries import Arrival
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, size
from quitus.kernel.words import N_


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
    arrival = queries.arrival(order, received=received, missing=missing, surplus_count=surplus_count)
    _refuse_unexplained(arrival, note.strip())
    verb = "receive_part" if arrival.left else "receive_delivery"
    advance(order, verb, delivered_on, earlier[-1].delivered_on if earlier else order.produced_on)
    delivery = _kept(by, order, arrival, rank=len(earlier) + 1, on=delivered_on, slip=slip_reference, note=note)
    if not arrival.left:
        every = [*earlier, delivery]
        order.delivered_on = delivered_on
        order.delivered_count = sum(one.counted for one in every)
        order.delivery_note = " · ".join(one.note for one in every if one.note)
        order.save(update_fields=["state", "delivered_on", "delivered_count", "delivery_note"])
    for numbers in arrival.missing:
        change_marks(by, "cancel_range", order, numbers, delivered_on, N_("Manquants à la livraison"))
    keep_paper(by, order, "receive_delivery", delivered_on, paper)
    _told(by, order, delivery, arrival, in_charge=paper is not None or by.role == ACCOUNTANT)
    return order


def _refuse_unexplained(arrival: Arrival, note: str) -> None:
    if arrival.missing and not note:
        raise DifferenceNotExplained(missing_count=arrival.missing_count)
    if arrival.surplus_count and not note:
        raise SurplusNotExplained(surplus_count=arrival.surplus_count)


def _kept(by: Actor, order: Order, arrival: Arrival, *, rank: int, on: date, slip: str, note: str) -> Delivery:
    delivery = Delivery.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        rank=rank,
        delivered_on=on,
        counted=arrival.came_count,
        missing_count=arrival.missing_count,
        surplus_count=arrival.surplus_count,
        slip_reference=slip.strip(),
        note=note.strip(),
        user_id=by.user_id,
        actor_label=by.label,
    )
    DeliveryRange.objects.bulk_create(
        DeliveryRange(scheme_id=order.scheme_id, delivery=delivery, kind=kind, first=numbers.first, last=numbers.last)
        for kind, ranges in ((states.CAME, arrival.came), (states.MISSING, arrival.missing))
        for numbers in ranges
    )
    return delivery


def _told(by: Actor, order: Order, delivery: Delivery, arrival: Arrival, *, in_charge: bool) -> None:
    summary = (
        N_("Livraison partielle comptée : %(count)s pass")
        if arrival.left
        else N_("Livraison reçue et comptée : %(count)s pass")
    )
    if not in_charge and arrival.came:
        summary = N_("Livraison comptée : %(count)s pass, prise en charge attendue du comptable")
    data = {
        "count": delivery.counted,
        "missing": delivery.missing_count,
        "surplus": delivery.surplus_count,
        "awaited": size(arrival.left),
        "note": delivery.note,
    }
    told(by, "receive_part" if arrival.left else "receive_delivery", order, summary, data)
