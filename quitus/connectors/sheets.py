"""Pass set on paper, by Typst, each part in a child process that gives its memory back.

The same pass, the same look and the same engine give the same bytes. Codes are money: they are told to the child on
its standard input, and the folder it works in is nobody else's and does not outlive it.
"""

import contextlib
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import pypdfium2 as pdfium
from django.conf import settings

from quitus.connectors.child_process import die_with_parent
from quitus.connectors.slots import AllTaken, one_of
from quitus.connectors.typesetting import ENVIRONMENT, EXTENSIONS, fonts

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "typst" / "pass.typ"
CHILD = HERE / "sheets_child.py"
MEMORY_BYTES = 1_500_000_000  # of addresses; what a part of 100 sheets really takes is a tenth of it
SECONDS = 60
MOST_AT_ONCE = 2  # children, over all processes of the program
WAIT_SECONDS = 120

SHEETS, BOOKLETS, REPLACEMENT = "sheets", "booklets", "replacement"
# What people read on paper is also for those who cannot see it; a sheet of pass is for a printing machine.
_STANDARDS = {SHEETS: [], BOOKLETS: ["ua-1"], REPLACEMENT: ["ua-1"]}


class PrintingStopped(Exception):
    """It took more than its time or its memory."""


class PrinterBusy(Exception):
    """As many parts as may be are being made, and none ended while one waited."""


class CharacterNotPrintable(Exception):
    """No font has this character."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


@dataclass(frozen=True)
class Logo:
    """A picture, and in words what it shows."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True)
class Words:
    """The short words around what is printed, in its language."""

    rule: str
    scan: str
    code: str
    number: str
    qr: str
    what: str
    how: str
    where: str
    question: str
    call: str


@dataclass(frozen=True)
class Look:
    """What every pass of an order says, and the letter with them. `specimen` is empty but on a proof."""

    language: str
    authority: str
    accent: str
    logo: Logo | None
    title: str
    value: str
    worth: str
    valid: str
    what: str
    how: tuple[str, ...]
    where: str
    phone: str
    hours: str
    words: Words
    specimen: str = ""


@dataclass(frozen=True)
class Item:
    """One pass: its number and code in groups for the eye, where it stands (« Carnet 12, pass 3 sur 10 »), its QR."""

    number: str
    code: str = field(repr=False)
    qr_text: str = field(repr=False)
    place: str = ""


@dataclass(frozen=True)
class Unit:
    """What is set together: a booklet, a pass alone, or any number of pass on sheets."""

    items: tuple[Item, ...]
    label: str = ""
    numbers: str = ""


@dataclass(frozen=True)
class Made:
    """A PDF, and how many pages it has."""

    pdf: bytes = field(repr=False)
    pages: int


def typeset(kind: str, look: Look, units: Sequence[Unit], *, on: date) -> Made:
    """The PDF of some pass; two are set at once at most, over all processes of the program.

    `on` is the date of the file. Raises `CharacterNotPrintable`, `PrintingStopped`, `PrinterBusy`, `FontsMissing`.
    """
    fonts()
    folder = Path(settings.PRINTS_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with (
            one_of(MOST_AT_ONCE, folder / "places", wait_seconds=WAIT_SECONDS),
            tempfile.TemporaryDirectory(prefix="making-", dir=folder) as place,
        ):
            return _set(Path(place), kind, look, units, on)
    except AllTaken as taken:
        raise PrinterBusy() from taken


def forget_leftovers() -> None:
    """Remove what processes that were killed left behind, if none is at work."""
    folder = Path(settings.PRINTS_ROOT)
    with contextlib.suppress(AllTaken), contextlib.ExitStack() as places:
        for _ in range(MOST_AT_ONCE):
            places.enter_context(one_of(MOST_AT_ONCE, folder / "places", wait_seconds=0))
        for left in folder.glob("making-*"):
            shutil.rmtree(left, ignore_errors=True)


def _set(place: Path, kind: str, look: Look, units: Sequence[Unit], on: date) -> Made:
    root = place / "root"
    root.mkdir()
    (root / "pass.typ").write_bytes(TEMPLATE.read_bytes())
    if look.logo is not None:
        (root / _logo_file(look.logo)).write_bytes(look.logo.content)
    job = {
        "root": str(root),
        "fonts": str(settings.FONTS_ROOT),
        "nowhere": str(place / "nowhere"),
        "target": str(place / "part.pdf"),
        "timestamp": int(datetime.combine(on, time(), UTC).timestamp()),
        "standards": _STANDARDS[kind],
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
        "qr_texts": [item.qr_text for unit in units for item in unit.items],
        "data": {"kind": kind, "look": _look_data(look), "units": _unit_data(units)},
    }
    _run(place, job)
    pdf = (place / "part.pdf").read_bytes()
    return Made(pdf, page_count(pdf))


def _run(place: Path, job: dict[str, object]) -> None:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=4 * SECONDS,  # the bound on its processor is the one that counts, however busy the machine
            cwd=place,
            env=ENVIRONMENT,
            preexec_fn=die_with_parent(signal.SIGKILL),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PrintingStopped() from None  # its context would show what was told to the child
    if done.returncode:
        raise PrintingStopped(f"status {done.returncode}: {done.stderr[-500:]}")
    said = json.loads(done.stdout)
    if said:
        _refuse(said["message"])


_UNPRINTABLE = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)


def _refuse(message: str) -> None:
    if (character := _UNPRINTABLE.search(message)) is not None:
        raise CharacterNotPrintable(character[1])
    raise PrintingStopped(message)


def _logo_file(logo: Logo) -> str:
    return f"logo.{EXTENSIONS[logo.media_type]}"


def _look_data(look: Look) -> dict[str, object]:
    told: dict[str, object] = {
        name: getattr(look, name)
        for name in ("language", "authority", "accent", "title", "value", "worth", "valid", "what", "where", "phone")
    }
    told |= {"how": list(look.how), "hours": look.hours, "specimen": look.specimen, "words": vars(look.words)}
    told |= {"logo": _logo_file(look.logo) if look.logo else None, "logo-alt": look.logo.alt if look.logo else ""}
    return told


def _unit_data(units: Sequence[Unit]) -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    rank = 0
    for unit in units:
        items = [[item.number, item.code, item.place, rank + at] for at, item in enumerate(unit.items)]
        told.append({"label": unit.label, "numbers": unit.numbers, "items": items})
        rank += len(items)
    return told


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises `pypdfium2.PdfiumError` for what is none."""
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
