"""Venues looked for by their address, of a recorded national address service on the loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings

from quitus.connectors import geocoding
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Description, Venue
from quitus.domain.venues.models.descriptions import DOUBTFUL, GEOCODED, NOT_FOUND
from quitus.usecases import geocode
from tests.factories.reception import Reception

# As data.geopf.fr answers, cut to what is read.
RECORDED = {
    "rue Ferdinand Buisson 62000 Arras": (0.9623, "Rue Ferdinand Buisson 62000 Arras", "62041", [2.7669, 50.2947]),
    "pres de l'eglise 62000 Arras": (0.412, "Rue de l'Église 62000 Arras", "62041", [2.78, 50.29]),
}


class Service(BaseHTTPRequestHandler):
    """The fake: what it was told to answer, else what was recorded."""

    asked: list[dict[str, list[str]]] = []
    next_answers: list[tuple[int, dict[str, str], bytes]] = []

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.asked.append(query)
        status, headers, body = (
            self.next_answers.pop(0) if self.next_answers else (200, {}, self.recorded(query["q"][0]))
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def recorded(self, words: str) -> bytes:
        features: list[dict[str, Any]] = []
        if words in RECORDED:
            score, label, code, place = RECORDED[words]
            properties = {"score": score, "label": label, "citycode": code}
            features.append(
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": place}, "properties": properties}
            )
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def log_message(self, *_told: object) -> None:
        """Silent."""


@pytest.fixture
def service(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Service]]:
    """The national address service, recorded."""
    Service.asked, Service.next_answers = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.QUITUS_GEOCODER_URL = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(geocode, "PAUSE_SECONDS", 0)
    yield Service
    server.shutdown()
    server.server_close()


def moved(reception: Reception, address: str) -> Venue:
    facts = {"postcode": "62000", "commune": "Arras", "is_mobile": False, "name": reception.venue.name}
    return venues.correct_venue(by=reception.team.anne.actor, venue_id=reception.venue.pk, address=address, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "position", "is_placed"),
    [
        ("rue Ferdinand Buisson", GEOCODED, True),
        ("pres de l'eglise", DOUBTFUL, False),
        ("nulle part", NOT_FOUND, False),
    ],
)
def test_a_sure_answer_places_the_venue_and_a_doubtful_one_waits(
    reception: Reception, service: type[Service], address: str, position: str, is_placed: bool
) -> None:
    venue = moved(reception, address)
    done = geocode.locate_venues()
    assert (done.asked, done.sure, done.doubtful) == (1, position == GEOCODED, position == DOUBTFUL)
    venue.refresh_from_db()
    assert (venue.latitude is not None) is is_placed
    assert Description.objects.get(venue=venue).position == position
    assert geocode.locate_venues().asked == 0  # it is not asked about for ever


def test_nothing_leaves_where_no_service_is_named(reception: Reception, settings: LazySettings) -> None:
    moved(reception, "rue Ferdinand Buisson")
    settings.QUITUS_GEOCODER_URL = ""
    assert geocode.locate_venues().asked == 0


def test_a_busy_service_is_waited_for_once(
    reception: Reception, service: type[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(geocode, "sleep", waited.append)
    moved(reception, "rue Ferdinand Buisson")
    service.next_answers = [(429, {"Retry-After": "3"}, b"")]
    assert geocode.locate_venues().sure == 1
    assert 3 in waited


@pytest.mark.parametrize(
    "answer", [(500, {}, b""), (200, {}, b"<html>"), (200, {}, b'{"features": [{}]}'), (429, {}, b"")]
)
def test_a_service_that_answers_something_else_stops_the_turn_and_spoils_nothing(
    reception: Reception,
    service: type[Service],
    answer: tuple[int, dict[str, str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(geocode, "sleep", lambda _seconds: None)
    venue = moved(reception, "rue Ferdinand Buisson")
    service.next_answers = [answer, answer]
    assert geocode.locate_venues().asked == 0
    assert not Description.objects.filter(venue=venue).exclude(position="").exists()


def test_a_service_that_is_not_there_is_silent() -> None:
    with pytest.raises(geocoding.GeocoderSilent):
        geocoding.locate("http://127.0.0.1:9", "rue", "62000")
