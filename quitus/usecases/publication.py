"""Putting an act online: its PDF is kept with its hash, then its public page exists for good."""

from quitus.connectors import documents, text_of_file
from quitus.connectors.text_of_file import FileNotReadable
from quitus.domain.acts import operations, queries
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.reading.errors import TooManyFilesAtOnce
from quitus.domain.acts.track_errors import PublishedTextNotReadable
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.act_text import text_of

# A long act is too much for the reader of texts, and can be read by persons all the same.
NOT_READABLE = frozenset({"damaged", "encrypted", "scanned", "empty"})


@operation
def publish_act(
    *, by: Actor, deliberation_id: int, author_name: str, author_quality: str, pdf: bytes | None = None
) -> Deliberation:
    """Publishes an act today with the `pdf` given, else with the document produced of it.

    Refuses with `PublishedTextNotReadable`, `TooManyFilesAtOnce`, and with what `acts.operations.publish_deliberation`
    and `act_text.text_of` refuse with.
    """
    text = text_of(queries.deliberation(deliberation_id), pdf)
    if pdf is not None:
        _refuse_unreadable(pdf)
    return operations.publish_deliberation(
        by=by,
        deliberation_id=deliberation_id,
        author_name=author_name,
        author_quality=author_quality,
        sha256=text.sha256,
        size=len(text.content),
    )


def online_pdf(slug: str) -> tuple[Deliberation, bytes]:
    """The PDF of the act at a permanent address. Raises `DoesNotExist`, `DocumentLost`, `DocumentDamaged`."""
    act = queries.online_act(slug)
    return act, documents.read(act.published_sha256)


def _refuse_unreadable(pdf: bytes) -> None:
    try:
        text_of_file.text_of(pdf)
    except FileNotReadable as refused:
        if refused.reason == "too_many_at_once":
            raise TooManyFilesAtOnce() from refused
        if refused.reason in NOT_READABLE:
            raise PublishedTextNotReadable() from refused
