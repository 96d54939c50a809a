"""The files of a convention: annexes and signed originals. The bytes go to the documents, the lines to the room."""

from quitus.connectors import documents
from quitus.domain.grants import operations, queries
from quitus.domain.grants.files import FileFacts, fit_media_type
from quitus.domain.grants.models import AmendedAnnex, Annex, Original
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def join_original(
    *,
    by: Actor,
    party: str,
    kept_at: str,
    file_name: str,
    content: bytes,
    convention_id: int | None = None,
    amendment_id: int | None = None,
) -> Original:
    """Keeps the scan of a party's signed original, of a convention or of an amendment, and where the paper is.

    Refuses as `grants.operations.keep_original`, and with `FileEmpty`, `FileTooLarge`, `FileOfThisTypeRefused`.
    """
    return operations.keep_original(
        by=by,
        party=party,
        kept_at=kept_at,
        file=_kept(file_name, content),
        convention_id=convention_id,
        amendment_id=amendment_id,
    )


@operation
def write_annex(
    *,
    by: Actor,
    convention_id: int,
    number: str,
    title: str,
    text: str = "",
    file_name: str = "",
    content: bytes | None = None,
) -> Annex:
    """Writes an annex of a convention, with its file when `content` brings one.

    Refuses as `grants.operations.write_annex`, and with `FileEmpty`, `FileTooLarge`, `FileOfThisTypeRefused`.
    """
    file = None if content is None else _kept(file_name, content)
    return operations.write_annex(by=by, convention_id=convention_id, number=number, title=title, text=text, file=file)


@operation
def amend_annex(
    *,
    by: Actor,
    amendment_id: int,
    annex_number: str,
    title: str,
    text: str = "",
    file_name: str = "",
    content: bytes | None = None,
) -> AmendedAnnex:
    """Writes what an annex becomes, with its file when `content` brings one.

    Refuses as `grants.operations.amend_annex`, and with `FileEmpty`, `FileTooLarge`, `FileOfThisTypeRefused`.
    """
    file = None if content is None else _kept(file_name, content)
    return operations.amend_annex(
        by=by, amendment_id=amendment_id, annex_number=annex_number, title=title, text=text, file=file
    )


def original_content(original_id: int) -> tuple[Original, bytes]:
    """An original of the current scheme and its bytes. Raises `DocumentLost` or `DocumentDamaged`."""
    original = queries.original(original_id)
    return original, documents.read(original.sha256)


def annex_content(sha256: str) -> tuple[Annex | AmendedAnnex, bytes]:
    """An annex of the current scheme that has this file, and its bytes. Raises `DocumentLost` or `DocumentDamaged`."""
    annex = queries.annex_file(sha256)
    return annex, documents.read(sha256)


def _kept(file_name: str, content: bytes) -> FileFacts:
    media_type = fit_media_type(content)
    return FileFacts(file_name[-200:], documents.store(content), media_type, len(content))
