"""What other rooms and pages may read of orders and pass."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.parameters import VISA_REQUIRED
from quitus.domain.vouchers import rules, states
from quitus.domain.vouchers.errors import (
    AlreadyCounted,
    NothingDelivered,
    NotOfThisOrder,
    NumbersUnknown,
    OrderNotDelivered,
    OrderPartlyDelivered,
    OrderStandsElsewhere,
)
from quitus.domain.vouchers.models import (
    Delivery,
    Entrustment,
    LegalOpinion,
    MarkChange,
    OperatorContract,
    Order,
    OrderProlongation,
    Voucher,
)
from quitus.kernel.clock import today
from quitus.kernel.life import after, before, from_on
from quitus.kernel.money import Cents, PerMille
from quitus.kernel.ranges import NumberRange, size, without

COMMITTED = from_on(states.ORDER, states.CONFIRMED) - {states.CANCELLED}
"""The states in which an order counts against the ceiling of its market."""

UNUSED = frozenset(
    {
        states.DRAFTED,
        states.VISA_REFUSED,
        states.VISAED,
        states.CONFIRMED,
        states.PROOFED,
        states.PRODUCED,
        states.DELIVERED,
    }
)
"""The states in which an order that goes on was never activated."""


def orders(*, operator_id: int | None = None, states_in: Collection[str] = ()) -> QuerySet[Order]:
    """The orders of the current scheme, latest first, with payer, market, contract and operator.

    `operator_id`: only those asked from this organisation.
    """
    found = Order.objects.select_related("payer", "market", "operator_contract__operator", "convention")
    if operator_id is not None:
        found = found.filter(operator_contract__operator_id=operator_id)
    if states_in:
        found = found.filter(state__in=states_in)
    return found


def unended(found: QuerySet[Order]) -> QuerySet[Order]:
    """Of some orders, those whose last day has not passed: somebody can still bring them further."""
    return found.filter(valid_until__gte=today())


def ended_unused() -> QuerySet[Order]:
    """The orders whose last day has passed before they were activated, latest first."""
    return orders(states_in=tuple(UNUSED)).filter(valid_until__lt=today())


def has_ended_unused(order: Order) -> bool:
    """Whether the last day of an order has passed before it was activated: it is corrected or given up, or prolonged
    once its pass exist.
    """
    return order.state in UNUSED and order.valid_until < today()


def ended_without_pass(order_ids: Collection[int]) -> set[int]:
    """Of some orders, those of which no pass can be used any more, nor ever was: cancelled, abandoned, or past their
    last day before they were produced.
    """
    over = Q(state__in=UNUSED - states.MINTED, valid_until__lt=today()) | Q(state=states.CANCELLED)
    return set(Order.objects.filter(over, pk__in=order_ids).order_by().values_list("pk", flat=True))


def order(order_id: int) -> Order:
    """One order with all that it names; raises `Order.DoesNotExist`."""
    return orders().get(pk=order_id)


def contracts(*, running_on: date | None = None) -> QuerySet[OperatorContract]:
    """The contracts with operators, latest first, with operator and market."""
    found = OperatorContract.objects.select_related("operator", "market")
    if running_on is not None:
        found = found.filter(starts_on__lte=running_on, ends_on__gte=running_on)
    return found


def contract(contract_id: int) -> OperatorContract:
    """One contract with operator and market; raises `OperatorContract.DoesNotExist`."""
    return contracts().get(pk=contract_id)


def facts_of(order: Order) -> rules.OrderFacts:
    """What an order says about the validity of its pass, for `rules.validity`."""
    return rules.OrderFacts(
        activated_on=order.activated_on,
        valid_until=order.valid_until,
        usable_until=order.usable_until,
        blocked_from=order.blocked_from,
        closed=order.state == states.CLOSED,
    )


def restrictions(order: Order) -> rules.Restrictions:
    """Where, for what and for whom the pass of an order are good, and until when."""
    return rules.Restrictions(
        territory=tuple(order.territory),
        services=tuple(order.service_codes),
        publics=tuple(order.public_codes),
        valid_until=order.valid_until,
    )


def visa_is_required(scheme_id: int) -> bool:
    """Whether the convention in force today wants each order visaed, as it does if it says nothing."""
    try:
        return grants.terms_at(scheme_id, today()).order_visa == VISA_REQUIRED
    except ConventionNotSigned:
        return True


def deliveries(order_id: int) -> list[Delivery]:
    """What was delivered of an order, oldest first, each with its `ranges`: two queries."""
    return list(Delivery.objects.filter(order_id=order_id).prefetch_related("ranges"))


def awaited(order: Order) -> list[NumberRange]:
    """The numbers of a produced order that no delivery has brought nor declared missing, in order."""
    whole = order_range(order)
    if whole is None or order.delivered_on is not None:
        return []
    return without([whole], *(line.range for one in deliveries(order.pk) for line in one.ranges.all()))


def partly_delivered() -> dict[int, int]:
    """How many pass are still awaited of each produced order of which some came: order → count, in one query."""
    begun = Delivery.objects.filter(order__state=states.PRODUCED).order_by().values_list("order_id", "order__quantity")
    told = begun.annotate(told=Sum(F("counted") + F("missing_count")))
    return {order_id: quantity - count for order_id, quantity, count in told}


@dataclass(frozen=True)
class Arrival:
    """What one delivery of an order comes to: what came, what never will, what is still awaited after it.

    `surplus_count` pass came that were not ordered: they enter nobody's custody.
    """

    came: list[NumberRange]
    missing: list[NumberRange]
    left: list[NumberRange]
    surplus_count: int

    @property
    def came_count(self) -> int:
        """How many pass of the order came."""
        return size(self.came)

    @property
    def missing_count(self) -> int:
        """How many pass never will."""
        return size(self.missing)


def arrival(
    order: Order,
    *,
    received: Sequence[NumberRange] | None = None,
    missing: Sequence[NumberRange] = (),
    surplus_count: int = 0,
) -> Arrival:
    """What a delivery would come to, for whoever counts it or opens the page that asks to.

    `received` are the numbers that came; None means all that is still awaited but what is `missing` for good.
    Refuses with `OrderStandsElsewhere`, `NotOfThisOrder`, `AlreadyCounted`, `NothingDelivered`.
    """
    whole = order_range(order)
    if whole is None or order.delivered_on is not None:
        raise OrderStandsElsewhere(
            number=order.number,
            state=states.ORDER_LABELS[order.state],
            wanted=states.ORDER_LABELS[before(states.ORDER, "receive_delivery")[0]],
        )
    absent, due = sorted(missing), awaited(order)
    came = sorted(received) if received is not None else without(due, *absent)
    told_now = sorted([*came, *absent])
    if not all(whole.covers(numbers) for numbers in told_now):
        raise NotOfThisOrder(number=order.number)
    left = without(due, *told_now)
    apart = all(a.last < b.first for a, b in pairwise(told_now))
    if not apart or size(due) - size(left) != size(told_now):
        raise AlreadyCounted(number=order.number, awaited_count=size(due))
    if not (came or absent or surplus_count):
        raise NothingDelivered()
    return Arrival(came, absent, left, surplus_count)


def state_after(order: Order, verb: str) -> str:
    """The state to which a step brings an order, for whoever takes it or opens its page.

    Refuses with `OrderStandsElsewhere`; to activate, with `OrderNotDelivered`, `OrderPartlyDelivered`.
    """
    state = after(states.ORDER, order.state, verb)
    if state is not None:
        return state
    if verb == "activate_order" and order.delivered_on is None and order.state != states.CANCELLED:
        if deliveries(order.pk):
            awaited_count = sum(numbers.count for numbers in awaited(order))
            raise OrderPartlyDelivered(number=order.number, awaited_count=awaited_count)
        raise OrderNotDelivered(number=order.number)
    raise OrderStandsElsewhere(
        number=order.number,
        state=states.ORDER_LABELS[order.state],
        wanted=states.ORDER_LABELS[before(states.ORDER, verb)[0]],
    )


def prolongations(order_id: int) -> QuerySet[OrderProlongation]:
    """What moved the last day of an order, oldest first."""
    return OrderProlongation.objects.filter(order_id=order_id)


def legal_opinions() -> QuerySet[LegalOpinion]:
    """What lawyers said of pass issued by the authority, latest first."""
    return LegalOpinion.objects.all()


def legal_opinion(opinion_id: int) -> LegalOpinion:
    """One of them; raises `LegalOpinion.DoesNotExist`."""
    return LegalOpinion.objects.get(pk=opinion_id)


def self_issue_opinion(on: date) -> LegalOpinion | None:
    """The latest favourable opinion given by that day, one with the accountant's assent before any other."""
    found = list(LegalOpinion.objects.filter(is_favourable=True, given_on__lte=on))
    assented = [one for one in found if one.assent_on is not None and one.assent_on <= on]
    return next(iter(assented or found), None)


