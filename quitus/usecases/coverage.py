"""Who lives far from a venue: each commune of the territory, and how long it takes to where pass are taken.

Minutes are an estimate: the distance as the crow flies, at a speed that the convention may fix. Nothing is asked of the
network while a page waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quitus.domain.distribution import queries as distribution
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import Terms
from quitus.domain.reporting.rules import masked
from quitus.domain.venues import communes
from quitus.domain.venues.models import Commune
from quitus.domain.workshops import queries as workshops
from quitus.kernel.geography import Nearest, Point, minutes_of
from quitus.kernel.text import sort_key

NEAR = "near"
ROUND = "round"
FAR = "far"
UNKNOWN = "unknown"
STANDINGS = (FAR, ROUND, NEAR, UNKNOWN)


@dataclass(frozen=True)
class Reached:
    """One commune: where it stands, the nearest fixed venue and the minutes to it, on how many days a round comes near.

    `served_count` people who live there were handed pass; None where the count is masked, or may not be shown.
    """

    commune: Commune
    standing: str
    minutes: int | None = None
    venue: str = ""
    round_days: int = 0
    served_count: int | None = None


@dataclass(frozen=True)
class Coverage:
    """The territory on a day, with the rounds of so many days from then on.

    `reached` has every commune, the far ones first, the largest first. `served` counts the people handed pass by
    standing of their commune (`FAR`, `ROUND`, `NEAR`, `UNKNOWN`), small counts masked (None); the whole is None where
    the convention fixes no threshold. `nowhere_count` venues and sessions are nowhere on the map.
    """

    on: date
    days: int
    minutes_max: int
    kmh: int
    reached: list[Reached]
    served: Mapping[str, int | None] | None
    place_count: int
    nowhere_count: int

    def population(self, standing: str) -> int:
        """How many people live in the communes that stand so."""
        return sum(one.commune.population or 0 for one in self.reached if one.standing == standing)

    def count(self, standing: str) -> int:
        """How many communes stand so."""
        return sum(one.standing == standing for one in self.reached)

    @property
    def far_per_mille(self) -> int | None:
        """Which part of the population whose distance is known lives far from any venue and any round."""
        known = sum(self.population(one) for one in (FAR, ROUND, NEAR))
        return self.population(FAR) * 1000 // known if known else None

    @property
    def served_far_per_mille(self) -> int | None:
        """Which part of the people handed pass lives far; None when a count that it needs is masked."""
        parts = [self.served[one] for one in (FAR, ROUND, NEAR)] if self.served is not None else [None]
        if any(part is None for part in parts):
            return None
        known = sum(part or 0 for part in parts)
        return (parts[0] or 0) * 1000 // known if known else None


def coverage(scheme_id: int, on: date, days: int) -> Coverage:
    """How the territory of a scheme is covered on a day; the rounds of travelling venues count for `days` days from
    it. Six queries, whatever the number of communes and venues.
    """
    terms = _terms(scheme_id, on)
    limit, kmh = _of(terms, "coverage_minutes_max"), max(1, _of(terms, "coverage_speed_kmh"))
    places = communes.fixed_places_open(on)
    nearest = Nearest([(place.name, place.point) for place in places if place.point is not None])
    stops, lost = _stops(on, days)
    rounds = [(day, Nearest([(day, point) for point in points])) for day, points in stops.items()]
    reached = [_reach(one, nearest, rounds, limit, kmh) for one in communes.communes()]
    served, by_commune = _served(reached, terms)
    told = [_with_served(one, by_commune) for one in reached]
    told.sort(key=lambda one: (STANDINGS.index(one.standing), -(one.commune.population or 0), one.commune.sort_key))
    nowhere = sum(place.point is None for place in places) + lost
    return Coverage(on, days, limit, kmh, told, served, len(places), nowhere)


def _reach(
    one: Commune, nearest: Nearest[str], rounds: list[tuple[date, Nearest[date]]], limit: int, kmh: int
) -> Reached:
    if one.point is None:
        return Reached(one, UNKNOWN)
    found = nearest.to(one.point)
    minutes = minutes_of(found[1], kmh) if found else None
    venue = found[0] if found else ""
    if minutes is not None and minutes <= limit:
        return Reached(one, NEAR, minutes, venue)
    days = 0
    for _day, stops in rounds:
        stop = stops.to(one.point)
        days += stop is not None and minutes_of(stop[1], kmh) <= limit
    return Reached(one, ROUND if days else FAR, minutes, venue, days)


def _stops(on: date, days: int) -> tuple[dict[date, list[Point]], int]:
    """Where rounds stop on each day, and how many sessions are nowhere on the map."""
    sessions = list(workshops.rounds(on, days))
    known = communes.points_of_communes((one.commune, one.postcode) for one in sessions if one.point is None)
    stops: dict[date, list[Point]] = {}
    lost = 0
    for one in sessions:
        point = one.point or known.get((one.commune, one.postcode))
        if point is None:
            lost += 1
        else:
            stops.setdefault(one.held_on, []).append(point)
    return stops, lost


def _served(
    reached: list[Reached], terms: Terms | None
) -> tuple[Mapping[str, int | None] | None, Mapping[str, int | None]]:
    """The people handed pass, by standing and by commune, small counts masked; nothing without a threshold."""
    below = terms.small_count_below if terms else None
    if below is None:
        return None, {}
    standing = {one.commune.sort_key: one.standing for one in reached}
    by_commune: dict[str, int] = {}
    by_standing = dict.fromkeys(STANDINGS, 0)
    for name, count in distribution.served_by_commune().items():
        key = sort_key(name)
        by_commune[key] = by_commune.get(key, 0) + count
        by_standing[standing.get(key, UNKNOWN)] += count
    return masked(by_standing, below), masked(by_commune, below)


def _with_served(one: Reached, by_commune: Mapping[str, int | None]) -> Reached:
    count = by_commune.get(one.commune.sort_key, 0) if by_commune else None
    return Reached(one.commune, one.standing, one.minutes, one.venue, one.round_days, count)


def _terms(scheme_id: int, on: date) -> Terms | None:
    try:
        return grants.terms_at(scheme_id, on)
    except ConventionNotSigned:
        return None


def _of(terms: Terms | None, name: str) -> int:
    return int(getattr(terms or Terms, name))
