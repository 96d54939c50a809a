"""Who holds which pass, and by which lines they came there."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BigIntegerField, Case, Count, F, Min, Q, QuerySet, Sum, When, Window

from quitus.domain.distribution import rules, states
from quitus.domain.distribution.models import Holder, Holding, Movement, Slip
from quitus.domain.distribution.queries.under import under_imprest
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange, merged, without
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key

HELD = F("last") - F("first") + 1
MOVED = F("last") - F("first") + 1
CHAIN = {kind: place for place, kind in enumerate(states.CUSTODY)}


@dataclass(frozen=True)
class Held:
    """How many pass, and their face value in cents."""

    count: int
    value_cents: Cents


@dataclass(frozen=True)
class Stock:
    """What a holder has of one order. `since_on` is the day on which the oldest of it came there."""

    holder: Holder
    order: Order
    count: int
    value_cents: Cents
    since_on: date


def holders() -> QuerySet[Holder]:
    """Every holder of the current scheme, with its point or régie, its mandate, the point of a drawer."""
    return Holder.objects.select_related(
        "point__mandate__body", "imprest", "mandate__body", "place__holder__point__mandate"
    )


def holder(holder_id: int) -> Holder:
    """One holder with its point and its régie; raises `Holder.DoesNotExist`."""
    return holders().get(pk=holder_id)


def holder_of_kind(kind: str) -> Holder | None:
    """The holder that stands once in the scheme; None before it ever held anything."""
    return Holder.objects.filter(kind=kind).first()


def drawers(point_ids: list[int]) -> list[Holder]:
    """The drawers at these points that hold pass, by name."""
    found = Holder.objects.filter(kind=states.DRAWER, place_id__in=point_ids, holdings__isnull=False)
    return list(found.distinct().order_by("label", "pk"))


def stock(*, holder_ids: list[int] | None = None) -> list[Stock]:
    """What each holder has of each order, along the chain from printer to beneficiaries, in a few queries.

    For all holders, what people hold is what nobody else has: they have as many ranges as there are hand-outs.
    """
    among = _others() if holder_ids is None else holder_ids
    held = Holding.objects.filter(holder_id__in=among).order_by("holder_id", "order_id")
    sums = list(held.values_list("holder_id", "order_id").annotate(count=Sum(HELD), since=Min("since_on")))
    if holder_ids is None:
        sums += _held_by_people(sums)
    orders = vouchers.orders().in_bulk({order_id for _, order_id, _, _ in sums})
    known = holders().in_bulk({holder_id for holder_id, *_ in sums})
    found = [
        Stock(known[holder_id], orders[order_id], count, Cents(count * orders[order_id].face_value_cents), since)
        for holder_id, order_id, count, since in sums
    ]
    return sorted(found, key=lambda one: (CHAIN[one.holder.kind], sort_key(one.holder.label), one.order.pk))


def _others() -> list[int]:
    """Everybody but the beneficiaries, by key: a list lets the index of holders be used."""
    return list(Holder.objects.exclude(kind=states.BENEFICIARIES).order_by().values_list("pk", flat=True))


# The first day on which people were handed pass of each order: days folded, and lines that are not.
FIRST_GIVEN = """
SELECT people.id, o.id, least(
    (SELECT min(day) FROM distribution_custodyday WHERE holder_id = people.id AND order_id = o.id AND came > 0),
    (SELECT min(occurred_on) FROM distribution_movement WHERE to_holder_id = people.id AND order_id = o.id AND id > (
        SELECT coalesce(max(folded_to), 0) FROM distribution_custodyfold WHERE scheme_id = %(scheme)s)))
FROM vouchers_order o JOIN distribution_holder people
    ON people.scheme_id = o.scheme_id AND people.kind = 'beneficiaries'
