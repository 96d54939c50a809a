"""What the papers of the register and the screens ask: flows of a period, points with their trend."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncWeek

from quitus.domain.distribution.models import (
    DistributionPoint,
    Handout,
    HandoutReversal,
    Holder,
    Movement,
    Slip,
)
from quitus.domain.distribution.queries.people import waiting_by_point
from quitus.domain.distribution.queries.regie import points
from quitus.domain.distribution.queries.stock import Held, Stock, holdings_of, lines_touching, stock
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange, common
from quitus.kernel.text import sort_key

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
    came_keys = ("to_holder_id", "order_id", "from_holder_id", "verb")
    left_keys = ("from_holder_id", "order_id", "to_holder_id", "verb")
    found = []
    for lines_, keys, comes in ((came, came_keys, True), (left, left_keys, False)):
        for holder, order, other, verb, before, within in lines_.values_list(*keys).annotate(**sums):
            found.append(Flow(holder, order, other, verb, comes, before, within))
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


# --- a range of pass


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a range that one holder has, since a day."""

    numbers: NumberRange
    holder: Holder
    since_on: date


def pieces(numbers: NumberRange, most: int) -> list[Piece]:
    """Who has the pass of a range, by number, the first `most` parts."""
    found = holdings_of(numbers).select_related("holder")[:most]
    return [Piece(common(one.range, numbers), one.holder, one.since_on) for one in found]


def lines_over(numbers: NumberRange) -> QuerySet[Movement]:
    """The lines of the register that touch a range, latest first."""
    return lines_touching(numbers).select_related("slip", "from_holder", "to_holder").order_by("-pk")


def has_held(holder_ids: Collection[int], numbers: NumberRange) -> bool:
    """Whether any pass of a range ever went through one of these hands."""
    hands = Q(from_holder_id__in=holder_ids) | Q(to_holder_id__in=holder_ids)
    return lines_over(numbers).filter(hands).order_by().exists()


def slips_numbered(beginning: str, most: int) -> list[Slip]:
    """The first slips whose number begins so, in their order: found by the index, however many there are."""
    found = Slip.objects.filter(number__gte=beginning, number__lt=f"{beginning}\U0010ffff")
    return list(found.order_by("number")[:most])


# --- points and their trend


@dataclass(frozen=True, slots=True)
class PointNow:
    """A point of distribution as a manager reads it: what it holds and since when, what it gave, when it last moved.

    `weeks` are the pass handed out in each of the last weeks, the oldest first; what came back is taken off.
    """

    point: DistributionPoint
    held: Held
    oldest_on: date | None
    moved_on: date | None
    weeks: tuple[int, ...]
    waiting: int

    def sleeps(self, before: date) -> bool:
        """Whether it holds pass and nothing has come or gone since a day."""
        return self.held.count > 0 and self.moved_on is not None and self.moved_on < before


def points_now(on: date, weeks: int) -> list[PointNow]:
    """Every point that is open, or still holds pass, by commune: six queries, whatever the number of points."""
    every = list(points().order_by("commune", "sort_key", "pk"))
    ids = [point.holder.pk for point in every]
    held: dict[int, list[Stock]] = {}
    for line in stock(holder_ids=ids):
        held.setdefault(line.holder.pk, []).append(line)
    moved = last_moved(ids)
    trend = handed_out_by_week(on, weeks)
    waiting = waiting_by_point()
    found = []
    for point in every:
        lines = held.get(point.holder.pk, [])
        if point.is_open(on) or lines:
            now = Held(sum(line.count for line in lines), Cents(sum(line.value_cents for line in lines)))
            oldest = min((line.since_on for line in lines), default=None)
            told = tuple(trend.get((point.pk, week), 0) for week in weeks_until(on, weeks))
            found.append(PointNow(point, now, oldest, moved.get(point.holder.pk), told, waiting.get(point.pk, 0)))
    return sorted(found, key=lambda one: (sort_key(one.point.commune), one.point.sort_key))


def last_moved(holder_ids: Sequence[int]) -> dict[int, date]:
    """The day of the last line of each of these registers: one look at an index for each."""
    came = Movement.objects.filter(to_holder=OuterRef("pk")).order_by("-occurred_on").values("occurred_on")[:1]
    went = Movement.objects.filter(from_holder=OuterRef("pk")).order_by("-occurred_on").values("occurred_on")[:1]
    rows = Holder.objects.filter(pk__in=holder_ids).annotate(came=Subquery(came), went=Subquery(went)).order_by()
    days = {pk: [day for day in (came, went) if day] for pk, came, went in rows.values_list("pk", "came", "went")}
    return {pk: max(found) for pk, found in days.items() if found}


def weeks_until(on: date, weeks: int) -> list[date]:
    """The Mondays of the last weeks, the current one last."""
    monday = on - timedelta(days=on.weekday())
    return [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]


def handed_out_by_week(on: date, weeks: int) -> dict[tuple[int, date], int]:
    """Pass handed out at each point in each of the last weeks (its Monday), those that came back taken off."""
    since = weeks_until(on, weeks)[0]
    given = Handout.objects.filter(occurred_on__range=(since, on)).order_by()
    back = HandoutReversal.objects.filter(occurred_on__range=(since, on)).order_by()
    found: dict[tuple[int, date], int] = {}
    for lines, point, sign in ((given, "point_id", 1), (back, "handout__point_id", -1)):
        rows = lines.annotate(week=TruncWeek("occurred_on")).values_list(point, "week").annotate(count=Sum(MOVED))
        for key, week, count in rows:
            found[key, week] = found.get((key, week), 0) + sign * count
    return found
