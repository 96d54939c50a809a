"""How rows of operators are read, and how their serials are told apart: pure rules."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from quitus.domain.operators import kinds
from quitus.domain.operators.errors import (
    CellMissing,
    CellNotReadable,
    ColumnMissing,
    ColumnUsedTwice,
    HeadingNotInFile,
    RowDateInTheFuture,
    RowOfAnotherShape,
    SerialsNotARange,
)
from quitus.domain.vouchers.rules import number_of
from quitus.kernel.money import Cents, PerMille, parse_euros, share
from quitus.kernel.refusals import Refusal

# As many as are read and imported within a minute on two cores: a longer file comes in several.
MOST_ROWS = {
    kinds.SERIALS: 200_000,
    kinds.DELIVERIES: 20_000,
    kinds.SCANS: 500_000,
    kinds.FEES: 20_000,
    kinds.CREDIT_NOTES: 20_000,
}
MOST_BYTES = 300_000_000
MOST_TEXT = 60
MOST_SERIAL = 40
NAMESPACE = UUID("5f0d5e0e-6b1d-5d0c-9c57-0d1e5a7b3c11")

_SEPARATORS = str.maketrans("", "", " \u00a0\u202f.-_/\t'")
_SERIAL = re.compile(r"([0-9A-Z]*?)([0-9]{0,18})")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_DAYS = {
    "dmy": re.compile(r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})"),
    "ymd": re.compile(r"(?P<y>\d{4})[/.\-](?P<m>\d{1,2})[/.\-](?P<d>\d{1,2})"),
    "mdy": re.compile(r"(?P<m>\d{1,2})[/.\-](?P<d>\d{1,2})[/.\-](?P<y>\d{4})"),
    "compact": re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
}
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")

Values = dict[str, Any]


class Serial(NamedTuple):
    """A number as the operator writes it: what stands before its last digits, how many these are, what they say."""

    prefix: str
    width: int
    value: int

    def __str__(self) -> str:
        return f"{self.prefix}{self.value:0{self.width}d}" if self.width else self.prefix


def serial_of(text: str) -> Serial | None:
    """The serial in a cell, whatever separates its groups; None when it is none (or was rounded by a spreadsheet)."""
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return Serial("", len(text), int(text))
    found = _SERIAL.fullmatch(text.translate(_SEPARATORS).upper()) if len(text) <= 2 * MOST_SERIAL else None
    if found is None or not found[0] or len(found[0]) > MOST_SERIAL or "E+" in text.upper():
        return None
    return Serial(found[1], len(found[2]), int(found[2] or 0))


def day_of(text: str, date_format: str) -> date | None:
    """The day in a cell, an hour after it left out; a spreadsheet's own days are read in any layout."""
    return _day_of(_TIME.sub("", text) if len(text) > 10 else text, date_format)


@lru_cache(maxsize=4096)
def _day_of(text: str, date_format: str) -> date | None:
    for form in dict.fromkeys((date_format, "ymd")):
        found = _DAYS[form].fullmatch(text)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def word(text: str) -> str:
    """How a word of the operator is looked up: case and spaces around it do not count."""
    # A cell may have a hundred thousand letters: only short ones are remembered.
    return _word(text) if len(text) <= MOST_TEXT else _word.__wrapped__(text)


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Layout:
    """How the rows of one kind are written: `columns` by field, the operator's words in `choices`."""

    kind: str
    columns: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    service: str = ""
    date_format: str = "dmy"
    has_header: bool = True


class RowReader:
    """Reads rows of one file: knows where each field stands once the headings are seen."""

    def __init__(self, layout: Layout, header: Sequence[str], today: date) -> None:
        """Refuses with `ColumnMissing`, `ColumnUsedTwice`, `HeadingNotInFile`."""
        self.layout = layout
        self.today = today
        self._places = places_of(layout, header)
        self._wanted = max(self._places.values()) + 1
        self._read: dict[str, Callable[[str, str], object]] = {
            "text": self._text,
            "serial": self._serial,
            "day": self._day,
            "count": self._count,
            "amount": self._amount,
            "choice": self._choice,
        }
        fields = kinds.FIELDS[layout.kind]
        self._plan = [(name, place, fields[name]) for name, place in self._places.items()]

    def read(self, cells: Sequence[str]) -> Values:
        """What a row says, by field. Refuses with one of the reasons of `BY_REASON`."""
        if len(cells) < self._wanted:
            raise RowOfAnotherShape(count=len(cells), wanted=self._wanted)
        values: Values = {}
        for name, place, known in self._plan:
            text = cells[place]
            if not text and name == "service" and self.layout.service:
                continue
            if not text and known.needed:
                raise CellMissing(field=known.label)
            if text:
                values[name] = self._read[known.nature](name, text)
        if "last" in values:
            _refuse_unlike(values["first"], values["last"])
        if self.layout.kind == kinds.SCANS:
            values.setdefault("service", self.layout.service)
            if not values["service"]:
                raise CellMissing(field=kinds.FIELDS[kinds.SCANS]["service"].label)
        return values

    def _unreadable(self, name: str, text: str) -> Refusal:
        return CellNotReadable(text=text[:MOST_TEXT], field=kinds.FIELDS[self.layout.kind][name].label)

    def _text(self, name: str, text: str) -> str:
        plain = text.isascii() and text.isprintable()
        if len(text) > MOST_TEXT or (not plain and _CONTROL.search(text)):
            raise self._unreadable(name, text)
        return text

    def _serial(self, name: str, text: str) -> Serial:
        found = serial_of(text)
        if found is None:
            raise self._unreadable(name, text)
        return found

    def _day(self, name: str, text: str) -> date:
        found = day_of(text, self.layout.date_format)
        if found is None:
            raise self._unreadable(name, text)
        if found > self.today:
            raise RowDateInTheFuture(on=found)
        return found

    def _count(self, name: str, text: str) -> int:
        digits = re.sub(r"\s", "", text)
        if not re.fullmatch("[0-9]{1,9}", digits):
            raise self._unreadable(name, text)
        return int(digits)

    def _amount(self, name: str, text: str) -> Cents:
        try:
            return parse_euros(text)
        except Refusal as wrong:
            raise self._unreadable(name, text) from wrong

    def _choice(self, name: str, text: str) -> str:
        found = self.layout.choices.get(name, {}).get(word(text))
        if found is None:
            raise self._unreadable(name, text)
        return found


