"""What somebody without an account has signed by hand, and the other side enters with its scan."""

from dataclasses import dataclass

from quitus.domain.documents.errors import (
    OwnSignatureOnPaper,
    ScanEmpty,
    ScanOfThisTypeRefused,
    ScanTooLarge,
    SignerMissing,
)
from quitus.kernel.actors import Actor
from quitus.kernel.file_kinds import media_type_of
from quitus.kernel.text import sort_key

MOST_BYTES = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A paper signed by hand: who signed, as written on it, and its scan, kept among the documents.

    Given to an operation (`paper=`) by who enters it, in place of the account of who signed. Size in bytes.
    """

    signed_by: str
    file_name: str
    sha256: str
    media_type: str
    size: int


def refuse_own_signature(by: Actor, signed_by: str) -> None:
    """Refuses with `OwnSignatureOnPaper` who enters a paper that bears his own name."""
    if sort_key(signed_by) == sort_key(by.label):
        raise OwnSignatureOnPaper(name=by.label)


def fit_scan(signed_by: str, content: bytes) -> str:
    """The type of a scan that may be kept: PDF, PNG or JPEG, told from its first bytes.

    Refuses with `SignerMissing`, `ScanEmpty`, `ScanTooLarge` beyond `MOST_BYTES`, `ScanOfThisTypeRefused`.
    """
    if not signed_by.strip():
        raise SignerMissing()
    return fit_file(content)


def fit_file(content: bytes) -> str:
    """The type of a file that may be kept: PDF, PNG or JPEG, told from its first bytes.

    Refuses with `ScanEmpty`, `ScanTooLarge` beyond `MOST_BYTES`, `ScanOfThisTypeRefused`.
    """
    if not content:
        raise ScanEmpty()
    if len(content) > MOST_BYTES:
        raise ScanTooLarge(most=MOST_BYTES // (1024 * 1024))
    found = media_type_of(content)
    if found is None:
        raise ScanOfThisTypeRefused()
    return found