def closable_on(order: Order) -> date:
    """The first day on which an order may be closed: see `rules.closable_on`."""
    return rules.closable_on(order.usable_until, order.late_entry_days)


def delivery_due_on(order: Order) -> date | None:
    """The day by which its contract wants a confirmed order delivered; None when it says nothing."""
    contract = order.operator_contract
    if contract is None or contract.delivery_days is None or order.confirmed_on is None:
        return None
    return order.confirmed_on + timedelta(days=contract.delivery_days)


def order_range(order: Order) -> NumberRange | None:
    """The numbers of an order, those missing at the delivery included; None before production."""
    return None if order.series is None else rules.order_range(order.series, order.quantity)


def order_of_range(numbers: NumberRange) -> Order:
    """The order that all numbers of a range belong to.

    Refuses with `NumbersUnknown` when one of them is of no order of the scheme, or of another.
    """
    return with_all_of(Order.objects.filter(series=rules.series_of(numbers.first)).first(), numbers)


def order_ids_of(numbers: NumberRange) -> QuerySet[Order, int]:
    """For a filter: the keys of the orders to which the numbers of a range may belong."""
    series = (rules.series_of(numbers.first), rules.series_of(numbers.last))
    return Order.objects.filter(series__range=series).order_by().values_list("pk", flat=True)


