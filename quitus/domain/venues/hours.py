"""Opening hours as OpenStreetMap writes them (`Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00`): the days and hours of
an ordinary week.

What goes further (weeks of the month, holidays, seasons) is kept and shown as it is written, and read for its days.
"""

import re
from collections.abc import Mapping

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RULE = re.compile(rf"^(?P<days>{_DAY}(?:[-,]\s*{_DAY})*)?(?:,?\s*PH)?\s*(?P<rest>.*)$")
_MOMENT = r"(?:[01]\d|2[0-4]):[0-5]\d"
_SPANS = re.compile(rf"^{_MOMENT}-{_MOMENT}(?:,\s*{_MOMENT}-{_MOMENT})*$")
_ANY_DAY = re.compile(rf"\b({_DAY})(?:\s*-\s*({_DAY}))?(?:\[[^\]]*\])?")
_OFF = re.compile(r"\b(?:off|closed)\b", re.IGNORECASE)
MOST_LETTERS = 500


def is_readable(text: str) -> bool:
    """Whether these are hours that OpenStreetMap's notation may hold: each part names a day, or the whole week."""
    parts = _parts(text)
    return len(text) <= MOST_LETTERS and bool(parts) and all(_means_something(part) for part in parts)


def open_days(text: str) -> list[int]:
    """On which days of the week it is open some time (0 is Monday), in order; empty when the text says none."""
    found: set[int] = set()
    for part in _parts(text):
        days = _days_of(part)
        if _OFF.search(part):
            found -= days
        elif _SPANS.match(part) or part.startswith("24/7"):
            found |= set(range(7))
        else:
            found |= days
    return sorted(found)


def week(text: str) -> Mapping[int, str] | None:
    """The hours of each day (`09:00-12:00, 14:00-18:30`), where the text tells an ordinary week and nothing more."""
    told: dict[int, str] = {}
    for part in _parts(text):
        rule = _RULE.match(part)
        rest = rule["rest"].strip() if rule else ""
        if rule is None or "[" in part or not (_SPANS.match(rest) or _OFF.fullmatch(rest)):
            return None
        if "PH" in part and not rule["days"]:
            continue
        for day in _days_of(rule["days"] or "Mo-Su"):
            if _OFF.fullmatch(rest):
                told.pop(day, None)
            else:
                told[day] = re.sub(r",\s*", ", ", rest)
    return dict(sorted(told.items()))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("||", ";").split(";") if part.strip()]


def _means_something(part: str) -> bool:
    return bool(_ANY_DAY.search(part) or _SPANS.match(part) or part.startswith(("24/7", "PH")))


def _days_of(part: str) -> set[int]:
    found: set[int] = set()
    for first, last in _ANY_DAY.findall(part):
        start = DAYS.index(first)
        end = DAYS.index(last) if last else start
        found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return found
