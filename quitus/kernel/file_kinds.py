"""What a file is, told by its first bytes: never by its name, nor by what a browser says of it. Pure."""

_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def media_type_of(content: bytes) -> str | None:
    """The type of a file that keeps its form wherever it is opened: PDF, PNG or JPEG; None for anything else."""
    return next((media_type for beginning, media_type in _BEGINNINGS if content.startswith(beginning)), None)
