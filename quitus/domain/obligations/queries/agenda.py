"""The agenda: obligations by date, a page at a time, with counts made by the database."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from quitus.domain.obligations import states
from quitus.domain.obligations.models import Obligation

OPEN = "open"
EVERY = "all"


@dataclass(frozen=True)
class Filters:
    """What of the agenda is asked: `state` is one of `states.LABELS`, `OPEN` or `EVERY`; `owed_by` a party or empty;
    `month` its first day, or None.
    """

    state: str = OPEN
    owed_by: str = ""
    month: date | None = None


@dataclass(frozen=True)
class Tally:
    """How many obligations of a convention fall in each month and state, counted in one statement."""

    cells: Mapping[tuple[date, str], int]

    def by_state(self, month: date | None = None) -> dict[str, int]:
        """How many stand in each state (`states.LABELS`), in all or in one month."""
        found: dict[str, int] = defaultdict(int)
        for (first, state), count in self.cells.items():
            if month in {None, first}:
                found[state] += count
        return dict(found)

    def by_month(self, state: str) -> list[tuple[date, int]]:
        """The first day of each month that has something in this state (`OPEN` and `EVERY` too), and how many."""
        found: dict[date, int] = defaultdict(int)
        for (first, shown), count in self.cells.items():
            if _counts(state, shown):
                found[first] += count
        return sorted(found.items())

    def total(self, filters: Filters) -> int:
        """How many lines answer the filters."""
        by_state = self.by_state(filters.month)
        return sum(count for shown, count in by_state.items() if _counts(filters.state, shown))


def agenda(convention_id: int, today: date, filters: Filters, *, latest_first: bool = False) -> QuerySet[Obligation]:
    """The obligations of a convention that answer the filters, by date."""
    found = _filtered(convention_id, today, filters)
    return found.order_by("-due_on", "-pk") if latest_first else found.order_by("due_on", "pk")


def tally(convention_id: int, today: date, owed_by: str = "") -> Tally:
    """How many obligations fall in each month and state on the day `today`; of one party when it is given."""
    found = _filtered(convention_id, today, Filters(EVERY, owed_by)).order_by()
    cells = found.values(month=TruncMonth("due_on"), shown=_shown(today)).annotate(count=Count("pk"))
    return Tally({(month, shown): count for month, shown, count in cells.values_list("month", "shown", "count")})


def _counts(asked: str, shown: str) -> bool:
    return asked in {EVERY, shown} or (asked == OPEN and shown in states.OPEN_ONES)


def _filtered(convention_id: int, today: date, filters: Filters) -> QuerySet[Obligation]:
    found = Obligation.objects.filter(convention_id=convention_id)
    if filters.state != EVERY:
        found = found.filter(_in_state(filters.state, today))
    if filters.owed_by:
        found = found.filter(owed_by=filters.owed_by)
    if filters.month is not None:
        found = found.filter(due_on__year=filters.month.year, due_on__month=filters.month.month)
    return found


def _in_state(state: str, today: date) -> Q:
    is_open = Q(state=states.OPEN)
    soon = today + states.AHEAD
    match state:
        case states.LATE:
            return is_open & Q(due_on__lt=today)
        case states.DUE:
            return is_open & Q(due_on__gte=today, due_on__lte=soon)
        case states.COMING:
            return is_open & Q(due_on__gt=soon)
    return Q(state=state)


def _shown(today: date) -> Case:
    """`states.shown`, in SQL."""
    whens = [When(_in_state(state, today), then=Value(state)) for state in states.LABELS]
    return Case(*whens, output_field=CharField())
