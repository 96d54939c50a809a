"""What a file may be to be joined to an act: a document that keeps its form, as the prefect receives it. Pure."""

from quitus.domain.acts.errors import AnnexEmpty, AnnexOfThisTypeRefused, AnnexTooLarge

MOST_BYTES = 50 * 1024 * 1024
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def fit_media_type(content: bytes) -> str:
    """The type of a file that may be joined to an act, told by its first bytes and never by its name.

    Refuses with `AnnexEmpty`, `AnnexTooLarge` beyond `MOST_BYTES`, `AnnexOfThisTypeRefused`.
    """
    if not content:
        raise AnnexEmpty()
    if len(content) > MOST_BYTES:
        raise AnnexTooLarge(most=MOST_BYTES // (1024 * 1024))
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    raise AnnexOfThisTypeRefused()
