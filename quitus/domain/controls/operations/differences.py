"""Settling the differences of an inventory, then concluding it."""

from datetime import date

from quitus.domain.controls import catalogue, policies, queries, rules, states
from quitus.domain.controls.count_errors import (
    ConcludedBeforeTheCount,
    DifferencesUnsettled,
    ExplanationMissing,
    NoDifferenceThere,
)
from quitus.domain.controls.models import Difference, Inventory, LossFile, Settlement
from quitus.domain.controls.operations.inventories import at_step, refuse_other_place, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def settle_difference(
    *, by: Actor, difference_id: int, reason: str, text: str, numbers: NumberRange | None = None
) -> Settlement:
    """Explain a difference, or part of it (`numbers`), by a reason of `catalogue.REASONS` and a sentence.

    The register is not changed: a movement that was forgotten is entered as any other. A loss is declared by
    `open_loss_file`. Refuses with `NotYourRole`, `InventoryStandsElsewhere`, `NotYourPlace`, `NoDifferenceThere`,
    `ExplanationMissing`.
    """
    refuse_unless(policies.may_count(by.role))
    if not text.strip() or reason not in catalogue.REASONS:
        raise ExplanationMissing()
    difference = open_difference(by, difference_id, numbers)
    made = settled(by, difference, numbers or difference.range, reason, text=text.strip())
    facts: dict[str, object] = {"count": made.range.count, "why": text.strip()}
    told(by, "settle_difference", difference.place.inventory, N_("Écart de %(count)s pass expliqué : %(why)s"), facts)
    return made


def open_difference(by: Actor, difference_id: int, numbers: NumberRange | None) -> Difference:
    """A difference of which these pass are to be settled, its inventory locked.

    Refuses with `InventoryStandsElsewhere`, `NotYourPlace`, `NoDifferenceThere`.
    """
    difference = queries.difference(difference_id)
    at_step(difference.place.inventory_id, "settle_difference")
    refuse_other_place(by, difference.place.holder)
    wanted = numbers or difference.range
    rest = rules.unsettled(difference.range, [one.range for one in difference.settlements.all()])
    if not any(part.covers(wanted) for part in rest):
        raise NoDifferenceThere()
    return difference


def settled(
    by: Actor,
    difference: Difference,
    numbers: NumberRange,
    reason: str,
    *,
    text: str = "",
    loss_file: LossFile | None = None,
) -> Settlement:
    """The line that settles some pass of a difference."""
    return Settlement.objects.create(
        scheme_id=difference.scheme_id,
        difference=difference,
        reason=reason,
        text=text,
        loss_file=loss_file,
        settled_on=today(),
        first=numbers.first,
        last=numbers.last,
        user_id=by.user_id,
        actor_label=by.label,
    )


@operation
def conclude_inventory(*, by: Actor, inventory_id: int, concluded_on: date, conclusion: str = "") -> Inventory:
    """End an inventory whose differences are all settled: its minutes may be signed.

    Refuses with `NotYourRole`, `DateInTheFuture`, `InventoryStandsElsewhere`, `ConcludedBeforeTheCount`,
    `NotYourPlace`, `DifferencesUnsettled`.
    """
    refuse_unless(policies.may_count(by.role))
    refuse_future(concluded_on)
    inventory = at_step(inventory_id, "conclude_inventory")
    if inventory.counted_on is not None and concluded_on < inventory.counted_on:
        raise ConcludedBeforeTheCount(counted_on=inventory.counted_on)
    for place in queries.places(inventory.pk):
        refuse_other_place(by, place.holder)
    left = queries.unsettled_count(inventory.pk)
    if left:
        raise DifferencesUnsettled(count=left)
    inventory.state, inventory.concluded_on = states.CONCLUDED, concluded_on
    inventory.conclusion = conclusion.strip()
    inventory.save(update_fields=["state", "concluded_on", "conclusion"])
    told(by, "conclude_inventory", inventory, N_("Inventaire terminé"), {})
    return inventory
