"""Rows of a table that somebody sends: CSV read as a stream, spreadsheets turned into CSV by a child process first.

A CSV file is never held in memory, however long; a spreadsheet is read by a process that may use 450 MB and 40 seconds.
A file is what its bytes say, never what its name says.
"""

import codecs
import csv
import io
import json
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from quitus.connectors.child_process import die_with_parent
from quitus.connectors.slots import AllTaken, one_of

CHILD = Path(__file__).with_name("tabular_child.py")
MEMORY_BYTES = 450_000_000
SECONDS = 40
MOST_CSV_BYTES = 600_000_000
MOST_COLUMNS = 200
WAIT_SECONDS = 30
PLACES = 2

ENCODINGS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252", "iso-8859-15": "iso-8859-15", "utf-16": "utf-16"}
DELIMITERS = {"semicolon": ";", "comma": ",", "tab": "\t", "pipe": "|"}
_CHUNK = 1 << 20
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TableNotReadable(Exception):
    """There are no rows to read in this file, and why.

    `reason`: "empty", "not_a_text" (bytes that no text has), "wrong_encoding" (`line`, and `found`, the encoding that
    fits when one does), "damaged" (`line`: quotes that never close, a field without end), "encrypted",
    "no_such_sheet", "too_heavy" (it asked for more time, memory or room than it may have).
    """

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True)
class Form:
    """How a file is written: keys of `ENCODINGS` and `DELIMITERS` for CSV, the name of a sheet (else the first)."""

    encoding: str = "utf-8"
    delimiter: str = "semicolon"
    sheet: str = ""


_FORMULA = tuple("=+-@\t\r")
_SUSPECT = frozenset(("'", *_FORMULA))
_SIGNED = re.compile(r"[+-][0-9][0-9 .,\u00a0\u202f]*")


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins as such gets an apostrophe in front.

    Numbers with their sign stay as they are. `undefused` takes the apostrophe away.
    """
    if cell[:1] not in _SUSPECT:
        return cell
    begins = cell.lstrip("'").startswith(_FORMULA) and not _SIGNED.fullmatch(cell)
    return f"'{cell}" if begins else cell


def undefused(cell: str) -> str:
    """The cell as it was before `defused`."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell


def is_spreadsheet(path: Path) -> bool:
    """Whether a file is an XLSX, ODS or XLS workbook, from its first bytes."""
    with open(path, "rb") as file:
        start = file.read(8)
    return start.startswith((_ZIP, _OLD_EXCEL))


def line_count(path: Path) -> int:
    """How many lines a file of text has: in a tenth of a second for a hundred megabytes, before anything is read."""
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))


def guess(path: Path) -> Form:
    """How a file seems to be written, to begin a mapping with; a person confirms it."""
    if is_spreadsheet(path):
        return Form()
    with open(path, "rb") as file:
        start = file.read(1 << 16)
    encoding = _fitting(path) or "windows-1252"
    text = start.decode(ENCODINGS[encoding], errors="replace")
    first = text.splitlines()[0] if text.strip() else ""
    counts = {name: first.count(sign) for name, sign in DELIMITERS.items()}
    return Form(encoding, max(counts, key=lambda name: counts[name]))


@contextmanager
def rows_of(path: Path, form: Form) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows of a file with the number of their line (from 1), blank ones left out; cells are stripped texts.

    A cell of a spreadsheet that holds a day is written 2023-05-15. Raises `TableNotReadable`, at the start or while
    the rows are read.
    """
    if path.stat().st_size == 0:
        raise TableNotReadable("empty")
    if is_spreadsheet(path):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "rows.csv"
            _convert(path, form.sheet, made)
            yield _read(made, "utf-8", ";")
        return
    _refuse_other_encoding(path, form.encoding)
    yield _read(path, ENCODINGS[form.encoding], DELIMITERS[form.delimiter])


def _read(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    with open(path, "rb") as raw, io.TextIOWrapper(raw, encoding, errors="strict", newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except UnicodeError as wrong:
                raise TableNotReadable("wrong_encoding", line=reader.line_num + 1, found="") from wrong
            except csv.Error as wrong:
                raise TableNotReadable("damaged", line=reader.line_num) from wrong
            if len(cells) > MOST_COLUMNS:
                raise TableNotReadable("damaged", line=reader.line_num)
            whole = "".join(cells)
            if "\x00" in whole:  # no text has it, and the database takes none
                raise TableNotReadable("not_a_text", line=reader.line_num)
            cells = [cell.strip() for cell in cells]
            if "'" in whole:
                cells = [undefused(cell) for cell in cells]
            if any(cells):
                yield reader.line_num, cells


def _refuse_other_encoding(path: Path, encoding: str) -> None:
    """A file in UTF-8 read as Windows-1252 raises nothing, and spoils every accent: it is noticed before."""
    with open(path, "rb") as file:
        start = file.read(_CHUNK)
    if encoding != "utf-16" and b"\x00" in start:
        found = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""
        raise TableNotReadable("wrong_encoding" if found else "not_a_text", line=1, found=found)
    if encoding in ("windows-1252", "iso-8859-15") and _fitting(path) == "utf-8" and not _is_ascii(path):
        raise TableNotReadable("wrong_encoding", line=1, found="utf-8")
    if encoding == "utf-8":
        line = _first_line_that_is_not_utf8(path)
        if line:
            raise TableNotReadable("wrong_encoding", line=line, found="windows-1252")


def _fitting(path: Path) -> str:
    """Which of utf-16 and utf-8 the whole file is; empty when it is neither."""
    with open(path, "rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    return "" if _first_line_that_is_not_utf8(path) else "utf-8"


def _first_line_that_is_not_utf8(path: Path) -> int:
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with open(path, "rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as wrong:
                return lines + wrong.object[: wrong.start].count(b"\n")
            if not chunk:
                return 0
            lines += chunk.count(b"\n")


def _is_ascii(path: Path) -> bool:
    with open(path, "rb") as file:
        return all(chunk.isascii() for chunk in iter(lambda: file.read(_CHUNK), b""))


def _convert(path: Path, sheet: str, made: Path) -> None:
    job = {
        "path": str(path),
        "sheet": sheet,
        "made": str(made),
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
        "most_bytes": MOST_CSV_BYTES,
        "most_columns": MOST_COLUMNS,
    }
    try:
        with one_of(PLACES, settings.QUITUS_DATA / "tables", wait_seconds=WAIT_SECONDS):
            done = subprocess.run(
                [sys.executable, "-I", str(CHILD)],
                input=json.dumps(job).encode(),
                capture_output=True,
                timeout=SECONDS + 10,
                env={"LC_ALL": "C.UTF-8"},
                preexec_fn=die_with_parent(signal.SIGKILL),
                check=False,
            )
    except (subprocess.TimeoutExpired, AllTaken) as late:
        raise TableNotReadable("too_heavy") from late
    if done.returncode:  # killed by its bounds, or a parser that fell over
        heavy = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ, -signal.SIGABRT)
        raise TableNotReadable("too_heavy" if done.returncode in heavy else "damaged", line=0)
    answer = json.loads(done.stdout)
    if answer["reason"]:
        raise TableNotReadable(answer["reason"], line=0)
