from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from quitus.domain.organisations.roles import ROLES
from quitus.interfaces.web.audiences import home_of
from quitus.usecases.example.invented import SLUG
from tests.browser.crawl import sign_in, walk
from tests.harness.live import ExampleSite

pytestmark = pytest.mark.browser

# The kinds of page a role reaches at least; fewer means that a door has closed by accident.
LEAST = dict.fromkeys(ROLES, 4)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_reaches_is_whole_and_open_to_all(
    example_site: ExampleSite, page: Page, axe: Callable[[Page], None], role: str
) -> None:
    home = home_of(role, SLUG)
    assert home is not None
    sign_in(page, example_site, role)
    seen, faults = walk(page, example_site, home, axe)
    assert not faults, "\n".join(faults)
    assert len(seen) >= LEAST[role], sorted(seen)
