"""Looking for the venues that have no point on the map, by their address, a few at a time."""

import re
from dataclasses import dataclass
from time import sleep

import structlog
from django.conf import settings
from django.db.models import Q

from quitus.connectors import geocoding
from quitus.connectors.geocoding import GeocoderBusy, GeocoderSilent
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import queries
from quitus.domain.venues.models import Venue
from quitus.domain.venues.operations import PlaceFound, place_found
from quitus.kernel.actors import Actor

log = structlog.get_logger(__name__)

BY = Actor.system("Service national d'adresses")
AT_ONCE = 200
PAUSE_SECONDS = 0.05
"""The service allows 50 questions a second; we ask 20 at most."""
_INSEE = re.compile(r"^([013-9]\d|2[AB1-9])\d{3}$")


@dataclass(frozen=True)
class Located:
    """What a turn did: venues asked about, found for sure, left to a person."""

    asked: int = 0
    sure: int = 0
    doubtful: int = 0


def locate_venues() -> Located:
    """One turn over every scheme: at most `AT_ONCE` venues each; nothing where no service is named.

    A busy service is waited for once, then left until the next turn; so is a silent one. The question is asked outside
    of any transaction: nobody waits for the service with a lock in hand.
    """
    if not settings.QUITUS_GEOCODER_URL:
        return Located()
    total = Located()
    for scheme in organisations.schemes():
        with within_scheme(scheme):
            waiting = list(to_locate(scheme))
        try:
            for venue in waiting:
                total = _count(total, _locate(scheme, venue))
                sleep(PAUSE_SECONDS)
        except GeocoderSilent as silent:
            log.warning("geocoder_silent", why=str(silent))
            return total
    return total


def to_locate(scheme: Scheme) -> list[Venue]:
    """The venues with an address and no point, that nobody looked for yet."""
    never = Q(description__isnull=True) | Q(description__position="")
    found = queries.venues(scheme.pk).filter(never, latitude__isnull=True).exclude(address="")
    return list(found[:AT_ONCE])


def _locate(scheme: Scheme, venue: Venue) -> str:
    answer = _ask(f"{venue.address} {venue.postcode} {venue.commune}", venue.postcode)
    found = None
    if answer is not None:
        code = answer.insee_code if _INSEE.match(answer.insee_code) else ""
        found = PlaceFound(answer.latitude, answer.longitude, answer.score, answer.label, code)
    with within_scheme(scheme):
        return place_found(by=BY, venue_id=venue.pk, found=found).position


def _ask(address: str, postcode: str) -> geocoding.AddressFound | None:
    try:
        return geocoding.locate(settings.QUITUS_GEOCODER_URL, address, postcode)
    except GeocoderBusy as busy:
        sleep(busy.seconds)
        return geocoding.locate(settings.QUITUS_GEOCODER_URL, address, postcode)


def _count(total: Located, position: str) -> Located:
    return Located(total.asked + 1, total.sure + (position == "geocoded"), total.doubtful + (position == "doubtful"))
