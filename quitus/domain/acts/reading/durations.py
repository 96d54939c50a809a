"""Durations as acts write them: « cinq mois », « 36 mois à compter de la signature », « deux ans et six mois »."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.dates import DateRead, dates
from quitus.domain.acts.reading.numerals import COUNT, IN_LETTERS, count_of
from quitus.domain.acts.reading.text import S, Text, one_line

MOST_MONTHS, MOST_DAYS = 1200, 36_500

# unit → months of one, days of one
_UNITS = {
    "jour": (0, 1), "semaine": (0, 7), "mois": (1, 0), "trimestre": (3, 0), "semestre": (6, 0), "an": (12, 0),
    "annee": (12, 0),
}  # fmt: skip
# « quinzaine » is of 15 days, « huitaine » of 8 (of use).
_NAMED_LENGTHS = {"huitaine": 8, "quinzaine": 15}
_NAMED = re.compile(rf"(?<!\w)(?:sous|dans{S}l[ea]|(?:delai{S})?d'une){S}(?P<name>huitaine|quinzaine)(?!\w)")
_UNIT = r"(?:jours?|semaines?|mois|trimestres?|semestres?|ans?|annees?)(?!\w)"
_BESIDE = rf"(?:{S}?\((?:{IN_LETTERS}|\d{{1,5}})\))?"
_ONE = rf"(?P<count>{COUNT}){_BESIDE}{S}?(?P<unit>{_UNIT})"
_DURATION = re.compile(
    rf"{_ONE}(?:{S}(?:et{S})?(?P<more>{COUNT}){_BESIDE}{S}(?P<smaller>{_UNIT})|(?P<half>{S}et{S}demie?(?!\w)))?"
)
# What makes a number of years or days no duration of the act: ages, repetitions, vague lengths, parts of a calendar.
_NOT_BEFORE = re.compile(
    r"(?:ages?(?:es?|s)? de|ages?(?:es?|s)? (?:d'au moins|de (?:plus|moins) de)|tous les|toutes les|chaque|par|il y a"
    r"|depuis|plus d[e']|moins d[e']|\d{1,3}[-/])\s?$"
)
_BETWEEN_AGES = re.compile(r"(?:de \d{1,3} a|entre \d{1,3} et)\s?$")
_NOT_AFTER = re.compile(
    r"\s?(?:et plus|et moins|revolus|scolaire|civile?s?|pleine|d'age|plus tot|par (?:an|mois|semaine))(?!\w)"
)
_ONCE = re.compile(
    r"(?:delai|duree|periode|pendant|durant|dans|sous|pour|prolonge\w*|proroge\w*|apres|moins)\W.{0,25}$", re.S
)
_FROM = re.compile(
    rf"(?:{S}(?:maximum|minimum|au{S}plus|au{S}moins|calendaires?|francs?|ouvres?|ouvrables?|supplementaires?))*[,]?{S}"
    rf"(?:a{S}(?:compter|partir|dater){S}(?:de{S}|du{S}|de{S}la{S}|d')|(?:qui{S})?suiv(?:ant"
    rf"|ent){S}|apres{S}|des{S}|avant{S})"
    rf"(?P<event>[^.;,\n()]{{2,90}}(?:\n[^.;,\n()]{{2,60}})?)"
)
_STOPS = re.compile(
    rf"{S}(?:soit|par|avec|pour|au{S}plus|afin|sous|sans|et|ou{S}(?!de)|la{S}duree|le{S}delai|le{S}terme)(?!\w)"
)


@dataclass(frozen=True)
class DurationRead:
    """A length of time that the text names.

    `months` or `days` (one of the two is None); `from_event` is what it counts from in the text's words, "" where it
    does not say; `starts_on` and `ends_on` are the days of « du … au … » told in the same sentence.
    """

    text: str
    months: int | None
    days: int | None
    from_event: str
    starts_on: date | None
    ends_on: date | None
    passage: str
    line: int
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class PeriodRead:
    """A « du … au … »: both days included."""

    starts_on: date
    ends_on: date
    passage: str
    line: int
    confidence: float
    start: int
    end: int


def durations(lines: "Sequence[str] | Text") -> list[DurationRead]:
    """The lengths of time that `lines` name, in their order; ages and repetitions (« tous les deux ans ») left out."""
    text = Text.of(lines)
    spans = periods(text)
    found = [_read(text, match, spans) for match in text.find(_DURATION)]
    found += [_named(text, match) for match in text.find(_NAMED)]
    return sorted((one for one in found if one is not None), key=lambda one: one.start)


def periods(lines: "Sequence[str] | Text") -> list[PeriodRead]:
    """The periods told by their two days, « du 1er janvier 2021 au 30 juillet 2023 »."""
    text = Text.of(lines)
    days = dates(text)
    found = []
    for first, last in pairwise(days):
        between = text.folded[first.end : last.start].strip()
        before = text.folded[max(0, first.start - 12) : first.start].split()
        is_range = between in ("au", "et le", "-", "a", "jusqu'au") and before[-1:] in (
            ["du"],
            ["de"],
            ["le"],
            ["entre"],
        )
        if is_range and first.on <= last.on:
            found.append(_period(text, first, last))
    return found


def _period(text: Text, first: DateRead, last: DateRead) -> PeriodRead:
    return PeriodRead(
        starts_on=first.on,
        ends_on=last.on,
        passage=text.passage(first.start, last.end),
        line=text.line_at(first.start),
        confidence=min(first.confidence, last.confidence),
        start=first.start,
        end=last.end,
    )


def _length(count: str, unit: str) -> tuple[int, int] | None:
    number = count_of(count)
    if number is None:
        return None
    months, days = _UNITS[unit if unit == "mois" else unit.rstrip("s")]
    return number * months, number * days


def _read(text: Text, match: "re.Match[str]", spans: list[PeriodRead]) -> DurationRead | None:
    before = text.folded[max(0, match.start() - 40) : match.start()]
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(text.folded, match.end()):
        return None
    if match["unit"].startswith("an") and _BETWEEN_AGES.search(before):
        return None
    end, months, days = _total(match)
    if months + days < 1 or months > MOST_MONTHS or days > MOST_DAYS or (months and days):
        return None
    is_one = match["count"] in ("un", "une", "1") and match["unit"].startswith(("jour", "an"))
    if is_one and not match["half"] and not _ONCE.search(before):
        return None
    start = match.start()
    bounds = text.sentence_bounds(start, end)
    rank = bisect_left(spans, bounds[0], key=lambda one: one.start)
    span = spans[rank] if rank < len(spans) and spans[rank].start < bounds[1] else None
    return DurationRead(
        text=one_line(text.mended[start:end]),
        months=months or None,
        days=days or None,
        from_event=_event(text, end),
        starts_on=span.starts_on if span else None,
        ends_on=span.ends_on if span else None,
        passage=text.passage(start, end),
        line=text.line_at(start),
        confidence=_confidence(text, match, before),
        start=start,
        end=end,
    )


def _named(text: Text, match: "re.Match[str]") -> DurationRead:
    start, end = match.span("name")
    return DurationRead(
        text=one_line(text.mended[start:end]),
        months=None,
        days=_NAMED_LENGTHS[match["name"]],
        from_event=_event(text, end),
        starts_on=None,
        ends_on=None,
        passage=text.passage(start, end),
        line=text.line_at(start),
        confidence=LIKELY,
        start=start,
        end=end,
    )


def _total(match: "re.Match[str]") -> tuple[int, int, int]:
    """Where the duration ends, its months and its days; « deux ans et six mois » is one duration."""
    first = _length(match["count"], match["unit"])
    if first is None:
        return match.end(), 0, 0
    if match["half"]:
        one = _UNITS[match["unit"] if match["unit"] == "mois" else match["unit"].rstrip("s")][0]
        return (match.end(), first[0] + one // 2, 0) if one > 1 else (match.end(), 0, 0)
    second = _length(match["more"], match["smaller"]) if match["more"] else None
    if second and first[0] and second[0] and second[0] < first[0]:
        return match.end(), first[0] + second[0], 0
    return match.end("unit"), *first


def _confidence(text: Text, match: "re.Match[str]", before: str) -> float:
    if "environ" in before[-12:] or "presque" in before[-12:]:
        return DOUBTFUL
    beside = re.search(r"\(([^()]+)\)", text.folded[match.end("count") : match.start("unit")])
    if beside and count_of(beside.group(1)) not in (None, count_of(match["count"])):
        return DOUBTFUL  # « 36 (trente) mois »: figures and letters differ
    if not match["count"].isdecimal():
        return READ
    return STATED if match["unit"] == "mois" or _ONCE.search(before) else LIKELY


def _event(text: Text, end: int) -> str:
    """What a duration counts from, in the text's words."""
    found = _FROM.match(text.folded, end)
    if not found:
        return ""
    start, last = found.span("event")
    stop = _STOPS.search(text.folded, start + 1, last)
    return one_line(text.text[start : stop.start() if stop else last])
