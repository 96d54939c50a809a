"""Pages as a person meets them: signed in, and read as words."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.people import Person


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    """Give `sign_in(person)`: the browser of that person."""

    def enter(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return enter


def deliver_on_pages(browser: Client, address: str, counted: dict[str, str], seen: dict[str, object]) -> HttpResponse:
    """Count a delivery on its page at `address`, then record it on the next with what was `seen`; the page refused,
    or the page of the order.
    """
    answer = browser.post(address, counted)
    return browser.post(address, unseen(answer) | seen, follow=True) if unseen(answer) else answer


def unseen(answer: Any) -> dict[str, object]:
    """What the form of a page sends back without showing it."""
    form = (answer.context or {}).get("form")
    return {field.name: field.value() or "" for field in form.hidden_fields()} if form else {}


def said(response: HttpResponse) -> str:
    """The text of a page, its characters as one reads them."""
    return unescape(response.content.decode())
