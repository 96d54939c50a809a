"""A reading as plain data, for `quitus import act --json` and whoever compares readings."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quitus.domain.acts.reading.act import Reading
from quitus.domain.acts.reading.found import Found

SCALARS_BEFORE_LISTS = (
    "number", "sitting_on", "assembly", "president", "secretary", "present_count", "excused_count", "non_voting_count",
    "proxy_count", "votes_for", "votes_against", "votes_abstention", "adopted", "transmitted_on", "published_on",
)  # fmt: skip
# The fields of each list's items, beside `line` and `confidence`; « value » names the one field of simple items.
LISTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "opinions": (("commission", "commission"), ("given_on", "given_on"), ("favourable", "favourable")),
    "parties": (
        ("name", "name"), ("siret", "siret"), ("siret_refused", "siret_refused"), ("siren", "siren"),
        ("rna", "rna"), ("aliases", "aliases"),
    ),
    "amounts": (("cents", "cents"), ("passage", "passage")),
    "deadlines": (
        ("on", "on"), ("what", "what"), ("months", "months"), ("days", "days"), ("after", "after"),
        ("each_year", "each_year"),
    ),
    "durations": (
        ("value", "text"), ("months", "months"), ("days", "days"), ("after", "from_event"), ("passage", "passage"),
    ),
    "legal_references": (("value", "text"), ("kind", "kind")),
    "amended_articles": (("value", "number"), ("change", "change")),
}  # fmt: skip


def as_object(reading: Reading) -> dict[str, Any]:
    """One object of 22 keys, always the same and in the same order.

    A scalar is `{"value", "line", "confidence"}` or None where the text does not say; a list is empty then. Dates are
    ISO, amounts cents, lines count from 1. Empty words are None.
    """
    told: dict[str, Any] = {name: _scalar(getattr(reading, name)) for name in SCALARS_BEFORE_LISTS}
    for name, fields in LISTS.items():
        told[name] = [_item(one, fields) for one in getattr(reading, name)]
    return told


def _scalar(found: "Found[Any] | None") -> dict[str, Any] | None:
    if found is None:
        return None
    return {"value": _plain(found.value), "line": found.line, "confidence": found.confidence}


def _item(one: Any, fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    told = {name: _plain(getattr(one, attribute)) for name, attribute in fields}
    return {**told, "line": one.line, "confidence": one.confidence}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value
