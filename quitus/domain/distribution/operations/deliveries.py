"""Pass from the printer to the accountant, by a carrier or not, and back to the operator."""

from datetime import date

from quitus.domain.distribution import policies, queries, states
from quitus.domain.distribution.errors import NameMissing, NotInThatCustody, PassStillGood
from quitus.domain.distribution.models import Holder, Movement, Slip
from quitus.domain.distribution.operations.custody import (
    Passage,
    Piece,
    Ranges,
    Signature,
    bring_in,
    carried,
    locked_holder,
    locked_only_holder,
    move,
    only_holder,
    pieces_of,
    write_slip,
)
from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def place_order_at_printer(*, by: Actor, order_id: int) -> Movement:
    """Bring the pass of an order just produced into the printer's custody.

    Refuses with `NotYourRole`. Called with `vouchers.produce_order`, in its transaction.
    """
    refuse_unless(policies.may_print(by.role))
    order = vouchers.order(order_id)
    numbers = vouchers.order_range(order)
    assert numbers is not None
    assert order.produced_on is not None
    return bring_in(by, order.pk, numbers, printer_of(order), order.produced_on)


def printer_of(order: Order) -> Holder:
    """Who prints the pass of an order: its operator, or whoever prints those that the authority issues itself."""
    operator = order.operator_contract.operator if order.operator_contract else None
    label = operator.short_name if operator else states.CUSTODY_LABELS[states.PRINTER]
    found, _ = Holder.objects.get_or_create(
        scheme_id=order.scheme_id, kind=states.PRINTER, organisation=operator, defaults={"label": label}
    )
    return found


@operation
def dispatch_delivery(
    *, by: Actor, order_id: int, numbers: Ranges, carrier: str, occurred_on: date, note: str = ""
) -> Slip:
    """Give pass of an order to a carrier, named on the slip; the operator answers for them until they are counted.

    Of an operator outside, the programme manager says what it gave: its name stands on the slip, not his.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NameMissing`, `NumbersUnknown`, `NotInThatCustody`,
    `MovedBeforeItArrived`.
    """
    refuse_future(occurred_on)
    order = vouchers.order(order_id)
    _refuse_unless_dispatched_by(by, order)
    if not carrier.strip():
        raise NameMissing()
    pieces = _pieces_of(order, numbers)
    giver = locked_holder(printer_of(order).pk)
    passage = Passage("dispatch_delivery", pieces, giver, _carrier(order, carrier), occurred_on)
    summary = N_("%(count)s pass confiés à %(to)s")
    handed, received = _signed(by, order, giver), Signature.of(carrier.strip())
    return carried(by, passage, "dispatch", summary, handed=handed, received=received, note=note)


def _refuse_unless_dispatched_by(by: Actor, order: Order) -> None:
    contract = order.operator_contract
    own = contract is not None and contract.operator_id == by.organisation_id
    self_issued = contract is None or not contract.operates_inside
    refuse_unless(policies.may_dispatch(by.role, own=own, self_issued=self_issued))


def _pieces_of(order: Order, numbers: Ranges) -> list[Piece]:
    """What moves, of that order alone: a printer has pass of several orders, a carrier those of several printers."""
    pieces = pieces_of(numbers)
    if any(piece.order.pk != order.pk for piece in pieces):
        raise NumbersUnknown()
    return pieces


def _signed(by: Actor, order: Order, holder: Holder) -> Signature:
    """Who signs a side of a slip: an operator outside, or its carrier, is only named; who enters it signs nothing."""
    return Signature.of(holder.label) if order.shape == voucher_states.OUTSIDE else Signature(by)


def _carrier(order: Order, name: str) -> Holder:
    found, _ = Holder.objects.get_or_create(scheme_id=order.scheme_id, kind=states.CARRIER, label=name.strip()[:200])
    return found


@operation
def hold_givers(*, by: Actor, order_id: int) -> None:
    """Lock what a delivery of an order takes pass from, before the order itself is locked, as whoever loses pass does.

    Refuses with `NotYourRole`. Called before `vouchers.receive_delivery`, in its transaction.
    """
    refuse_unless(policies.may_take_delivery(by.role))
    _givers(vouchers.order(order_id))


