"""Following every link a person can reach, once per kind of page."""

from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urldefrag, urlsplit

from django.http import Http404
from django.urls import resolve, reverse
from playwright.sync_api import Error, Page

from tests.harness.live import ExampleSite

LINKS = "links => links.map(link => link.href)"
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
TOO_WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll('main *, header *, footer *')]
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(' | ') || 'the page itself'
    : ''"""


def sign_in(page: Page, site: ExampleSite, role: str) -> None:
    """Sign in as the one of the example who has this role, through the page for it."""
    email, password = site.sign_ins[role]
    page.goto(site.url + reverse("account_login"))
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: reverse("account_login") not in url)


def walk(page: Page, site: ExampleSite, start: str, check: Callable[[Page], None]) -> tuple[set[str], list[str]]:
    """Follow every link from `start`: each kind of page once, and once each kind of filter, order or file of it.

    Gives the kinds of page seen and what is wrong.
    """
    seen: set[str] = set()
    faults: list[str] = []
    waiting = deque([site.url + start])
    while waiting:
        url = waiting.popleft()
        route, parameters = kind_of(url)
        if route is None or f"{route}?{parameters}" in seen:
            continue
        seen.add(f"{route}?{parameters}")
        if parameters and f"{route}?" in seen:
            faults += ask(page, url)
            continue
        faults += visit(page, url, check)
        waiting.extend(links_of(page, site.url))
    return {kind for kind in seen if kind.endswith("?")}, faults


def kind_of(url: str) -> tuple[str | None, str]:
    """The address pattern of a URL and the names of its parameters; None for what is not a page of ours."""
    parts = urlsplit(url)
    try:
        found = resolve(parts.path)
    except Http404:
        return url, ""  # no page there: visited, so that its 404 is told
    if found.route.startswith(("static/", "compte/")) or found.view_name == "public:language":
        return None, ""
    return found.route, ",".join(sorted(parse_qs(parts.query, keep_blank_values=True)))


def ask(page: Page, url: str) -> Iterator[str]:
    """Tell whether an address answers at all."""
    answer = page.request.get(url)
    if not answer.ok:
        yield f"{url}: {answer.status}"


def links_of(page: Page, root: str) -> Iterator[str]:
    """The links of a page that stay with us."""
    for href in page.eval_on_selector_all("a[href]", LINKS):
        url = urldefrag(href).url
        if url.startswith(root):
            yield url


def visit(page: Page, url: str, check: Callable[[Page], None]) -> Iterator[str]:
    """Open one page, and tell what is wrong with it."""
    try:
        response = page.goto(url)
    except Error as error:
        if "Download is starting" not in str(error):
            yield f"{url}: {error}"
        return
    assert response is not None
    if response.status >= 400:
        yield f"{url}: {response.status}"
        return
    if "text/html" not in response.headers.get("content-type", ""):
        return
    if not page.get_attribute("html", "lang"):
        yield f"{url}: no language"
    if page.locator("h1").count() != 1:
        yield f"{url}: {page.locator('h1').count()} h1"
    try:
        check(page)
    except AssertionError as fault:
        yield str(fault)
    page.set_viewport_size(NARROW)
    if beyond := page.evaluate(TOO_WIDE):
        yield f"{url}: scrolls sideways at 320 px: {beyond}"
    page.set_viewport_size(WIDE)
