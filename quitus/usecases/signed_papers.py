"""Papers signed by hand: the scan goes to the documents, what it says to the operation it stands for."""

from quitus.connectors import documents as files
from quitus.domain.documents import queries
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper, fit_scan


def on_paper(signed_by: str, file_name: str, content: bytes) -> OnPaper:
    """What an operation needs of a paper signed by hand; its scan is stored.

    Refuses with `SignerMissing`, `ScanEmpty`, `ScanTooLarge`, `ScanOfThisTypeRefused`.
    """
    media_type = fit_scan(signed_by, content)
    return OnPaper(signed_by.strip(), file_name[-200:], files.store(content), media_type, len(content))


def scan_content(paper_id: int) -> tuple[SignedPaper, bytes]:
    """A signed paper of the current scheme and its scan. Raises `DoesNotExist`, `DocumentLost`, `DocumentDamaged`."""
    paper = queries.signed_paper(paper_id)
    return paper, files.read(paper.sha256)
