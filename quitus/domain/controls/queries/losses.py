"""Files of loss, what became of their pass, what replaces them."""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from quitus.domain.controls.models import LossFile, LossRange, LossStep, Replacement
from quitus.domain.controls.queries.inventories import in_other_hands
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as places
from quitus.domain.distribution.models import Handout
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Voucher
from quitus.kernel.ranges import NumberRange, merged, without

GONE = frozenset({places.LOST, places.STOLEN, places.DESTROYED})
COUNT = F("last") - F("first") + 1


def loss_files(*, holder_ids: Sequence[int] | None = None, state: str = "") -> QuerySet[LossFile]:
    """The files of loss of the scheme, latest first, with their holder and `count` of pass; those for which some hands
    answer: their own, what people lost that they gave, the drawers under them.
    """
    found = LossFile.objects.select_related("holder").annotate(
        count=Sum(F("ranges__last") - F("ranges__first") + 1, default=0)
    )
    if holder_ids is not None:
        found = found.filter(_answered_for(holder_ids))
    if state:
        found = found.filter(state=state)
    return found.order_by("-pk")


def _answered_for(holder_ids: Sequence[int]) -> Q:
    """The files of some hands, of what was handed out at these points, and of the drawers under these stocks."""
    given = Handout.objects.filter(pk=OuterRef("handout_id"), point__holder__in=holder_ids)
    drawers = Q(holder__place__imprest__safe__in=holder_ids) | Q(holder__place__mandate__stock__in=holder_ids)
    return Q(holder_id__in=holder_ids) | Exists(given) | drawers


def loss_file(file_id: int) -> LossFile:
    """One file with its ranges, steps and replacements; raises `LossFile.DoesNotExist`."""
    return loss_files().prefetch_related("ranges__slip", "steps", "replacements").get(pk=file_id)


def still_lost(file_id: int) -> list[NumberRange]:
    """The pass of a file that were neither found again nor cancelled."""
    lost = [one.range for one in LossRange.objects.filter(file_id=file_id)]
    return without(lost, *_ranges(file_id, "find_again"), *_ranges(file_id, "cancel_lost_pass"))


def loss_of(number: int) -> LossFile | None:
    """The latest file of loss in which a pass is, by the slip that brought it out of the stock; None for most."""
    orders = vouchers.order_ids_of(NumberRange(number, number))
    found = LossRange.objects.select_related("file").filter(order_id__in=orders, first__lte=number, last__gte=number)
    line = found.order_by("-pk").first()
    return line.file if line else None


def gone(numbers: NumberRange) -> bool:
    """Whether some pass of a range are lost, stolen or destroyed now, whatever became of their file."""
    hands = {holder_id for _, holder_id in in_other_hands(numbers)}
    return any(distribution.holder(holder_id).kind in GONE for holder_id in hands)


def found_and_blocked(file_id: int) -> list[NumberRange]:
    """The pass of a file that were found again and not put back into use."""
    return without(_ranges(file_id, "find_again"), *_ranges(file_id, "release_found_pass"))


def _ranges(file_id: int, verb: str) -> list[NumberRange]:
    return [one.range for one in LossStep.objects.filter(file_id=file_id, verb=verb)]


def cancelled_ranges(file_id: int) -> list[NumberRange]:
    """The pass of a file that were cancelled for ever."""
    return merged(_ranges(file_id, "cancel_lost_pass"))


def used_among(numbers: NumberRange) -> list[NumberRange]:
    """The pass of a few booklets that a venue has taken."""
    found = Voucher.objects.filter(number__range=(numbers.first, numbers.last), mark=voucher_states.REDEEMED)
    return merged(NumberRange(number, number) for number in found.values_list("number", flat=True))


def replacements(*, file_id: int | None = None) -> QuerySet[Replacement]:
    """What replaces what, oldest first."""
    found = Replacement.objects.select_related("file")
    return found if file_id is None else found.filter(file_id=file_id)


def replacement_of(number: int) -> Replacement | None:
    """The line by which a pass was replaced, or replaces another; None for most."""
    # By bounds and not by range operators: row-level security keeps those away from their index.
    found = Replacement.objects.select_related("file")
    orders = vouchers.order_ids_of(NumberRange(number, number))
    old = found.filter(old_order_id__in=orders, old_first__lte=number).order_by("-old_first").first()
    new = found.filter(new_order_id__in=orders, new_first__lte=number).order_by("-new_first").first()
    if old is not None and number <= old.old_last:
        return old
    return new if new is not None and number <= new.new_last else None


def replaced(order_id: int) -> dict[str, int]:
    """How many pass of an order were replaced ("old"), and how many of it replace others ("new").

    Both are counted among the pass of their own order: a replacement adds none.
    """
    size = F("old_last") - F("old_first") + 1
    old = Replacement.objects.filter(old_order_id=order_id).aggregate(count=Sum(size, default=0))["count"]
    new = Replacement.objects.filter(new_order_id=order_id).aggregate(count=Sum(size, default=0))["count"]
    return {"old": old, "new": new}


def with_replacement(files: QuerySet[LossFile]) -> QuerySet[LossFile]:
    """Files each with `has_replacement`."""
    return files.annotate(has_replacement=Exists(Replacement.objects.filter(file=OuterRef("pk"))))
