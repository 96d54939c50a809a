"""How the files of a package are called, and the identifier of an act. Case matters, so does every dash."""

import re
import unicodedata
from datetime import date

NUMBER_LENGTH = 15
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}

# Letters, digits and underscores, beginning and ending with neither: what both generations of the schema accept.
_INTERNAL_NUMBER = re.compile(r"[A-Z0-9](?:[A-Z0-9_]{0,13}[A-Z0-9])?")


def internal_number(number: str) -> str:
    """The number of an act as @CTES writes it: capitals, digits and underscores (« 2023-204 » is `2023_204`).

    It may come out empty or longer than fifteen characters: `is_internal_number` then says no. It is never cut, since
    two acts would then have one identifier.
    """
    bare = unicodedata.normalize("NFKD", number).encode("ascii", "ignore").decode().upper()
    return re.sub(r"[^A-Z0-9]+", "_", bare).strip("_")


def is_internal_number(number: str) -> bool:
    """Whether a number may stand in an identifier: one to fifteen capitals, digits and underscores."""
    return _INTERNAL_NUMBER.fullmatch(number) is not None


def act_identifier(department: str, siren: str, on: date, number: str, nature: str) -> str:
    """The identifier of an act, « 062-226200012-20230515-2023_204-DE »."""
    return f"{department}-{siren}-{on:%Y%m%d}-{number}-{nature}"


def message_name(identifier: str) -> str:
    """The file of the message of an act (type 1-1: transmission of an act)."""
    return f"{identifier}-1-1_0.xml"


def piece_name(identifier: str, code: str, rank: int, media_type: str) -> str:
    """The file of the document (rank 1) or of an annex (from 2 on)."""
    return f"{code}-{identifier}-1-1_{rank}.{ENDINGS[media_type]}"


def envelope_name(siren: str, produced_on: date, serial: int) -> str:
    """The file of the envelope; `serial` tells apart those of one day."""
    return f"EACT--{siren}--{produced_on:%Y%m%d}-{serial}.xml"


def archive_name(operator: str, envelope: str) -> str:
    """The archive: the operator's three letters, then the name of the envelope."""
    return f"{operator}-{envelope.removesuffix('.xml')}.tar.gz"
