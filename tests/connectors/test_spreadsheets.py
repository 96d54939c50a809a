"""Workbooks: read back by a reader that is not the writer."""

import io
from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from quitus.connectors.spreadsheets import Column, Sheet, write

ON = date(2023, 5, 15)
COLUMNS = [Column("Date", "day"), Column("Qui"), Column("Pass", "number"), Column("Valeur", "money")]


def read(content: bytes, sheet: int = 0) -> list[list[object]]:
    """The cells of one sheet, as another program reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def test_numbers_are_numbers_days_are_days_and_amounts_are_in_euros() -> None:
    sheet = Sheet("Registre", COLUMNS, [(ON, "Coffre", 1200, 1234_50)], totals=("Total", None, 1200, 1234_50))
    rows = read(write("Registre", "Département d'essai", ON, [sheet]))
    assert rows[2] == ["Date", "Qui", "Pass", "Valeur"]
    assert rows[3] == [ON, "Coffre", 1200.0, 1234.5]
    assert rows[4] == ["Total", "", 1200.0, 1234.5]


def test_what_somebody_typed_is_never_a_formula() -> None:
    typed = '=HYPERLINK("http://ailleurs.test")'
    rows = read(write("Essai", "Essai", ON, [Sheet("Une", [Column("Texte")], [(typed,), ("http://ici.test",)])]))
    assert [row[0] for row in rows[3:]] == [typed, "http://ici.test"]
    assert b"<f>" not in write("Essai", "Essai", ON, [Sheet("Une", [Column("Texte")], [(typed,)])])


def test_names_of_sheets_are_made_to_fit_and_never_twice_the_same() -> None:
    long = "Emploi : par commande [et par point] de la régie"
    sheets = [Sheet(long, [Column("A")], []), Sheet(long, [Column("A")], []), Sheet("///", [Column("A")], [])]
    book = CalamineWorkbook.from_filelike(io.BytesIO(write("Essai", "Essai", ON, sheets)))
    assert len(set(book.sheet_names)) == 3
    assert all(len(name) <= 31 for name in book.sheet_names)


def test_an_instant_is_written_in_paris_time() -> None:
    at = datetime(2023, 5, 15, 22, 30, tzinfo=UTC)
    rows = read(write("Essai", "Essai", ON, [Sheet("Une", [Column("Quand", "moment")], [(at,)])]))
    assert rows[3][0] == datetime(2023, 5, 16, 0, 30)  # noqa: DTZ001


def test_the_same_tables_give_the_same_bytes() -> None:
    sheet = Sheet("Une", [Column("A", "number")], [(1,), (2,)])
    assert write("Essai", "Essai", ON, [sheet]) == write("Essai", "Essai", ON, [sheet])
