"""What the tests of these pages share."""

import re
from html import unescape
from typing import Any

from django.urls import reverse


def to(view: str, *arguments: object) -> str:
    """The address of a page of the distributor in the tests' scheme."""
    return reverse(f"distributor:{view}", args=["essai", *arguments])


def text(page: Any) -> str:
    """What a page says, tags and spaces put away."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))
