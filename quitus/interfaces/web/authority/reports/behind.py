"""The pages where one finds the lines that a figure counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch

from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here

COUNTS = {
    "ordered": "authority:orders",
    "delivered": "authority:orders",
    "activated": "authority:orders",
    "cancelled": "authority:orders",
    "expired": "authority:orders",
    "allocated": "authority:stock",
    "handed_out": "authority:stock",
    "redeemed": "authority:claims",
    "venues_qualified": "authority:venues",
    "venues_active": "authority:venues",
}


def counts(request: SchemeRequest) -> dict[str, str]:
    """The address behind each counted figure that has one."""
    found = {code: _address(request, view) for code, view in COUNTS.items()}
    return {code: url for code, url in found.items() if url}


def spendings(request: SchemeRequest, lines: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The page of each expense, with its evidence."""
    return {line["spending_id"]: _address(request, "authority:spending", line["spending_id"]) for line in lines}


def _address(request: SchemeRequest, view: str, *args: object) -> str:
    try:
        return here(request, view, *args)
    except NoReverseMatch:
        return ""