def with_all_of(found: Order | None, numbers: NumberRange) -> Order:
    """The order found for a range, if all its numbers belong to it. Refuses with `NumbersUnknown`."""
    whole = order_range(found) if found else None
    if found is None or whole is None or not whole.covers(numbers):
        raise NumbersUnknown()
    return found


def orders_by_series(series: set[int]) -> dict[int, Order]:
    """The orders of these series, by series: to say of many ranges what they are, in one query."""
    return {found.series: found for found in orders().filter(series__in=series) if found.series}


def voucher(number: int) -> Voucher | None:
    """The pass with this number and its order; None when the scheme has no such pass."""
    return Voucher.objects.select_related("order").filter(number=number).first()


def counts_by_mark(order_id: int) -> dict[str, int]:
    """How many pass of an order bear each mark."""
    found = order(order_id)
    whole = order_range(found)
    if whole is None:
        return {}
    rows = _marks(whole).values_list("mark").annotate(count=Count("number"))
    return dict(rows.order_by())


def withheld(numbers: NumberRange) -> dict[str, int]:
    """How many pass of a range are blocked or cancelled, by mark: cheap for any size of range."""
    found = _marks(numbers).filter(mark__in=[states.BLOCKED, states.CANCELLED])
    return dict(found.values_list("mark").annotate(count=Count("number")).order_by())


def withheld_by_order() -> dict[int, dict[str, int]]:
    """How many pass of each order are blocked or cancelled now: order → mark → count, from those few rows alone."""
    rows = Voucher.objects.filter(mark__in=[states.BLOCKED, states.CANCELLED]).order_by()
    found: dict[int, dict[str, int]] = {}
    for order_id, mark, count in rows.values_list("order_id", "mark").annotate(count=Count("number")):
        found.setdefault(order_id, {})[mark] = count
    return found


def marks(numbers: NumberRange) -> dict[str, int]:
    """How many pass of a range bear each mark: reads them all, for a few booklets at most."""
    return dict(_marks(numbers).values_list("mark").annotate(count=Count("number")).order_by())


def plain_numbers(numbers: NumberRange) -> list[int]:
    """The pass of a range that bear no mark, in order: for a few booklets at most."""
    return list(_marks(numbers).filter(mark=states.PLAIN).order_by("number").values_list("number", flat=True))


def mark_changes(order_id: int) -> QuerySet[MarkChange]:
    """What was blocked, released or cancelled in an order, oldest first."""
    return MarkChange.objects.filter(order_id=order_id)


def _marks(numbers: NumberRange) -> QuerySet[Voucher]:
    return Voucher.objects.filter(number__range=(numbers.first, numbers.last))


def committed_cents(market_id: int) -> Cents:
    """What the confirmed orders of a market come to: face value and fee on order, before VAT.

    An order that was handed over while active stays a cost of the market under which it was paid; the market of who
    took it over counts what was paid again.
    """
    handed = Entrustment.objects.filter(live_count__isnull=False)
    paid = Subquery(handed.filter(order=OuterRef("pk")).order_by("pk").values("contract_before")[:1])
    found = Order.objects.filter(state__in=COMMITTED).annotate(
        paid_under=Coalesce(paid, "operator_contract_id", output_field=BigIntegerField())
    )
    contracts = OperatorContract.objects.filter(market_id=market_id).in_bulk()
    first = sum(cost_cents(order, contracts[order.paid_under]) for order in found.filter(paid_under__in=contracts))
    again = handed.filter(contract__in=contracts).aggregate(cents=Sum("amount_cents", default=0))["cents"]
    return Cents(first + again)


def paid_beforehand(order: Order) -> bool:
    """Whether a mandat pays its operator the pass before they are used, for it to pay the venues; else the authority
    pays the venues, and engages what it will owe them.
    """
    contract = order.operator_contract
    return contract is not None and order.payer_id == contract.operator_id


def cost_cents(order: Order, under: OperatorContract | None = None) -> Cents:
    """What an order costs the authority, in cents before VAT: face value and fee on order, of its contract or of the
    one it was paid `under`.
    """
    value = rules.order_value(order.quantity, Cents(order.face_value_cents))
    contract = under or order.operator_contract
    fee = rules.order_fee(value, PerMille(contract.fee_on_order_per_mille)) if contract else 0
    return Cents(value + fee)


def totals() -> dict[str, int]:
    """Pass of the scheme, cancelled orders left out: `ordered`, `delivered` (in part too), `activated`; two queries."""
    ordered = Q(state__in=COMMITTED)
    found = Order.objects.aggregate(
        ordered=Sum("quantity", filter=ordered, default=0),
        delivered=Sum("delivered_count", filter=ordered, default=0),
        activated=Sum("delivered_count", filter=ordered & Q(activated_on__isnull=False), default=0),
    )
    parts = Delivery.objects.filter(order__state__in=COMMITTED, order__delivered_on=None).order_by()
    return {**found, "delivered": found["delivered"] + parts.aggregate(count=Sum("counted", default=0))["count"]}
