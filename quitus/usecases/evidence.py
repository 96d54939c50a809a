"""Evidence of a spending: the bytes go to the documents, the line to the budget."""

from quitus.connectors import documents
from quitus.domain.budget import operations, queries, rules
from quitus.domain.budget.models import Evidence
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def join_evidence(*, by: Actor, spending_id: int, kind: str, file_name: str, content: bytes) -> Evidence:
    """Keeps a file and joins it to a spending: "commitment", "invoice" or "other".

    Refuses with `NotYourRole`, `EvidenceEmpty`, `EvidenceTooLarge`, `EvidenceOfThisTypeRefused`,
    `EvidenceAlreadyAdded`.
    """
    media_type = rules.fit_media_type(content)
    return operations.add_evidence(
        by=by,
        spending_id=spending_id,
        kind=kind,
        file_name=file_name[-200:],
        sha256=documents.store(content),
        size=len(content),
        media_type=media_type,
    )


def evidence_content(evidence_id: int) -> tuple[Evidence, bytes]:
    """A piece of evidence of the current scheme and its bytes. Raises `DocumentLost` or `DocumentDamaged`."""
    evidence = queries.evidence(evidence_id)
    return evidence, documents.read(evidence.sha256)
