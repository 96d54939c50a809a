"""The reference: what the API offers, for machines (OpenAPI) and for people, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from quitus.interfaces.api.app import api
from quitus.interfaces.api.v1.responses import STATUSES

SPOKEN = frozenset({"summary", "description"})


@dataclass(frozen=True)
class Field:
    """One thing that is sent or read: its name, what it may be, whether it must be there, what it is."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Address:
    """One address of the API, as a person reads it."""

    anchor: str
    verb: str
    path: str
    summary: str
    about: str
    scoped: bool
    sent: list[Field]
    read: list[Field]


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """The reference as OpenAPI 3.1, in the language asked for."""
    return JsonResponse(_described(), json_dumps_params={"ensure_ascii": False})


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The same on one page, which loads nothing from elsewhere."""
    schema = _described()
    return render(
        request,
        "api/reference.html",
        {
            "title": _("Référence de l'API"),
            "lead": _("Pour le logiciel d'un lieu : vérifier et encaisser des pass, annuler, lire ce qui est dû."),
            "addresses": list(_addresses(schema)),
            "statuses": STATUSES,
        },
    )


def _described() -> dict[str, Any]:
    return _described_in(get_language() or "fr")


@cache
def _described_in(language: str) -> dict[str, Any]:
    described: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    for part in described["components"]["schemas"].values():
        part.pop("description", None)  # what a class says of itself is said to who reads the code
    with override(language):
        spoken: dict[str, Any] = _in_language(described)
    return spoken


def _in_language(part: Any, *, named: bool = False) -> Any:
    """Every sentence of the reference in the reader's language; a property that is named « description » is no one."""
    if isinstance(part, list):
        return [_in_language(one) for one in part]
    if not isinstance(part, dict):
        return part
    said: dict[str, Any] = {}
    for key, value in part.items():
        if not named and key in SPOKEN and isinstance(value, str):
            said[key] = gettext(value) if value else value
        elif not named and key == "tags":
            said[key] = [gettext(tag) for tag in value]
        else:
            said[str(key)] = _in_language(value, named=key in ("properties", "paths", "schemas"))
    return said


def _addresses(schema: dict[str, Any]) -> Iterator[Address]:
    parts = schema["components"]["schemas"]
    for path, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            given = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
            yield Address(
                anchor=operation["operationId"],
                verb=verb.upper(),
                path=path,
                summary=operation["summary"],
                about=operation.get("description", ""),
                scoped="security" in operation,
                sent=[*_parameters(operation), *_fields(body, parts)],
                read=list(_fields(given, parts)),
            )


def _parameters(operation: dict[str, Any]) -> Iterator[Field]:
    for one in operation.get("parameters", ()):
        yield Field(one["name"], _kind(one["schema"]), bool(one.get("required")), one.get("description", ""))


def _fields(schema: dict[str, Any], parts: dict[str, Any], inside: str = "") -> Iterator[Field]:
    """The fields of an object and, under their names, those of the objects it lists."""
    known = _resolved(schema, parts)
    needed = set(known.get("required", ()))
    for name, about in known.get("properties", {}).items():
        inner = _resolved(about.get("items", about), parts)
        yield Field(f"{inside}{name}", _kind(about), name in needed, about.get("description", ""))
        if "properties" in inner:
            mark = "[]." if "items" in about else "."
            yield from _fields(inner, parts, f"{inside}{name}{mark}")


def _resolved(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    named = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = parts[named] if named else schema
    return found


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if "$ref" in schema or schema.get("type") == "object":
        return "object"
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type") or "")