@operation
def record_delivery_movement(*, by: Actor, order_id: int, paper: OnPaper | None = None) -> Slip | None:
    """The accountant takes in charge what the latest delivery of an order brought; what it says to be missing for good
    stands apart for ever. None when it moved nothing (only pass that were not ordered came).

    From the printer, or from the carriers that had them: one slip for each, the last of which is returned. Pass lost or
    stolen on the road may be said to be missing, never to have come. With `paper` the accountant signed by hand; when
    the manager counts without it, the slip waits for the accountant's signature.
    Refuses with `NotYourRole`, `NotInThatCustody`. Called with `vouchers.receive_delivery`, in its transaction.
    """
    refuse_unless(policies.may_take_delivery(by.role))
    order = vouchers.order(order_id)
    delivery = vouchers.deliveries(order_id)[-1]
    came = [Piece(order, line.range) for line in delivery.ranges.all() if line.kind == voucher_states.CAME]
    missing = [Piece(order, line.range) for line in delivery.ranges.all() if line.kind != voucher_states.CAME]
    accountant, nowhere = only_holder(states.ACCOUNTANT), only_holder(states.NOT_DELIVERED)
    signed = Signature(by, paper) if paper is not None or by.role == ACCOUNTANT else None
    slip = None
    _refuse_lost_on_the_road(came)
    for giver in _givers(order):
        theirs = queries.ranges(giver.pk)
        brought = [piece for one in came for piece in one.within(theirs)]
        lacking = [piece for one in missing for piece in one.within(theirs)]
        if not brought and not lacking:
            continue
        absent = Passage("report_missing", lacking, giver, nowhere, delivery.delivered_on)
        # A carrier that lost all it had brings nothing: what is missing has a slip all the same.
        came_now = Passage("receive_delivery", brought, giver, accountant, delivery.delivered_on) if brought else absent
        slip = write_slip(
            came_now,
            kind="delivery",
            handed=Signature.of(giver.label),
            # What never came waits for nobody's signature.
            received=signed if brought else signed or Signature(by),
            note=delivery.note,
        )
        if brought:
            move(by, came_now, slip)
        if lacking:
            move(by, absent, slip)
    return slip


def _refuse_lost_on_the_road(came: list[Piece]) -> None:
    for kind in (states.LOST, states.STOLEN):
        theirs = queries.ranges(only_holder(kind).pk)
        if any(True for piece in came for _ in piece.within(theirs)):
            raise NotInThatCustody(holder=states.CUSTODY_LABELS[states.CARRIER], elsewhere=states.CUSTODY_LABELS[kind])


def _givers(order: Order) -> list[Holder]:
    """The printer of an order, the carriers, and where what they lost is told, locked in the order of their keys."""
    kinds = (states.CARRIER, states.LOST, states.STOLEN)
    others = Holder.objects.filter(scheme_id=order.scheme_id, kind__in=kinds).values_list("pk", flat=True)
    return [locked_holder(pk) for pk in sorted([printer_of(order).pk, *others])]


@operation
def return_to_printer(
    *, by: Actor, order_id: int, carrier_id: int, numbers: Ranges, occurred_on: date, note: str = ""
) -> Slip:
    """Pass that a carrier could not deliver are back with who printed them; of an operator outside, as it says.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NumbersUnknown`, `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_future(occurred_on)
    order = vouchers.order(order_id)
    _refuse_unless_dispatched_by(by, order)
    pieces = _pieces_of(order, numbers)
    giver = locked_holder(carrier_id)
    printer = printer_of(order)
    passage = Passage("return_to_printer", pieces, giver, printer, occurred_on)
    summary = N_("%(count)s pass revenus à %(to)s")
    handed, received = _signed(by, order, giver), _signed(by, order, printer)
    return carried(by, passage, "return", summary, handed=handed, received=received, note=note)


@operation
def return_to_operator(
    *, by: Actor, numbers: Ranges, occurred_on: date, note: str, paper: OnPaper | None = None
) -> Slip:
    """The accountant gives back to the operator pass that can be used no more: blocked, cancelled or past their day.

    With `paper` the accountant signed by hand, and the authorising side enters it.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NumbersUnknown`, `PassStillGood`, `NotInThatCustody`,
    `MovedBeforeItArrived`.
    """
    refuse_unless_accountants(by, paper)
    refuse_future(occurred_on)
    pieces = pieces_of(numbers)
    for piece in pieces:
        withheld = sum(vouchers.withheld(piece.numbers).values())
        if withheld < piece.numbers.count and occurred_on <= piece.order.valid_until:
            raise PassStillGood(until=piece.order.valid_until)
    giver = locked_only_holder(states.ACCOUNTANT)
    passage = Passage("return_to_operator", pieces, giver, only_holder(states.RETURNED), occurred_on)
    return carried(by, passage, "return", N_("%(count)s pass rendus à l'opérateur"), note=note, paper=paper)


def refuse_unless_accountants(by: Actor, paper: OnPaper | None) -> None:
    """What is the accountant's alone, or entered for him from a paper that he signed. Refuses with `NotYourRole`."""
    allowed = policies.may_supply_safe(by.role) if paper is None else policies.may_enter_for_the_accountant(by.role)
    refuse_unless(allowed)
