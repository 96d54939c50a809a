"""Reading an archive that was brought here: whole, unchanged, of a version we know."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quitus.domain.operators.errors import ArchiveNotReadable, ArchiveOfAnotherVersion
from quitus.kernel.words import N_
from quitus.usecases.succession import layout

_CHUNK = 1 << 20
NOT_A_ZIP = N_("ce n'est pas une archive.")
FILE_MISSING = N_("un de ses fichiers manque.")
FILE_CHANGED = N_("un de ses fichiers a été modifié.")
TOO_LARGE = N_("elle est trop grande.")
NOT_OURS = N_("elle n'est pas une archive de succession.")


@dataclass(frozen=True)
class Archive:
    """An archive whose files are those that its manifest names."""

    path: Path
    sha256: str
    manifest: dict[str, Any]

    def json(self, name: str) -> Any:
        """One of its JSON files. Refuses with `ArchiveNotReadable`."""
        with zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
            return _loaded(file.read())

    def rows(self, name: str) -> Iterator[list[str]]:
        """The rows of one of its tables, headings left out. Refuses with `ArchiveNotReadable`."""
        with zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
            reader = csv.reader(io.TextIOWrapper(file, "utf-8", newline=""))
            if tuple(next(reader, ())) != layout.TABLES[name]:
                raise ArchiveNotReadable(problem=FILE_CHANGED)
            yield from reader


def read_archive(path: Path) -> Archive:
    """An archive, each of its files compared with the hash in its manifest before anything is believed.

    Refuses with `ArchiveNotReadable`, `ArchiveOfAnotherVersion`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            for name in layout.FILES:
                _refuse_changed(archive, name, manifest["files"].get(name))
    except (zipfile.BadZipFile, OSError) as damaged:
        raise ArchiveNotReadable(problem=NOT_A_ZIP) from damaged
    except KeyError as missing:
        raise ArchiveNotReadable(problem=FILE_MISSING) from missing
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Archive(path, sha256, manifest)


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    if sum(one.file_size for one in archive.infolist()) > layout.MOST_BYTES:
        raise ArchiveNotReadable(problem=TOO_LARGE)
    manifest = _loaded(archive.read(layout.MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != layout.FORMAT:
        raise ArchiveNotReadable(problem=NOT_OURS)
    if manifest.get("version") != layout.VERSION:
        raise ArchiveOfAnotherVersion(version=manifest.get("version"), known=layout.VERSION)
    return manifest


def _loaded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError as wrong:
        raise ArchiveNotReadable(problem=FILE_CHANGED) from wrong


def _refuse_changed(archive: zipfile.ZipFile, name: str, told: dict[str, object] | None) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    if told is None or digest.hexdigest() != told.get("sha256"):
        raise ArchiveNotReadable(problem=FILE_CHANGED)
