"""The child of `text_of_file`: takes the bytes of a file, gives its lines as JSON, within bounds. Knows nothing of us.

A file comes from anybody: whatever it does to a parser, it does it here, to a process that may not use more than its
share and that nobody waits for. What the parent wants made of the lines is called here too, by the name the job gives.
"""

import importlib
import io
import json
import re
import resource
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MOST_PARTS = 2_000
MOST_XML_BYTES = 30_000_000
LEAST_LETTERS_A_PAGE = 15
OLD_WORD, RICH_TEXT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
# What pdfium writes for a hyphen that breaks a word at the end of a line.
PDF_HYPHENS = re.compile("[\ufffe\x02]")
# What no text says and what a terminal that shows it would obey; ends of lines and of pages are not among them.
ORDERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class NotReadable(Exception):
    """Why there is no text: a reason that the parent has words for, and its facts."""

    def __init__(self, reason: str, **facts: int | str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def main() -> None:
    """Read the job on the first line of the standard input and the file after it; answer on the standard output."""
    started = time.monotonic()
    job = json.loads(sys.stdin.buffer.readline())
    _bound(job["memory_bytes"], job["seconds"])
    try:
        answer = lines_of(sys.stdin.buffer.read(), job["most_pages"], job["most_characters"])
        answer["told"] = _made(answer["lines"], job["then"], job["seconds"] - 1 - (time.monotonic() - started))
    except NotReadable as refused:
        answer = {"reason": refused.reason, "facts": refused.facts}
    except MemoryError:
        answer = {"reason": "too_heavy", "facts": {}}
    json.dump(answer, sys.stdout)


def _bound(memory_bytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _made(lines: object, then: list[str] | None, seconds: float) -> object:
    """What the job's function makes of the lines, in this many seconds at most."""
    if then is None:
        return None

    def too_slow(_number: int, _frame: object) -> None:
        raise NotReadable("too_slow")

    signal.signal(signal.SIGALRM, too_slow)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.1))
    root, module, function = then
    sys.path.append(root)
    made: object = getattr(importlib.import_module(module), function)(lines)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return made


def lines_of(content: bytes, most_pages: int, most_characters: int) -> dict[str, object]:
    """The lines of a file, its kind (by its content, never its name) and its pages where it has some."""
    kind, read = _kind(content)
    lines: list[str] = []
    size = 0
    told: dict[str, object] = {"kind": kind, "pages": None, "pages_without_text": 0}
    for line in read(content, most_pages, told):
        size += len(line) + 1
        if size > most_characters:
            raise NotReadable("too_long", most=most_characters)
        lines.append(ORDERS.sub("", line))
    if not any(line.strip() for line in lines):
        raise NotReadable("empty")
    return {**told, "lines": lines}


Reader = Callable[[bytes, int, dict[str, object]], Iterator[str]]


def _kind(content: bytes) -> tuple[str, Reader]:
    head = content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not content.strip():
        raise NotReadable("empty")
    if b"%PDF-" in content[:1024]:
        return "pdf", _pdf
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(OLD_WORD) or head.startswith(RICH_TEXT):
        raise NotReadable("old_word")
    if content.startswith(IMAGES):
        raise NotReadable("image")
    return "text", _plain


def _plain(content: bytes, most_pages: int, told: dict[str, object]) -> Iterator[str]:
    yield from re.split(r"\r\n|\r|\n", _decoded(content))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(character < " " and character not in "\t\r\n\f\v" for character in text[:20_000])
        if controls * 50 <= len(text[:20_000]):
            return text.replace("\x00", "")
    raise NotReadable("not_a_text")


def _pdf(content: bytes, most_pages: int, told: dict[str, object]) -> Iterator[str]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise NotReadable("encrypted" if "assword" in str(fault) else "damaged") from fault
    pages, without = len(pdf), 0
    told["pages"] = pages
    if pages > most_pages:
        raise NotReadable("too_many_pages", pages=pages, most=most_pages)
    for number in range(pages):
        text = _page(pypdfium2, pdf, number)
        if sum(map(str.isalnum, text)) < LEAST_LETTERS_A_PAGE:
            without += 1
        yield from re.split(r"\r\n|\r|\n", PDF_HYPHENS.sub("-", text))
    told["pages_without_text"] = without
    if without == pages:
        raise NotReadable("scanned", pages=pages)


def _page(pypdfium2: Any, pdf: Any, number: int) -> str:
    try:
        page = pdf[number]
        textpage = page.get_textpage()
        text = str(textpage.get_text_range())
        textpage.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""  # one page that cannot be loaded: it counts among those without text
    return text


