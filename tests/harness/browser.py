"""A real browser for tests: the system's Chromium, driven by Playwright, deaf to the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "RGAAv4"]
MISSING = "no Chromium here; add it with: sudo apt-get install -y chromium"
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def program() -> str | None:
    """Give the path of the system's Chromium or Chrome."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for the run; skip visibly where there is none."""
    path = program()
    if path is None:
        pytest.skip(MISSING)
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a fresh window, in French; script errors and refusals of the policy fail the test."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            faults.append(message.text)

    window = context.new_page()
    window.on("console", on_console)
    window.on("pageerror", lambda error: faults.append(str(error)))
    yield window
    context.close()
    assert not faults, "the browser complains:\n" + "\n".join(faults)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Give `axe(page)`, which fails with a readable list of what the page denies to some people."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; type: make setup")
    script = AXE.read_text(encoding="utf-8")
    ready: WeakSet[Page] = WeakSet()

    def check(page: Page) -> None:
        # Evaluated by the browser's tools, hence not subject to the page's own policy; what is
        # opened next in this window has it from the start, which is quicker.
        if page not in ready:
            page.evaluate(script)
            page.add_init_script(script)
            ready.add(page)
        # Only what is wrong is gathered and comes back: three times faster on a long page.
        options = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options).then(told => told.violations)", options)
        assert not found, f"{page.url}:\n" + "\n".join(_described(violation) for violation in found)

    return check


def _described(violation: dict[str, Any]) -> str:
    places = "\n".join(f"    {node['html'][:160]}" for node in violation["nodes"][:5])
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n{places}"
