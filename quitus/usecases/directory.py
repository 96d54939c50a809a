"""The public directory of a scheme, as its pages and its feed read it: nothing here is known of any person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quitus.domain.organisations.models import Scheme
from quitus.domain.venues import directory, hours, national, queries
from quitus.domain.venues.describing import spoken_number
from quitus.domain.venues.directory import Asked, Place
from quitus.domain.venues.models import Description, Venue
from quitus.domain.workshops import queries as workshops
from quitus.domain.workshops.models import Session
from quitus.kernel import clock
from quitus.kernel.geography import Point

PER_PAGE = 50
NOTHING = Description()
"""What is known of a venue that nobody has described."""


@dataclass(frozen=True)
class Line:
    """A venue of the directory: `km` from the place asked, None where there is none or nobody knows."""

    venue: Venue
    about: Description
    services: Sequence[str]
    km: float | None
    next_sessions: Sequence[Session] = ()

    @property
    def phone(self) -> str:
        """Its number as it is said."""
        return spoken_number(self.about.phone)

    @property
    def days(self) -> Sequence[int]:
        """The days of the week on which it is open; none where nobody said."""
        return self.about.open_days

    @property
    def week(self) -> Sequence[tuple[int, str]]:
        """Its ordinary week, day by day; empty where its hours are told otherwise."""
        return list((hours.week(self.about.opening_hours) or {}).items())


@dataclass(frozen=True)
class Found:
    """A page of the directory, from 1; `total` venues in all. `place` is what was read of the place asked."""

    lines: Sequence[Line]
    total: int
    number: int
    place: Place | None

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True)
class Spot:
    """A venue on the map."""

    venue_id: int
    name: str
    commune: str
    point: Point


def search(scheme: Scheme, asked: Asked, place: str = "", page: int = 1) -> Found:
    """One page of the venues qualified today that are what is asked for, with their next sessions."""
    asked = _placed(scheme, asked, place)
    found = directory.venues_open(scheme.pk, clock.today(), asked)
    number = max(page, 1)
    rows, total = directory.page(found, (number - 1) * PER_PAGE, PER_PAGE)
    if not rows and number > 1:
        number = max(1, -(-found.count() // PER_PAGE))
        rows, total = directory.page(found, (number - 1) * PER_PAGE, PER_PAGE)
    sessions = workshops.next_sessions([row.pk for row in rows], most=1)
    return Found([_line(row, sessions.get(row.pk, ())) for row in rows], total, number, asked.place)


def every(scheme: Scheme, asked: Asked, place: str = "") -> Found:
    """All of them at once, for a sheet of paper or a feed."""
    asked = _placed(scheme, asked, place)
    rows = list(directory.with_services(directory.venues_open(scheme.pk, clock.today(), asked)))
    return Found([_line(row) for row in rows], len(rows), 1, asked.place)


def spots(scheme: Scheme, asked: Asked, place: str = "") -> list[Spot]:
    """Those that have a point on the map."""
    found = directory.venues_open(scheme.pk, clock.today(), _placed(scheme, asked, place))
    rows = found.filter(latitude__isnull=False).values_list("pk", "name", "commune", "latitude", "longitude")
    return [
        Spot(pk, name, commune, (latitude, longitude))
        for pk, name, commune, latitude, longitude in rows
        if latitude is not None and longitude is not None
    ]


def one(scheme: Scheme, venue_id: int) -> Line | None:
    """A venue that takes pass today, with its next sessions; None for any other."""
    found = directory.venues_open(scheme.pk, clock.today()).filter(pk=venue_id)
    row = next(iter(directory.with_services(found)), None)
    return _line(row, workshops.next_sessions([row.pk]).get(row.pk, ())) if row else None


def services() -> list[tuple[str, str]]:
    """The national catalogue: code and words."""
    return [(service.code, service.label) for service in queries.services()]


def labels(line: Line, field: str) -> list[str]:
    """What a venue says in one of the closed lists of the national schema, in its words."""
    return [national.LISTS[field][code] for code in getattr(line.about, field)]


def _placed(scheme: Scheme, asked: Asked, place: str) -> Asked:
    return replace(asked, place=directory.place(scheme.pk, place))


def _line(row: Venue, sessions: Sequence[Session] = ()) -> Line:
    about: Description = getattr(row, "description", NOTHING)
    offered = [offer.service.label for offer in row.offered]  # type: ignore[attr-defined]
    return Line(row, about, offered, row.km, sessions)  # type: ignore[attr-defined]
