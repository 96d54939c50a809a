"""A register as a workbook: the same lines as on the page, amounts and days as a spreadsheet counts them."""

from datetime import date

from django.http import HttpResponse

from quitus.connectors import spreadsheets
from quitus.interfaces.web.layout.components import Table
from quitus.interfaces.web.layout.values import plain

_KINDS: dict[str, spreadsheets.Kind] = {"number": "number", "money": "money", "day": "day", "code": "code"}


def as_workbook(table: Table, name: str, *, author: str, on: date) -> HttpResponse:
    """The lines of a register as an XLSX file; `on` is the only date in its properties."""
    columns = [spreadsheets.Column(str(column.label), _KINDS.get(column.kind, "text")) for column in table.columns]
    rows = [
        [
            value if isinstance(value, int | date) and column.kind in _KINDS else plain(value, column.kind)
            for value, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    sheet = spreadsheets.Sheet(str(table.caption), columns, rows)
    content = spreadsheets.write(str(table.caption), author, on, [sheet])
    response = HttpResponse(content, content_type=spreadsheets.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
