"""What a package is made of, and what an answer says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Issuer:
    """Who transmits: a SIREN of nine digits, the département on three characters (`062`), the arrondissement on one
    digit, the two digits of the kind of body, and where the prefecture answers.
    """

    siren: str
    department: str
    arrondissement: str
    nature: str
    return_emails: tuple[str, ...]
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


@dataclass(frozen=True)
class Piece:
    """A file with the code of its kind (`99_DE`, `22_AN`): PDF, or for an annex also PNG and JPEG."""

    code: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """An act as it is transmitted.

    `number` is the internal number (`naming.internal_number`), `nature_code` 1 to 6 (1 a deliberation, 4 a contract,
    convention or amendment), `matter` the codes of the prefecture's classification (7, 5: subsidies), two to five of
    them, `classification_on` the date of that classification, `subject` at most 500 characters. `replaces` is the
    identifier of an act already transmitted that this one comes after.
    """

    on: date
    number: str
    nature_code: int
    matter: tuple[int, ...]
    subject: str
    classification_on: date | None
    document: Piece
    annexes: tuple[Piece, ...] = ()
    replaces: str = ""
    on_paper: bool = False


@dataclass(frozen=True)
class Acknowledgement:
    """The prefecture has received the act (`ARActe`): the identifier it gave it, and the day of reception."""

    act_identifier: str
    received_on: date


@dataclass(frozen=True)
class Cancelled:
    """The prefecture takes note that a transmission is cancelled (`ARAnnulation`)."""

    act_identifier: str
    received_on: date


@dataclass(frozen=True)
class Anomaly:
    """The prefecture refuses an act or a whole envelope.

    `code` is kept as written, known to the schema or not: real files carry codes that it does not list. `forms` are the
    names of the messages of the envelope, or of the documents of the act, that it says it received; `on_act`, `number`
    and `nature_code` those of the act, where the anomaly is about one.
    """

    code: str
    detail: str
    said_on: date | None
    forms: tuple[str, ...]
    about_envelope: bool
    on_act: date | None = None
    number: str = ""
    nature_code: str = ""


@dataclass(frozen=True)
class PrefectLetter:
    """A letter of the prefecture about an act: `letter`, `documents_requested`, `observations` or `referral`."""

    kind: str
    act_identifier: str
    written_on: date
    text: str


Answer = Acknowledgement | Cancelled | Anomaly | PrefectLetter
