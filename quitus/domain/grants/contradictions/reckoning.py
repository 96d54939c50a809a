"""Counting months as people do: which days may rightly be called the end of a delay."""

from datetime import date, timedelta

from quitus.kernel.calendar import add_months, month_bounds, next_working_day

DAY = timedelta(days=1)


def last_day(start: date, months: int) -> date:
    """The last day of `months` months whose first day is `start`: 1 January and 31 months end on 31 July.

    A month that has no such day ends it with its own last day (CPC art. 641).
    """
    same = add_months(start, months)
    return same - DAY if same.day == start.day else same


def ends_of_duration(start: date, months: int) -> frozenset[date]:
    """Every day that may be called the end of `months` months from `start`: its last day, the same day of the month
    reached, and the end of that month when `start` ends its own.
    """
    same = add_months(start, months)
    return frozenset({same, same - DAY, last_day(start, months), *_month_end(start, same)})


def ends_after(event: date, months: int) -> frozenset[date]:
    """Every day that may be called `months` months after `event`: the same day of the month reached, that of a delay
    that begins on the morrow, and the end of the month when the event ends its own.
    """
    same = add_months(event, months)
    return frozenset({same, add_months(event + DAY, months) - DAY, *_month_end(event, same)})


def carried(days: frozenset[date]) -> frozenset[date]:
    """These days carried to the next working day (CPC art. 642)."""
    return frozenset(next_working_day(day) for day in days)


def _month_end(start: date, reached: date) -> tuple[date, ...]:
    return (month_bounds(reached)[1],) if start == month_bounds(start)[1] else ()


def full_years(first: date, last: date, *, calendar: bool) -> list[tuple[date, date]]:
    """The whole years between two days, both included: calendar years, or years counted from `first`."""
    start = first if not calendar or (first.month, first.day) == (1, 1) else date(first.year + 1, 1, 1)
    found = []
    rank = 0
    while (end := add_months(start, 12 * (rank + 1)) - DAY) <= last:
        found.append((add_months(start, 12 * rank), end))
        rank += 1
    return found
