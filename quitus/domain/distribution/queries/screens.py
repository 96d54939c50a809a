"""What the papers of the register and the screens ask: flows of a period, points with their trend, what sleeps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from quitus.domain.distribution.models import Holder, Movement

MOVED = F("last") - F("first") + 1


@dataclass(frozen=True, slots=True)
class Flow:
    """Pass of one order that came to a holder (or left it) by another's hand.

    `before` counts those of the days before a period, `within` those of the period. `other` is None for the printing.
    """

    holder: int
    order: int
    other: int | None
    verb: str
    comes: bool
    before: int
    within: int


def holders_of_imprest(imprest_id: int) -> list[Holder]:
    """The holders for which a régie answers: its safe first, then each point by name with the drawers kept of it."""
    under = Q(imprest_id=imprest_id) | Q(point__imprest_id=imprest_id) | Q(place__imprest_id=imprest_id)
    found = Holder.objects.filter(under).select_related("point", "imprest", "place")
    where = Coalesce("point__sort_key", "place__sort_key", Value(""))
    return list(found.order_by(where, F("place").asc(nulls_first=True), "pk"))


def flows(holder_ids: Sequence[int], since: date, until: date) -> list[Flow]:
    """What came to each of these holders and left it, by order and by the other hand, up to and including `until`.

    Two sums over the lines of the register, whatever the number of pass. Days are those of the facts.
    """
    lines = Movement.objects.filter(occurred_on__lte=until).order_by()
    sums = {
        "before": Sum(MOVED, filter=Q(occurred_on__lt=since), default=0),
        "within": Sum(MOVED, filter=Q(occurred_on__gte=since), default=0),
    }
    came = lines.filter(to_holder_id__in=holder_ids)
    left = lines.filter(from_holder_id__in=holder_ids)
    found = [
        Flow(*keys, comes=True, before=before, within=within)
        for *keys, before, within in came.values_list("to_holder_id", "order_id", "from_holder_id", "verb").annotate(
            **sums
        )
    ]
    found += [
        Flow(*keys, comes=False, before=before, within=within)
        for *keys, before, within in left.values_list("from_holder_id", "order_id", "to_holder_id", "verb").annotate(
            **sums
        )
    ]
    return found


def lines_between(holder_ids: Collection[int], since: date, until: date) -> QuerySet[Movement]:
    """The lines by which pass came to these holders together, or left them, in a period, with `change`, what each adds.

    By day of fact, then as they were entered. What goes from one of these holders to another is left out.
    """
    comes = Q(to_holder_id__in=holder_ids) & (Q(from_holder__isnull=True) | ~Q(from_holder_id__in=holder_ids))
    leaves = Q(from_holder_id__in=holder_ids) & ~Q(to_holder_id__in=holder_ids)
    return (
        Movement.objects.filter(comes | leaves, occurred_on__range=(since, until))
        .select_related("slip", "from_holder", "to_holder")
        .annotate(change=Case(When(comes, then=MOVED), default=-MOVED, output_field=BigIntegerField()))
        .order_by("occurred_on", "pk")
    )


def line_count(holder_ids: Collection[int], since: date, until: date) -> int:
    """How many lines `lines_between` gives."""
    return lines_between(holder_ids, since, until).order_by().count()
