"""Dates as acts write them: `15 mai 2023`, `15/05/2023`, `quinze mai deux mille vingt-trois`, `lundi 15 mai 2023`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED, lower
from quitus.domain.acts.reading.found import apart
from quitus.domain.acts.reading.numerals import IN_LETTERS, value_of
from quitus.domain.acts.reading.text import S, Text

EARLIEST_YEAR, LATEST_YEAR = 1789, 2199
LONGEST_DATE = 90
PIVOT_YEAR = 80  # of two figures: 79 is 2079, 80 is 1980

MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11,
    "decembre": 12, "dec": 12,
}  # fmt: skip
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d])\.?"
_WEEKDAY = "(?:" + "|".join(_WEEKDAYS) + ")"
_J = r"(?:[ -]|\n(?!\n))"
_DAY_LETTERS = (
    rf"(?:premier|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix{_J}sept|dix{_J}huit|dix{_J}neuf|dix|onze|douze"
    rf"|treize|quatorze|quinze|seize"
    rf"|vingt(?:{_J}et{_J}un|{_J}(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:{_J}et{_J}un|{_J}un)?)"
)
_YEAR_FIGURES = r"(?:\d{4}(?!\d))"
_DAY = rf"(?:\d{{1,2}}{S}?(?:er(?!\w)|e(?!\w)|°)?|{_DAY_LETTERS}(?!\w))"
_YEAR = rf"(?:{_YEAR_FIGURES}|{IN_LETTERS})"
_OF_MONTH = rf"{S}?(?:du{S}mois{S}(?:de{S}|d')|de{S}|d')?"

_IN_FIGURES = re.compile(
    r"(?<![\d])(?<!\d[./-])(?P<d>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d{2})"
    r"(?!\d|[./-]\d)"
)
_ISO = re.compile(r"(?<![\d/.-])(?P<y>(?:19|20|21)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])")
_IN_WORDS = re.compile(
    rf"(?:(?<!\w)(?P<w>{_WEEKDAY}),?{S})?(?<![\w,.])(?P<d>{_DAY}){_OF_MONTH}(?P<m>{_MONTH}){S}?(?:de{S}l'an{S})?"
    rf"(?P<y>{_YEAR})"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\w)(?:l'{S}?an|annee){S}(?P<y>{_YEAR}){S}?[,.:;]?{S}?(?:et{S})?(?:le{S})?(?:(?P<w>{_WEEKDAY}),?{S})?"
    rf"(?P<d>{_DAY}){_OF_MONTH}(?P<m>{_MONTH})(?!\w)"
)
# « n° 12-05-23 » numbers an act.
_NUMBERED = re.compile(r"(?:n ?[°o]|numero|ref\.?|dossier) ?:? ?$")


@dataclass(frozen=True)
class DateRead:
    """A day that the text names, where, and how sure. `text` is what it says; offsets are those of the `Text`."""

    on: date
    text: str
    line: int
    confidence: float
    start: int
    end: int


def dates(lines: "Sequence[str] | Text") -> list[DateRead]:
    """The full dates that `lines` name, in their order. A month without a day is no date; an impossible day neither."""
    text = Text.of(lines)
    return apart(dates_within(text, 0, text.length))


def first_date(text: Text, start: int, end: int) -> DateRead | None:
    """The first date that begins between two offsets; None when there is none."""
    return next(iter(dates_within(text, start, end)), None)


def dates_within(text: Text, start: int, end: int) -> list[DateRead]:
    """The dates that begin between two offsets, in their order; one read in two ways comes longest first."""
    ceiling = min(text.length, end + LONGEST_DATE)
    patterns = (_YEAR_FIRST, _IN_WORDS, _IN_FIGURES, _ISO)
    read = (_read(text, match) for pattern in patterns for match in text.find(pattern, max(0, start), ceiling))
    return sorted((one for one in read if one and one.start < end), key=lambda one: (one.start, -one.end))


def _read(text: Text, match: "re.Match[str]") -> DateRead | None:
    parts = match.groupdict()
    year = _year(parts["y"])
    month = int(parts["m"]) if parts["m"].isdecimal() else MONTHS[parts["m"].rstrip(".")]
    day = _day(parts["d"])
    if year is None or day is None or _NUMBERED.search(text.folded, max(0, match.start() - 12), match.start()):
        return None
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return DateRead(
        on=on,
        text=text.text[match.start() : match.end()],
        line=text.line_at(match.start()),
        confidence=_confidence(on, parts),
        start=match.start(),
        end=match.end(),
    )


def _confidence(on: date, parts: dict[str, str]) -> float:
    said = STATED
    if not parts["y"].isdecimal():
        said = READ + 0.05
    elif len(parts["y"]) == 2:
        said = LIKELY
    if parts.get("w") and _WEEKDAYS[on.weekday()] != parts["w"]:
        return min(DOUBTFUL, lower(said, 0.3))  # « lundi 16 mai 2023 » was a Tuesday: one of the two is wrong
    return said


def _year(said: str) -> int | None:
    year = int(said) if said.isdecimal() else value_of(said)
    if year is not None and said.isdecimal() and len(said) == 2:
        year += 2000 if year < PIVOT_YEAR else 1900
    return year if year is not None and EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _day(said: str) -> int | None:
    figures = re.match(r"\d+", said)
    if figures:
        return int(figures.group())
    return 1 if said == "premier" else value_of(said)
