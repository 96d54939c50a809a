"""Signing minutes of destruction, in the program or by hand, and the document that they become."""

from datetime import date

from quitus.domain.documents import kinds
from quitus.domain.documents import queries as documents
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.reimbursement import operations
from quitus.domain.reimbursement.models import PaperDestruction
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.papers import download, preview, produce
from quitus.usecases.papers.making import PDF
from quitus.usecases.signed_papers import on_paper


@operation
def sign(*, by: Actor, destruction_id: int, signed_on: date) -> PaperDestruction:
    """Signs minutes of destruction in the program, and keeps them as PDF and ODT.

    Refuses as `reimbursement.sign_destruction` and `papers.produce`.
    """
    minutes = operations.sign_destruction(by=by, destruction_id=destruction_id, signed_on=signed_on)
    produce(by=by, kind=kinds.DESTRUCTION_MINUTES, subject_id=minutes.pk)
    return minutes


@operation
def enter_signed(
    *,
    by: Actor,
    destruction_id: int,
    signed_on: date,
    signed_by: str,
    file_name: str,
    content: bytes,
    quality: str = "",
) -> PaperDestruction:
    """Enters minutes that somebody signed by hand, with their scan, and keeps them as PDF and ODT too.

    Refuses as `signed_papers.on_paper`, `reimbursement.sign_destruction` and `papers.produce`.
    """
    paper = on_paper(signed_by, file_name, content, by=by)
    minutes = operations.sign_destruction(
        by=by, destruction_id=destruction_id, signed_on=signed_on, quality=quality, paper=paper
    )
    produce(by=by, kind=kinds.DESTRUCTION_MINUTES, subject_id=minutes.pk)
    return minutes


def minutes_file(destruction_id: int, format_: str) -> tuple[str, bytes]:
    """The name and content of the minutes, "pdf" or "odt": the document kept once they are signed; before, what it
    would be, as PDF only.

    Raises `DocumentLost`, `DocumentDamaged`; `ProducedDocument.DoesNotExist` for an ODT not signed yet.
    """
    kept = documents.latest(subject_kind="paper_destruction", subject_id=destruction_id)
    if kept is not None:
        return f"destruction-{destruction_id}.{format_}", download(kept.pk, format_)[1]
    if format_ != PDF:
        raise ProducedDocument.DoesNotExist
    return f"destruction-{destruction_id}.pdf", preview(kinds.DESTRUCTION_MINUTES, destruction_id)
