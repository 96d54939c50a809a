"""A page that shows something under way follows it by itself, disturbs nobody, and stops when it is done."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Request, expect

from quitus.domain.printing import operations, rules, states
from quitus.domain.vouchers.models import Order
from quitus.usecases import printing
from tests.browser.test_scanner import HOST, served
from tests.factories.passes import Team
from tests.factories.people import Person

pytestmark = pytest.mark.browser
EVERY_MS = 3_000


def test_a_run_is_followed_without_a_reload_by_hand_until_it_is_ready(
    page: Page,
    team: Team,
    printable: Order,
    sign_in: Callable[[Person], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "PASS_PER_PART", 50)
    printer = team.printer.actor
    run = printing.record_run(by=printer, order_id=printable.pk, kind=states.BOOKLETS)
    address = HOST + reverse("operator:print_run", args=["essai", run.pk])
    faults = served(page, sign_in(team.printer))
    page.clock.install()
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(address)
    region = page.locator("#avancement")
    expect(region).to_contain_text("en préparation")

    def a_part_is_made(rank: int) -> None:
        operations.record_part(by=printer, run_id=run.pk, rank=rank, sha256="a" * 64, size=1_000, pages=9)

    # Scrolled down, on no link: what is new comes, and the page stays where it is.
    page.evaluate("window.scrollTo(0, 200)")
    a_part_is_made(1)
    page.clock.run_for(EVERY_MS)
    expect(region).to_contain_text("1 partie prête sur 2.")
    assert page.evaluate("window.scrollY") == 200

    # On a link of what moves: he keeps it, and what is new is read out to him.
    link = region.get_by_role("link").first
    link.focus()
    a_part_is_made(2)
    page.clock.run_for(EVERY_MS)
    expect(page.get_by_role("status").filter(has_text="2 parties prêtes sur 2.")).to_have_count(1)
    expect(link).to_be_focused()

    # Ready: the whole page comes once, and nothing is asked any more.
    operations.finish_run(by=printer, run_id=run.pk)
    with page.expect_navigation(url=address):
        page.clock.run_for(EVERY_MS)
    expect(page.get_by_role("link", name="Télécharger tout")).to_be_visible()
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one))
    page.clock.run_for(10 * EVERY_MS)
    assert not asked
    assert not faults
