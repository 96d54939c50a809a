"""Which pass are used, where and when: drawn from the same seed as the people who hold them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from quitus.kernel.calendar import is_working_day
from quitus.usecases.example.invented import LIVES_ON
from quitus.usecases.example.people import Person, seeded
from quitus.usecases.example.structures import STRUCTURES, Site, Structure

SUSPENDED = {"canche": (date(2023, 2, 6), date(2023, 3, 6))}
LAST_SESSION = LIVES_ON - timedelta(days=1)


@dataclass(frozen=True)
class Use:
    """So many pass of one person, used at one session."""

    person: Person
    count: int


@dataclass(frozen=True)
class Session:
    """A workshop or the appointments of one day at a venue, on one theme."""

    on: date
    structure: Structure
    site: Site
    service: str
    uses: tuple[Use, ...]


def sessions(people: list[Person]) -> list[Session]:
    """Every session, in the order of days; nobody uses more pass than received by then."""
    draw = seeded("ateliers")
    gathered: dict[tuple[date, str], list[Use]] = defaultdict(list)
    places = {site.key: (structure, site) for structure in STRUCTURES for site in structure.sites}
    for person in people:
        for on, site, count in _path(draw, person):
            gathered[on, site.key].append(Use(person, count))
    return [
        Session(on, *places[key], _service(draw, places[key][1]), tuple(uses))
        for (on, key), uses in sorted(gathered.items(), key=lambda item: item[0])
    ]


def _path(draw: Random, person: Person) -> Iterator[tuple[date, Site, int]]:
    """A person's visits: after some days or weeks, then every week or two, one to three pass each."""
    left = person.presence
    on = person.gifts[0].on + timedelta(days=draw.randint(3, 28))
    site: Site | None = None
    while left > 0:
        near = _open_sites(person.point.territory, on)
        if site not in near:
            site = draw.choice(near) if near else None
        if site is None:
            on += timedelta(days=30)
        else:
            on = _next_session(site, on)
            count = min(left, draw.choice((1, 2, 2, 3)), _held(person, on) - (person.presence - left))
            if on > LAST_SESSION or count <= 0:
                return
            yield on, site, count
            left -= count
            on += timedelta(days=draw.randint(5, 14))
        if on > LAST_SESSION:
            return


def _held(person: Person, on: date) -> int:
    """The pass this person has received before that day."""
    return sum(gift.size for gift in person.gifts if gift.on < on)


def _open_sites(territory: str, on: date) -> list[Site]:
    """The venues of a territory whose structure is qualified on the days that follow."""
    return [
        site
        for structure in STRUCTURES
        for site in structure.sites
        if territory in site.territories and _is_qualified(structure, on)
    ]


def _is_qualified(structure: Structure, on: date) -> bool:
    """Whether the structure is qualified, and not suspended within the three weeks to come."""
    if structure.qualified_on is None or on <= structure.qualified_on:
        return False
    since, until = SUSPENDED.get(structure.key, (date.max, date.max))
    return not (since - timedelta(days=21) <= on <= until)


def _next_session(site: Site, on: date) -> date:
    """The first working day from `on` on which the venue has a session."""
    while on.weekday() not in site.weekdays or not is_working_day(on):
        on += timedelta(days=1)
    return on


def _service(draw: Random, site: Site) -> str:
    """A service of the venue; the first of its list are asked most."""
    return draw.choices(site.services, weights=range(len(site.services), 0, -1))[0]
