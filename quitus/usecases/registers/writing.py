"""A paper of the register set in type and as a workbook. Both are written in French, whoever asks for them."""

from collections.abc import Iterator
from datetime import date, datetime

from quitus.connectors import spreadsheets
from quitus.connectors.papers import Block, Facts, Heading, Paper, Paragraph, Place, Signature, Table
from quitus.kernel.calendar import PARIS
from quitus.kernel.money import format_euros
from quitus.usecases.papers.parts import LANGUAGE, count, day, masthead_of
from quitus.usecases.registers.shape import Cell, Kind, Part, Signer, Statement

RIGHT = ("number", "money")
NOTHING = "–"


def as_paper(statement: Statement) -> Paper:
    """The statement as a document; its tables are wide, its page turns."""
    return Paper(
        title=f"{statement.title} — {statement.about}",
        language=LANGUAGE,
        author=statement.authority.name,
        on=statement.until,
        masthead=masthead_of(statement.authority),
        reference=statement.reference or f"{statement.title}, {period(statement)}",
        subtitle=period(statement),
        blocks=tuple(_blocks(statement)),
    )


def as_workbook(statement: Statement) -> bytes:
    """The statement as an XLSX workbook: one sheet for each of its tables."""
    above = [(item.label, item.value, item.kind) for item in statement.items]
    sheets = [
        spreadsheets.Sheet(
            name=part.caption,
            columns=[spreadsheets.Column(column.label, column.kind) for column in part.columns],
            rows=[part.opening, *part.rows] if part.opening else part.rows,
            above=above,
            totals=part.totals,
        )
        for part in statement.parts
    ]
    title = f"{statement.title} — {statement.about}"
    return spreadsheets.write(title, statement.authority.name, statement.until, sheets)


def period(statement: Statement) -> str:
    """« du 1 avril 2023 au 30 avril 2023 », « au 12 mai 2023 »."""
    if statement.is_of_one_day:
        return f"au {day(statement.until)}"
    return f"du {day(statement.since)} au {day(statement.until)}"


def written(value: Cell, kind: Kind) -> str:
    """A cell as the paper writes it."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        local = value.astimezone(PARIS)
        return f"{day(local.date())} à {local:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return format_euros(value) if kind == "money" else count(value)
    return value


def _blocks(statement: Statement) -> Iterator[Block]:
    yield Facts(tuple((item.label, _fact(item.value, item.kind)) for item in statement.items))
    for part in statement.parts:
        yield Heading(1, part.caption)
        if part.rows or part.opening:
            yield _table(part, statement)
        else:
            yield Paragraph(part.nothing)
    for note in statement.notes:
        yield Paragraph(note, "note")
    if statement.signers:
        yield Signature(tuple(_place(signer) for signer in statement.signers))


def _fact(value: Cell, kind: Kind) -> str:
    return (
        day(value) if isinstance(value, date) and not isinstance(value, datetime) else written(value, kind) or NOTHING
    )


def _table(part: Part, statement: Statement) -> Table:
    lines = [part.opening, *part.rows, part.totals]
    return Table(
        header=tuple(column.label for column in part.columns),
        rows=tuple(
            tuple(written(value, column.kind) for value, column in zip(line, part.columns, strict=True))
            for line in lines
            if line
        ),
        caption=f"{part.caption}, {period(statement)}",
        aligns=tuple("right" if column.kind in RIGHT else "left" for column in part.columns),
    )


def _place(signer: Signer) -> Place:
    on = f"Le {day(signer.on)}" if signer.on else "Date :"
    return Place(signer.party, signer.name, signer.quality, on)
