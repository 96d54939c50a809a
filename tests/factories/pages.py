"""Pages as a person meets them: signed in, and read as words."""

from collections.abc import Callable
from html import unescape

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


def said(response: HttpResponse) -> str:
    """The text of a page, its characters as one reads them."""
    return unescape(response.content.decode())