WHERE o.scheme_id = %(scheme)s AND o.series IS NOT NULL AND o.id = ANY(%(orders)s)
"""


def _held_by_people(others: Sequence[tuple[int, int, int, date]]) -> list[tuple[int, int, int, date]]:
    """What people hold of each order: all its pass but those that others hold."""
    elsewhere: dict[int, int] = {}
    for _, order_id, count, _ in others:
        elsewhere[order_id] = elsewhere.get(order_id, 0) + count
    printed = Order.objects.filter(series__isnull=False).values_list("pk", "quantity")
    left = {order_id: quantity - elsewhere.get(order_id, 0) for order_id, quantity in printed}
    wanted = [order_id for order_id, count in left.items() if count]
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FIRST_GIVEN, {"scheme": current_scheme_id(), "orders": wanted})
        return [(holder, order_id, left[order_id], since) for holder, order_id, since in cursor.fetchall()]


def stock_by_holder() -> dict[int, Held]:
    """How many pass, and which value, each holder has now: holder → held."""
    found: dict[int, Held] = {}
    for line in stock():
        so_far = found.get(line.holder.pk, Held(0, Cents(0)))
        found[line.holder.pk] = Held(so_far.count + line.count, Cents(so_far.value_cents + line.value_cents))
    return found


def held_by(holder_id: int) -> Held:
    """How many pass a holder has now, and their value."""
    lines = stock(holder_ids=[holder_id])
    return Held(sum(line.count for line in lines), Cents(sum(line.value_cents for line in lines)))


def held_by_imprest(imprest_id: int) -> Held:
    """What a régie answers for now: its safe, its points and their drawers."""
    under = Holder.objects.filter(under_imprest(imprest_id))
    lines = stock(holder_ids=list(under.values_list("pk", flat=True)))
    return Held(sum(line.count for line in lines), Cents(sum(line.value_cents for line in lines)))


def holdings(holder_id: int) -> QuerySet[Holding]:
    """The ranges a holder has now, by number."""
    return Holding.objects.filter(holder_id=holder_id).order_by("numbers")


def holdings_of(numbers: NumberRange) -> QuerySet[Holding]:
    """Who holds the pass of a range, range by range in order: those that overlap it."""
    return Holding.objects.filter(_overlap(numbers)).order_by("first")


def lines_touching(numbers: NumberRange) -> QuerySet[Movement]:
    """The lines of the register that touch a range."""
    return Movement.objects.filter(_overlap(numbers))


def _overlap(numbers: NumberRange) -> Q:
    # By order, first and last: see the index `holdings_by_number`.
    orders = vouchers.order_ids_of(numbers)
    return Q(order_id__in=orders, first__lte=numbers.last, last__gte=numbers.first)


def ranges(holder_id: int) -> list[NumberRange]:
    """The ranges a holder has now, neighbours merged, by number."""
    return merged(holding.range for holding in holdings(holder_id))


# --- the register


def register(holder_id: int) -> QuerySet[Movement]:
    """The lines of one holder's register, in the order of entry, each with `change` and the running `balance`."""
    change = Case(When(to_holder_id=holder_id, then=MOVED), default=-MOVED, output_field=BigIntegerField())
    return (
        Movement.objects.filter(Q(from_holder_id=holder_id) | Q(to_holder_id=holder_id))
        .select_related("slip", "from_holder", "to_holder")
        .annotate(change=change, balance=Window(Sum(change), order_by=F("pk").asc()))
        .order_by("pk")
    )


def lines_of(number: int) -> QuerySet[Movement]:
    """Every line that one pass was part of, oldest first."""
    found = lines_touching(NumberRange(number, number))
    return found.select_related("slip", "from_holder", "to_holder").order_by("pk")


def holder_of(number: int, on: date | None = None) -> Holder | None:
    """Who has a pass now, or had it at the end of a day; None for a number of no pass, or not printed yet."""
    if on is None:
        held = holdings_of(NumberRange(number, number)).select_related("holder").first()
        return held.holder if held else None
    line = lines_of(number).filter(occurred_on__lte=on).order_by("-occurred_on", "-pk").first()
    return line.to_holder if line else None


def lines() -> Iterator[rules.Line]:
    """Every line of the register in the order of entry, for `rules.custody_from`."""
    found = Movement.objects.order_by("pk").values_list("first", "last", "from_holder_id", "to_holder_id")
    for first, last, from_holder, to_holder in found.iterator():
        yield rules.Line(NumberRange(first, last), from_holder, to_holder)


# --- slips


def slips(*, awaiting: bool = False, to_holder_ids: list[int] | None = None) -> QuerySet[Slip]:
    """Slips, latest first, with both holders and the count of pass; only those not acknowledged when `awaiting`."""
    found = Slip.objects.select_related("from_holder", "to_holder").annotate(
        # What is missing at a delivery stands on its slip, but went to nobody.
        count=Sum(
            F("movements__last") - F("movements__first") + 1,
            filter=Q(movements__to_holder=F("to_holder")),
            default=0,
        ),
        lines=Count("movements"),
    )
    found = found.order_by("-occurred_on", "-pk")
    if awaiting:
        found = found.filter(received_on__isnull=True)
    if to_holder_ids is not None:
        found = found.filter(to_holder_id__in=to_holder_ids)
    return found


def lines_awaited(holder_ids: Collection[int] | None = None, on: date | None = None) -> QuerySet[Movement]:
    """The lines on their way: they came to these holders (to anybody) on a slip that its receiver has not signed.

    Now, or at the end of a day. Who gave them answers for them; the register and the ceilings count them where they go.
    """
    found = Movement.objects.filter(slip__isnull=False, to_holder_id=F("slip__to_holder_id"))
    waits = Q(slip__received_on__isnull=True)
    if on is not None:
        found, waits = found.filter(occurred_on__lte=on), waits | Q(slip__received_on__gt=on)
    if holder_ids is not None:
        found = found.filter(slip__to_holder_id__in=holder_ids)
    return found.filter(waits).order_by("pk")


