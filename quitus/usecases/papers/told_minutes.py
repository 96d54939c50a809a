"""What minutes about pass say, whatever they become: a document, a spreadsheet. Both are in French, whoever asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quitus.connectors import spreadsheets
from quitus.connectors.papers import Block, Bullets, Facts, Heading, Paper, Paragraph, Signature, Table
from quitus.domain.organisations import queries as organisations
from quitus.kernel.money import format_euros
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.papers.parts import LANGUAGE, count, day, masthead_of, signed
from quitus.usecases.registers.framing import FIRST_NUMBER, LAST_NUMBER
from quitus.usecases.registers.shape import Cell, Column, Item, Part

GAP = Column("Écart", "number")
"""Pass too many or too few: on paper, always with its sign."""
WORTH = Column("Valeur faciale", "money")
ONLY_IN_SHEETS = (FIRST_NUMBER, LAST_NUMBER, WORTH)
"""Columns for sorting and summing; a page of paper says the numbers in words and has no room for them."""
RIGHT = ("number", "money")
SIGNERS = (Column("Partie"), Column("Nom"), Column("Qualité"), Column("Signature"))


@dataclass(frozen=True)
class Section:
    """What stands under one title: paragraphs and lists, tables, short facts."""

    title: str
    contents: Sequence[Block | Part | Item]


@dataclass(frozen=True)
class Minutes:
    """Minutes of a day: short facts, sections, who signs. `reference` names them on each page."""

    title: str
    on: date
    reference: str
    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    signature: Signature


def as_paper(told: Minutes) -> Paper:
    """The minutes as a document."""
    scheme = organisations.scheme_by_id(current_scheme_id())
    return Paper(
        title=told.title,
        language=LANGUAGE,
        author=scheme.authority.name,
        on=told.on,
        masthead=masthead_of(scheme.authority),
        reference=told.reference,
        subtitle=scheme.name,
        blocks=tuple(_blocks(told)),
    )


def as_workbook(told: Minutes) -> bytes:
    """The minutes as an XLSX workbook: facts, texts and signatures on its first sheet, then each table on its own."""
    author = organisations.scheme_by_id(current_scheme_id()).authority.name
    first = spreadsheets.Sheet(
        name="Procès-verbal",
        columns=[spreadsheets.Column(column.label) for column in SIGNERS],
        rows=[
            (place.party, place.name, place.quality, "" if place.on == signed(None) else place.on)
            for place in told.signature.places
        ],
        above=[*((one.label, one.value, one.kind) for one in told.items), *_lines(told)],
    )
    tables = [part for section in told.sections for part in section.contents if isinstance(part, Part)]
    return spreadsheets.write(told.title, author, told.on, [first, *map(_sheet, tables)])


def _lines(told: Minutes) -> Iterator[tuple[str, Cell, spreadsheets.Kind]]:
    """The texts and short facts of the sections, each under its title."""
    for section in told.sections:
        for one in section.contents:
            if isinstance(one, Item):
                yield one.label, one.value, one.kind
            elif isinstance(one, Paragraph):
                yield section.title, one.text, "text"
            elif isinstance(one, Bullets):
                yield section.title, "\n".join(one.items), "text"


def _sheet(part: Part) -> spreadsheets.Sheet:
    columns = [spreadsheets.Column(column.label, column.kind) for column in part.columns]
    return spreadsheets.Sheet(part.caption, columns, part.rows, totals=part.totals)


def _blocks(told: Minutes) -> Iterator[Block]:
    yield _facts(told.items)
    for section in told.sections:
        if not section.contents:
            continue
        yield Heading(1, section.title)
        if items := [one for one in section.contents if isinstance(one, Item)]:
            yield _facts(items)
        for one in section.contents:
            if not isinstance(one, Item):
                yield _table(one) if isinstance(one, Part) else one
    yield told.signature


def _facts(items: Sequence[Item]) -> Facts:
    return Facts(tuple((one.label, _written(one.value, Column(one.label, one.kind))) for one in items))


def _table(part: Part) -> Table:
    kept = [(at, column) for at, column in enumerate(part.columns) if column not in ONLY_IN_SHEETS]
    lines = [*part.rows, part.totals] if part.totals else part.rows
    return Table(
        header=tuple(column.label for _at, column in kept),
        rows=tuple(tuple(_written(line[at], column) for at, column in kept) for line in lines),
        caption=part.caption,
        aligns=tuple("right" if column.kind in RIGHT else "left" for _at, column in kept),
    )


def _written(value: Cell, column: Column) -> str:
    if isinstance(value, date):
        return day(value)
    if not isinstance(value, int):
        return value or ""
    if column.kind == "money":
        return format_euros(value, LANGUAGE)
    return f"{value:+d}".replace("-", "−") if column is GAP and value else count(value)
