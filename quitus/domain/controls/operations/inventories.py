"""Opening an inventory, counting a second time, giving up."""

from collections.abc import Collection, Iterable, Sequence

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.controls import catalogue, policies, queries, states
from quitus.domain.controls.count_errors import (
    AlreadyBeingCounted,
    InventoryStandsElsewhere,
    NothingToCount,
    NotYourPlace,
    PlaceIsNotCounted,
)
from quitus.domain.controls.models import Inventory, InventoryPlace, PlaceRange
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.models import Holder
from quitus.domain.distribution.operations import locked_holder, number_paper
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def open_inventory(*, by: Actor, holder_ids: Collection[int], purpose: str) -> Inventory:
    """Open the inventory of one or several places, today. What the register says of them is kept and not shown.

    Others go on working: what moves meanwhile is taken into account when the count is closed.
    Refuses with `NotYourRole`, `NothingToCount`, `PlaceIsNotCounted`, `NotYourPlace`, `AlreadyBeingCounted`.
    """
    refuse_unless(policies.may_count(by.role))
    if not holder_ids:
        raise NothingToCount()
    for holder_id in sorted(holder_ids):
        refuse_other_place(by, distribution.holder(holder_id))
    return _opened(by, sorted(holder_ids), purpose, None, "open_inventory")


def refuse_other_place(by: Actor, holder: Holder) -> None:
    """Refuses with `PlaceIsNotCounted`, `NotYourPlace` a place that this person does not count."""
    if holder.kind not in queries.COUNTABLE:
        raise PlaceIsNotCounted(holder=holder.label)
    if policies.may_count_anywhere(by.role):
        return
    if holder.pk not in queries.own_places(by.user_id, today()):
        raise NotYourPlace(holder=holder.label)


def _opened(by: Actor, holder_ids: Sequence[int], purpose: str, recount_of: Inventory | None, verb: str) -> Inventory:
    # Nobody moves anything out of these places while what they hold is read.
    holders = [locked_holder(holder_id) for holder_id in holder_ids]
    inventory = Inventory.objects.create(
        scheme_id=current_scheme_id(),
        number=number_paper("I", today()),
        purpose=purpose,
        recount_of=recount_of,
        opened_on=today(),
        opened_by=by.label,
        opened_by_id=by.user_id,
        opened_after=queries.last_line(),
    )
    for holder in holders:
        keep(_place(inventory, holder), catalogue.AT_OPENING, distribution.ranges(holder.pk))
    told(by, verb, inventory, N_("Inventaire ouvert : %(places)s"), {"places": ", ".join(str(one) for one in holders)})
    return inventory


def _place(inventory: Inventory, holder: Holder) -> InventoryPlace:
    try:
        with transaction.atomic():
            return InventoryPlace.objects.create(scheme_id=inventory.scheme_id, inventory=inventory, holder=holder)
    except IntegrityError as broken:
        if "place_is_in_one_open_inventory_at_most" not in str(broken):
            raise
        other = InventoryPlace.objects.select_related("inventory").get(holder=holder, is_open=True)
        raise AlreadyBeingCounted(holder=holder.label, number=other.inventory.number) from broken


def keep(place: InventoryPlace, what: str, ranges: Iterable[NumberRange]) -> list[NumberRange]:
    """Keep ranges of a place, `what` they are being one of `catalogue.KEPT`; the same ranges."""
    kept = list(ranges)
    PlaceRange.objects.bulk_create(
        [
            PlaceRange(scheme_id=place.scheme_id, place=place, what=what, first=numbers.first, last=numbers.last)
            for numbers in kept
        ]
    )
    return kept


@operation
def recount(*, by: Actor, inventory_id: int) -> Inventory:
    """Count a second time, today, the places where the first count found differences; it takes the place of the first.

    Refuses with `NotYourRole`, `InventoryStandsElsewhere`, `NothingToCount`, `NotYourPlace`, `AlreadyBeingCounted`.
    """
    refuse_unless(policies.may_count(by.role))
    former = at_step(inventory_id, "recount")
    holders = [one.holder for one in queries.places(former.pk) if one.differences.exists()]
    if not holders:
        raise NothingToCount()
    for holder in holders:
        refuse_other_place(by, holder)
    former.state = states.RECOUNTED
    former.save(update_fields=["state"])
    return _opened(by, sorted(holder.pk for holder in holders), former.purpose, former, "recount")


@operation
def abandon_inventory(*, by: Actor, inventory_id: int) -> Inventory:
    """Give up a count under way: nothing is compared.

    Refuses with `NotYourRole`, `NotYourPlace`, `InventoryStandsElsewhere`.
    """
    refuse_unless(policies.may_count(by.role))
    inventory = at_step(inventory_id, "abandon_inventory")
    for place in queries.places(inventory.pk):
        refuse_other_place(by, place.holder)
    inventory.state = states.ABANDONED
    inventory.save(update_fields=["state"])
    inventory.places.update(is_open=False)
    told(by, "abandon_inventory", inventory, N_("Inventaire abandonné"), {})
    return inventory


def at_step(inventory_id: int, verb: str) -> Inventory:
    """An inventory, locked, at a step where `verb` may be done. Refuses with `InventoryStandsElsewhere`."""
    (inventory,) = lock(Inventory.objects.filter(pk=inventory_id))
    if after(states.INVENTORY, inventory.state, verb) is None:
        raise InventoryStandsElsewhere(number=inventory.number, state=states.INVENTORY_LABELS[inventory.state])
    return inventory


def told(by: Actor, verb: str, inventory: Inventory, summary: str, facts: dict[str, object]) -> None:
    """The line in the thread of an inventory."""
    record(by=by, verb=verb, subject_kind="inventory", subject_id=inventory.pk, summary=summary, data=facts)
