"""@CTES: the package an authority hands to a certified operator, and what the prefecture answers.

Plain data in and out. Nothing here sends anything: only an operator certified by the State may transmit (ADR 0013).
Format: « norme d'échange » @CTES, messages of namespace `ACTES#v1.1-20040216`.
"""

from quitus.connectors.actes.answers import AnswerUnreadable, read_answers
from quitus.connectors.actes.naming import internal_number, is_internal_number
from quitus.connectors.actes.package import NATURES, NotSendable, Package, pack
from quitus.connectors.actes.parts import (
    Acknowledgement,
    Anomaly,
    Answer,
    Cancelled,
    Issuer,
    Message,
    Piece,
    PrefectLetter,
)
from quitus.connectors.actes.schema import Schema, SchemaUnusable, load

__all__ = [
    "NATURES",
    "Acknowledgement",
    "Anomaly",
    "Answer",
    "AnswerUnreadable",
    "Cancelled",
    "Issuer",
    "Message",
    "NotSendable",
    "Package",
    "Piece",
    "PrefectLetter",
    "Schema",
    "SchemaUnusable",
    "internal_number",
    "is_internal_number",
    "load",
    "pack",
    "read_answers",
]
