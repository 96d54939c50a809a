"""Pass on their way from the printer to the points, and back, and lost."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import policies, queries, rules, states
from quitus.domain.distribution.errors import (
    CeilingExceeded,
    ImprestNotConstituted,
    NoHolderAppointed,
    NoMandateOverTheSafe,
    NoMandateToHandOut,
    PassBlocked,
    PointNotOpen,
    ReceivedBeforeHanded,
    SlipAlreadyAcknowledged,
    SlipNotYours,
)
from quitus.domain.distribution.models import Holder, Imprest, Movement, Slip
from quitus.domain.distribution.operations.custody import (
    Passage,
    bring_in,
    locked_holder,
    move,
    only_holder,
    write_slip,
)
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries as voucher_queries
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def place_order_at_printer(*, by: Actor, order_id: int) -> Movement:
    """Bring the pass of an order just produced into the printer's custody.

    Refuses with `NotYourRole`. Called with `vouchers.produce_order`, in its transaction.
    """
    refuse_unless(policies.may_print(by.role))
    order = voucher_queries.order(order_id)
    numbers = voucher_queries.order_range(order)
    assert numbers is not None
    assert order.produced_on is not None
    return bring_in(by, order.pk, numbers, _printer_of(order), order.produced_on)


def _printer_of(order: Order) -> Holder:
    operator = order.operator_contract.operator if order.operator_contract else None
    label = operator.short_name if operator else states.CUSTODY_LABELS[states.PRINTER]
    found, _ = Holder.objects.get_or_create(
        scheme_id=order.scheme_id, kind=states.PRINTER, organisation=operator, defaults={"label": label}
    )
    return found


@operation
def record_delivery_movement(*, by: Actor, order_id: int) -> Slip | None:
    """The accountant takes in charge what the latest delivery of an order brought; what it says to be missing for good
    stands apart for ever. None when it moved nothing (only pass that were not ordered came).

    Refuses with `NotYourRole`, `NotInThatCustody`. Called with `vouchers.receive_delivery`, in its transaction.
    """
    refuse_unless(policies.may_take_delivery(by.role))
    order = voucher_queries.order(order_id)
    delivery = voucher_queries.deliveries(order_id)[-1]
    lines = list(delivery.ranges.all())
    if not lines:
        return None
    on = delivery.delivered_on
    printer = locked_holder(_printer_of(order).pk)
    accountant = only_holder(states.ACCOUNTANT)
    takers = {
        voucher_states.CAME: ("receive_delivery", accountant),
        voucher_states.MISSING: ("report_missing", only_holder(states.NOT_DELIVERED)),
    }
    slip = write_slip(
        Passage("receive_delivery", order.pk, lines[0].range, printer, accountant, on),
        kind="delivery",
        handed_by=printer.label,
        received_by=by.label,
        note=delivery.note,
    )
    for line in lines:
        verb, taker = takers[line.kind]
        move(by, Passage(verb, order.pk, line.range, printer, taker, on), slip)
    return slip


@operation
def supply_safe(*, by: Actor, imprest_id: int, numbers: NumberRange, occurred_on: date) -> Slip:
    """The accountant supplies the safe of a régie against receipt (by analogy with CGCT R.1611-11).

    Pass of an order that is not active yet may enter the safe, blocked ones may not.
    Refuses with `NotYourRole`, `DateInTheFuture`, `ImprestNotConstituted`, `NoHolderAppointed`, `CeilingExceeded`,
    `NumbersUnknown`, `PassBlocked`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_supply_safe(by.role))
    refuse_future(occurred_on)
    # Locked: two supplies at once would each fit below the ceiling.
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    _refuse_unless_constituted(imprest, occurred_on)
    order = voucher_queries.order_of_range(numbers)
    total = queries.held_by_imprest(imprest.pk).value_cents + numbers.count * order.face_value_cents
    if total > imprest.ceiling_cents:
        raise CeilingExceeded(total_cents=total, ceiling_cents=imprest.ceiling_cents)
    _refuse_withheld(numbers)
    giver = locked_holder(only_holder(states.ACCOUNTANT).pk)
    passage = Passage("supply_safe", order.pk, numbers, giver, imprest.safe, occurred_on)
    return _carry(by, passage, "supply", N_("%(count)s pass confiés au régisseur"))


def _refuse_unless_constituted(imprest: Imprest, on: date) -> None:
    constituted = imprest.constituted_on is not None and imprest.constituted_on <= on
    if not constituted or (imprest.closed_on is not None and imprest.closed_on <= on):
        raise ImprestNotConstituted(imprest=imprest.name, on=on)
    if not rules.may_keep_the_safe(queries.powers(imprest_id=imprest.pk), on):
        raise NoHolderAppointed(imprest=imprest.name, on=on)


