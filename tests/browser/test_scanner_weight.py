"""What the scanner costs a telephone: octets until the first scan, and seconds on a slow network."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Request

from tests.browser.device_site import DeviceSite, qr_text
from tests.browser.telephone import NARROW, Device, home_of

pytestmark = pytest.mark.browser
MOST_OCTETS, MOST_SECONDS = 200_000, 3.0
# The throttled telephone of Lighthouse: 1.6 Mbit/s, 150 ms there and back, a processor four times slower.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4


def weight(asked: list[Request]) -> int:
    """The octets of answers, as they came over the network."""
    return sum(one.sizes()["responseBodySize"] + one.sizes()["responseHeadersSize"] for one in asked)


def test_until_the_first_scan_the_scanner_is_light_without_its_decoder(browser: Browser, site: DeviceSite) -> None:
    asked: list[Request] = []
    with browser.new_context(locale="fr-FR", viewport=NARROW) as context:  # type: ignore[arg-type]
        context.on("requestfinished", lambda one: asked.append(one))
        phone = Device(context, home_of(site)).prepare()
        phone.present(qr_text(1))
        phone.verdict("Pass valable")
        # What the worker fetches to keep is the same files again: it comes after.
        light = [one for one in asked if not one.service_worker and not one.url.endswith(".wasm")]
        assert len(light) > 5
        assert weight(light) < MOST_OCTETS


def test_a_slow_telephone_is_ready_in_three_seconds(browser: Browser, site: DeviceSite) -> None:
    with browser.new_context(locale="fr-FR", viewport=NARROW) as context:  # type: ignore[arg-type]
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(site.url + reverse("venue:scanner", args=["essai"]), wait_until="commit")
        page.locator("[data-till]:not([hidden])").wait_for()
        seconds = page.evaluate("() => performance.now() / 1000")
        assert seconds < MOST_SECONDS
