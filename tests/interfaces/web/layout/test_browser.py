"""The components in a real browser: for everybody, on every screen, with and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from quitus.domain.organisations import roles
from tests.factories.people import PASSWORD, make_person
from tests.factories.schemes import make_scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sample_audience")]

PUBLIC = ["/", "/compte/connexion/", "/compte/mot-de-passe/oublie/", "/accessibilite/", "/a-propos/", "/rien/"]
OWN = [
    "/mes-dispositifs/",
    "/compte/mot-de-passe/",
    "/compte/double-authentification/",
    *(
        f"/d/essai/essai/{path}"
        for path in (
            "",
            "commandes/",
            "commandes/vide/",
            "commandes/2/",
            "commandes/nouvelle/",
            "commandes/2/activer/",
            "bordereau/",
            "mandatement/",
            "refuse/",
        )
    ),
]
SCREENS = [(1280, 900), (360, 740), (320, 256)]  # the last is 1280 px at 400 %
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def anne_there(page: Page, live: str) -> Page:
    """A window in which Anne has signed in by typing."""
    anne = make_person(make_scheme(), "Anne Lefèvre", roles.MANAGER)
    page.goto(f"{live}/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(anne.user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/d/essai/essai/")
    return page


def open_on_every_screen(page: Page, axe: Callable[[Page], None], addresses: list[str]) -> None:
    for place, address in enumerate(addresses):
        page.goto(address)
        # What is wrong for a screen reader seldom depends on the width: wide and narrow in turn.
        for width, height in SCREENS if place % 2 else reversed(SCREENS):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(TOO_WIDE) <= 0, f"{address} is wider than {width} px"
        axe(page)


def test_public_pages_are_open_to_everybody(page: Page, live: str, axe: Callable[[Page], None]) -> None:
    open_on_every_screen(page, axe, [live + path for path in PUBLIC])


def test_pages_of_an_audience_are_open_to_everybody(anne_there: Page, live: str, axe: Callable[[Page], None]) -> None:
    open_on_every_screen(anne_there, axe, [live + path for path in OWN])


def test_the_keyboard_alone_reaches_content_search_and_menu(anne_there: Page) -> None:
    anne_there.keyboard.press("Tab")
    assert anne_there.evaluate("document.activeElement.textContent") == "Aller au contenu"
    anne_there.keyboard.press("Enter")
    assert anne_there.evaluate("document.activeElement.id") == "contenu"
    anne_there.keyboard.press("/")
    assert anne_there.evaluate("document.activeElement.id") == "recherche"
    anne_there.keyboard.press("Tab")
    anne_there.keyboard.press("Tab")
    anne_there.keyboard.press("Enter")
    assert anne_there.get_by_role("button", name="Se déconnecter").is_visible()
    anne_there.keyboard.press("Escape")
    assert not anne_there.get_by_role("button", name="Se déconnecter").is_visible()


def test_errors_are_summed_up_on_top_with_a_way_to_each_field(anne_there: Page, live: str, axe: Any) -> None:
    anne_there.goto(f"{live}/d/essai/essai/commandes/nouvelle/")
    anne_there.get_by_role("button", name="Commander les pass").click()
    summary = anne_there.locator("[data-errors]")
    assert summary.evaluate("box => box === document.activeElement")
    summary.get_by_role("link", name="Montant").click()
    assert anne_there.evaluate("document.activeElement.id || location.hash") in {"id_amount", "#id_amount"}
    axe(anne_there)


def test_a_form_is_sent_once(anne_there: Page, live: str) -> None:
    anne_there.goto(f"{live}/d/essai/essai/commandes/2/activer/")
    sent: list[str] = []
    anne_there.on("request", lambda request: sent.append(request.method))
    anne_there.evaluate("for (let i = 0; i < 3; i++) document.querySelector('.form-foot button').click()")
    anne_there.wait_for_load_state("networkidle")
    assert sent.count("POST") == 1


def test_everything_works_without_javascript(browser: Browser, live: str) -> None:
    anne = make_person(make_scheme(), "Anne Lefèvre", roles.MANAGER)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live}/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(anne.user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.locator(".rail-narrow summary").click()
    page.locator(".rail-narrow").get_by_role("link", name="Commandes").click()
    page.get_by_role("link", name="2022-01").click()
    assert page.get_by_role("heading", level=1).text_content() == "Commande 2022-01"
    assert not page.get_by_role("button", name="Imprimer").is_visible()
    page.locator(".me summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    assert page.get_by_role("link", name="Se connecter").is_visible()
    context.close()


def test_nothing_is_asked_of_a_third_party(page: Page, live: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live)
    page.wait_for_load_state("networkidle")
    assert asked
    assert all(url.startswith((live, "data:")) for url in asked)
