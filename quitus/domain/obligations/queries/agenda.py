"""The agenda: obligations by date, a page at a time, with counts made by the database."""

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


def agenda(convention_id: int, today: date, filters: Filters) -> QuerySet[Obligation]:
    """The obligations of a convention that answer the filters, by date."""
    return _filtered(convention_id, today, filters).select_related("duty").order_by("due_on", "pk")


def counts(convention_id: int, today: date, filters: Filters) -> dict[str, int]:
    """How many obligations stand in each state (`states.LABELS`) on the day `today`, whatever the filter of states."""
    every = _filtered(convention_id, today, Filters(EVERY, filters.owed_by, filters.month))
    shown = every.order_by().values(shown=_shown(today)).annotate(count=Count("pk")).values_list("shown", "count")
    return dict(shown)


def months(convention_id: int, today: date, filters: Filters) -> list[tuple[date, int]]:
    """The first day of each month that has something to answer the filters, and how many things."""
    found = _filtered(convention_id, today, Filters(filters.state, filters.owed_by))
    by_month = found.order_by().values(month=TruncMonth("due_on")).annotate(count=Count("pk")).order_by("month")
    return list(by_month.values_list("month", "count"))


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
