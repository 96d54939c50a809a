"""What a file may be to be joined to an act: a document that keeps its form, as the prefect receives it. Pure."""

from quitus.domain.acts.errors import AnnexEmpty, AnnexOfThisTypeRefused, AnnexTooLarge
from quitus.kernel.file_kinds import media_type_of

MOST_BYTES = 50 * 1024 * 1024


def fit_media_type(content: bytes) -> str:
    """The type of a file that may be joined to an act, told by its first bytes and never by its name.

    Refuses with `AnnexEmpty`, `AnnexTooLarge` beyond `MOST_BYTES`, `AnnexOfThisTypeRefused`.
    """
    if not content:
        raise AnnexEmpty()
    if len(content) > MOST_BYTES:
        raise AnnexTooLarge(most=MOST_BYTES // (1024 * 1024))
    media_type = media_type_of(content)
    if media_type is None:
        raise AnnexOfThisTypeRefused()
    return media_type