@operation
def transfer_to_point(*, by: Actor, point_id: int, numbers: NumberRange, occurred_on: date) -> Slip:
    """Bring pass from the safe to a point of its régie; the agent there acknowledges.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `PointNotOpen`, `NumbersUnknown`,
    `PassBlocked`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_keep_the_safe(by.role))
    refuse_future(occurred_on)
    point = queries.point(point_id)
    _refuse_without_safe_mandate(by, point.imprest_id, occurred_on)
    if not point.is_open(occurred_on):
        raise PointNotOpen(point=point.name, on=occurred_on)
    order = voucher_queries.order_of_range(numbers)
    _refuse_withheld(numbers)
    giver = locked_holder(point.imprest.safe.pk)
    passage = Passage("transfer_to_point", order.pk, numbers, giver, point.holder, occurred_on)
    return _carry(by, passage, "transfer", N_("%(count)s pass transférés à %(to)s"))


@operation
def return_from_point(*, by: Actor, point_id: int, numbers: NumberRange, occurred_on: date, note: str = "") -> Slip:
    """Bring pass back from a point to the safe, blocked and expired ones too; the imprest holder acknowledges.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `NumbersUnknown`, `NotInThatCustody`,
    `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_return_stock(by.role))
    refuse_future(occurred_on)
    point = queries.point(point_id)
    if not rules.may_hand_out(queries.powers(imprest_id=point.imprest_id, user_id=by.user_id), point_id, occurred_on):
        raise NoMandateToHandOut(point=point.name, on=occurred_on)
    order = voucher_queries.order_of_range(numbers)
    giver = locked_holder(point.holder.pk)
    passage = Passage("return_from_point", order.pk, numbers, giver, point.imprest.safe, occurred_on)
    return _carry(by, passage, "return", N_("%(count)s pass rendus au coffre"), note)


@operation
def declare_loss(
    *, by: Actor, holder_id: int, numbers: NumberRange, occurred_on: date, note: str, destroyed: bool = False
) -> Slip:
    """Record that pass in the safe or at a point are lost or stolen (or `destroyed`), and block them at once.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `NoMandateToHandOut`, `NumbersUnknown`,
    `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_return_stock(by.role))
    refuse_future(occurred_on)
    holder = queries.holder(holder_id)
    _refuse_without_mandate_over(by, holder, occurred_on)
    order = voucher_queries.order_of_range(numbers)
    giver = locked_holder(holder.pk)
    kind = states.DESTROYED if destroyed else states.LOST
    verb = "declare_destruction" if destroyed else "declare_loss"
    passage = Passage(verb, order.pk, numbers, giver, only_holder(kind), occurred_on)
    slip = write_slip(
        passage,
        kind="destruction" if destroyed else "loss",
        handed_by=by.label,
        received_by=by.label,
        note=note,
    )
    move(by, passage, slip)
    if voucher_queries.marks(numbers).get("plain"):
        vouchers.block_range(by=by, numbers=numbers, occurred_on=occurred_on, reason=note)
    summary = N_("Destruction de %(count)s pass constatée") if destroyed else N_("Perte de %(count)s pass déclarée")
    _told(by, verb, slip, summary, {"count": numbers.count})
    return slip


def _refuse_without_mandate_over(by: Actor, holder: Holder, on: date) -> None:
    if holder.point is not None:
        powers = queries.powers(imprest_id=holder.point.imprest_id, user_id=by.user_id)
        if not rules.may_hand_out(powers, holder.point.pk, on):
            raise NoMandateToHandOut(point=holder.label, on=on)
    else:
        _refuse_without_safe_mandate(by, holder.imprest_id, on)


def _refuse_without_safe_mandate(by: Actor, imprest_id: int | None, on: date) -> None:
    if imprest_id is None or not rules.may_keep_the_safe(queries.powers(imprest_id=imprest_id, user_id=by.user_id), on):
        raise NoMandateOverTheSafe(on=on)


def _refuse_withheld(numbers: NumberRange) -> None:
    if voucher_queries.withheld(numbers):
        raise PassBlocked()


def _carry(by: Actor, passage: Passage, kind: str, summary: str, note: str = "") -> Slip:
    slip = write_slip(passage, kind=kind, handed_by=by.label, note=note)
    move(by, passage, slip)
    _told(by, passage.verb, slip, summary, {"count": passage.numbers.count, "to": passage.to_holder.label})
    return slip


def _told(by: Actor, verb: str, slip: Slip, summary: str, facts: dict[str, object]) -> None:
    data = {"slip": slip.number, **facts}
    record(by=by, verb=verb, subject_kind="slip", subject_id=slip.pk, summary=summary, data=data)


@operation
def acknowledge_slip(*, by: Actor, slip_id: int, received_on: date) -> Slip:
    """Who receives pass signs for them: the imprest holder for the safe, an appointed agent for a point.

    Refuses with `NotYourRole`, `DateInTheFuture`, `SlipAlreadyAcknowledged`, `ReceivedBeforeHanded`, `SlipNotYours`.
    """
    refuse_unless(policies.may_return_stock(by.role))
    refuse_future(received_on)
    (slip,) = lock(Slip.objects.select_related("to_holder__point").filter(pk=slip_id))
    if slip.received_on is not None:
        raise SlipAlreadyAcknowledged(number=slip.number, received_on=slip.received_on)
    if received_on < slip.occurred_on:
        raise ReceivedBeforeHanded(number=slip.number, occurred_on=slip.occurred_on)
    try:
        _refuse_without_mandate_over(by, slip.to_holder, received_on)
    except (NoMandateToHandOut, NoMandateOverTheSafe) as refusal:
        raise SlipNotYours(holder=slip.to_holder.label, number=slip.number) from refusal
    slip.received_on = received_on
    slip.received_by = by.label
    slip.save(update_fields=["received_on", "received_by"])
    _told(by, "acknowledge_slip", slip, N_("Réception du bordereau %(slip)s confirmée"), {})
    return slip
