"""The real server in a real browser: it signs people in, counts failures, and leaks nothing."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from config.environment import Server
from quitus.domain.organisations import roles
from tests.harness import cluster
from tests.harness.live import ExampleSite, serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(
    database_server: Server, database_name: str, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[str]:
    """Serve an empty database with the real settings."""
    database = f"{database_name}_empty"
    cluster.create(database_server, database)
    with serve(database_server, database, tmp_path_factory.mktemp("site")) as url:
        yield url
    cluster.drop(database_server, database)


def _headers(url: str, path: str) -> http.client.HTTPResponse:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_every_page_comes_with_a_strict_policy(site: str) -> None:
    answer = _headers(site, reverse("account_login"))
    assert answer.status == http.HTTPStatus.OK
    policy = {part.split()[0]: part.split()[1:] for part in str(answer.headers["Content-Security-Policy"]).split(";")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert "'unsafe-inline'" not in str(answer.headers["Content-Security-Policy"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_sign_in_is_drawn_without_a_complaint(site: str, page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(site + reverse("account_login"))
    assert page.locator("input[type=password]").count() == 1
    axe(page)


def test_guessing_passwords_is_stopped(site: str, page: Page) -> None:
    for _ in range(6):
        page.goto(site + reverse("account_login"))
        page.locator("input[type=email], input[name=login]").first.fill("anne@example.fr")
        page.locator("input[type=password]").fill("not the password")
        page.locator("main button[type=submit]").first.click()
    assert "trop" in page.locator("body").inner_text().lower()


def test_the_example_is_served_and_its_manager_signs_in(example_site: ExampleSite, page: Page) -> None:
    email, password = example_site.sign_ins[roles.MANAGER]
    page.goto(example_site.url + reverse("account_login"))
    page.locator("input[name=login]").fill(email)
    page.locator("input[type=password]").fill(password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "connexion" not in url)
    assert page.locator("h1").count() == 1


def test_a_pass_is_looked_up_by_its_code_and_read_in_english(site: str, page: Page) -> None:
    page.goto(site + reverse("public:type_pass"))
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    page.locator("input[name=code]").fill("ABCDE-FGHJK-MNPQ")
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    assert "expired" not in page.locator("main").inner_text()
    assert page.locator("h1").inner_text() == "This is not the code of a pass"
