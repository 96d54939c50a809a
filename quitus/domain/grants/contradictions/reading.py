"""Statements proposed from a text: what the readers of acts find in it, as kinds of statements.

Nothing here is certain: a person confirms each. What a passage says in other words than these is not proposed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quitus.domain.acts.reading.amounts import amounts
from quitus.domain.acts.reading.dates import dates, dates_within
from quitus.domain.acts.reading.deadlines import DeadlineRead, deadlines
from quitus.domain.acts.reading.durations import DurationRead, durations
from quitus.domain.acts.reading.text import Text, one_line
from quitus.domain.grants.contradictions import kinds
from quitus.domain.grants.contradictions.frame import Value
from quitus.kernel.text import sort_key

_MORE = re.compile(r"supplementaire|prorog|prolong")
_RATE = re.compile(r"(\d{1,3})(?:[.,](\d))? ?%")
_ENGINEERING = re.compile(r"ingenierie|couts annexes|strategies locales|depenses liees")
_AT_MOST = re.compile(r"maxim|plafon|au plus|limite")
_FINANCED = re.compile(r"hauteur|subvention|concours financier|cofinanc|prend en charge")
_UNTIL = re.compile(r"jusqu'?au|au plus tard le|fin[^.;]{0,60}\ble")
_OF_ACTION = re.compile(r"mise en oeuvre|\baction\b|deploiement|projet")
_OF_A_DUTY = re.compile(r"\brapport|\bbilan|transmi|adress|\bmois\b")
_TARGET = re.compile(r"deploy\w+ (?:de |d'|environ )?(\d{1,3}(?: \d{3})+|\d{3,}) (?:pass|cheques|titres)")
_REPORT = re.compile(r"\brapports?\b")
_FULL_YEAR = re.compile(r"annees? pleines?")
_ANNEXED = re.compile(r"(?:echeancier|calendrier|annexe|cadre de reponse)[^.;]*\bannexe?")
_REPLACED = re.compile(r"remplac")
_TOTAL = re.compile(r"budget|cout total|montant (?:global|total)")
_HOLDER = re.compile(r"\b(?:le|la) (titulaire|beneficiaire|collectivite|attributaire)\b|\bpart (porteur de projet)\b")

# Words of an event, and which it is; the first that is found counts.
_EVENTS = (
    ("signature", kinds.SIGNATURE),
    ("fin de la convention", kinds.CONVENTION_END),
    ("echeance de la convention", kinds.CONVENTION_END),
    ("cloture", kinds.ACTION_END),
    ("achevement", kinds.ACTION_END),
    ("fin de l action", kinds.ACTION_END),
    ("fin du projet", kinds.ACTION_END),
    ("debut", kinds.START),
    ("demarrage", kinds.START),
    ("commencement", kinds.START),
)


@dataclass(frozen=True)
class Proposal:
    """A statement that a passage seems to make: its kind, its values, the words it was read from."""

    kind: str
    values: Mapping[str, Value]
    quote: str


def propose(content: str) -> list[Proposal]:
    """What a text seems to state, in its order by kind; each passage once for one kind."""
    text = Text.of(content.splitlines())
    found: dict[tuple[str, str], Proposal] = {}
    for reader in (_times, _ends, _totals, _rates, _targets, _reports, _annexes, _names):
        for one in reader(text):
            found.setdefault((one.kind, one.quote), one)
    return list(found.values())


def _times(text: Text) -> Iterator[Proposal]:
    delays = [one for one in deadlines(text) if one.months is not None]
    for delay in delays:
        yield from _deadline(text, delay)
    for length in durations(text):
        if length.months and not any(one.start < length.end and length.start < one.end for one in delays):
            yield _duration(text, length)


def _deadline(text: Text, delay: DeadlineRead) -> Iterator[Proposal]:
    event = _event(delay.after)
    if event and delay.months:
        values: dict[str, Value] = {"months": delay.months, "after": event}
        if delay.on is not None:
            values["on"] = delay.on
        yield Proposal("deadline", values, _quote(text, delay.start, delay.end))


def _duration(text: Text, length: DurationRead) -> Proposal:
    quote = _quote(text, length.start, length.end)
    values: dict[str, Value] = {"months": length.months or 0}
    if _MORE.search(_folded(quote)):
        return Proposal("extension", values, quote)
    if (event := _event(length.from_event)) in (kinds.SIGNATURE, kinds.START):
        values["since"] = event
    bounds = {"starts_on": length.starts_on, "ends_on": length.ends_on}
    values |= {name: day for name, day in bounds.items() if day is not None}
    if "ends_on" not in values:
        days = dates_within(text, *text.sentence_bounds(length.start, length.end))
        if len(days) == 1 and days[0].start > length.end:
            values["ends_on"] = days[0].on
    return Proposal("duration", values, quote)


def _totals(text: Text) -> Iterator[Proposal]:
    for one in amounts(text):
        quote = _quote(text, one.start, one.end)
        if _TOTAL.search(_folded(quote)) and not _RATE.search(quote):
            yield Proposal("total", {"cents": one.cents}, quote)


def _rates(text: Text) -> Iterator[Proposal]:
    for match in text.find(_RATE):
        quote = _quote(text, match.start(), match.end())
        said = _folded(quote)
        rate = int(match[1]) * 10 + int(match[2] or 0)
        if not 0 < rate <= 1000:
            continue
        if _ENGINEERING.search(said) and _AT_MOST.search(said):
            yield Proposal("cap", {"per_mille": rate}, quote)
        elif _FINANCED.search(said):
            values: dict[str, Value] = {"per_mille": rate}
            told = {one.cents for one in amounts([quote])}
            yield Proposal("share", values | {"total_cents": told.pop()} if len(told) == 1 else values, quote)


def _ends(text: Text) -> Iterator[Proposal]:
    for one in dates(text):
        quote = _quote(text, one.start, one.end)
        said = _folded(quote)
        leads = _UNTIL.search(text.folded, max(0, one.start - 80), one.start)
        if leads and leads.end() >= one.start - 2 and _OF_ACTION.search(said) and not _OF_A_DUTY.search(said):
            yield Proposal("day", {"event": kinds.ACTION_END, "on": one.on}, quote)


def _targets(text: Text) -> Iterator[Proposal]:
    for match in text.find(_TARGET):
        count = int(match[1].replace(" ", ""))
        yield Proposal("target", {"count": count}, _quote(text, match.start(), match.end()))


def _reports(text: Text) -> Iterator[Proposal]:
    for match in text.find(_REPORT):
        start, end = text.sentence_bounds(match.start(), match.end())
        days = tuple(sorted({one.on for one in dates_within(text, start, end)}))
        if len(days) > 1:
            following = text.sentence_bounds(end + 2, end + 3)[1] if end + 3 < len(text.text) else end
            asks = bool(_FULL_YEAR.search(text.folded, start, following))
            values: dict[str, Value] = {"dates": days}
            yield Proposal("reports", values | {"full_years": True} if asks else values, _quote(text, start, end))


def _annexes(text: Text) -> Iterator[Proposal]:
    for match in text.find(_ANNEXED):
        for annex in sorted(annex_kinds(match[0])):
            quote = one_line(text.text[match.start() : match.end()])
            sentence = _folded(_quote(text, match.start(), match.end()))
            values: dict[str, Value] = {"annex": annex}
            yield Proposal("annex", values | {"replaced": True} if _REPLACED.search(sentence) else values, quote)


def _names(text: Text) -> Iterator[Proposal]:
    seen = set()
    for match in text.find(_HOLDER):
        group = 1 if match[1] else 2
        if match[group] not in seen:
            seen.add(match[group])
            name = text.text[match.start(group) : match.end(group)]
            values: dict[str, Value] = {"party": kinds.HOLDER, "name": name}
            yield Proposal("name", values, one_line(text.text[match.start() : match.end()]))


def annex_kinds(title: str) -> set[str]:
    """Which annexes of `kinds.ANNEXES` a title speaks of, by its words."""
    words = sort_key(title)
    spoken = {
        kinds.SCHEDULE: ("echeancier", "calendrier", "deploiement"),
        kinds.BUDGET: ("financier", "budget"),
        kinds.FRAMEWORK: ("cadre de reponse",),
    }
    return {kind for kind, said in spoken.items() if any(word in words for word in said)}


def _event(words: str) -> str:
    said = sort_key(words)
    return next((event for word, event in _EVENTS if word in said), "")


def _quote(text: Text, start: int, end: int) -> str:
    """The whole sentence, on one line."""
    return text.passage(start, end)


def _folded(words: str) -> str:
    return sort_key(words)
