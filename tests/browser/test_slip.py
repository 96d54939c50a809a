"""Slips typed at the pace of a person and of a hand scanner: no code is lost, nothing is lost on a reload."""

from __future__ import annotations

from contextvars import copy_context
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route

from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.rules import SLIP
from quitus.domain.vouchers import codes
from quitus.kernel.codes import group
from tests.factories.reception import Reception

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parents[2] / "quitus/interfaces/web/layout/static"
HOST = "http://localhost"
KEYBOARD_A_MINUTE, SCANNER_A_MINUTE = 10, 60


@pytest.fixture(autouse=True)
def _beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are made here, in the thread that drives the browser."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")


@pytest.fixture
def slip(page: Page, client: Client, reception: Reception) -> Page:
    """The page on which Lina types slips."""
    client.force_login(reception.lina.user)
    now = copy_context()  # the browser calls from elsewhere, where it is another day

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
            return
        sent = route.request.post_data or ""
        made: HttpResponse = (
            now.run(client.post, path, sent, content_type="application/json")
            if route.request.method == "POST"
            else now.run(client.get, path)
        )
        headers = {key: value for key, value in made.headers.items() if key.lower() != "content-length"}
        route.fulfill(status=made.status_code, headers=headers, body=made.content)

    page.route("**/*", answer)
    page.goto(HOST + reverse("venue:slip", args=[reception.scheme.slug]))
    return page


def type_codes(page: Page, typed: list[str], *, pause: float) -> float:
    """Type codes into the field one after the other, Enter after each: how many a minute."""
    began = monotonic()
    for code in typed:
        page.keyboard.type(code, delay=pause)
        page.keyboard.press("Enter")
    return len(typed) * 60 / (monotonic() - began)


def test_no_code_is_lost_at_the_pace_of_a_keyboard_and_of_a_hand_scanner(slip: Page, reception: Reception) -> None:
    by_hand = [group(codes.code_of(reception.pass_number(rank))).lower() for rank in range(1, 7)]
    scanned = [one.qr_text for one in codes.printed([reception.pass_number(rank) for rank in range(11, 51)])]
    slip.fill("[name=people_count]", "46")
    slip.focus("[data-slip-code]")
    assert type_codes(slip, by_hand, pause=40) > KEYBOARD_A_MINUTE
    assert type_codes(slip, scanned, pause=0) > SCANNER_A_MINUTE
    slip.keyboard.type(by_hand[0])
    slip.keyboard.press("Enter")
    assert "Déjà dans la liste, ligne 1" in slip.inner_text("[data-slip-said]")
    slip.keyboard.type(by_hand[0][:-1] + ("0" if by_hand[0][-1] != "0" else "1"))
    slip.keyboard.press("Enter")
    assert slip.locator("[data-state=typed]").count() == 46
    assert "46 à encaisser · 1 à corriger" in slip.inner_text("[data-slip-count]")
    slip.reload()
    assert slip.locator("[data-state=typed]").count() == 46
    assert slip.evaluate("localStorage.length") == 0
    slip.click("[data-slip-send]")
    slip.wait_for_selector("[data-state=taken]")
    assert slip.locator("[data-state=taken]").count() == 46
    taken = Redemption.objects.filter(scheme=reception.scheme)
    assert set(taken.values_list("door", flat=True)) == {SLIP}
    assert taken.count() == 46
    kept = slip.evaluate("JSON.stringify(sessionStorage)")
    assert not any(code.replace("-", "").upper() in kept for code in by_hand[1:])


def test_each_group_is_a_request_of_its_own(slip: Page, reception: Reception) -> None:
    first, second = (codes.code_of(reception.pass_number(rank)) for rank in (1, 2))
    slip.focus("[data-slip-code]")
    slip.keyboard.type(first)
    slip.keyboard.press("Enter")
    slip.fill("[name=minutes]", "90")
    slip.focus("[data-slip-code]")
    slip.keyboard.type(second)
    slip.keyboard.press("Enter")
    slip.click("[data-slip-send]")
    slip.wait_for_selector("[data-state=taken] >> nth=1")
    lines = Redemption.objects.filter(scheme=reception.scheme).order_by("number")
    assert [line.minutes for line in lines] == [None, 90]
    assert lines[0].request != lines[1].request
