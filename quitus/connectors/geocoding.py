"""The national address service: where an address is, as the Base Adresse Nationale knows it.

`https://data.geopf.fr/geocodage` answers GeoJSON, 50 times a second at most; 429 says to wait. Plain data in and out.
"""

import json
from dataclasses import dataclass
from typing import Any

import urllib3

SECONDS = 5.0
MOST_BYTES = 200_000
MOST_WAIT_SECONDS = 60


class GeocoderSilent(Exception):
    """The service gave no answer: it is down, slow, or answered something else. Try again later."""


class GeocoderBusy(GeocoderSilent):
    """It asks to wait: `seconds` is how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class AddressFound:
    """The best answer to an address: degrees (WGS 84), and how sure the service is, per mille."""

    latitude: float
    longitude: float
    score: int
    label: str
    insee_code: str


def locate(url: str, address: str, postcode: str) -> AddressFound | None:
    """Where an address of a postcode is; None when the service knows none. Raises `GeocoderSilent`, `GeocoderBusy`."""
    pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=SECONDS, read=SECONDS))
    fields = {"q": address[:200], "postcode": postcode, "limit": "1"}
    try:
        response = pool.request("GET", f"{url}/search", fields=fields, preload_content=False, redirect=False)
        body = response.read(MOST_BYTES)
        response.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as silent:
        raise GeocoderSilent(str(silent)) from silent
    if response.status == 429:
        raise GeocoderBusy(_wait(response.headers.get("Retry-After", "")))
    if response.status in (400, 404):  # an address it cannot read at all
        return None
    if response.status != 200:
        raise GeocoderSilent(f"status {response.status}")
    return _read(body)


def _read(body: bytes) -> AddressFound | None:
    try:
        features: list[dict[str, Any]] = json.loads(body)["features"]
        if not features:
            return None
        longitude, latitude = features[0]["geometry"]["coordinates"]
        said = features[0]["properties"]
        score = round(1000 * min(1.0, max(0.0, float(said["score"]))))
        code = str(said.get("citycode", ""))
        return AddressFound(float(latitude), float(longitude), score, str(said.get("label", ""))[:300], code)
    except (ValueError, KeyError, TypeError) as other:
        raise GeocoderSilent("not an answer of the national address service") from other


def _wait(text: str) -> int:
    return min(int(text), MOST_WAIT_SECONDS) if text.isascii() and text.isdigit() else 1
