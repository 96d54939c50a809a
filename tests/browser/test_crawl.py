from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.http import Http404
from django.urls import resolve
from playwright.sync_api import Page

from quitus.domain.organisations.roles import ROLES
from quitus.interfaces.web.audiences import home_of
from quitus.usecases.example.invented import SLUG
from tests.browser.crawl import sign_in, walk
from tests.harness.live import ExampleSite
from tests.interfaces.web.test_doors import opened_by

pytestmark = pytest.mark.browser

# The kinds of page a role reaches at least; fewer means that a door has closed by accident.
LEAST = dict.fromkeys(ROLES, 4)
FIRST = {name: those[0] for name, those in opened_by().items()}


def drawn_for_another(role: str, url: str) -> bool:
    """A page that several roles open is drawn and examined as the first of them, asked for by the others; every home
    is drawn: its tasks are of one role.
    """
    try:
        name = resolve(urlsplit(url).path).view_name
    except Http404:
        return False
    return not name.endswith(":home") and FIRST.get(name, role) != role


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_reaches_is_whole_and_open_to_all(
    example_site: ExampleSite, page: Page, axe: Callable[[Page], None], role: str
) -> None:
    home = home_of(role, SLUG)
    assert home is not None
    sign_in(page, example_site, role)
    seen, faults = walk(page, example_site, home, axe, partial(drawn_for_another, role))
    assert not faults, "\n".join(faults)
    assert len(seen) >= LEAST[role], sorted(seen)
