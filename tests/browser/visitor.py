"""Somebody who tries the example in a browser: signs in with a role, opens what waits, does it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Browser, Page

from quitus.usecases.example.invented import PEOPLE


@dataclass
class Visitor:
    """A browser and the address of the example; `page` is the window of the role signed in."""

    browser: Browser
    root: str
    password: str
    page: Page

    @contextmanager
    def as_(self, role: str) -> Iterator[Page]:
        """Sign in as the one who has this role, and land on the home page, in a window of one's own."""
        someone = next(one for one in PEOPLE if one.role == role and one.signs_in)
        with self.signed_in(someone.email) as page:
            yield page

    @contextmanager
    def signed_in(self, email: str) -> Iterator[Page]:
        """Sign in with this address, and land on the home page, in a window of one's own."""
        window = self.browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
        window.set_default_timeout(20_000)
        self.page = window.new_page()
        self.page.goto(self.root + reverse("account_login"))
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", self.password)
        self.page.locator("main button[type=submit]").click()
        self.page.wait_for_url(re.compile("/d/"))
        yield self.page
        window.close()

    def enter(self, name: str) -> None:
        """Go where the rail leads."""
        self.page.get_by_role("navigation").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Open the first link of that name in the page."""
        self.page.locator("main").get_by_role("link", name=name).first.click()

    def do(self, button: str, /, **typed: str) -> None:
        """Fill the fields of these names, press the button, and see that nothing is refused."""
        for name, value in typed.items():
            self.page.locator(f"main [name={name}]:not([type=hidden])").first.fill(value)
        self.page.locator("main").get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()
        assert not self.page.locator(".alert-danger").count(), self.page.inner_text("main")

    def reads(self, words: str) -> None:
        """The page says this."""
        self.page.locator("main").get_by_text(words).first.wait_for()
