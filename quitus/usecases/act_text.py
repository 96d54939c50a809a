"""The PDF of an act: what its authority gives, else the document that was produced of it after the vote."""

from dataclasses import dataclass

from quitus.connectors import documents
from quitus.domain.acts.errors import AnnexTooLarge
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.track_errors import ActTextMissing, NotAPdf
from quitus.domain.documents import kinds
from quitus.domain.documents import queries as produced
from quitus.domain.documents.models import ProducedDocument

MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class ActText:
    """A PDF kept among the documents: its bytes and their SHA-256 in hexadecimal."""

    content: bytes
    sha256: str


def text_of(act: Deliberation, given: bytes | None = None) -> ActText:
    """The PDF to transmit or to publish: `given`, which is then kept, else the one produced.

    Refuses with `ActTextMissing`, `NotAPdf`, `AnnexTooLarge`.
    """
    if given is None:
        document = produced_text(act)
        if document is None:
            raise ActTextMissing()
        return ActText(documents.read(document.pdf_sha256), document.pdf_sha256)
    if not given.startswith(b"%PDF-"):
        raise NotAPdf()
    if len(given) > MOST_BYTES:
        raise AnnexTooLarge(most=MOST_BYTES // (1024 * 1024))
    return ActText(given, documents.store(given))


def produced_text(act: Deliberation) -> ProducedDocument | None:
    """The document of an act produced last in the current scheme, with its vote: one made before does not tell it.

    A draft says so in its mark. Its day does not tell it apart: a vote may be recorded days after the sitting.
    """
    document = produced.latest(subject_kind="deliberation", subject_id=act.pk, kind=kinds.DELIBERATION)
    return None if document is None or act.adopted_on is None or document.data.get("mark") else document
