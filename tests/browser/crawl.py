"""Following every link a person can reach, once per kind of page."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.http import Http404
from django.urls import resolve, reverse
from playwright.sync_api import Error, Page, ViewportSize

from tests.harness.live import ExampleSite

# Asked at once, and without Playwright's own selectors: several times quicker.
TOLD = """() => ({
    lang: document.documentElement.lang,
    titles: document.querySelectorAll('h1').length,
    links: [...document.querySelectorAll('a[href]')].map(link => link.href),
})"""
LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=900)
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


def walk(
    page: Page, site: ExampleSite, start: str, check: Callable[[Page], None], seen_by_another: Callable[[str], bool]
) -> tuple[set[str], list[str]]:
    """Follow every link from `start`: each kind of page once, and once each kind of filter, order or file of it.

    Pages that another role has under his eyes are asked for and their links followed, without being drawn again.
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
        links, wrong = read(page, url) if seen_by_another(url) else visit(page, url, check)
        faults += wrong
        waiting.extend(link for link in links if link.startswith(site.url))
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


def read(page: Page, url: str) -> tuple[list[str], list[str]]:
    """Ask for an address without drawing it, and tell where its links go and whether it answers."""
    answer = page.request.get(url)
    if not answer.ok:
        return [], [f"{url}: {answer.status}"]
    if "text/html" not in answer.headers.get("content-type", ""):
        return [], []
    return [urldefrag(urljoin(answer.url, unescape(link))).url for link in LINK.findall(answer.text())], []


def visit(page: Page, url: str, check: Callable[[Page], None]) -> tuple[list[str], list[str]]:
    """Open one address, and tell where its links go and what is wrong with it."""
    try:
        response = page.goto(url)
    except Error as error:
        return [], [] if "Download is starting" in str(error) else [f"{url}: {error}"]
    assert response is not None
    if response.status >= 400:
        return [], [f"{url}: {response.status}"]
    if "text/html" not in response.headers.get("content-type", ""):
        return [], []
    told = page.evaluate(TOLD)
    return [urldefrag(link).url for link in told["links"]], list(faults_of(page, url, told, check))


def faults_of(page: Page, url: str, told: dict[str, Any], check: Callable[[Page], None]) -> Iterator[str]:
    """What is wrong with the page that is open, wide and narrow.

    The width at which the last page was left comes first: a page is drawn again only once.
    """
    if not told["lang"]:
        yield f"{url}: no language"
    if told["titles"] != 1:
        yield f"{url}: {told['titles']} h1"
    for size in sorted((WIDE, NARROW), key=lambda one: one != page.viewport_size):
        if page.viewport_size != size:
            page.set_viewport_size(size)
        if beyond := page.evaluate(TOO_WIDE):
            yield f"{url}: scrolls sideways at {size['width']} px: {beyond}"
        if size == WIDE:
            try:
                check(page)
            except AssertionError as fault:
                yield str(fault)
