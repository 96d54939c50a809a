"""The camera reads a code into the box of a count: the page as it is served, under its policy, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route

from quitus.domain.controls import operations, queries
from quitus.domain.vouchers import codes
from quitus.kernel import clock
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, Stock, ranks
from tests.harness.browser import ARGUMENTS, program

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parents[2] / "quitus/interfaces/web/layout/static"
HOST = "http://localhost"
WIDE, HIGH, MODULE = 640, 480, 6


@pytest.fixture(autouse=True)
def _beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are made here, in the thread that drives the browser."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")


def film(text: str, path: Path) -> Path:
    """What a camera sees of a printed code: a grey paper with its black modules, held still."""
    image = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=MODULE)
    high, wide = image.shape
    printed = memoryview(image).tobytes()
    rows = [bytearray(b"\xd0" * WIDE) for _ in range(HIGH)]
    for y in range(high):
        left = (WIDE - wide) // 2
        rows[(HIGH - high) // 2 + y][left : left + wide] = printed[y * wide : (y + 1) * wide]
    frame = b"FRAME\n" + b"".join(rows) + b"\x80" * (WIDE * HIGH // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 5)
    return path


@pytest.fixture
def phone(browser: Browser, stock: Stock, tmp_path: Path) -> Iterator[Page]:
    """A telephone whose camera sees the thirteenth pass."""
    seen = film(codes.printed([ranks(13, 13).first])[0].qr_text, tmp_path / "camera.y4m")
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={seen}"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    other = browser.browser_type.launch(executable_path=program(), args=[*ARGUMENTS, *camera, *root])
    window = other.new_context(locale="fr-FR", viewport={"width": 360, "height": 740}, permissions=["camera"])
    window.set_default_timeout(10_000)
    yield window.new_page()
    other.close()


def served(page: Page, client: Client) -> list[str]:
    """Answer the page's requests with what the program answers; what the browser complains of."""

    now = copy_context()  # the browser calls from elsewhere, where it is another day

    def made(route: Route) -> HttpResponse:
        path = urlsplit(route.request.url).path
        if route.request.method != "POST":
            return now.run(client.get, path)
        typed = {key: one[0].replace("\r\n", "\n") for key, one in parse_qs(route.request.post_data or "").items()}
        return now.run(client.post, path, typed, follow=True)

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        else:
            page_of = made(route)
            route.fulfill(status=page_of.status_code, body=page_of.content, headers=dict(page_of.headers))

    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/*", answer)
    return faults


def test_a_pass_held_before_the_camera_is_counted(
    phone: Page, stock: Stock, sign_in: Callable[[Person], Client], axe: Callable[[Page], None]
) -> None:
    with clock.at(HANDED_ON):
        made = operations.open_inventory(
            by=stock.team.dado.actor, holder_ids=[stock.point.holder.pk], purpose="routine"
        )
        place = made.places.get()
        faults = served(phone, sign_in(stock.team.dado))
        phone.goto(HOST + reverse("distributor:count_place", args=["essai", place.pk]))
        phone.get_by_role("button", name="Lire avec l'appareil photo").click()
        phone.get_by_text("Codes lus : 1.").wait_for()
        assert phone.locator("textarea").input_value().strip() == codes.printed([ranks(13, 13).first])[0].qr_text
        axe(phone)
        phone.get_by_role("button", name="Arrêter l'appareil photo").click()
        phone.get_by_role("button", name="Compter", exact=True).click()
        phone.get_by_text("1 pass compté :").wait_for()
        assert queries.counted(place.pk) == [ranks(13, 13)]
    assert not faults


def test_without_a_camera_the_box_alone_is_shown(page: Page, stock: Stock, sign_in: Callable[[Person], Client]) -> None:
    with clock.at(HANDED_ON):
        made = operations.open_inventory(
            by=stock.team.dado.actor, holder_ids=[stock.point.holder.pk], purpose="routine"
        )
        page.add_init_script("delete Navigator.prototype.mediaDevices")
        served(page, sign_in(stock.team.dado))
        page.goto(HOST + reverse("distributor:count_place", args=["essai", made.places.get().pk]))
        assert not page.get_by_role("button", name="Lire avec l'appareil photo").is_visible()
        assert page.get_by_role("button", name="Compter", exact=True).is_visible()
