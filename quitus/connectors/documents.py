"""Files kept as they came, each under the hash of its content, in the data folder.

The name of a file is the SHA-256 of its bytes: what is stored twice is stored once, and what was changed on the disk is
noticed when it is read.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import structlog
from django.conf import settings

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

log = structlog.get_logger(__name__)


class DocumentLost(Refusal):
    """The bytes are not in the data folder any more: a backup is needed."""

    code = "document_lost"
    template = N_(
        "Le fichier n'est plus dans le dossier de données. "
        "Demandez à l'administrateur de le reprendre dans une sauvegarde."
    )


class DocumentDamaged(Refusal):
    """The bytes are not those that were stored."""

    code = "document_damaged"
    template = N_(
        "Le fichier n'est plus tel qu'il a été déposé : il n'est pas montré. "
        "Demandez à l'administrateur de le reprendre dans une sauvegarde."
    )


def store(content: bytes) -> str:
    """Keeps `content` and answers its SHA-256 in hexadecimal; it is on the disk when this returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside then renamed: a reader never sees half a file, and two writers of the same content agree.
    handle, aside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return sha256


def read(sha256: str) -> bytes:
    """The content stored under `sha256`. Raises `DocumentLost`, and `DocumentDamaged` when it has changed."""
    try:
        content = _path(sha256).read_bytes()
    except FileNotFoundError as missing:
        log.error("document_lost", sha256=sha256)
        raise DocumentLost() from missing
    if hashlib.sha256(content).hexdigest() != sha256:
        log.error("document_damaged", sha256=sha256)
        raise DocumentDamaged()
    return content


def store_stream(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keeps what comes piece by piece, never whole in memory; its SHA-256 and its size in bytes."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=root)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        path = _path(digest.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def whole_path(sha256: str) -> Path:
    """Where the content stands, to be read piece by piece. Raises `DocumentLost`, and `DocumentDamaged` when it has
    changed.
    """
    path = _path(sha256)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as missing:
        log.error("document_lost", sha256=sha256)
        raise DocumentLost() from missing
    if found != sha256:
        log.error("document_damaged", sha256=sha256)
        raise DocumentDamaged()
    return path


def _path(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256
