"""Lost pass that turn up, and pass that a receiver did not count: what who keeps a stock still has to do about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Sum

from quitus.domain.controls import operations as controls
from quitus.domain.controls import queries as control_queries
from quitus.domain.controls import states as control_states
from quitus.domain.controls.models import InventoryPlace
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Movement, Slip
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange


@operation
def find_pass_again(
    *, by: Actor, to_holder_id: int, numbers: Sequence[NumberRange], occurred_on: date, note: str
) -> None:
    """Bring lost or stolen pass back to a safe, a mandated body or the accountant, still blocked.

    Those of an open file of loss come back through it, a range of one file at a time; others, whose loss has no file
    here, straight from where they are told lost. Refuses as `controls.find_again` and `distribution.find_again`.
    """
    of_file = {one: control_queries.loss_of(one.first) for one in numbers}
    # House order of locks: the files of loss first, in the order of their keys.
    for one, file in sorted(of_file.items(), key=lambda told: (told[1] is None, told[1].pk if told[1] else 0, told[0])):
        if file is not None and file.state == control_states.OPEN:
            controls.find_again(
                by=by, file_id=file.pk, numbers=one, to_holder_id=to_holder_id, found_on=occurred_on, note=note
            )
            continue
        holder = queries.holder_of(one.first)
        stolen = holder is not None and holder.kind == states.STOLEN
        distribution.find_again(
            by=by, to_holder_id=to_holder_id, numbers=one, occurred_on=occurred_on, note=note, stolen=stolen
        )


@dataclass(frozen=True)
class Contested:
    """A slip of which some pass were not counted by the receiver, and how many of them nobody has looked for since."""

    slip: Slip
    count: int


def contested(holder_ids: Collection[int]) -> list[Contested]:
    """The pass that came back to these givers because the receiver did not count them, latest slip first.

    They are left out once they have moved again (given again, lost, returned), or once the giver was counted: an
    inventory concluded that day or later tells whether they are there.
    """
    if not holder_ids:
        return []
    lines = Movement.objects.filter(verb__in=states.CONTESTS.values(), to_holder_id__in=holder_ids)
    again = Movement.objects.filter(
        order_id=OuterRef("order_id"), pk__gt=OuterRef("pk"), first__lte=OuterRef("last"), last__gte=OuterRef("first")
    )
    size = F("last") - F("first") + 1
    rows = list(
        lines.filter(~Exists(again)).order_by().values_list("slip_id", "to_holder_id").annotate(count=Sum(size))
    )
    slips = {one.pk: one for one in queries.slips().filter(pk__in=[slip_id for slip_id, *_ in rows])}
    counted = _last_counts({holder_id for _, holder_id, _ in rows})
    left = [
        Contested(slips[slip_id], count)
        for slip_id, holder_id, count in rows
        if holder_id not in counted or counted[holder_id] < (slips[slip_id].received_on or date.max)
    ]
    return sorted(left, key=lambda one: -one.slip.pk)


def _last_counts(holder_ids: Collection[int]) -> dict[int, date]:
    """The day of the last inventory concluded at each of these holders."""
    found = InventoryPlace.objects.filter(
        holder_id__in=holder_ids, inventory__state=control_states.CONCLUDED, inventory__counted_on__isnull=False
    ).order_by()
    return dict(found.values_list("holder_id").annotate(last=Max("inventory__counted_on")))