def on_the_way(holder_ids: Collection[int] | None = None, on: date | None = None) -> dict[int, Held]:
    """Of what each of these holders has in its register, what nobody has signed for yet: holder → held, none left out.

    As `lines_awaited`; those that the receiver did not count when he signed were on their way until then.
    """
    counts = on_the_way_by_order(holder_ids, on)
    orders = Order.objects.filter(pk__in={order_id for _, order_id in counts})
    values = dict(orders.values_list("pk", "face_value_cents"))
    found: dict[int, Held] = {}
    for (holder_id, order_id), count in counts.items():
        so_far = found.get(holder_id, Held(0, Cents(0)))
        found[holder_id] = Held(so_far.count + count, Cents(so_far.value_cents + count * values[order_id]))
    return found


def on_the_way_by_order(
    holder_ids: Collection[int] | None = None, on: date | None = None
) -> dict[tuple[int, int], int]:
    """How many pass are on their way, as `on_the_way`: (holder, order) → count."""
    rows = lines_awaited(holder_ids, on).order_by().values_list("to_holder_id", "order_id").annotate(count=Sum(MOVED))
    return {(holder_id, order_id): count for holder_id, order_id, count in rows}


def deliveries_to_sign(order_id: int | None = None) -> dict[int, list[Slip]]:
    """The delivery slips that the accountant has not signed, oldest first: order → slips, of one order if given."""
    waiting = lines_awaited().filter(slip__kind="delivery").select_related("slip")
    found: dict[int, list[Slip]] = {}
    for line in waiting if order_id is None else waiting.filter(order_id=order_id):
        slips_ = found.setdefault(line.order_id, [])
        if line.slip and line.slip not in slips_:
            slips_.append(line.slip)
    return found


def slips_between(holder_ids: list[int]) -> QuerySet[Slip]:
    """Slips that come from or go to one of these holders, as `slips`."""
    return slips().filter(Q(from_holder_id__in=holder_ids) | Q(to_holder_id__in=holder_ids))


def slip(slip_id: int) -> Slip:
    """One slip with both holders and its lines; raises `Slip.DoesNotExist`."""
    return slips().prefetch_related("movements").get(pk=slip_id)


# --- what to take next


@dataclass(frozen=True)
class Proposal:
    """A range that can leave a holder as a whole, with its order."""

    numbers: NumberRange
    order: Order


def proposals(
    holder_id: int, count: int, on: date, *, to_hand_out: bool = False, publics: Collection[str] | None = None
) -> Iterator[Proposal]:
    """Ranges of `count` pass that can leave a holder, those that expire first coming first.

    Whole booklets are taken from where booklets begin, less than a booklet from one already begun when there is one.
    No pass is blocked, cancelled or on its way. With `to_hand_out` only pass that nobody has used and that may be given
    to a person on that day are proposed; with `publics`, to one of these publics.
    """
    held: dict[int, list[NumberRange]] = {}
    for holding in holdings(holder_id).filter(since_on__lte=on):
        held.setdefault(holding.order_id, []).append(holding.range)
    for line in lines_awaited([holder_id]):
        held[line.order_id] = without(held.get(line.order_id, []), line.range)
    orders = vouchers.orders().in_bulk(held)
    for order in sorted(orders.values(), key=lambda one: (one.valid_until, one.series or 0)):
        fits = voucher_rules.at_hand_out(vouchers.facts_of(order), voucher_states.PLAIN, on) == voucher_states.ACTIVE
        if to_hand_out and not fits:
            continue
        if publics is not None and not vouchers.restrictions(order).covers_public(publics):
            continue
        for numbers in _pieces(merged(held[order.pk]), count, order.booklet_size):
            if not _unfit(numbers, to_hand_out=to_hand_out):
                yield Proposal(numbers, order)


def _unfit(numbers: NumberRange, *, to_hand_out: bool) -> bool:
    """Whether some are blocked or cancelled, or used before anybody was handed them."""
    if to_hand_out:
        return set(vouchers.marks(numbers)) != {voucher_states.PLAIN}
    return bool(vouchers.withheld(numbers))


def _pieces(held: list[NumberRange], count: int, size: int) -> Iterator[NumberRange]:
    if count % size == 0:
        whole = (voucher_rules.whole_booklets(numbers, size) for numbers in held)
        for numbers in whole:
            if numbers is not None:
                yield from rules.steps(numbers, count, size)
        return
    begun = [piece for numbers in held for piece in voucher_rules.lines_of(numbers, size)]
    yield from rules.pieces(sorted(begun, key=lambda piece: (piece.count, piece.first)), count)
    yield from rules.pieces(held, count)


def first_proposal(
    holder_id: int, count: int, on: date, *, to_hand_out: bool = False, publics: Collection[str] | None = None
) -> Proposal | None:
    """The first of `proposals`; None when the holder has no such range."""
    return next(proposals(holder_id, count, on, to_hand_out=to_hand_out, publics=publics), None)
