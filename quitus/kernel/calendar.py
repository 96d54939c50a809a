"""The calendar of a French administration: Paris time, working days, holidays, clear delays."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of metropolitan France (Code du travail, art. L.3133-1).

    Alsace-Moselle and the overseas territories have others, which are not counted here. Two of them
    may fall on the same day (Ascension and 8 May in 1997 and 2008): the set then has ten dates.
    """
    sunday = easter(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    # Easter Monday, Ascension Thursday, Whit Monday.
    movable = (sunday + timedelta(days=days) for days in (1, 39, 50))
    return frozenset([*(date(year, month, day) for month, day in fixed), *movable])


def is_working_day(day: date) -> bool:
    """Whether a delay may end on `day`: neither Saturday, nor Sunday, nor public holiday."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """`day` itself when it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier when negative), or the last of that month if it has no such
    day.

    CPC art. 641 al. 2: "à défaut d'un quantième identique, le délai expire le dernier jour du mois".
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def prolonged(last: date, months: int) -> date:
    """The last day of a period whose last day was `last`, both included, when it is prolonged by `months` months.

    The last day of a month stays the last day of its month: 30/06 and one month is 31/07. Any other day keeps its
    number where it can: 30/07/2023 and five months is 30/12/2023.
    """
    later = add_months(last, months)
    is_month_end = last.day == monthrange(last.year, last.month)[1]
    return later.replace(day=monthrange(later.year, later.month)[1]) if is_month_end else later


def clear_months_end(received_on: date, months: int) -> date:
    """The last day on which one may still act within a *clear* delay (délai franc) of `months` months.

    Neither the day of the event nor the day on which the months expire counts: the last useful day is the day after the
    same day of the month. When that is a Saturday, a Sunday or a public holiday, the delay runs to the end of the next
    working day. This is the delay of appeal before the administrative judge (CJA art. R.421-1 and its constant reading
    by the Conseil d'État as a clear delay); counting in months and carrying over follow CPC art. 641 and 642 by
    analogy. Published on 05/06/2023, two months: expires 05/08, last useful day 06/08 (a Sunday), hence 07/08/2023.
    """
    return next_working_day(add_months(received_on, months) + timedelta(days=1))


def month_bounds(day: date) -> tuple[date, date]:
    """The first and the last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def quarter_bounds(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter of `day`."""
    first_month = (day.month - 1) // 3 * 3 + 1
    return date(day.year, first_month, 1), month_bounds(date(day.year, first_month + 2, 1))[1]


def format_date(day: date, language: str = "fr") -> str:
    """A date in words, `15 mai 2023` or `15 May 2023`; in French the first of a month is `1er juillet 2024`."""
    number = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"
