"""Addresses within the scheme and audience of a request."""

from django.http import HttpRequest
from django.urls import reverse


def here(request: HttpRequest, view: str, *args: object, query: str = "") -> str:
    """The address of ``view`` in the scheme of the request: its slug is put in first."""
    slug = request.resolver_match.kwargs["scheme_slug"] if request.resolver_match else ""
    address = reverse(view, args=[slug, *args])
    return f"{address}?{query}" if query else address


LONGEST_KEY = 18
"""Figures of a key: any number of so many fits the database."""


def key_of(told: object) -> int | None:
    """The key that an address or a form tells, or None when it is none: whoever asked wrote it."""
    text = str(told)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None
