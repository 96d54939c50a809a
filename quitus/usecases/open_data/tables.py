"""A table of open data: its columns, what each may hold, its lines, and the lines left out."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

from django.utils.translation import gettext

from quitus.kernel.words import N_

Line = Mapping[str, str]

# What a spreadsheet takes for the beginning of a formula; a semicolon begins a cell where it separates columns.
_FORMULA = re.compile(r"(^|;\s*)([=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Column:
    """One column: its name, and what the schema says of its cells. Cells are text; an empty one says nothing."""

    name: str
    required: bool = False
    kind: str = "text"
    pattern: str = ""
    most: int | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why a line cannot be published: a sentence and its facts."""

    template: str
    facts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return gettext(self.template) % dict(self.facts)


@dataclass(frozen=True)
class LeftOut:
    """A line that is not published: what it is about, and why."""

    about: str
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        return f"{self.about} : {' ; '.join(str(reason) for reason in self.reasons)}"


@dataclass(frozen=True)
class Export:
    """A table ready to be published, valid under its schema, and what it leaves out."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]

    def as_csv(self) -> str:
        """The table as CSV: a comma, a header, one line each (RFC 4180). To be encoded in UTF-8, without a mark."""
        out = StringIO()
        writer = csv.DictWriter(out, [column.name for column in self.columns], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(self.lines)
        return out.getvalue()


Check = Callable[[Line], Reason | None]


def reason(template: str, **facts: object) -> Reason:
    """A reason with its facts."""
    return Reason(template, tuple(facts.items()))


def export(
    columns: Sequence[Column],
    checks: Sequence[Check],
    told: Iterable[tuple[str, Line, Sequence[Reason]]],
) -> Export:
    """A table of what is told: what it is about, its cells, and the reasons already known not to publish it."""
    lines, left_out = [], []
    for about, line, known in told:
        reasons = [*known, *faults(columns, checks, line)] if not known else list(known)
        if reasons:
            left_out.append(LeftOut(about, tuple(reasons)))
        else:
            lines.append(line)
    return Export(tuple(columns), tuple(lines), tuple(left_out))


def faults(columns: Sequence[Column], checks: Sequence[Check], line: Line) -> list[Reason]:
    """What the schema finds in a line: cell by cell; then, when every cell is well written, between columns."""
    of_cells = [fault for column in columns if (fault := _fault_of(column, line[column.name])) is not None]
    return of_cells or [fault for check in checks if (fault := check(line)) is not None]


def plain(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return _FORMULA.sub(r"\1'\2", " ".join(text.split()))


def _fault_of(column: Column, cell: str) -> Reason | None:
    if not cell:
        return reason(N_("la colonne %(column)s est vide"), column=column.name) if column.required else None
    if column.most is not None and len(cell) > column.most:
        return reason(N_("la colonne %(column)s dépasse %(most)s caractères"), column=column.name, most=column.most)
    if not _is_written(column, cell):
        return reason(
            N_("la colonne %(column)s contient « %(cell)s », qui n'a pas la forme attendue"),
            column=column.name,
            cell=cell,
        )
    return None


def _is_written(column: Column, cell: str) -> bool:
    if column.pattern and not re.fullmatch(column.pattern, cell, re.ASCII):
        return False
    if column.values and cell not in column.values:
        return False
    return _KINDS[column.kind](cell)


def _is_day(cell: str) -> bool:
    try:
        return len(cell) == len("2023-05-15") and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _is_address(cell: str) -> bool:
    parts = urlsplit(cell)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", cell)


_KINDS: dict[str, Callable[[str], bool]] = {
    "text": lambda cell: True,
    "day": _is_day,
    "count": lambda cell: re.fullmatch(r"[0-9]+", cell) is not None,
    "amount": lambda cell: re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell) is not None,
    "address": _is_address,
}
