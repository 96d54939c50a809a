"""The text of files that other programs made, and what a file that has none, or means harm, is answered."""

import io
import os
import random
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from docx import Document as Word
from odfdo import Document as OpenDocument
from odfdo import Paragraph, Table

from quitus.connectors import text_of_file
from quitus.connectors.slots import one_of
from quitus.connectors.text_of_file import SECONDS, FileNotReadable, Then, text_of
from tests.harness.bench import measure

LINES = ["Délibération n° 2024-031 (exemple)", "Séance du quinze mai deux mille vingt-quatre", "Coût : 1 250 000 €"]


def pdf(pages: int = 1, body: str = "") -> bytes:
    text = body or "\\\n".join(LINES)
    return typst.compile("#pagebreak()\n".join([text + "\n"] * pages).encode())


def odt() -> bytes:
    document = OpenDocument("text")
    document.body.clear()
    for line in LINES:
        document.body.append(Paragraph(line))
    table = Table("Votes", width=2, height=1)
    table.set_value("A1", "Pour")
    table.set_value("B1", "29 voix")
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx() -> bytes:
    document = Word()
    for line in LINES:
        document.add_paragraph(line)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Pour", "29 voix"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_plain_text_keeps_its_lines_in_any_usual_encoding(encoding: str) -> None:
    read = text_of("\r\n".join(LINES).encode(encoding))
    assert (read.kind, list(read.lines)) == ("text", LINES)


def test_a_pdf_with_text_gives_its_lines() -> None:
    read = text_of(pdf(pages=2))
    assert (read.kind, read.pages, read.pages_without_text) == ("pdf", 2, 0)
    assert [line.strip() for line in read.lines if line.strip()] == LINES * 2


@pytest.mark.parametrize(("kind", "make"), [("odt", odt), ("docx", docx)])
def test_a_word_processor_s_file_gives_paragraphs_and_rows(kind: str, make) -> None:
    read = text_of(make())
    assert read.kind == kind
    assert [line for line in read.lines if line] == [*LINES, "Pour | 29 voix"]


def reason(content: bytes) -> str:
    started = time.monotonic()
    with pytest.raises(FileNotReadable) as refused:
        text_of(content)
    assert time.monotonic() - started < 10
    return refused.value.reason


def scanned() -> bytes:
    document = pikepdf.new()
    for _ in range(3):
        document.add_blank_page()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def encrypted() -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(file, encryption=pikepdf.Encryption(owner="exemple", user="exemple"))
    return file.getvalue()


def with_manifest(content: bytes) -> bytes:
    return zipped(content_xml=content, **{"META-INF__manifest_xml": b"<manifest/>"})


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: b"", "empty"),
        (lambda: b" \n\r\n ", "empty"),
        (lambda: b"x" * (text_of_file.MOST_BYTES + 1), "too_large"),
        (lambda: b"mot " * 250_000, "too_long"),
        (lambda: random.Random(1).randbytes(5_000), "not_a_text"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
        (lambda: b"{\\rtf1 exemple}", "old_word"),
        (lambda: b"PK\x03\x04" + bytes(40), "damaged"),
        (lambda: docx()[:2_000], "damaged"),
        (lambda: pdf()[:700], "damaged"),
        (scanned, "scanned"),
        (encrypted, "encrypted"),
        (lambda: zipped(autre_xml=b"<a/>"), "not_a_text"),
        (lambda: with_manifest(ENTITIES), "damaged"),
        (lambda: zipped(word__document_xml=OUTSIDE), "damaged"),
        (lambda: zipped(word__document_xml=b"<a>" * 100_000), "damaged"),
        (lambda: zipped(word__document_xml=b" " * 40_000_000), "too_heavy"),
        (lambda: zipped(word__document_xml=b"<a>" + b"<b><c>x</c></b>" * 1_900_000 + b"</a>"), "too_heavy"),
    ],
)  # fmt: skip
def test_a_file_without_text_or_that_means_harm_is_refused_by_its_reason(make, why: str) -> None:
    assert reason(make()) == why


def test_a_file_of_300_pages_is_refused_with_its_count() -> None:
    document = pikepdf.new()
    for _ in range(300):
        document.add_blank_page()
    file = io.BytesIO()
    document.save(file)

    def read() -> None:
        with pytest.raises(FileNotReadable) as refused:
            text_of(file.getvalue())
        assert (refused.value.reason, refused.value.facts) == ("too_many_pages", {"pages": 300, "most": 200})

    figure = measure("reading", read, limit_ms=SECONDS * 1000, times=1, pages=300)
    assert figure.ratio <= 1, figure


def test_a_bomb_in_a_pdf_is_stopped_by_its_bounds() -> None:
    squeezed = zlib.compress(zlib.compress(b"0 0 m " * 6_000_000, 6), 6)
    document = pikepdf.new()
    page = document.add_blank_page()
    stream = pikepdf.Stream(document, b"")
    stream.write(squeezed, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
    page.Contents = document.make_indirect(stream)
    file = io.BytesIO()
    document.save(file, compress_streams=False)
    assert reason(file.getvalue()) in {"scanned", "damaged", "too_heavy"}


def test_a_parser_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import sys\nsys.stdin.buffer.read()\nwhile True: pass\n")
    monkeypatch.setattr(text_of_file, "CHILD", endless)
    monkeypatch.setattr(text_of_file, "SECONDS", 1)
    assert reason(b"texte") == "too_heavy"


def test_what_a_terminal_would_obey_is_not_read() -> None:
    told = text_of(("Vu la loi \x1b]0;autre titre\x07, le code\x9b2J" + " et l'avis du comité" * 9).encode())
    assert told.lines == ("Vu la loi ]0;autre titre, le code2J" + " et l'avis du comité" * 9,)


def test_what_is_made_of_the_lines_is_made_in_the_child_and_stopped_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_of_lines.py").write_text(
        "import os\ndef process(lines):\n    return [os.getpid(), lines]\ndef endless(lines):\n    while True: pass\n"
    )
    read = text_of(b"texte", Then(tmp_path, "made_of_lines", "process"))
    assert read.told[0] != os.getpid()
    assert read.told[1] == ["texte"]
    monkeypatch.setattr(text_of_file, "SECONDS", 2)
    with pytest.raises(FileNotReadable) as refused:
        text_of(b"texte", Then(tmp_path, "made_of_lines", "endless"))
    assert refused.value.reason == "too_slow"


def test_what_was_struck_out_is_not_read() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    struck = f'<w:document xmlns:w="{word}"><w:p><w:del><w:r><w:delText>biffé</w:delText></w:r></w:del>' \
             "<w:ins><w:r><w:t>gardé</w:t></w:r></w:ins></w:p></w:document>"  # fmt: skip
    assert text_of(zipped(word__document_xml=struck.encode())).lines == ("gardé",)


def test_a_third_file_at_once_waits_then_is_refused(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_of_file, "WAIT_SECONDS", 0.0)
    places = settings.QUITUS_DATA / "reading"
    with (
        one_of(2, places, wait_seconds=0.0),
        one_of(2, places, wait_seconds=0.0),
        pytest.raises(FileNotReadable) as refused,
    ):
        text_of(b"texte")
    assert refused.value.reason == "too_many_at_once"
    assert text_of(b"texte").lines == ("texte",)
