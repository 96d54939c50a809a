"""The communes of a scheme's territory, as read by the rooms and doors above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quitus.domain.venues import states
from quitus.domain.venues.models import Commune, QualificationStep, Venue
from quitus.kernel.geography import Point
from quitus.kernel.text import sort_key


def communes() -> QuerySet[Commune]:
    """Those of the current scheme, in alphabetical order."""
    return Commune.objects.order_by("sort_key", "pk")


def point_of_commune(name: str, postcode: str = "") -> Point | None:
    """Where a commune is, found by its name as people write it (and by its postcode, of several that have the name)."""
    return points_of_communes([(name, postcode)]).get((name, postcode))


def points_of_communes(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Point]:
    """Where these communes are, each by name and postcode (or an empty one): one query; left out where nobody knows."""
    wanted = {(name, postcode): sort_key(name) for name, postcode in asked if name}
    rows = Commune.objects.filter(
        Q(sort_key__in=set(wanted.values())), latitude__isnull=False, longitude__isnull=False
    ).order_by("pk")
    by_key: dict[str, list[Commune]] = {}
    for one in rows:
        by_key.setdefault(one.sort_key, []).append(one)
    found: dict[tuple[str, str], Point] = {}
    for (name, postcode), key in wanted.items():
        named = by_key.get(key, [])
        same = [one for one in named if postcode in one.postcodes] or named
        if same and same[0].point is not None:
            found[name, postcode] = same[0].point
    return found


@dataclass(frozen=True)
class PlaceOpen:
    """A fixed venue whose structure takes pass on a day, and where it is, else its commune; None: nobody knows."""

    venue_id: int
    name: str
    point: Point | None


def fixed_places_open(on: date) -> list[PlaceOpen]:
    """The venues that do not travel and whose structure is qualified on a day: two queries, whatever their number."""
    steps = QualificationStep.objects.filter(effective_on__lte=on).order_by("qualification", "-effective_on", "-pk")
    last = steps.distinct("qualification").values_list("qualification__organisation_id", "state")
    qualified = {organisation_id for organisation_id, state in last if state == states.QUALIFIED}
    rows = Venue.objects.filter(is_mobile=False).order_by("pk")
    told = rows.values_list("organisation_id", "pk", "name", "latitude", "longitude", "commune", "postcode")
    found = [row[1:] for row in told if row[0] in qualified]
    nowhere = {(commune, postcode) for _pk, _name, lat, _lon, commune, postcode in found if lat is None}
    of_communes = points_of_communes(nowhere)
    return [
        PlaceOpen(pk, name, of_communes.get((commune, postcode)) if lat is None or lon is None else (lat, lon))
        for pk, name, lat, lon, commune, postcode in found
    ]
