"""The public directory: the venues that take pass on a day, searched by what people ask for.

Everything is asked of the database in one statement: a box around the place first, which an index can serve, then the
distance within it (haversine formula).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import cos, radians

from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from quitus.domain.venues import states
from quitus.domain.venues.models import Commune, Directory, Qualification, QualificationStep, ServiceOffer, Venue
from quitus.kernel.geography import EARTH_KM, KM_OF_A_DEGREE, Point
from quitus.kernel.text import sort_key

KILOMETRES = (5, 10, 20, 50)
USUAL_KM = 20
MOST_LETTERS = 80


@dataclass(frozen=True)
class Place:
    """What somebody typed as a place, as it is known here: `point` is None where nobody knows where that is."""

    typed: str
    postcode: str = ""
    key: str = ""
    point: Point | None = None

    @property
    def is_known(self) -> bool:
        """Whether distances can be told from it."""
        return self.point is not None


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; an empty value asks for nothing. `day` is a day of the week (0 is Monday).

    `accessibility` and `language` are codes of `national`; `postcodes` are the beginnings that a pass is bound to.
    """

    service: str = ""
    words: str = ""
    place: Place | None = None
    km: int = USUAL_KM
    day: int | None = None
    accessibility: tuple[str, ...] = ()
    language: str = ""
    postcodes: tuple[str, ...] = field(default=())


def place(scheme_id: int, typed: str) -> Place | None:
    """A commune or a postcode, or both (`Arras`, `62000`, `62000 Arras`): at most two queries.

    Where the communes of the territory are not known, the middle of the venues there stands for it.
    """
    text = typed.strip()[:MOST_LETTERS]
    if not text:
        return None
    digits = re.search(r"\b\d{5}\b", text)
    postcode = digits[0] if digits else ""
    key = sort_key(text.replace(postcode, " ") if postcode else text)
    named = Q(sort_key=key) if key else Q()
    there = named & Q(postcodes__contains=[postcode]) if postcode else named
    middle = Commune.objects.filter(there, scheme_id=scheme_id, latitude__isnull=False).aggregate(
        latitude=Avg("latitude"), longitude=Avg("longitude"), count=Count("pk")
    )
    if not middle["count"] or (middle["count"] > 1 and not postcode):
        own = Q(postcode=postcode) if postcode else Q(sort_key__startswith=f"{key} ")
        middle = Venue.objects.filter(own, scheme_id=scheme_id, latitude__isnull=False).aggregate(
            latitude=Avg("latitude"), longitude=Avg("longitude"), count=Count("pk")
        )
    point = (middle["latitude"], middle["longitude"]) if middle["count"] else None
    return Place(text, postcode, key, point)


def qualified(scheme_id: int, on: date) -> QuerySet[Qualification]:
    """The files of the structures that take pass on a day: of two steps of one day the later recorded counts."""
    known = QualificationStep.objects.filter(scheme_id=scheme_id, effective_on__lte=on)
    last = known.order_by("qualification_id", "-effective_on", "-pk").distinct("qualification_id")
    standing = QualificationStep.objects.filter(pk__in=last.values("pk"), state=states.QUALIFIED)
    return Qualification.objects.filter(scheme_id=scheme_id, pk__in=standing.values("qualification_id"))


def venues_open(scheme_id: int, on: date, asked: Asked | None = None) -> QuerySet[Venue]:
    """The venues of structures qualified on a day that are what is asked for, each with `km` from the place asked.

    By distance where there is one, else by commune then name. A venue without coordinates is kept for the commune or
    the postcode that it is in, first, its `km` None. Descriptions come in the same query.
    """
    asked = asked or Asked()
    found = Venue.objects.filter(
        scheme_id=scheme_id, organisation_id__in=qualified(scheme_id, on).values("organisation_id")
    ).select_related("description", "organisation")
    found = found.filter(*_wanted(asked))
    if asked.place is None:
        return found.annotate(km=Value(None, output_field=FloatField())).order_by("sort_key", "pk")
    return _near(found, asked.place, asked.km)


