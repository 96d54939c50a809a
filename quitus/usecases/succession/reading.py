"""Reading an archive that was brought here: whole, unchanged, of a version we know, and who signed it."""

import csv
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quitus.connectors.tabular import undefused
from quitus.domain.operators.errors import ArchiveNotReadable, ArchiveOfAnotherVersion
from quitus.kernel.signed_codes import is_signed, key_id
from quitus.kernel.words import N_
from quitus.usecases.succession import layout

_CHUNK = 1 << 20
NOT_A_ZIP = N_("ce n'est pas une archive.")
FILE_MISSING = N_("un de ses fichiers manque.")
FILE_CHANGED = N_("un de ses fichiers a été modifié.")
TOO_LARGE = N_("elle est trop grande.")
NOT_OURS = N_("elle n'est pas une archive de succession.")


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """Whatever the bytes of an archive make a reader stumble on is a refusal. Refuses with `ArchiveNotReadable`."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, OSError) as damaged:
        raise ArchiveNotReadable(problem=NOT_A_ZIP) from damaged
    # An entry that is encrypted, or packed in a way that nobody here reads, is a RuntimeError to zipfile.
    except (ValueError, LookupError, TypeError, AttributeError, RuntimeError, csv.Error) as wrong:
        raise ArchiveNotReadable(problem=FILE_CHANGED) from wrong


@dataclass(frozen=True)
class Archive:
    """An archive whose files are those that its manifest names; `signed_by` are the keys that signed the manifest,
    as the archive itself gives them.
    """

    path: Path
    sha256: str
    manifest: dict[str, Any]
    signed_by: frozenset[str]

    def json(self, name: str) -> Any:
        """One of its JSON files. Refuses with `ArchiveNotReadable`."""
        with refusing_nonsense(), zipfile.ZipFile(self.path) as archive:
            return json.loads(_bounded(archive, name))

    def rows(self, name: str) -> Iterator[list[str]]:
        """The rows of one of its tables, headings left out. Refuses with `ArchiveNotReadable`."""
        with refusing_nonsense(), zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
            reader = csv.reader(io.TextIOWrapper(file, "utf-8", newline=""))
            if tuple(next(reader, ())) != layout.TABLES[name]:
                raise ArchiveNotReadable(problem=FILE_CHANGED)
            for row in reader:
                yield [undefused(cell) for cell in row]


def read_archive(path: Path) -> Archive:
    """An archive, each of its files compared with the hash in its manifest before anything is believed.

    Refuses with `ArchiveNotReadable`, `ArchiveOfAnotherVersion`.
    """
    with refusing_nonsense(), zipfile.ZipFile(path) as archive:
        if missing := {layout.MANIFEST, layout.SIGNATURES, *layout.FILES} - set(archive.namelist()):
            raise ArchiveNotReadable(problem=NOT_OURS if layout.MANIFEST in missing else FILE_MISSING)
        content = _bounded(archive, layout.MANIFEST)
        manifest = _manifest(archive, content)
        for name in layout.FILES:
            _refuse_changed(archive, name, manifest["files"][name]["sha256"])
        signed_by = frozenset(_signers(archive, content))
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Archive(path, sha256, manifest, signed_by)


def _bounded(archive: zipfile.ZipFile, name: str) -> bytes:
    """A JSON file, which is small: what it says of its own size is not believed either."""
    with archive.open(name) as file:
        content = file.read(layout.MOST_JSON_BYTES + 1)
    if len(content) > layout.MOST_JSON_BYTES:
        raise ArchiveNotReadable(problem=TOO_LARGE)
    return content


def _manifest(archive: zipfile.ZipFile, content: bytes) -> dict[str, Any]:
    if sum(one.file_size for one in archive.infolist()) > layout.MOST_BYTES:
        raise ArchiveNotReadable(problem=TOO_LARGE)
    manifest = json.loads(content)
    if not isinstance(manifest, dict) or manifest.get("format") != layout.FORMAT:
        raise ArchiveNotReadable(problem=NOT_OURS)
    if manifest.get("version") != layout.VERSION:
        raise ArchiveOfAnotherVersion(version=manifest.get("version"), known=layout.VERSION)
    return manifest


def _signers(archive: zipfile.ZipFile, manifest: bytes) -> Iterator[str]:
    """The keys, among those of the archive, whose signature of these bytes is right."""
    signatures = json.loads(_bounded(archive, layout.SIGNATURES))
    for told in json.loads(_bounded(archive, layout.KEYS)):
        public, signature = bytes.fromhex(told["public_key"]), bytes.fromhex(signatures.get(told["id"], ""))
        if key_id(public) == told["id"] and is_signed(public, layout.SIGNED, manifest, signature):
            yield told["id"]


def _refuse_changed(archive: zipfile.ZipFile, name: str, sha256: str) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != sha256:
        raise ArchiveNotReadable(problem=FILE_CHANGED)
