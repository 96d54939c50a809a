"""The communes of a scheme's territory, as read by the rooms and doors above."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from quitus.domain.venues.models import Commune
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