def page(found: QuerySet[Venue], first: int, count: int) -> tuple[list[Venue], int]:
    """So many of the venues from a rank on, and how many there are in all: who is qualified is asked once for both.

    A rank beyond the last gives none, and 0 in all.
    """
    told = found.values_list("pk", "km", Window(Count("*")))[first : first + count]
    kms, totals = {}, {0}
    for pk, km, total in told:
        kms[pk] = km
        totals.add(total)
    rows = with_services(Venue.objects.filter(pk__in=kms).select_related("description", "organisation")).in_bulk()
    for pk, km in kms.items():
        rows[pk].km = km  # type: ignore[attr-defined]
    return [rows[pk] for pk in kms], max(totals)


def with_services(found: QuerySet[Venue]) -> QuerySet[Venue]:
    """The same, each with what it offers (`offered`, in the order of the catalogue): one query more."""
    offers = ServiceOffer.objects.select_related("service").order_by("service__rank")
    return found.prefetch_related(Prefetch("offers", offers, to_attr="offered"))


def communes_served(scheme_id: int, on: date) -> list[tuple[str, str, int]]:
    """The communes that have a venue on a day: name, postcode, how many venues; in order."""
    rows = venues_open(scheme_id, on).order_by().values("commune", "postcode").annotate(count=Count("pk"))
    return sorted(((row["commune"], row["postcode"], row["count"]) for row in rows), key=lambda one: sort_key(one[0]))


def embed_hosts(scheme_id: int) -> list[str]:
    """The sites that may show the directory of a scheme within a page of theirs."""
    found = Directory.objects.filter(scheme_id=scheme_id).first()
    return list(found.embed_hosts) if found else []


def _wanted(asked: Asked) -> Iterable[Q]:
    for word in sort_key(asked.words[:MOST_LETTERS]).split():
        yield Q(sort_key__contains=word) | Q(postcode__startswith=word)
    if asked.service:
        offered = ServiceOffer.objects.filter(venue=OuterRef("pk"), service__code=asked.service)
        yield Q(Exists(offered))
    if asked.day is not None:
        yield Q(description__open_days__contains=[asked.day])
    if asked.accessibility:
        yield Q(description__accessibility__contains=list(asked.accessibility))
    if asked.language:
        spoken = ServiceOffer.objects.filter(venue=OuterRef("pk"), languages__contains=[asked.language])
        yield Q(description__languages__contains=[asked.language]) | Q(Exists(spoken))
    if asked.postcodes:
        bound = Q()
        for beginning in asked.postcodes:
            bound |= Q(postcode__startswith=beginning)
        yield bound


def _near(found: QuerySet[Venue], near: Place, km: int) -> QuerySet[Venue]:
    there = Q(postcode=near.postcode) if near.postcode else Q(sort_key__startswith=f"{near.key} ")
    if near.point is None:
        return found.filter(there).annotate(km=Value(None, output_field=FloatField())).order_by("sort_key", "pk")
    latitude, longitude = near.point
    high = km / KM_OF_A_DEGREE
    wide = km / (KM_OF_A_DEGREE * max(0.01, cos(radians(latitude))))
    box = Q(latitude__range=(latitude - high, latitude + high), longitude__range=(longitude - wide, longitude + wide))
    across = Power(Sin(Radians(F("latitude") - latitude) / 2), 2)
    along = (
        Cos(Radians(Value(latitude)))
        * Cos(Radians(F("latitude")))
        * Power(Sin(Radians(F("longitude") - longitude) / 2), 2)
    )
    away = 2 * EARTH_KM * ASin(Least(Value(1.0), Sqrt(across + along)))
    distance = Case(When(latitude__isnull=False, then=away), output_field=FloatField())
    return (
        found.filter(box | (Q(latitude__isnull=True) & there))
        .annotate(km=distance)
        .filter(Q(km__isnull=True) | Q(km__lte=km))
        .order_by(F("km").asc(nulls_first=True), "sort_key", "pk")
    )
