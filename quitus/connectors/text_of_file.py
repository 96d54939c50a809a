"""The text of a file that somebody gives us, line by line: plain text, PDF with text, ODT, DOCX.

What the file is follows from its content, never from its name. It is read in a child process that may use 400 MB and
8 seconds: a hostile file costs that much and no more. What is made of its lines may be made there too (`Then`), within
the same bounds.
"""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from quitus.connectors.child_process import die_with_parent
from quitus.connectors.slots import AllTaken, one_of

CHILD = Path(__file__).with_name("text_of_file_child.py")
MEMORY_BYTES = 400_000_000
SECONDS = 8
MOST_BYTES = 20_000_000
MOST_PAGES = 200
MOST_CHARACTERS = 400_000
MOST_AT_ONCE = 2
WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Then:
    """A function to call in the child with the lines of the text: `function` of `module`, found below `root`.

    It takes a list of lines and answers data that JSON carries.
    """

    root: Path
    module: str
    function: str


@dataclass(frozen=True)
class TextOfFile:
    """The lines of a file, and its kind: "text", "pdf", "odt" or "docx".

    A line is one of the file for plain text, one of the page for a PDF, a paragraph or a row of a table for ODT and
    DOCX. `pages` is None where the kind has none; `pages_without_text` are most often scanned ones. `told` is what the
    `Then` made of the lines.
    """

    lines: tuple[str, ...]
    kind: str
    pages: int | None = None
    pages_without_text: int = 0
    told: Any = None


class FileNotReadable(Exception):
    """There is no text to read in this file, and why.

    `reason`: "empty", "too_large", "not_a_text", "image", "old_word", "encrypted", "damaged", "scanned",
    "too_many_at_once", "too_many_pages", "too_long", "too_heavy" (it asked for more time or memory than it may have),
    "too_slow" (its text was got, and not done with in time). `facts` says how many.
    """

    def __init__(self, reason: str, facts: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = dict(facts or {})


def text_of(content: bytes, then: Then | None = None) -> TextOfFile:
    """The text of a file of these bytes, and what `then` makes of it.

    Two are read at once at most. Raises `FileNotReadable`, within 20 seconds.
    """
    if not content:
        raise FileNotReadable("empty")
    if len(content) > MOST_BYTES:
        raise FileNotReadable("too_large", {"most": MOST_BYTES // 1_000_000})
    try:
        with one_of(MOST_AT_ONCE, settings.QUITUS_DATA / "reading", wait_seconds=WAIT_SECONDS):
            answer = _asked(content, then)
    except AllTaken as taken:
        raise FileNotReadable("too_many_at_once") from taken
    if "reason" in answer:
        raise FileNotReadable(answer["reason"], answer["facts"])
    return TextOfFile(
        lines=tuple(answer["lines"]),
        kind=answer["kind"],
        pages=answer["pages"],
        pages_without_text=answer["pages_without_text"],
        told=answer["told"],
    )


def _asked(content: bytes, then: Then | None) -> dict[str, Any]:
    job = {
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
        "most_pages": MOST_PAGES,
        "most_characters": MOST_CHARACTERS,
        "then": [str(then.root), then.module, then.function] if then else None,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(job).encode() + b"\n" + content,
            capture_output=True,
            timeout=SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            preexec_fn=die_with_parent(signal.SIGKILL),
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise FileNotReadable("too_heavy") from late
    if done.returncode:  # killed by its bounds, or a parser that fell over
        raise FileNotReadable("too_heavy" if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else "damaged")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
