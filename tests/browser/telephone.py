"""Somebody's telephone or tablet, made a device of a venue: what its user does and reads."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from tests.browser.device_site import DeviceSite

PIN = "274951"
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def home_of(site: DeviceSite) -> str:
    """The address of the venue's home."""
    return site.url + reverse("venue:home", args=["essai"])


class Device:
    """Somebody's telephone or tablet: a browser of its own, made a device of the venue."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context, self.home = context, home
        context.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.page = self.window()

    def window(self) -> Page:
        """A new window; what its script complains of is a fault."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if "Content Security" in said.text else None)
        return page

    def prepare(self) -> Device:
        """Enrol, with a PIN, and wait until the shell is kept."""
        self.page.goto(self.home)
        self.page.get_by_text("Préparer cet appareil pour scanner").click()
        self.page.get_by_label("Nom de l'appareil").fill("Tablette de l'accueil (exemple)")
        self.page.get_by_label("Votre code PIN").fill(PIN)
        self.page.get_by_label("Le même, encore une fois").fill(PIN)
        self.page.get_by_role("button", name="Préparer cet appareil").click()
        self.page.get_by_text("Présentez un pass").wait_for()
        self.page.wait_for_function(
            "async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'"
        )
        self.says("En ligne")
        self.page.locator("#till-venue option").first.wait_for(state="attached")
        return self

    def says(self, words: str) -> None:
        self.page.locator(".till").get_by_text(words).filter(visible=True).first.wait_for()

    def verdict(self, words: str) -> None:
        self.page.locator("[data-till-verdict-title]").get_by_text(words, exact=True).wait_for()

    def present(self, code: str) -> None:
        """What a hand scanner does: it types, then Enter, wherever the focus is."""
        self.page.locator("#till-code").fill(code)
        self.page.keyboard.press("Enter")

    def take(self) -> None:
        self.page.locator("[data-till-take]").click()

    def unlock(self, pin: str = PIN) -> None:
        self.page.get_by_label("Code PIN (6 chiffres)", exact=True).fill(pin)
        self.page.get_by_role("button", name="Déverrouiller", exact=True).click()

    def offline(self, away: bool = True) -> None:
        self.context.set_offline(away)
