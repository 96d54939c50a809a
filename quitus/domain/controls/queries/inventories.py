"""Inventories, what was counted, and what the register says."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from quitus.domain.controls import catalogue, rules
from quitus.domain.controls.models import CountLine, Difference, Inventory, InventoryPlace, PlaceRange
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.distribution.models import Holder, Movement, Slip
from quitus.kernel.ranges import NumberRange, both, common, merged, without

COUNTABLE = frozenset({custody.ACCOUNTANT, custody.SAFE, custody.POINT, custody.MANDATED, custody.DRAWER})
"""Where pass lie and can be counted."""


def inventories(*, holder_ids: Sequence[int] | None = None) -> QuerySet[Inventory]:
    """The inventories of the scheme, latest first, those of some places if given, each with how many places."""
    found = Inventory.objects.annotate(place_count=Count("places", distinct=True))
    if holder_ids is not None:
        found = found.filter(pk__in=InventoryPlace.objects.filter(holder_id__in=holder_ids).values("inventory_id"))
    return found.order_by("-pk")


def inventory(inventory_id: int) -> Inventory:
    """One inventory; raises `Inventory.DoesNotExist`."""
    return Inventory.objects.select_related("recount_of").get(pk=inventory_id)


def places(inventory_id: int) -> QuerySet[InventoryPlace]:
    """The places of an inventory with their holders."""
    found = InventoryPlace.objects.select_related("holder__point", "holder__place", "holder__imprest", "inventory")
    return found.filter(inventory_id=inventory_id)


def places_covered(inventory: Inventory) -> list[InventoryPlace]:
    """The places of an inventory, and for a second count those of the first that were not counted again."""
    found = {place.holder_id: place for place in places(inventory.pk)}
    former = inventory.recount_of
    while former is not None:
        for place in places(former.pk):
            found.setdefault(place.holder_id, place)
        former = former.recount_of
    return sorted(found.values(), key=lambda place: place.pk)


def place(place_id: int) -> InventoryPlace:
    """One place of an inventory; raises `InventoryPlace.DoesNotExist`."""
    return InventoryPlace.objects.select_related("holder__point", "holder__imprest", "inventory").get(pk=place_id)


def open_places(holder_ids: Sequence[int] | None = None) -> QuerySet[InventoryPlace]:
    """The places being counted now, all of them or some."""
    found = InventoryPlace.objects.select_related("holder", "inventory").filter(is_open=True)
    return found if holder_ids is None else found.filter(holder_id__in=holder_ids)


def own_places(user_id: int | None, on: date) -> set[int]:
    """What a person answers for on a day: safes, points, a mandated body's stock, his own drawers. Holders."""
    if user_id is None:
        return set()
    safes = {one.safe.pk for one in distribution.imprests_kept_by(user_id, on)}
    stocks = {one.mandate.stock.pk for one in distribution.mandates_of(user_id, on) if one.point_id is None}
    drawers = set(Holder.objects.filter(kind=custody.DRAWER, keeper_id=user_id).values_list("pk", flat=True))
    return safes | stocks | drawers | {point.holder.pk for point in distribution.points_of(user_id, on)}


# --- the register


def last_line() -> int:
    """The rank of the last line of the register, 0 before there is any."""
    return Movement.objects.aggregate(last=Max("pk"))["last"] or 0


def moved_since(inventory: Inventory, holder_ids: Sequence[int]) -> list[rules.Moved]:
    """The lines of the register entered since an inventory was opened, until it was closed, about some places."""
    lines = Movement.objects.filter(
        Q(from_holder_id__in=holder_ids) | Q(to_holder_id__in=holder_ids), pk__gt=inventory.opened_after
    )
    if inventory.closed_after is not None:
        lines = lines.filter(pk__lte=inventory.closed_after)
    return [
        rules.Moved(line.pk, line.range, line.from_holder_id, line.to_holder_id, line.occurred_on)
        for line in lines.order_by("pk")
    ]


def has_moved(holder_id: int, after_line: int) -> bool:
    """Whether a line entered after one of the register is about a place."""
    lines = Movement.objects.filter(Q(from_holder_id=holder_id) | Q(to_holder_id=holder_id), pk__gt=after_line)
    return lines.exists()


def held_on(imprest_id: int, on: date) -> int:
    """How many pass a régie answered for at the end of a day, safe and points, by the register."""
    imprest = distribution.imprest(imprest_id)
    holders = [imprest.safe.pk, *(point.holder.pk for point in distribution.points().filter(imprest_id=imprest_id))]
    return sum(distribution.balance(holder_id, on) for holder_id in holders)


def counters(inventory_ids: set[int]) -> set[int | None]:
    """The accounts of those who counted in some inventories."""
    return set(CountLine.objects.filter(place__inventory_id__in=inventory_ids).values_list("user_id", flat=True))