def _zipped(content: bytes) -> tuple[str, Reader]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
        raise NotReadable("damaged") from fault
    if len(names) > MOST_PARTS:
        raise NotReadable("too_heavy")
    if "word/document.xml" in names:
        return "docx", _docx
    if "content.xml" in names:
        return "odt", _odt
    raise NotReadable("not_a_text")


def _part(content: bytes, name: str) -> bytes:
    """One part of the archive, never more than its bound whatever the archive says of its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(name) as part:
            if archive.getinfo(name).flag_bits & 1:
                raise NotReadable("encrypted")
            read = part.read(MOST_XML_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise NotReadable("encrypted" if "password" in str(fault) else "damaged") from fault
    except Exception as fault:  # zlib.error has no common ground with those of zipfile
        raise NotReadable("damaged") from fault
    if len(read) > MOST_XML_BYTES:
        raise NotReadable("too_heavy")
    return read


def _root(xml: bytes) -> Any:
    """The tree of a part: no entity, no file nor address outside, no tree deeper than libxml2 allows by itself."""
    from lxml import etree

    if b"<!DOCTYPE" in xml or "<!DOCTYPE".encode("utf-16-le") in xml or "<!DOCTYPE".encode("utf-16-be") in xml:
        raise NotReadable("damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as fault:
        # libxml2 has no words for a tree that its memory does not hold
        raise NotReadable("too_heavy" if "unknown error" in str(fault) else "damaged") from fault


def _odt(content: bytes, most_pages: int, told: dict[str, object]) -> Iterator[str]:
    if b"encryption-data" in _part(content, "META-INF/manifest.xml"):
        raise NotReadable("encrypted")
    walk = _Walk(
        paragraphs={f"{{{TEXT}}}p", f"{{{TEXT}}}h"},
        row=f"{{{TABLE}}}table-row",
        signs={f"{{{TEXT}}}s": " ", f"{{{TEXT}}}tab": "\t", f"{{{TEXT}}}line-break": "\n"},
        skipped={f"{{{TEXT}}}tracked-changes"},
        text_of=None,
    )
    yield from walk.lines(_root(_part(content, "content.xml")))


def _docx(content: bytes, most_pages: int, told: dict[str, object]) -> Iterator[str]:
    signs = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    walk = _Walk(
        paragraphs={f"{{{WORD}}}p"},
        row=f"{{{WORD}}}tr",
        signs={f"{{{WORD}}}{name}": sign for name, sign in signs.items()},
        skipped={f"{{{WORD}}}del", f"{{{COMPATIBILITY}}}Fallback"},
        text_of=f"{{{WORD}}}t",
    )
    yield from walk.lines(_root(_part(content, "word/document.xml")))


class _Walk:
    """Walks through a document without recursion: each paragraph is a line; a row of a table too, « | » between cells.

    `text_of` is the one element whose text is a text (Word); None where every text is (OpenDocument).
    """

    def __init__(
        self, *, paragraphs: set[str], row: str, signs: dict[str, str], skipped: set[str], text_of: str | None
    ) -> None:
        self.paragraphs = paragraphs
        self.row = row
        self.signs = signs
        self.skipped = skipped
        self.text_of = text_of
        self.written: list[str] = []
        self.cells: list[str] = []
        self.rows_open = self.paragraphs_open = self.skipping = 0

    def lines(self, root: Any) -> Iterator[str]:
        """The lines of the document, in its order."""
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if element.tag in self.skipped:
                self.skipping += 1 if event == "start" else -1
            elif not self.skipping:
                yield from self._begin(element) if event == "start" else self._end(element)
            if event == "end" and self.text_of is None and not self.skipping:
                self._write(element.tail)

    def _write(self, text: str | None) -> None:
        if text and self.paragraphs_open:
            self.written.append(text.replace("\n", " "))

    def _begin(self, element: Any) -> Iterator[str]:
        self.rows_open += element.tag == self.row
        self.paragraphs_open += element.tag in self.paragraphs
        if element.tag in self.signs:
            self.written.append(self.signs[element.tag])
        if self.text_of in (None, element.tag):
            self._write(element.text)
        yield from ()

    def _end(self, element: Any) -> Iterator[str]:
        if element.tag in self.paragraphs:
            self.paragraphs_open -= 1
            if self.paragraphs_open:
                self.written.append(" ")  # a note or a frame inside of a paragraph
                return
            told = "".join(self.written)
            self.written.clear()
            if self.rows_open:
                self.cells.append(told.replace("\n", " "))
            else:
                yield from told.split("\n")
        elif element.tag == self.row:
            self.rows_open -= 1
            if not self.rows_open:
                yield " | ".join(self.cells)
                self.cells.clear()


if __name__ == "__main__":
    main()
