"""Days until which something is owed: « au plus tard le 31 décembre 2023 », « dans les 2 mois après la signature »."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.dates import MONTHS, DateRead, dates
from quitus.domain.acts.reading.durations import DurationRead, durations, periods
from quitus.domain.acts.reading.text import S, Text, one_line

LONGEST_WHAT = 240

_LE = rf"(?:{S}?:)?{S}?(?:le|la|au|du|l'|les|a{S}la{S}date{S}du)?{S}?$"
# Words before a date that make it one until which something is owed, and how sure they are.
_BEFORE: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        re.compile(
            rf"(?:au{S}plus{S}tard|dernier{S}delai|date{S}limite[^.;\n]{{0,60}}|avant|jusqu'?{S}?au?|d'ici){_LE}"
        ),
        STATED,
    ),
    (
        re.compile(
            rf"(?<!\w)(?:echeance|terme|cloture|fin|expir\w+|achev\w+|termin\w+|acheve)(?!\w)"
            rf"[^.;\n]{{0,50}}{S}(?:le|au|du|est|:){S}?$"
        ),
        READ,
    ),
    (re.compile(rf"soit{S}(?:jusqu'|avant{S})?(?:au|le){S}?$"), READ),
)
_AFTER = re.compile(rf"{S}?,?{S}?(?:au{S}plus{S}tard|dernier{S}delai|inclus|delai{S}de{S}rigueur)")
_BARE = re.compile(rf"(?:^|\W)(?:au|pour{S}le|le){S}?$")
_OWED = re.compile(
    r"(?<!\w)(?:devra|devront|doit|doivent|fourni\w*|transm\w+|remet\w*|remis\w*|rendr\w+|verse\w*|produi\w+|adress\w+"
    r"|s'engag\w+|paye\w*|regl\w+|depos\w+|present\w+|acquitt\w+|livr\w+|realis\w+|communiqu\w+)(?!\w)"
)
_NOT_OWED = re.compile(
    r"(?<!\w)(?:en date|seance|reunion|delibere|situation|arretee?s?|population|compter|partir|dater|signee?s?"
    r"|adoptee?s?|vu|considerant|conclue?|etat|recensement|affiche|publie|recu|envoi|convocation|fait a)"
    r"(?!\w)[^.;]{0,25}$"
)
_WITHIN = re.compile(
    rf"(?:dans{S}(?:les|un{S}delai{S}(?:maximum{S}|maximal{S})?(?:de|d')|le{S}delai{S}(?:de"
    rf"|d'))|sous(?:{S}un{S}delai{S}de)?"
    rf"|dans{S}la|delai{S}(?:maximum{S}|maximal{S})?(?:de|d')|au{S}plus{S}tard|au{S}moins|endeans){S}?$"
)
_AND = re.compile(rf"{S}?(?:,|et|ou|puis){S}?(?:,{S}?)?(?:et{S})?(?:au|le|du)?{S}?")
_EACH_YEAR = re.compile(
    rf"(?:avant{S}(?:le{S})?|au{S}plus{S}tard{S}(?:le{S})?|d'ici{S}(?:le|au){S}|pour{S}le{S}|le{S}|jusqu'au{S})"
    rf"(?P<d>\d{{1,2}})(?:er)?{S}(?P<m>[a-z]{{3,9}}){S}"
    rf"(?:de{S}chaque{S}(?:annee|an|exercice)|chaque{S}annee|tous{S}les{S}ans)"
)
_END_OF_MONTH = re.compile(
    rf"(?:avant{S}(?:la{S})?|d'ici{S}(?:la{S})?|a{S}(?:la{S})?|jusqu'a{S}(?:la{S})?)fin{S}"
    rf"(?P<m>[a-z]{{3,9}}){S}(?P<y>(?:19|20)\d{{2}})(?!\d)"
)
_ITEM = re.compile(r"\n ?(?:-|\d{1,2}[.)]|[a-z]\)) ")
_BEFORE_THE_DATE = re.compile(
    r"(?:[\s,]+(?:au plus tard(?: le)?|avant le|jusqu'au|d'ici (?:le|au)|soit au|dans les"
    r"|dans (?:un|le) d[ée]lai (?:maximum )?d(?:e|'(?:un)?)|sous un d[ée]lai de"
    r"|sous|dans la|du|au|le|pour le|et au|et le|et))+$",
    re.I,
)


@dataclass(frozen=True)
class DeadlineRead:
    """Something owed until a day.

    `on` is None where the text counts from an event (`months` or `days` after `after`, in the text's words) and where
    it comes back (`each_year`, "03-31"). `what` is what the sentence says before; `kind`: "day", "delay", "each_year",
    or "end_of_period" for the last day of a « du … au … ».
    """

    on: date | None
    what: str
    kind: str
    months: int | None
    days: int | None
    after: str
    passage: str
    line: int
    confidence: float
    start: int
    end: int
    each_year: str = ""


def deadlines(lines: "Sequence[str] | Text") -> list[DeadlineRead]:
    """The days and the delays until which something is owed, in their order.

    A delay followed by its own date (« dans les 6 mois qui suivent la clôture, soit au 1er juillet 2024 ») is one
    deadline with both.
    """
    text = Text.of(lines)
    on_days = _on_days(text)
    found = _delays(text, on_days)
    taken = {one.end for one in found if one.on}
    found += [one for one in on_days if one.end not in taken]
    found += _ends_of_months(text) + _each_year(text) + _ends_of_periods(text, found)
    return sorted(found, key=lambda one: one.start)


def _on_days(text: Text) -> list[DeadlineRead]:
    found: list[DeadlineRead] = []
    previous: tuple[DateRead, float] | None = None
    starts = {one.start for one in periods(text)}
    lasts = {one.end for one in periods(text)}
    for day in dates(text):
        said = None if day.start in starts or day.end in lasts else _says_until(text, day)
        follows = previous and _AND.fullmatch(text.folded[previous[0].end : day.start])
        if previous and follows:
            said = said or previous[1]  # « au 31/01/2022 et au 31/07/2023 »
        if said is not None:
            one = _made(text, day.start, day.end, on=day.on, kind="day", confidence=min(said, day.confidence))
            found.append(replace(one, what=found[-1].what) if follows else one)
        previous = (day, said) if said is not None else None
    return found


def _says_until(text: Text, day: DateRead) -> float | None:
    """How surely the words around a date make it a deadline; None when they do not."""
    floor = max(text.sentence_bounds(day.start, day.end)[0], day.start - 120)
    before = text.folded[floor : day.start]
    if _AFTER.match(text.folded, day.end):
        return STATED
    for pattern, said in _BEFORE:
        if pattern.search(before):
            return said
    bare = _BARE.search(before)
    if bare and "au" in bare.group() and not _NOT_OWED.search(before) and _is_owed(text, day.start, day.end):
        return LIKELY
    return None


def _is_owed(text: Text, start: int, end: int) -> bool:
    first, last = text.sentence_bounds(start, end)
    return bool(_OWED.search(text.folded, first, last))


def _delays(text: Text, on_days: list[DeadlineRead]) -> list[DeadlineRead]:
    found = []
    for length in durations(text):
        before = text.folded[max(0, length.start - 60) : length.start]
        if not _WITHIN.search(before):
            continue
        last = text.sentence_bounds(length.start, length.end)[1]
        rank = bisect_left(on_days, length.end, key=lambda one: one.start)
        near = (one for one in on_days[rank : rank + 3] if one.start < last)
        day = next((one for one in near if _is_same(text, length, one)), None)
        found.append(
            _made(
                text,
                length.start,
                day.end if day else length.end,
                on=day.on if day else None,
                kind="delay",
                confidence=min(length.confidence, READ if length.from_event else DOUBTFUL),
                length=length,
            )
        )
    return found


def _is_same(text: Text, length: DurationRead, day: DeadlineRead) -> bool:
    """Whether a date says again the end of a delay: « …, soit au 1er juillet 2024 »."""
    between = text.folded[length.end : day.start]
    return len(between) <= 160 and re.search(r"\Wsoit\W", between) is not None


def _ends_of_months(text: Text) -> list[DeadlineRead]:
    found = []
    for match in text.find(_END_OF_MONTH):
        if match["m"] not in MONTHS:
            continue
        year, month = int(match["y"]), MONTHS[match["m"]]
        on = date(year, month, monthrange(year, month)[1])
        found.append(_made(text, match.start(), match.end(), on=on, kind="day", confidence=LIKELY))
    return found


def _each_year(text: Text) -> list[DeadlineRead]:
    """« avant le 31 mars de chaque année »: no day, a day of each year."""
    found = []
    for match in text.find(_EACH_YEAR):
        month = MONTHS.get(match["m"])
        if month is None or not 1 <= int(match["d"]) <= monthrange(2024, month)[1]:
            continue
        one = _made(text, match.start(), match.end(), on=None, kind="each_year", confidence=READ)
        found.append(replace(one, each_year=f"{month:02}-{int(match['d']):02}"))
    return found


def _ends_of_periods(text: Text, known: list[DeadlineRead]) -> list[DeadlineRead]:
    taken = {one.end for one in known}
    return [
        _made(text, one.start, one.end, on=one.ends_on, kind="end_of_period", confidence=DOUBTFUL)
        for one in periods(text)
        if one.end not in taken
    ]


def _made(
    text: Text,
    start: int,
    end: int,
    *,
    on: date | None,
    kind: str,
    confidence: float,
    length: DurationRead | None = None,
) -> DeadlineRead:
    return DeadlineRead(
        on=on,
        what=_what(text, start, end),
        kind=kind,
        months=length.months if length else None,
        days=length.days if length else None,
        after=length.from_event if length else "",
        passage=text.passage(start, end),
        line=text.line_at(start),
        confidence=confidence,
        start=start,
        end=end,
    )


def _what(text: Text, start: int, end: int) -> str:
    """What is owed: the sentence before the date, or after it when the sentence begins with the date."""
    first, last = text.sentence_bounds(start, end)
    items = list(_ITEM.finditer(text.text, first, start))
    before = one_line(text.text[items[-1].end() if items else first : start]).rstrip(" ,:-")
    before = _BEFORE_THE_DATE.sub("", before)
    if len(before) < 12:
        before = one_line(text.text[end:last]).strip(" ,.;:-") or before
    return before if len(before) <= LONGEST_WHAT else "…" + before[-LONGEST_WHAT:].partition(" ")[2]
