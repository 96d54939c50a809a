"""Counting pass in a place, and comparing with the register once all are counted."""

from collections.abc import Sequence

from quitus.domain.controls import catalogue, policies, queries, rules, states
from quitus.domain.controls.count_errors import NotCounted
from quitus.domain.controls.models import CountLine, Difference, Inventory, InventoryPlace
from quitus.domain.controls.operations.inventories import at_step, keep, refuse_other_place, told
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.operations import locked_holder
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import now, today
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, both, size
from quitus.kernel.words import N_


@operation
def count_pass(*, by: Actor, place_id: int, ranges: Sequence[NumberRange], way: str) -> int:
    """Write down pass seen in a place, one by one ("scan") or by ranges ("range"); how many were not counted before.

    Counted twice, a pass counts once. Refuses with `NotYourRole`, `InventoryStandsElsewhere`, `NotYourPlace`,
    `NumbersUnknown`.
    """
    refuse_unless(policies.may_count(by.role))
    place = _place(by, place_id, "count_pass")
    for numbers in ranges:
        vouchers.order_of_range(numbers)
    before = size(queries.counted(place.pk))
    _write(by, place, ranges, way, adds=True)
    return size(queries.counted(place.pk)) - before


@operation
def withdraw_count(*, by: Actor, place_id: int, numbers: NumberRange) -> int:
    """Take back pass counted by mistake; how many.

    Refuses with `NotYourRole`, `InventoryStandsElsewhere`, `NotYourPlace`, `NotCounted`.
    """
    refuse_unless(policies.may_count(by.role))
    place = _place(by, place_id, "withdraw_count")
    taken = size(both(queries.counted(place.pk), [numbers]))
    if not taken:
        raise NotCounted()
    _write(by, place, [numbers], catalogue.RANGE, adds=False)
    return taken


def _place(by: Actor, place_id: int, verb: str) -> InventoryPlace:
    place = queries.place(place_id)
    at_step(place.inventory_id, verb)
    refuse_other_place(by, place.holder)
    return place


def _write(by: Actor, place: InventoryPlace, ranges: Sequence[NumberRange], way: str, *, adds: bool) -> None:
    # Pass leave a place under this lock only: each line is before or after what moves, never in between.
    locked_holder(place.holder_id)
    line = queries.last_line()
    CountLine.objects.bulk_create(
        [
            CountLine(
                scheme_id=place.scheme_id,
                place=place,
                adds=adds,
                way=way,
                first=numbers.first,
                last=numbers.last,
                counted_on=today(),
                after_line=line,
                user_id=by.user_id,
                actor_label=by.label,
            )
            for numbers in ranges
        ]
    )


@operation
def close_count(*, by: Actor, inventory_id: int) -> Inventory:
    """Close the count, today: what the register says at this instant is compared with what was counted.

    What moved meanwhile is taken into account (see `rules.compare`). Without a difference only the conclusion remains.
    Refuses with `NotYourRole`, `InventoryStandsElsewhere`, `NotYourPlace`.
    """
    refuse_unless(policies.may_count(by.role))
    inventory = at_step(inventory_id, "close_count")
    places = {place.holder_id: place for place in queries.places(inventory.pk)}
    for holder_id in sorted(places):
        refuse_other_place(by, places[holder_id].holder)
        locked_holder(holder_id)
    inventory.closed_after = queries.last_line()
    expected = {
        holder_id: keep(place, catalogue.AT_CLOSING, distribution.ranges(holder_id))
        for holder_id, place in places.items()
    }
    compared = rules.compare(
        expected,
        [one for place in places.values() for one in queries.counted_lines(place)],
        queries.moved_since(inventory, list(places)),
        inventory.opened_on,
        queries.unreceived(list(places)),
    )
    for holder_id, place in places.items():
        gaps = [gap for gap in compared.gaps if gap.place == holder_id]
        keep(place, catalogue.ARRIVED, compared.arrived[holder_id])
        keep(place, catalogue.ON_THE_WAY, compared.on_the_way[holder_id])
        keep(place, catalogue.LEFT, compared.left[holder_id])
        Difference.objects.bulk_create([one for gap in gaps for one in _differences(place, gap)])
        _sum_up(place, expected[holder_id], gaps)
    inventory.state, inventory.counted_on, inventory.counted_at = states.COUNTED, today(), now()
    inventory.save(update_fields=["state", "counted_on", "counted_at", "closed_after"])
    facts: dict[str, object] = {"differences": sum(gap.numbers.count for gap in compared.gaps)}
    told(by, "close_count", inventory, N_("Comptage terminé : %(differences)s pass d'écart"), facts)
    return inventory


def _sum_up(place: InventoryPlace, expected: list[NumberRange], gaps: list[rules.Gap]) -> None:
    """What is there is what was expected, without what is missing, with what is in addition."""
    count = size(expected)
    missing = sum(gap.numbers.count for gap in gaps if gap.kind == catalogue.MISSING)
    extra = sum(gap.numbers.count for gap in gaps if gap.kind == catalogue.EXTRA)
    place.is_open, place.expected_count, place.found_count = False, count, count - missing + extra
    place.save(update_fields=["is_open", "expected_count", "found_count"])


def _differences(place: InventoryPlace, gap: rules.Gap) -> list[Difference]:
    """A gap as lines, one for each order and, for pass in addition, for each hand that has them by the register."""
    if gap.kind == catalogue.MISSING:
        parts: list[tuple[NumberRange, int | None]] = [(gap.numbers, None)]
    else:
        parts = list(queries.in_other_hands(gap.numbers))
    orders = vouchers.orders_by_series({voucher_rules.series_of(numbers.first) for numbers, _ in parts})
    return [
        Difference(
            scheme_id=place.scheme_id,
            place=place,
            kind=gap.kind,
            order_id=orders[voucher_rules.series_of(numbers.first)].pk,
            register_holder_id=holder_id,
            first=numbers.first,
            last=numbers.last,
        )
        for numbers, holder_id in parts
    ]
