"""What the tests of these pages share."""

import re
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def to(view: str, *arguments: object) -> str:
    """The address of a page of the distributor in the tests' scheme."""
    return reverse(f"distributor:{view}", args=["essai", *arguments])


def cost(address: str, browser: Client) -> int:
    """How many queries a page costs, the second time it is looked at."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def text(page: Any) -> str:
    """What a page says, tags and spaces put away."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))
