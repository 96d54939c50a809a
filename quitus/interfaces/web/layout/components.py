"""What a page is made of, as plain data: views build these, the layout draws them.

Words arrive translated (or lazily translatable); amounts are cents, days are dates, instants are
aware datetimes: the layout formats them in the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Words = object  # a str, or a lazy translation of one
Tone = Literal["done", "waiting", "late", "neutral"]
Weight = Literal["primary", "secondary", "danger", "link"]
Kind = Literal["text", "number", "money", "day", "moment", "code", "share"]
StepState = Literal["done", "current", "late", "to_come"]


@dataclass(frozen=True)
class Link:
    """A way to somewhere; on a button its label is a verb (« Remettre un carnet »).

    ``about`` says on what, for those who hear the link alone, where others of the page have the same label.
    """

    label: Words
    url: str
    weight: Weight = "secondary"
    icon: str = ""
    about: Words = ""


@dataclass(frozen=True)
class Status:
    """Where a thing stands: a tone (with its icon) and always a word."""

    tone: Tone
    word: Words


@dataclass(frozen=True)
class Typed:
    """A value that is not text, with the kind that says how it is written."""

    value: object
    kind: Kind
    url: str = ""


def money(cents: int | None, url: str = "") -> Typed:
    """An amount in cents, written « 1 234,50 € »; None is written as a dash."""
    return Typed(cents, "money", url)


def number(value: int | None, url: str = "") -> Typed:
    """A count, written « 12 345 »."""
    return Typed(value, "number", url)


def day(value: date | None, url: str = "") -> Typed:
    """A day, written « 15 mai 2023 »."""
    return Typed(value, "day", url)


def moment(value: datetime | None) -> Typed:
    """An instant, written « 15 mai 2023 à 14 h 05 », Paris time."""
    return Typed(value, "moment")


def code(value: str, url: str = "") -> Typed:
    """A code or a number one reads aloud, set in even figures and never broken."""
    return Typed(value, "code", url)


def siret(number: str | None) -> Typed | None:
    """A SIRET as it is read: « 226 200 012 00012 »; None when there is none."""
    return code(f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}") if number else None


def share(per_mille: int | None, url: str = "") -> Typed:
    """A share in per mille, written « 12,5 % »."""
    return Typed(per_mille, "share", url)


@dataclass(frozen=True)
class Bars:
    """A small drawing of counts over time, the oldest first, and the words that say the same."""

    counts: Sequence[int]
    words: Words


# What a cell, or the value of a fact, may hold.
Value = object  # str, lazy str, int, Typed, Link, Status, Bars or None


@dataclass(frozen=True)
class Fact:
    """One line of a facts list: « Valeur faciale · 10,00 € »."""

    label: Words
    value: Value
    note: Words = ""


@dataclass(frozen=True)
class Figure:
    """A number that matters, with what it counts and the lines behind it."""

    value: Value
    label: Words
    url: str = ""
    note: Words = ""


@dataclass(frozen=True)
class Chip:
    """One filter: its words, how many lines it keeps, and whether it is on."""

    label: Words
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Task:
    """One line of a home page: what to do (a verb), on what, before when."""

    title: Words
    url: str
    detail: Words = ""
    due: date | None = None
    tone: Tone = "waiting"


@dataclass(frozen=True)
class Step:
    """One link of the chain a thing goes through."""

    label: Words
    state: StepState = "to_come"
    on: date | None = None
    detail: Words = ""


@dataclass(frozen=True)
class Past:
    """What was done: when, a sentence, by whom, with which paper."""

    at: date | datetime
    sentence: Words
    who: Words = ""
    paper: Words = ""
    url: str = ""


@dataclass(frozen=True)
class Next:
    """What comes next, who owes it, and until when."""

    sentence: Words
    who: Words = ""
    due: date | None = None
    url: str = ""
    late: bool = False


@dataclass(frozen=True)
class Thread:
    """*Le fil* of a detail page: past (oldest first), where it stands, what comes next."""

    past: Sequence[Past] = ()
    stands: Status | None = None
    next: Sequence[Next] = ()


@dataclass(frozen=True)
class IndexLine:
    """One page of a file, with what one finds there (« 3 annexes »)."""

    label: Words
    url: str
    icon: str = ""
    note: Words = ""


@dataclass(frozen=True)
class IndexPart:
    """Pages of a file that go together: « Textes »."""

    title: Words
    lines: Sequence[IndexLine]


@dataclass(frozen=True)
class Empty:
    """An empty list says why it is empty and what to do."""

    why: Words
    advice: Words = ""
    link: Link | None = None


@dataclass(frozen=True)
class Column:
    """A column of a register.

    ``kind`` aligns and formats the plain values of its cells; ``sort`` is the key of the address
    (``?tri=``) that orders by it.
    """

    label: Words
    kind: Kind = "text"
    sort: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a register: one value per column.

    ``url`` is the page the line opens; its link is put on the first cell.
    """

    cells: Sequence[Value]
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A register; on a phone its lines become cards.

    ``totals`` stand at its foot: one value per column, ``""`` where there is none. ``besides`` are lines
    of the same shape above it: what the total leaves out. ``caption`` names the register for those who
    cannot see it.
    """

    caption: Words
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: Empty
    totals: Sequence[Value] = field(default=())
    besides: Sequence[Sequence[Value]] = field(default=())
