"""Lists: pages of lines, filters and order kept in the address, and their export."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from quitus.interfaces.web.layout.components import Chip, Table, Words
from quitus.interfaces.web.layout.values import plain

PER_PAGE = 50

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its lines, its number, how many pages and lines there are in all."""

    items: Sequence[T]
    number: int
    pages: int
    total: int
    previous_url: str
    next_url: str


def paginate(
    request: HttpRequest, lines: "QuerySet[Any, T] | Sequence[T]", per_page: int = PER_PAGE, *, total: int | None = None
) -> Page[T]:
    """The page the address asks for (``?page=2``); the nearest one when it does not exist.

    ``total``: how many lines there are, where that is known already, so that they are not counted again.
    """
    paginator = Paginator(lines, per_page)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(request.GET.get("page"))
    return Page(
        items=list(page.object_list),
        number=page.number,
        pages=paginator.num_pages,
        total=paginator.count,
        previous_url=address(request, page=page.previous_page_number()) if page.has_previous() else "",
        next_url=address(request, page=page.next_page_number()) if page.has_next() else "",
    )


def address(request: HttpRequest, **changes: object) -> str:
    """The address of this page with other parameters (None takes one away)."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def chips(
    request: HttpRequest, name: str, choices: Iterable[tuple[str, Words, int | None]], *, everything: Words = ""
) -> list[Chip]:
    """Filters on one parameter of the address: ``(value, words, count)`` each.

    ``everything`` is the label of the one that takes the filter away.
    """
    current = request.GET.get(name, "")
    made = [
        Chip(words, address(request, **{name: value, "page": None}), count, current == value)
        for value, words, count in choices
    ]
    if everything:
        made.insert(0, Chip(everything, address(request, **{name: None, "page": None}), None, not current))
    return made


def order_by(request: HttpRequest, allowed: Mapping[str, str], default: str) -> str:
    """The field to order by, as the address asks: ``?tri=date`` or ``?tri=-date``.

    ``allowed`` gives for each key of the address the field of the query; ``default`` is a field.
    """
    asked = request.GET.get("tri", "")
    field = allowed.get(asked.removeprefix("-"))
    if field is None:
        return default
    return f"-{field}" if asked.startswith("-") else field


def as_csv(table: Table, name: str) -> HttpResponse:
    """The lines of a register as a CSV file a French spreadsheet opens (semicolons, BOM)."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([str(column.label) for column in table.columns])
    for row in table.rows:
        writer.writerow([plain(value, column.kind) for value, column in zip(row.cells, table.columns, strict=True)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
