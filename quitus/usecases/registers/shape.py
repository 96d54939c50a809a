"""What a paper of the register says, whatever it becomes: a page, a PDF, a spreadsheet.

Fixed words are French strings that the page translates (`N_`); amounts are cents, days are dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from quitus.domain.organisations.models import Organisation

Kind = Literal["text", "number", "money", "day", "moment", "code"]
Cell = str | int | date | datetime | None


@dataclass(frozen=True)
class Column:
    """One column: its heading, and how its cells are written. `summed`: its total is the sum of its cells."""

    label: str
    kind: Kind = "text"
    summed: bool = False


@dataclass(frozen=True)
class Part:
    """One table. `opening` is a first line carried over from before, `totals` stands at the foot."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    nothing: str
    opening: Sequence[Cell] = ()
    totals: Sequence[Cell] = ()


@dataclass(frozen=True)
class Item:
    """One short fact at the head of the paper."""

    label: str
    value: Cell
    kind: Kind = "text"


@dataclass(frozen=True)
class Signer:
    """Who signs, in which quality, and when that was done."""

    party: str
    quality: str = ""
    name: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Statement:
    """A paper of the register about a holder, a régie or a slip, from a day to a day (both included).

    `kind` is one of those of the documents room; `title` names it in full (« Registre des valeurs »), `about` says of
    whom; `reference` is its own number where it has one. `signers` are those who sign it.
    """

    kind: str
    subject_id: int
    authority: Organisation
    title: str
    about: str
    since: date
    until: date
    items: tuple[Item, ...]
    parts: tuple[Part, ...]
    signers: tuple[Signer, ...]
    reference: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_of_one_day(self) -> bool:
        """Whether it tells of one day and not of a period."""
        return self.since == self.until
