"""Tables written as an XLSX workbook that a spreadsheet opens as it is: numbers are numbers, days are days.

Text is always text: nothing that somebody typed is read as a formula. The same tables give the same bytes.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import xlsxwriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000
"""A sheet has 1,048,576 lines, its headings among them."""

Kind = Literal["text", "number", "money", "day", "moment", "code"]
Cell = str | int | date | datetime | None

_PARIS = ZoneInfo("Europe/Paris")
_FORMATS = {"number": "#,##0", "money": '#,##0.00\\ "€"', "day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
_WIDTHS = {"text": 30, "number": 13, "money": 16, "day": 13, "moment": 18, "code": 22}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_000


@dataclass(frozen=True)
class Column:
    """One column: its heading and how its cells are written; amounts are given in cents."""

    label: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """One table: what stands above it (label and value), its lines, and the totals at its foot."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[tuple[str, Cell, Kind]] = ()
    totals: Sequence[Cell] = field(default=())


def write(title: str, author: str, on: date, sheets: Sequence[Sheet]) -> bytes:
    """The workbook of these tables; `on` is the only date in its properties.

    Lines are written one after the other, and are not kept in memory.
    """
    made = io.BytesIO()
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        created = datetime(on.year, on.month, on.day)  # noqa: DTZ001  (the format has no zone)
        book.set_properties({"title": title, "author": author, "created": created})
        looks = {kind: book.add_format({"num_format": code, "valign": "top"}) for kind, code in _FORMATS.items()}
        looks["text"] = looks["code"] = book.add_format({"valign": "top"})
        strong = {kind: book.add_format({"bold": True, "num_format": code}) for kind, code in _FORMATS.items()}
        strong["text"] = strong["code"] = book.add_format({"bold": True})
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_name(sheet.name, taken))
            _fill(page, sheet, title, looks, strong, heading)
    return made.getvalue()


def _fill(page: Any, sheet: Sheet, title: str, looks: dict[str, Any], strong: dict[str, Any], heading: Any) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _WIDTHS[column.kind])
    page.write_string(0, 0, title, strong["text"])
    row = 1
    for label, value, kind in sheet.above:
        page.write_string(row, 0, label, looks["text"])
        _cell(page, row, 1, value, kind, looks)
        row += 1
    row += 1
    for at, column in enumerate(sheet.columns):
        page.write_string(row, at, column.label, heading)
    page.repeat_rows(row)
    page.freeze_panes(row + 1, 0)
    for told in sheet.rows:
        row += 1
        for at, (value, column) in enumerate(zip(told, sheet.columns, strict=True)):
            _cell(page, row, at, value, column.kind, looks)
    for at, value in enumerate(sheet.totals):
        _cell(page, row + 1, at, value, sheet.columns[at].kind, strong)


def _cell(page: Any, row: int, at: int, value: Cell, kind: Kind, looks: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, at, value[:_LONGEST_TEXT], looks["text"])
    elif isinstance(value, datetime):
        local = value.astimezone(_PARIS).replace(tzinfo=None)
        page.write_datetime(row, at, local, looks["moment"])
    elif isinstance(value, date):
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), looks["day"])  # noqa: DTZ001
    elif kind == "money":
        page.write_number(row, at, value / 100, looks["money"])
    else:
        page.write_number(row, at, value, looks["number"])


def _name(name: str, taken: set[str]) -> str:
    """A name that the format takes, and that no other sheet has."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip()[:_LONGEST_NAME] or "Feuille"
    found, rank = plain, 2
    while found.casefold() in taken:
        found = f"{plain[: _LONGEST_NAME - 4]} {rank}"
        rank += 1
    taken.add(found.casefold())
    return found
