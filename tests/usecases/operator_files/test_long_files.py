"""A long and mostly wrong file comes to what it was made of; what asks for too much is stopped."""

import zipfile
from pathlib import Path

import pytest

from quitus.connectors import tabular
from quitus.connectors.tabular import Form, TableNotReadable, guess, rows_of
from quitus.usecases.bench import operator_files


@pytest.mark.django_db
def test_a_long_file_of_all_faults_is_read_and_imported_by_parts() -> None:
    told: list[str] = []
    figure = operator_files.run(told.append, rows=3_000, good=300)
    assert figure.sizes["good"] == 300
    assert told[2].startswith("300 rows imported and 2700 rejected")
    assert told[3].startswith("a file of 2000000 rows is refused")


def test_a_workbook_that_asks_for_too_much_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that unpacks to a very large sheet: what a hostile, or a careless, sender could make."""
    monkeypatch.setattr(tabular, "MEMORY_BYTES", 150_000_000)
    row = b"<row>" + b'<c t="inlineStr"><is><t>x</t></is></c>' * 40 + b"</row>"
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for _ in range(60_000):
                sheet.write(row)
            sheet.write(b"</sheetData></worksheet>")
    with pytest.raises(TableNotReadable) as stopped, rows_of(path, Form()) as rows:
        list(rows)
    assert stopped.value.reason == "too_heavy"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a;b\n1;é\n".encode(), Form("utf-8", "semicolon")),
        ("a,b\n1,é\n".encode("cp1252"), Form("windows-1252", "comma")),
        ("a\tb\n1\té\n".encode("utf-16"), Form("utf-16", "tab")),
        ("\ufeffa|b\n".encode(), Form("utf-8", "pipe")),
    ],
)
def test_how_a_file_is_written_is_guessed_and_read(tmp_path: Path, content: bytes, expected: Form) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    assert guess(path) == expected
    with rows_of(path, expected) as rows:
        assert next(rows) == (1, ["a", "b"])


def test_lines_are_counted_as_in_the_file_and_blank_ones_left_out(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b'a;b\n\n"1\n2";3\n ; \n4;5')
    with rows_of(path, Form()) as rows:
        assert list(rows) == [(1, ["a", "b"]), (4, ["1\n2", "3"]), (6, ["4", "5"])]
