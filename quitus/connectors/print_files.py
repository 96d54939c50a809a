"""Files with codes of pass, which are worth money: one folder for each run, that only their owner reads.

They are kept apart from documents: those are kept for ever, these are erased.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from quitus.connectors.slots import AllTaken, one_of


class FileLost(Exception):
    """The file is not there, or is not what was stored."""


class RunTaken(Exception):
    """Another process makes this run."""


def store(run: int, name: str, content: bytes) -> str:
    """Keep one file of a run and answer its SHA-256; it is whole and on the disk when this returns."""
    folder = _folder(run)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder)  # only its owner reads it
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, folder / name)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return hashlib.sha256(content).hexdigest()


def read(run: int, name: str, sha256: str) -> bytes:
    """One file of a run. Raises `FileLost`, also when its bytes are not those with this hash."""
    try:
        content = (_folder(run) / name).read_bytes()
    except FileNotFoundError as missing:
        raise FileLost(name) from missing
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileLost(name)
    return content


def forget(run: int, name: str) -> None:
    """Remove one file of a run, and its folder if it was the last."""
    folder = _folder(run)
    (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others are there, or all are gone already
        folder.rmdir()


def erase(run: int) -> None:
    """Remove every file of a run, finished or not."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(_folder(run))


def kept() -> list[int]:
    """The runs of which there are files on this machine."""
    folders = _folder(0).parent.glob("run-*")
    return sorted(int(rank) for one in folders if (rank := one.name.removeprefix("run-")).isdigit())


def passing_file() -> IO[bytes]:
    """A file without a name, beside the others, that is gone once it is closed: for an archive on its way out."""
    root = Path(settings.PRINTS_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=root)


@contextlib.contextmanager
def alone(run: int) -> Iterator[None]:
    """Hold a run for the time of making it. Raises `RunTaken` when another process of this machine does."""
    folder = _folder(run)
    try:
        with one_of(1, folder.parent / "runs" / str(run), wait_seconds=0):
            yield
    except AllTaken as taken:
        raise RunTaken() from taken


def _folder(run: int) -> Path:
    root = Path(settings.PRINTS_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root / f"run-{run}"
