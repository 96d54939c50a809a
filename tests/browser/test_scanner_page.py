"""The scanner of a venue on real browsers: online, offline and back, against a small server that keeps the contract."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quitus.kernel.calendar import PARIS
from quitus.kernel.codes import group
from tests.browser.device_site import DeviceSite, human_code, number_of, qr_text
from tests.browser.telephone import NARROW, WIDE, Device, home_of
from tests.browser.test_scanner import film
from tests.harness.browser import ARGUMENTS, program

pytestmark = pytest.mark.browser
# The quota that Chromium's tools can set does not reach the storage of a private window: the browser's own refusal is
# given where a line would be written.
FULL = """() => {
    window.ownAdd = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function () {
        this.transaction.abort();
        throw new DOMException('full', 'QuotaExceededError');
    };
}"""


def test_several_pass_of_a_workshop_are_taken_and_one_is_undone(
    device: Callable[..., Device], site: DeviceSite, axe: Callable[[Page], None]
) -> None:
    tablet = device(WIDE)
    site.taken[number_of(3)] = {"request": "another", "turn": 1}
    tablet.present(qr_text(1))
    tablet.verdict("Pass valable")
    tablet.present(group(human_code(2)))
    tablet.says("2 pass · 20,00")
    tablet.present(qr_text(1))
    tablet.verdict("Déjà dans la liste")
    tablet.present(qr_text(3))
    tablet.verdict("Déjà utilisé")
    tablet.present("ABCDE-FGHJK-MNPQ")
    tablet.verdict("Code illisible")
    assert tablet.page.get_by_label("Personnes").input_value() == "2", "as many people as the pass pay for"
    axe(tablet.page)
    tablet.take()
    tablet.verdict("2 pass encaissés")
    assert sorted(site.taken) == [number_of(1), number_of(2), number_of(3)]
    tablet.page.get_by_role("button", name="Annuler 123456789-0000002").click()
    tablet.verdict("Encaissement annulé : le pass peut resservir")
    assert site.undone == [number_of(2)]


def test_more_pass_than_the_people_pay_for_are_not_taken(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    for rank in (1, 2, 3):
        phone.present(qr_text(rank))
    phone.says("3 pass · 30,00")
    phone.page.get_by_label("Personnes").fill("2")
    phone.take()
    phone.verdict("Trop de pass")
    assert not site.taken


@pytest.fixture
def switched_on(browser: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Start the browser of one telephone, whose storage outlives it: switched off, then on again."""
    started: list[BrowserContext] = []
    written = tmp_path / "Default" / "Service Worker" / "Database"

    def start() -> BrowserContext:
        for one in started:
            # A worker says « activated » some 50 ms before the browser has written it down: installed, then active.
            while sum(log.read_bytes().count(b"REG:") for log in written.glob("*.log")) < 2:
                one.pages[0].wait_for_timeout(20)
            one.close()
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        options = {"executable_path": program(), "args": [*ARGUMENTS, *root], "locale": "fr-FR", "viewport": NARROW}
        started[:] = [browser.browser_type.launch_persistent_context(tmp_path, **options)]  # type: ignore[arg-type]
        return started[0]

    yield start
    for one in started:
        one.close()


def test_without_network_the_page_opens_cold_takes_and_sends_by_itself(
    switched_on: Callable[[], BrowserContext], site: DeviceSite
) -> None:
    site.blocked.add(number_of(4))
    Device(switched_on(), home_of(site)).prepare()
    phone = Device(switched_on(), home_of(site))
    phone.offline()
    phone.page.goto(phone.home)
    phone.unlock()
    phone.says("Hors connexion : vous pouvez encaisser, dernière mise à jour")
    phone.present(qr_text(4))
    phone.verdict("Pass refusé")
    forged = qr_text(5)
    phone.present(forged[:-9] + ("A" if forged[-9] != "A" else "B") + forged[-8:])
    phone.verdict("Pass inconnu")
    for rank in (5, 6):
        phone.present(qr_text(rank))
        phone.verdict("Pass valable")
    phone.present(human_code(7))
    phone.verdict("À vérifier")
    phone.take()
    phone.verdict("3 pass encaissés hors connexion")
    phone.says("Hors connexion : 3 pass attendent, dernière mise à jour")
    phone.present(qr_text(5))
    phone.verdict("Déjà encaissé ici")
    phone.page.reload()
    phone.says("Hors connexion : 3 pass attendent")
    assert not site.taken
    phone.offline(False)
    phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    assert sorted(site.taken) == [number_of(rank) for rank in (5, 6, 7)]
    (terminal,) = site.terminals.values()
    assert [line["n"] for line in terminal.lines] == [1, 2, 3]
    assert "number" not in terminal.lines[2]
    assert terminal.lines[2]["code"] == human_code(7)
    assert not phone.faults


