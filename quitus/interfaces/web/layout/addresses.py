"""Addresses within the scheme and audience of a request."""

from django.http import HttpRequest
from django.urls import reverse


def here(request: HttpRequest, view: str, *args: object, query: str = "") -> str:
    """The address of ``view`` in the scheme of the request: its slug is put in first."""
    slug = request.resolver_match.kwargs["scheme_slug"] if request.resolver_match else ""
    address = reverse(view, args=[slug, *args])
    return f"{address}?{query}" if query else address
