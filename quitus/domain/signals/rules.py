"""What looks strange: each kind is a pure function over lines, which gives the evidence and nothing else.

No kind knows who holds a pass: a booklet stands for its holder. Instants count only where they tell when a service was
given: a slip typed in the evening says nothing of the hour (`Line.is_live`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import TypeVar

from quitus.kernel.calendar import PARIS
from quitus.kernel.geography import km_between
from quitus.kernel.words import N_

PERSON_DAY = "person_day"
VENUE_DAY = "venue_day"
VENUE_HOUR = "venue_hour"
BOOKLET_MINUTES = "booklet_minutes"
SEQUENCE = "sequence"
NIGHT = "night"
DISTANCE = "distance"
MANY_UNDONE = "many_undone"
WRONG_CODES = "wrong_codes"

KINDS = {
    PERSON_DAY: N_("Beaucoup de pass d'un même carnet le même jour"),
    VENUE_DAY: N_("Beaucoup de pass dans un lieu le même jour"),
    VENUE_HOUR: N_("Beaucoup de pass dans un lieu en une heure"),
    BOOKLET_MINUTES: N_("Plusieurs pass d'un même carnet en quelques minutes"),
    SEQUENCE: N_("Des numéros qui se suivent"),
    NIGHT: N_("Des pass encaissés la nuit"),
    DISTANCE: N_("Deux lieux éloignés en peu de temps"),
    MANY_UNDONE: N_("Beaucoup d'encaissements annulés"),
    WRONG_CODES: N_("Beaucoup de codes erronés"),
}
NEUTRAL = {
    **{kind: N_("Des encaissements à vérifier") for kind in KINDS},
    MANY_UNDONE: N_("Des annulations à vérifier"),
    WRONG_CODES: N_("Des saisies à vérifier"),
}
"""What a venue reads of each kind: what there is to check, never a suspicion."""

HOUR = timedelta(hours=1)

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True)
class Thresholds:
    """From when on something is a signal; a version of them belongs to the authority, which sets them.

    Counts are of pass unless said otherwise; hours are those of Paris, `night_from` to `night_to` over midnight.
    """

    person_day_most: int = 6
    venue_day_most: int = 120
    venue_hour_most: int = 60
    booklet_count_least: int = 5
    booklet_minutes: int = 10
    sequence_least: int = 10
    night_from: int = 22
    night_to: int = 6
    night_least: int = 3
    distance_km: int = 20
    distance_kmh: int = 130
    undone_day_most: int = 10
    wrong_day_most: int = 15


LABELS = {
    "person_day_most": N_("Pass d'un même carnet en un jour, au plus"),
    "venue_day_most": N_("Pass d'un lieu en un jour, au plus, quand ses places ne sont pas connues"),
    "venue_hour_most": N_("Pass d'un lieu en une heure, au plus"),
    "booklet_count_least": N_("Pass d'un même carnet en quelques minutes, à partir de"),
    "booklet_minutes": N_("Ces quelques minutes"),
    "sequence_least": N_("Numéros qui se suivent dans un lieu le même jour, à partir de"),
    "night_from": N_("La nuit commence à (heure)"),
    "night_to": N_("La nuit finit à (heure)"),
    "night_least": N_("Pass encaissés par une personne dans une nuit, à partir de"),
    "distance_km": N_("Lieux éloignés : plus de (kilomètres, à vol d'oiseau)"),
    "distance_kmh": N_("Parcourus à plus de (kilomètres à l'heure)"),
    "undone_day_most": N_("Annulations d'une personne en un jour, au plus"),
    "wrong_day_most": N_("Codes erronés d'une personne en un jour, au plus"),
}
"""The words of each threshold, in the order of the form."""

BOUNDS = {name: (0, 23) if name.startswith("night_") and name != "night_least" else (1, 10_000) for name in LABELS}
"""What each threshold may be, both ends included."""


@dataclass(frozen=True, slots=True)
class Line:
    """A pass taken, as the kinds see it. `booklet` is the first number of its booklet; `at` when it was taken, as far
    as known; `is_typed` says that it was typed from paper afterwards.
    """

    number: int
    turn: int
    venue_id: int
    user_id: int
    service_on: date
    at: datetime
    booklet: int
    people_count: int = 1
    terminal_id: int | None = None
    is_typed: bool = False

    @property
    def is_live(self) -> bool:
        """Whether `at` is about when the service was given: not typed from paper, nor on a later day."""
        return not self.is_typed and _local(self.at).date() == self.service_on


@dataclass(frozen=True, slots=True)
class Undone:
    """A taking undone: by whom, where it was taken, when it was undone."""

    number: int
    turn: int
    venue_id: int
    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Wrong:
    """A code typed that is no pass's: by whom, where, when."""

    user_id: int
    venue_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why there is a signal: the pass concerned, from when to when, and the figures that say it.

    `user_id` is whose doing it is, if one person's. `key` names the fact itself (« this booklet, that day »): seen
    again with more lines, it is the same signal.
    """

    kind: str
    key: str
    venue_ids: tuple[int, ...]
    user_id: int | None
    first_at: datetime
    last_at: datetime
    facts: Mapping[str, int]
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Seen:
    """All that the kinds look at: lines that stand, takings undone, wrong codes; where venues are (degrees) and how
    many seats their workshops of a day had, where these are known.
    """

    lines: Sequence[Line] = ()
    undone: Sequence[Undone] = ()
    wrong: Sequence[Wrong] = ()
    coordinates: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    seats: Mapping[tuple[int, date], int] = field(default_factory=dict)
    per_person: int = 1


Kind = Callable[[Seen, Thresholds], Iterator[Evidence]]


def person_day(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """More pass of one booklet on one day than a person is likely to use, and than the convention lets one person use
    for one service.
    """
    most = max(limits.person_day_most, seen.per_person)
    for (booklet, on), lines in _by(seen.lines, lambda line: (line.booklet, line.service_on)):
        if len(lines) > most:
            yield _of_lines(PERSON_DAY, f"{booklet}/{on}", lines, count=len(lines), most=most)


def venue_day(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """More pass at a venue on one day than the seats of its workshops allow, or than the threshold where no workshop is
    known.
    """
    for (venue_id, on), lines in _by(seen.lines, lambda line: (line.venue_id, line.service_on)):
        known = seen.seats.get((venue_id, on))
        most = limits.venue_day_most if known is None else known * seen.per_person
        if len(lines) > most:
            facts = {"count": len(lines), "most": most} | ({} if known is None else {"seats": known})
            yield _of_lines(VENUE_DAY, f"{venue_id}/{on}", lines, **facts)


def venue_hour(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """More pass within one hour at a venue than one receives people."""
    for (venue_id, on), lines in _by(_live(seen), lambda line: (line.venue_id, line.service_on)):
        busiest = _busiest(lines, HOUR)
        if len(busiest) > limits.venue_hour_most:
            facts = {"count": len(busiest), "most": limits.venue_hour_most}
            yield _of_lines(VENUE_HOUR, f"{venue_id}/{on}", busiest, **facts)


def booklet_minutes(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """Many pass of one booklet within minutes, for services of one day."""
    within = timedelta(minutes=limits.booklet_minutes)
    for (booklet, on), lines in _by(_live(seen), lambda line: (line.booklet, line.service_on)):
        busiest = _busiest(lines, within)
        if len(busiest) >= limits.booklet_count_least:
            facts = {"count": len(busiest), "minutes": limits.booklet_minutes}
            yield _of_lines(BOOKLET_MINUTES, f"{booklet}/{on}", busiest, **facts)


def sequence(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """Numbers that follow one another at one venue on one day: pass that nobody handed out one by one."""
    for (venue_id, on), lines in _by(seen.lines, lambda line: (line.venue_id, line.service_on)):
        longest: list[Line] = []
        for run in _runs(lines):
            longest = run if len(run) > len(longest) else longest
        if len(longest) >= limits.sequence_least:
            facts = {"count": len(longest), "first": longest[0].number, "last": longest[-1].number}
            yield _of_lines(SEQUENCE, f"{venue_id}/{on}", longest, **facts)


def night(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """Pass taken at night by one person; a night is named by the day on which it begins."""
    dark = [line for line in _live(seen) if _is_night(line.at, limits)]
    for (user_id, on), lines in _by(dark, lambda line: (line.user_id, _night_of(line.at, limits))):
        if len(lines) >= limits.night_least:
            yield _of_lines(NIGHT, f"{user_id}/{on}", lines, count=len(lines))


def distance(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """One person, or one device, at two distant places sooner than one travels."""
    places = seen.coordinates
    known = [line for line in _live(seen) if line.venue_id in places]
    by_device = [line for line in known if line.terminal_id is not None]
    for letter, hand, some in (("p", "user_id", known), ("a", "terminal_id", by_device)):
        for (key, on), lines in _by(some, lambda line: (getattr(line, hand), line.service_on)):  # noqa: B023
            found = [pair for pair in pairwise(_in_time(lines)) if _too_fast(pair, places, limits)]
            if found:
                before, after = found[0]
                far = round(km_between(places[before.venue_id], places[after.venue_id]))
                facts = {"km": far, "minutes": (after.at - before.at) // timedelta(minutes=1), "times": len(found)}
                pairs = list({line.number: line for pair in found for line in pair}.values())
                yield _of_lines(DISTANCE, f"{letter}{key}/{on}", pairs, **facts)


def many_undone(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """Many takings undone by one person in one day."""
    for (user_id, on), some in _by(seen.undone, lambda one: (one.user_id, _local(one.at).date())):
        if len(some) > limits.undone_day_most:
            yield Evidence(
                MANY_UNDONE,
                f"{user_id}/{on}",
                _venues(one.venue_id for one in some),
                user_id,
                min(one.at for one in some),
                max(one.at for one in some),
                {"count": len(some), "most": limits.undone_day_most},
                tuple(sorted((one.number, one.turn) for one in some)),
            )


def wrong_codes(seen: Seen, limits: Thresholds) -> Iterator[Evidence]:
    """Many codes that are none, typed by one person in one day: a hand that tires, or one that guesses."""
    for (user_id, on), some in _by(seen.wrong, lambda one: (one.user_id, _local(one.at).date())):
        if len(some) > limits.wrong_day_most:
            yield Evidence(
                WRONG_CODES,
                f"{user_id}/{on}",
                _venues(one.venue_id for one in some),
                user_id,
                min(one.at for one in some),
                max(one.at for one in some),
                {"count": len(some), "most": limits.wrong_day_most},
            )


FINDERS: dict[str, Kind] = {
    PERSON_DAY: person_day,
    VENUE_DAY: venue_day,
    VENUE_HOUR: venue_hour,
    BOOKLET_MINUTES: booklet_minutes,
    SEQUENCE: sequence,
    NIGHT: night,
    DISTANCE: distance,
    MANY_UNDONE: many_undone,
    WRONG_CODES: wrong_codes,
}
"""Kind → what finds it."""


def find(seen: Seen, limits: Thresholds) -> list[Evidence]:
    """What every kind finds, in the order of the kinds, then of their keys."""
    return [one for finder in FINDERS.values() for one in sorted(finder(seen, limits), key=lambda found: found.key)]


def thresholds_of(values: Mapping[str, int]) -> Thresholds:
    """The thresholds that a version keeps; those it does not name are as they are by default."""
    known = {field.name for field in fields(Thresholds)}
    return Thresholds(**{name: value for name, value in values.items() if name in known})


def _local(at: datetime) -> datetime:
    return at.astimezone(PARIS)


def _live(seen: Seen) -> list[Line]:
    return [line for line in seen.lines if line.is_live]


def _by(items: Iterable[T], key: Callable[[T], K]) -> list[tuple[K, list[T]]]:
    """Groups of items by their key, in its order."""
    ordered = sorted(items, key=key)  # type: ignore[arg-type]
    return [(name, list(some)) for name, some in groupby(ordered, key=key)]


def _in_time(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.at, line.venue_id, line.number))


def _busiest(lines: Iterable[Line], within: timedelta) -> list[Line]:
    """The most lines that lie within so long of one another, the earliest of several."""
    ordered = _in_time(lines)
    best: list[Line] = []
    first = 0
    for last, line in enumerate(ordered):
        while line.at - ordered[first].at > within:
            first += 1
        if last - first + 1 > len(best):
            best = ordered[first : last + 1]
    return best


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines whose numbers follow one another."""
    run: list[Line] = []
    for line in sorted(lines, key=lambda one: one.number):
        if run and line.number != run[-1].number + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_night(at: datetime, limits: Thresholds) -> bool:
    hour = _local(at).hour
    if limits.night_from <= limits.night_to:
        return limits.night_from <= hour < limits.night_to
    return hour >= limits.night_from or hour < limits.night_to


def _night_of(at: datetime, limits: Thresholds) -> date:
    local = _local(at)
    began_before = limits.night_from > limits.night_to and local.hour < limits.night_to
    return local.date() - timedelta(days=1) if began_before else local.date()


def _too_fast(pair: tuple[Line, Line], places: Mapping[int, tuple[float, float]], limits: Thresholds) -> bool:
    before, after = pair
    far = km_between(places[before.venue_id], places[after.venue_id])
    hours = (after.at - before.at) / HOUR
    return far > limits.distance_km and far > hours * limits.distance_kmh


def _only(values: Iterable[int]) -> int | None:
    """The value that all have; None when they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _venues(values: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({value for value in values if value is not None}))


def _of_lines(kind: str, key: str, lines: Sequence[Line], **facts: int) -> Evidence:
    return Evidence(
        kind,
        key,
        _venues(line.venue_id for line in lines),
        _only(line.user_id for line in lines),
        min(line.at for line in lines),
        max(line.at for line in lines),
        facts,
        tuple(sorted((line.number, line.turn) for line in lines)),
    )
