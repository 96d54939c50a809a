"""Which files may be kept with a convention: annexes, and scans of signed originals."""

from dataclasses import dataclass

from quitus.domain.grants.errors import FileEmpty, FileOfThisTypeRefused, FileTooLarge
from quitus.kernel.file_kinds import media_type_of

MOST_BYTES = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a row keeps of a file whose bytes are among the documents: name, SHA-256, type, size in bytes."""

    file_name: str
    sha256: str
    media_type: str
    size: int


def fit_media_type(content: bytes) -> str:
    """The type of a file that may be kept: PDF, PNG or JPEG, told from its first bytes.

    Refuses with `FileEmpty`, `FileTooLarge` beyond `MOST_BYTES`, `FileOfThisTypeRefused`.
    """
    if not content:
        raise FileEmpty()
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // (1024 * 1024))
    found = media_type_of(content)
    if found is None:
        raise FileOfThisTypeRefused()
    return found
