"""The scanner when the server refuses or is late: what it says, what it goes on doing, and what it never keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.device_site import DeviceSite, number_of, qr_text
from tests.browser.telephone import Device, home_of

pytestmark = pytest.mark.browser
INSTALL = """async () => {
    const { worker, scope } = JSON.parse(document.getElementById('till-config').textContent);
    const installing = (await navigator.serviceWorker.register(worker, { scope })).installing;
    const settled = () => ['redundant', 'installed', 'activated'].includes(installing.state);
    while (!settled()) await new Promise((seen) => installing.addEventListener('statechange', seen, { once: true }));
    const kept = [];
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) kept.push(new URL(one.url).pathname);
    return [installing.state, kept.filter((path) => !path.startsWith('/static/') && !path.startsWith('/theme/'))];
}"""


def test_a_queue_that_is_refused_does_not_keep_the_device_from_what_is_usable(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    phone = device()
    phone.offline()
    phone.says("Hors connexion")
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    phone.take()
    phone.verdict("Pass encaissé hors connexion")
    site.refusing["/terminals/batches"] = (409, "Ces lignes ne se suivent pas.")
    site.blocked.add(number_of(2))
    phone.offline(False)
    phone.says("Ces lignes ne se suivent pas.")
    phone.offline()
    phone.says("Hors connexion")
    phone.present(qr_text(2))
    phone.verdict("Pass refusé")
    assert not site.taken
    site.refusing.clear()
    phone.offline(False)
    phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    assert list(site.taken) == [number_of(1)]


def test_a_server_that_is_asked_too_often_still_knows_the_device(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    phone = device()
    site.refusing["/check"] = (401, "")
    site.refusing["/terminals/token"] = (429, "Trop de demandes : réessayez dans une minute.")
    phone.present(qr_text(1))
    phone.says("Trop de demandes : réessayez dans une minute.")
    assert not phone.page.get_by_role("link", name="Se connecter").is_visible()
    site.refusing["/terminals/token"] = (404, "")
    phone.present(qr_text(1))
    phone.page.get_by_role("link", name="Se connecter").wait_for()


def test_the_days_of_a_person_are_counted_from_the_hour_of_the_server(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    site.behind = -timedelta(days=8)
    phone = device()
    phone.page.get_by_role("button", name="Verrouiller", exact=True).click()
    phone.unlock()
    phone.present(qr_text(1))
    phone.verdict("Pass valable")


def test_a_page_that_is_led_elsewhere_is_not_kept_for_when_there_is_no_network(
    browser: Browser, site: DeviceSite
) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page = context.new_page()
        page.goto(home_of(site))
        site.astray = True
        assert page.evaluate(INSTALL) == ["redundant", []]
        site.astray = False
        state, kept = page.evaluate(INSTALL)
        assert state != "redundant"
        assert len(kept) == 1


def test_an_answer_asked_for_before_the_network_went_does_not_bring_it_back(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    phone = device()
    site.delay = 1
    with phone.page.expect_response("**/api/v1/check"):
        with phone.page.expect_request("**/api/v1/check"):
            phone.present(qr_text(1))
        phone.page.evaluate("() => window.dispatchEvent(new Event('offline'))")
        phone.says("Hors connexion")
    phone.verdict("Pass valable")
    assert phone.page.locator("[data-till-band]").get_attribute("data-state") == "offline"
    phone.says("En ligne")
