"""Annexes of an act: the bytes go to the documents, the line to the acts."""

from quitus.connectors import documents
from quitus.domain.acts import files, operations, queries
from quitus.domain.acts.models import ActAnnex
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def join_annex(*, by: Actor, deliberation_id: int, title: str, file_name: str, content: bytes) -> ActAnnex:
    """Keeps a file and joins it to a deliberation.

    Refuses with `NotYourRole`, `NotAllowed`, `AnnexEmpty`, `AnnexTooLarge`, `AnnexOfThisTypeRefused`,
    `AnnexesOfAnActOnline`, `ActAlreadyTransmitted`, `AnnexAlreadyJoined`.
    """
    media_type = files.fit_media_type(content)
    return operations.add_annex(
        by=by,
        deliberation_id=deliberation_id,
        title=title,
        file_name=file_name[-200:],
        sha256=documents.store(content),
        size=len(content),
        media_type=media_type,
    )


def annex_content(annex_id: int, authority_id: int) -> tuple[ActAnnex, bytes]:
    """An annex of an act of the authority and its bytes. Raises `DocumentLost` or `DocumentDamaged`."""
    annex = queries.annex(annex_id, authority_id)
    return annex, documents.read(annex.sha256)
