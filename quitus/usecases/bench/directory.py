"""How long the public directory takes to answer a search."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import median

from django.db import connections

from quitus.domain.grants.models import Service
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import states
from quitus.domain.venues.directory import Asked
from quitus.domain.venues.models import Description, Qualification, QualificationStep, ServiceOffer, Venue
from quitus.kernel import clock
from quitus.usecases import directory
from quitus.usecases.bench._ground import make_ground
from quitus.usecases.bench.figures import Figure, Yardstick, peak_memory_mb, seconds

NAME = "directory"
SENTENCE = "A page of the directory of 5,000 venues is found, by distance, service, day and accessibility."

SIZES = (500, 5_000)
TIMES = 7
LIMIT = 100.0
"""Milliseconds for the slowest of the searches, its median."""
SEARCHES = {
    "all": (Asked(), ""),
    "near": (Asked(km=20), "62000"),
    "far": (Asked(km=50), "62000"),
    "needs": (Asked(service="demarches", day=2, accessibility=("wheelchair",), language="fr"), ""),
    "words": (Asked(words="lieu 17"), ""),
}


def run(tell: Callable[[str], None], sizes: Sequence[int] = SIZES, times: int = TIMES) -> Figure:
    """Search at each size; `sizes` of the figure is the slowest search in milliseconds, what is drawn left aside."""
    scheme, yardstick = make_ground().scheme, Yardstick()
    slowest: dict[int, float] = {}
    made = 0
    for size in sorted(sizes):
        _fill(scheme, made, size)
        made = size
        for name, (asked, place) in SEARCHES.items():
            yardstick.look()
            took = [seconds(lambda a=asked, p=place: _search(scheme, a, p)) * 1000 for _turn in range(times)]  # type: ignore[misc]
            tell(f"{size} venues, {name}: {median(took):.1f} ms")
            slowest[size] = max(median(took), slowest.get(size, 0.0))
    value = round(slowest[max(sizes)], 1)
    return Figure(
        NAME,
        value,
        "ms",
        LIMIT,
        yardstick.within(value, LIMIT),
        {str(size): round(took, 1) for size, took in slowest.items()},
        {**yardstick.machine(), "peak_memory_mb": peak_memory_mb()},
    )


def _search(scheme: Scheme, asked: Asked, place: str) -> None:
    with within_scheme(scheme):
        directory.search(scheme, asked, place)


def _fill(scheme: Scheme, first: int, size: int) -> None:
    """Venues of as many qualified structures, spread over a département, each with two services."""
    chance = random.Random(first)  # noqa: S311 — the same places each time
    with within_scheme(scheme):
        since = clock.today() - timedelta(days=30)
        owners = Organisation.objects.bulk_create(
            Organisation(
                name=f"Structure {rank}", short_name=f"S{rank}", kind=kinds.STRUCTURE, sort_key=f"structure {rank}"
            )
            for rank in range(first, size)
        )
        files = Qualification.objects.bulk_create(
            Qualification(scheme=scheme, organisation=one, state=states.QUALIFIED, applied_on=since) for one in owners
        )
        QualificationStep.objects.bulk_create(
            QualificationStep(scheme=scheme, qualification=file, state=states.QUALIFIED, effective_on=since)
            for file in files
        )
        venues = Venue.objects.bulk_create(
            Venue(
                scheme=scheme,
                organisation=one,
                name=f"Lieu {rank}",
                address=f"{rank} rue de l'Exemple",
                postcode=f"62{rank % 100:02}0",
                commune=f"Commune {rank % 900}",
                sort_key=f"commune {rank % 900} lieu {rank}",
                latitude=50.0 + chance.random(),
                longitude=1.6 + 1.5 * chance.random(),
            )
            for rank, one in enumerate(owners, first)
        )
        Description.objects.bulk_create(
            Description(
                scheme=scheme, venue=venue, open_days=[0, 1, 2, 3, 4], accessibility=["wheelchair"], languages=["fr"]
            )
            for venue in venues
        )
        offered = list(Service.objects.filter(code__in=["demarches", "outils"]))
        ServiceOffer.objects.bulk_create(
            ServiceOffer(scheme=scheme, venue=venue, service=service) for venue in venues for service in offered
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE venues_venue, venues_description, venues_serviceoffer, venues_qualificationstep")
