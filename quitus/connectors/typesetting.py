"""A paper set as a PDF that conforms to PDF/UA-1, by Typst, in a child process.

The same paper, the same template and the same engine give the same bytes: the only date in the file is the paper's own.
"""

import hashlib
import importlib.metadata
import json
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
from django.conf import settings

from quitus.connectors.child_process import die_with_parent
from quitus.connectors.papers import Paper, as_data, images, refuse_faulty
from quitus.connectors.slots import AllTaken, one_of

HERE = Path(__file__).resolve().parent
LIBRARY = HERE / "typst" / "quitus.typ"
CHILD = HERE / "typesetting_child.py"
MEMORY_BYTES = 1_500_000_000
SECONDS = 20
MOST_AT_ONCE = 2  # children, over all processes of the program
WAIT_SECONDS = 5
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
# No proxy listens there: where the system gives no empty network, nothing is fetched either.
NOWHERE = "http://127.0.0.1:9"
ENVIRONMENT = {"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "ALL_PROXY": NOWHERE, "RAYON_NUM_THREADS": "2"}


class FontsMissing(Exception):
    """The fonts of documents have not been converted: `make setup` does it."""


class TypesettingStopped(Exception):
    """It took more than its time or its memory."""


class TypesettingBusy(Exception):
    """As many papers as may be are being set, and none ended while one waited."""


class CharacterNotPrintable(Exception):
    """No font has this character."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


class TemplateRefused(Exception):
    """Typst does not accept the template: its sentence, the file (empty when it names none) and the line, from 1."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.message = message
        self.file = file
        self.line = line


@dataclass(frozen=True)
class Template:
    """How a paper looks: the source of the template, and of the library it may import as `quitus.typ`."""

    source: str
    library: str


def library() -> str:
    """The source of the library that comes with the program."""
    return LIBRARY.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def engine() -> str:
    """The engine and its fonts, by their versions: « typst 0.15.2, polices 1a2b3c4d ».

    Raises `FontsMissing`.
    """
    digest = hashlib.sha256()
    for path in fonts():
        digest.update(path.read_bytes())
    return f"typst {importlib.metadata.version('typst')}, polices {digest.hexdigest()[:8]}"


def typeset(paper: Paper, template: Template) -> bytes:
    """The PDF of a paper; two are set at once at most, since a page that is only read sets some too.

    Raises `PaperFaulty` for one that not everybody could read, `CharacterNotPrintable`, `TemplateRefused`,
    `TypesettingStopped`, `TypesettingBusy`, `FontsMissing`.
    """
    refuse_faulty(paper)
    try:
        with one_of(MOST_AT_ONCE, settings.QUITUS_DATA / "typesetting", wait_seconds=WAIT_SECONDS):
            return _set(paper, template)
    except AllTaken as taken:
        raise TypesettingBusy() from taken


def _set(paper: Paper, template: Template) -> bytes:
    with tempfile.TemporaryDirectory(prefix="quitus-paper-") as place:
        root = Path(place) / "root"
        root.mkdir()
        for name, content in folder(paper, template):
            (root / name).write_bytes(content)
        return _run(Path(place), paper)


def fonts() -> list[Path]:
    """The font files of documents. Raises `FontsMissing`."""
    found = sorted(Path(settings.FONTS_ROOT).glob("*.ttf"))
    if not found:
        raise FontsMissing(f"no font in {settings.FONTS_ROOT}: run make setup")
    return found


def folder(paper: Paper, template: Template) -> Iterator[tuple[str, bytes]]:
    """Everything that the template may read, by the name of its file."""
    yield "template.typ", template.source.encode()
    yield "quitus.typ", template.library.encode()
    data = as_data(paper)
    for image in images(paper):
        yield f"{image.sha256}.{EXTENSIONS[image.media_type]}", image.content
    for told in [data["masthead"]["logo"], *data["blocks"]]:
        if told and "media_type" in told:
            told["file"] = f"{told['sha256']}.{EXTENSIONS[told['media_type']]}"
    yield "paper.json", json.dumps(data, ensure_ascii=False, indent=1).encode()


def _run(place: Path, paper: Paper) -> bytes:
    target = place / "paper.pdf"
    fonts()
    job = {
        "root": str(place / "root"),
        "fonts": str(settings.FONTS_ROOT),
        "nowhere": str(place / "nowhere"),
        "target": str(target),
        "timestamp": int(datetime.combine(paper.on, time(), UTC).timestamp()),
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=place,
            env=ENVIRONMENT,
            preexec_fn=_ended_with_us(),
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise TypesettingStopped() from late
    if done.returncode:
        raise TypesettingStopped(f"status {done.returncode}: {done.stderr[-500:]}")
    said = json.loads(done.stdout)
    if said:
        _refuse(said["message"], said["diagnostic"])
    return target.read_bytes()


def _ended_with_us() -> Callable[[], None] | None:
    return die_with_parent(signal.SIGKILL)


_UNPRINTABLE = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)
_WHERE = re.compile(r"┌─ (?:\S*/)?(template|quitus)\.typ:(\d+):\d+")


def _refuse(message: str, diagnostic: str) -> None:
    if (character := _UNPRINTABLE.search(message)) is not None:
        raise CharacterNotPrintable(character[1])
    places = [(f"{name}.typ", int(line)) for name, line in _WHERE.findall(diagnostic)]
    # An error within the library comes from a call of the template: that is the line its author can change.
    own = [place for place in places if place[0] == "template.typ"]
    file, line = next(iter([*own, *places]), ("", 0))
    raise TemplateRefused(message, file, line)


def printed_text(pdf: bytes) -> str:
    """The text that a PDF of ours shows, page after page, running heads and feet included."""
    document = pdfium.PdfDocument(pdf)
    try:
        return "\n".join(_page_text(document, number) for number in range(len(document)))
    finally:
        document.close()


def _page_text(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()