def in_other_hands(numbers: NumberRange) -> Iterator[tuple[NumberRange, int]]:
    """Who has each pass of a range by the register: range and holder."""
    held = distribution.holdings_of(numbers)
    by_holder: dict[int, list[NumberRange]] = {}
    for holding in held:
        by_holder.setdefault(holding.holder_id, []).append(common(holding.range, numbers))
    for holder_id, ranges in by_holder.items():
        for part in merged(ranges):
            yield part, holder_id


# --- the count


def counted_lines(place: InventoryPlace) -> list[rules.Counted]:
    """What was counted in a place and not withdrawn, each part as it was seen last."""
    lines = CountLine.objects.filter(place=place).order_by("pk")
    return rules.net(
        (line.adds, rules.Counted(place.holder_id, line.range, line.after_line, line.counted_on)) for line in lines
    )


def counted(place_id: int) -> list[NumberRange]:
    """The pass counted in a place, neighbours merged."""
    found = InventoryPlace.objects.get(pk=place_id)
    return merged(one.numbers for one in counted_lines(found))


def unreceived(holder_ids: Sequence[int]) -> dict[int, list[list[NumberRange]]]:
    """The pass of each slip that waits to be received in some places: holder → slips → ranges."""
    found: dict[int, list[list[NumberRange]]] = {}
    slips = Slip.objects.filter(to_holder_id__in=holder_ids, received_on__isnull=True).prefetch_related("movements")
    for slip in slips.order_by("pk"):
        lines = [line.range for line in slip.movements.all() if line.to_holder_id == slip.to_holder_id]
        found.setdefault(slip.to_holder_id, []).append(lines)
    return found


def kept(inventory_id: int, what: str) -> dict[int, list[NumberRange]]:
    """What was kept of each place of an inventory (one of `catalogue.KEPT`): holder → ranges."""
    found: dict[int, list[NumberRange]] = {}
    lines = PlaceRange.objects.filter(place__inventory_id=inventory_id, what=what).select_related("place")
    for line in lines.order_by("first"):
        found.setdefault(line.place.holder_id, []).append(line.range)
    return found


def kept_counts(place_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many pass were kept of some places: (place, what) → count, `what` being one of `catalogue.KEPT`."""
    lines = PlaceRange.objects.filter(place_id__in=place_ids).order_by().values_list("place_id", "what")
    return {(key, what): count for key, what, count in lines.annotate(count=Sum(F("last") - F("first") + 1))}


@dataclass(frozen=True, slots=True)
class Explained:
    """Pass of a place that came, left or were on the way while it was counted, and the slip that says so."""

    place: InventoryPlace
    what: str
    numbers: NumberRange
    slip: Slip


def meanwhile(inventory_ids: Collection[int]) -> list[Explained]:
    """What came, left or was on the way while some inventories were counted, slip by slip, in two queries."""
    kept_ = PlaceRange.objects.filter(place__inventory_id__in=inventory_ids, what__in=_ON_SLIPS)
    parts = list(kept_.select_related("place__holder", "place__inventory").order_by("place_id", "what", "first"))
    if not parts:
        return []
    holders = {one.place.holder_id for one in parts}
    about = reduce(or_, [Q(first__lte=one.last, last__gte=one.first) for one in parts])
    found = Movement.objects.filter(Q(from_holder_id__in=holders) | Q(to_holder_id__in=holders), about)
    lines = list(found.select_related("slip").order_by("-pk"))
    return [explained for part in parts for explained in _slips_of(part, lines)]


_ON_SLIPS = (catalogue.ARRIVED, catalogue.LEFT, catalogue.ON_THE_WAY)


def _slips_of(part: PlaceRange, lines: Sequence[Movement]) -> Iterator[Explained]:
    """The latest slips, until the end of the count, that brought pass to a place or out of it."""
    place, rest = part.place, [part.range]
    for line in lines:
        end = line.from_holder_id if part.what == catalogue.LEFT else line.to_holder_id
        if line.slip and end == place.holder_id and line.pk <= (place.inventory.closed_after or 0):
            for numbers in both(rest, [line.range]):
                yield Explained(place, part.what, numbers, line.slip)
            rest = without(rest, line.range)


# --- the differences


def differences(inventory_id: int) -> QuerySet[Difference]:
    """What the count of an inventory found, with what settled it."""
    return (
        Difference.objects.filter(place__inventory_id=inventory_id)
        .select_related("place__holder", "register_holder")
        .prefetch_related("settlements__loss_file")
        .order_by("pk")
    )


def difference(difference_id: int) -> Difference:
    """One difference with what settled it; raises `Difference.DoesNotExist`."""
    found = Difference.objects.select_related("place__holder", "place__inventory", "register_holder")
    return found.prefetch_related("settlements__loss_file").get(pk=difference_id)


def unsettled_count(inventory_id: int) -> int:
    """How many pass of the differences of an inventory are not settled yet."""
    found = Difference.objects.filter(place__inventory_id=inventory_id)
    whole = found.aggregate(count=Sum(F("last") - F("first") + 1, default=0))["count"]
    done = found.aggregate(count=Sum(F("settlements__last") - F("settlements__first") + 1, default=0))["count"]
    return int(whole - done)