def _refuse_unlike(first: Serial, last: Serial) -> None:
    if (first.prefix, first.width) != (last.prefix, last.width) or last.value < first.value or not first.width:
        raise SerialsNotARange(first=str(first), last=str(last))


def places_of(layout: Layout, header: Sequence[str]) -> dict[str, int]:
    """Where each field stands, from 0. Refuses with `ColumnMissing`, `ColumnUsedTwice`, `HeadingNotInFile`."""
    headings = {word(heading): place for place, heading in reversed(list(enumerate(header)))}
    places: dict[str, int] = {}
    for name, known in kinds.FIELDS[layout.kind].items():
        column = layout.columns.get(name, "")
        if not column:
            if known.needed:
                raise ColumnMissing(field=known.label)
            continue
        place = headings.get(word(column)) if layout.has_header else _rank(column)
        if place is None:
            raise HeadingNotInFile(heading=column, found=", ".join(header)[:300])
        if place in places.values():
            raise ColumnUsedTwice(heading=column)
        places[name] = place
    return places


def _rank(column: str) -> int | None:
    return int(column) - 1 if re.fullmatch("[1-9][0-9]{0,2}", column) else None


_KEYS = {
    kinds.SERIALS: ("first", "last"),
    kinds.DELIVERIES: ("slip", "first", "last"),
    kinds.SCANS: ("serial", "venue", "service_on"),
    kinds.FEES: ("invoice", "kind", "order"),
    kinds.CREDIT_NOTES: ("note", "order"),
}


def line_of(kind: str, values: Values) -> str:
    """The reference by which a row is imported once: the operator's own, else what tells it from any other row."""
    given = values.get("line")
    return f"#{given}" if given else "|".join(str(values.get(name, "")) for name in _KEYS[kind])[:120]


def facts_of(values: Values) -> int:
    """A hash (64 bits, signed) of all that a row says: the same reference with another hash is another row."""
    text = "|".join(f"{name}={values[name]}" for name in sorted(values))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def request_of(contract_id: int, line: str) -> UUID:
    """The request under which a reported use is recorded: the same line gives the same one, in any file."""
    return uuid5(NAMESPACE, f"{contract_id}:{line}")


@dataclass(frozen=True, slots=True)
class Run:
    """Serials that follow one another, and the first of our numbers that they stand for."""

    first: Serial
    last: int
    number: int


def runs(pairs: Iterable[tuple[Serial, Serial | None]], number: int) -> Iterator[Run]:
    """Serials in the order of the file, given our numbers one after the other; what follows on is one run."""
    open_run: Run | None = None
    for first, last in pairs:
        end = (last or first).value
        if open_run and _follows(open_run, first) and first.width:
            open_run = Run(open_run.first, end, open_run.number)
        else:
            if open_run:
                yield open_run
            open_run = Run(first, end, number)
        number += end - first.value + 1
    if open_run:
        yield open_run


def _follows(run: Run, serial: Serial) -> bool:
    same = (run.first.prefix, run.first.width) == (serial.prefix, serial.width)
    return same and serial.value == run.last + 1


def next_number(series: int, given: int) -> int:
    """The first pass of a series without a serial when `given` have one."""
    return number_of(series, given + 1)


def expected_fee(kind: str, counted: int | None, face_value: Cents, rates: tuple[PerMille, PerMille]) -> Cents | None:
    """What the contract gives on `counted` pass of this face value, in cents before VAT: a share of the value ordered
    (first rate) or used (second); None for fees that our lines do not count.
    """
    if counted is None or kind not in (kinds.ON_ORDER, kinds.ON_REDEMPTION):
        return None
    return share(Cents(counted * face_value), rates[0] if kind == kinds.ON_ORDER else rates[1])