def test_what_was_taken_offline_is_undone_by_a_later_line(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    phone.offline()
    phone.says("Hors connexion")
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    phone.take()
    phone.verdict("Pass encaissé hors connexion")
    phone.page.get_by_role("button", name="Annuler 123456789-0000001").click()
    phone.verdict("Encaissement annulé : le pass peut resservir")
    phone.offline(False)
    phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    (terminal,) = site.terminals.values()
    assert [line.get("undo") for line in terminal.lines] == [None, 1]
    assert site.undone == [number_of(1)]


def test_what_was_sent_by_itself_is_still_undone_by_a_later_line(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    phone = device()
    phone.offline()
    phone.says("Hors connexion")
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    phone.take()
    phone.verdict("Pass encaissé hors connexion")
    phone.offline(False)
    online = phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True)
    online.wait_for()
    (terminal,) = site.terminals.values()
    assert len(terminal.lines) == 1, "the server has it"
    with phone.page.expect_response("**/batches"):
        phone.page.get_by_role("button", name="Annuler 123456789-0000001").click()
    phone.verdict("Encaissement annulé : le pass peut resservir")
    assert [line.get("undo") for line in terminal.lines] == [None, 1]
    assert site.undone == [number_of(1)]


def test_an_answer_lost_on_the_way_takes_the_pass_once(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    site.deaf = True
    phone.take()
    phone.verdict("Pass encaissé hors connexion")
    assert list(site.taken) == [number_of(1)], "the server had heard"
    site.deaf = False
    phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    (terminal,) = site.terminals.values()
    assert [line["request"] for line in terminal.lines] == [site.taken[number_of(1)]["request"]]
    assert not site.told


def test_a_server_that_is_slow_is_not_waited_for(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    site.delay = 6
    phone.present(qr_text(1))
    phone.page.locator("[data-till-verdict-title]").get_by_text("Pass valable", exact=True).wait_for(timeout=4_500)
    phone.says("Hors connexion")


def test_two_devices_take_the_same_pass_alone_and_the_second_is_told(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    first, second = device(), device()
    for one in (first, second):
        one.offline()
        one.says("Hors connexion")
        one.present(qr_text(9))
        one.verdict("Pass valable")
        one.take()
        one.verdict("Pass encaissé hors connexion")
    first.offline(False)
    first.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    second.offline(False)
    second.says("Le serveur en a décidé autrement")
    second.says("il ne vous sera pas payé")
    assert len(site.taken) == 1
    assert not first.page.get_by_text("Le serveur en a décidé autrement").is_visible()
    second.page.reload()
    second.says("il ne vous sera pas payé")
    second.page.get_by_role("button", name="J'ai lu").click()
    second.page.get_by_text("il ne vous sera pas payé").wait_for(state="hidden")
    assert not site.told


def test_a_clock_wrong_by_a_day_is_corrected_and_said(device: Callable[..., Device], site: DeviceSite) -> None:
    site.behind = timedelta(days=1)
    phone = device()
    phone.says("L'horloge de cet appareil avance d'un jour")
    phone.page.reload()
    phone.offline()
    phone.says("Hors connexion")
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    phone.take()
    phone.verdict("Pass encaissé hors connexion")
    phone.offline(False)
    phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    (terminal,) = site.terminals.values()
    taken_at = datetime.fromisoformat(terminal.lines[0]["taken_at"])
    assert abs(datetime.now(UTC) - timedelta(days=1) - taken_at) < timedelta(minutes=1)


def test_a_full_device_promises_nothing(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    phone.offline()
    phone.says("Hors connexion")
    phone.page.evaluate(FULL)
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    phone.take()
    phone.verdict("Rien n'est encaissé")
    phone.says("La mémoire de cet appareil est pleine")
    assert phone.page.locator("[data-till-list] li").count() == 1, "the pass stays in the list"
    phone.page.evaluate("() => { IDBObjectStore.prototype.add = window.ownAdd; }")
    phone.take()
    phone.verdict("Pass encaissé hors connexion")


def test_a_device_takes_no_more_alone_than_the_convention_lets_it(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    site.limits["count"] = 1
    phone = device()
    phone.offline()
    phone.says("Hors connexion")
    for rank in (1, 2):
        phone.present(qr_text(rank))
        phone.verdict("Pass valable")
    phone.says("2 pass")
    phone.take()
    phone.says("Sans réseau, cet appareil garde au plus 1 pass.")


def test_a_pin_wrong_five_times_brings_a_pause_then_a_sign_in(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    phone.page.get_by_role("button", name="Verrouiller").click()
    for left in (4, 3, 2):
        phone.unlock("111222")
        phone.says(f"Encore {left} essais")
    phone.unlock("111222")
    phone.says("Encore un essai")
    phone.unlock("111222")
    phone.says("Trop d'essais. Réessayez après")
    phone.unlock()
    phone.says("Trop d'essais. Réessayez après")
    phone.page.get_by_role("button", name="Code oublié, ou première fois ici").click()
    phone.page.get_by_label("Votre code PIN").fill("839174")
    phone.page.get_by_label("Le même, encore une fois").fill("839174")
    phone.page.get_by_role("button", name="Ouvrir cet appareil").click()
    phone.says("Présentez un pass")


def test_the_camera_reads_a_printed_pass_into_the_list(browser: Browser, site: DeviceSite, tmp_path: Path) -> None:
    seen = film(qr_text(13), tmp_path / "camera.y4m")
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={seen}"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    other = browser.browser_type.launch(executable_path=program(), args=[*ARGUMENTS, *camera, *root])
    context = other.new_context(locale="fr-FR", viewport=NARROW, permissions=["camera"])  # type: ignore[arg-type]
    phone = Device(context, home_of(site)).prepare()
    phone.page.get_by_role("button", name="Ouvrir l'appareil photo").click()
    phone.verdict("Pass valable")
    phone.says("123456789-0000013")
    phone.page.wait_for_timeout(600)
    phone.verdict("Pass valable")
    assert phone.page.locator("[data-till-list] li").count() == 1, "held still, it is read once"
    phone.take()
    phone.verdict("Pass encaissé")
    assert list(site.taken) == [number_of(13)]
    other.close()
    assert not phone.faults


def test_a_pass_taken_with_the_network_is_refused_without_it(device: Callable[..., Device], site: DeviceSite) -> None:
    phone = device()
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    phone.take()
    phone.verdict("Pass encaissé")
    phone.offline()
    phone.says("Hors connexion")
    phone.present(qr_text(1))
    phone.verdict("Déjà encaissé ici")


def test_the_day_of_the_service_is_today_until_somebody_chooses_another(
    device: Callable[..., Device], site: DeviceSite
) -> None:
    site.behind = timedelta(days=3)
    phone = device()
    phone.present(qr_text(1))
    phone.verdict("Pass valable")
    day, today = phone.page.locator("#till-day"), site.now().astimezone(PARIS).date()
    expect(day).to_have_value(today.isoformat())
    site.behind = timedelta(0)
    phone.page.get_by_role("button", name="Verrouiller", exact=True).click()
    phone.unlock()
    phone.present(qr_text(2))
    phone.verdict("Pass valable")
    expect(day).to_have_value((today + timedelta(days=3)).isoformat())
