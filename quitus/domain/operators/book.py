"""The serials of one operator, held to be looked up fast: a hundred thousand in a tenth of a second."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from quitus.domain.operators.rules import Serial
from quitus.domain.vouchers.rules import rank_of, series_of
from quitus.kernel.ranges import NumberRange


@dataclass
class _Shelf:
    """The ranges of one way of writing, in order of their first serial."""

    first: array[int] = field(default_factory=lambda: array("q"))
    last: array[int] = field(default_factory=lambda: array("q"))
    number: array[int] = field(default_factory=lambda: array("q"))


class SerialBook:
    """Which pass each serial of an operator is. `orders` are the series and quantities of its orders: a pass that the
    operator prints under our own number is known by it.
    """

    def __init__(self, ranges: Iterable[tuple[str, int, int, int, int]], orders: dict[int, int]) -> None:
        """`ranges`: prefix, width, first, last, number, in the order of (prefix, width, first)."""
        self._shelves: dict[tuple[str, int], _Shelf] = {}
        self._orders = orders
        for prefix, width, first, last, number in ranges:
            shelf = self._shelves.setdefault((prefix, width), _Shelf())
            shelf.first.append(first)
            shelf.last.append(last)
            shelf.number.append(number)
        # A spreadsheet drops the zeros at the head of digits alone.
        self._widths = sorted(width for prefix, width in self._shelves if not prefix)

    def number_of(self, serial: Serial) -> int | None:
        """The pass with this serial, or with this number of ours; None when the operator has none."""
        found = self._on_shelf(serial)
        if found is None and not serial.prefix:
            found = self._ours(serial.value) or self._with_zeros(serial)
        return found

    def range_of(self, first: Serial, last: Serial) -> NumberRange | None:
        """The pass from one serial to another when they follow one another; None when they do not all."""
        start, end = self.number_of(first), self.number_of(last)
        if start is None or end is None or end - start != last.value - first.value:
            return None
        if self._on_shelf(first) is None or self._whole(first, last):
            return NumberRange(start, end)
        return None

    def _whole(self, first: Serial, last: Serial) -> bool:
        """Whether no serial between the two is missing, nor leads elsewhere."""
        shelf = self._shelves[first.prefix, first.width]
        place, value = bisect_right(shelf.first, first.value) - 1, first.value
        number = shelf.number[place] + value - shelf.first[place]
        while value <= last.value:
            here = place < len(shelf.first) and shelf.first[place] <= value <= shelf.last[place]
            if not here or shelf.number[place] + value - shelf.first[place] != number:
                return False
            step = shelf.last[place] - value + 1
            value, number, place = value + step, number + step, place + 1
        return True

    def _on_shelf(self, serial: Serial) -> int | None:
        shelf = self._shelves.get((serial.prefix, serial.width))
        if shelf is None:
            return None
        place = bisect_right(shelf.first, serial.value) - 1
        if place < 0 or serial.value > shelf.last[place]:
            return None
        return shelf.number[place] + serial.value - shelf.first[place]

    def _with_zeros(self, serial: Serial) -> int | None:
        wider = [width for width in self._widths if width > serial.width]
        found = {self._on_shelf(Serial("", width, serial.value)) for width in wider} - {None}
        return found.pop() if len(found) == 1 else None

    def _ours(self, number: int) -> int | None:
        return number if 1 <= rank_of(number) <= self._orders.get(series_of(number), 0) else None


class Marks:
    """Some pass met in a file, each once: one bit for each, made as series appear."""

    def __init__(self, orders: dict[int, int]) -> None:
        """`orders`: the quantity of each series."""
        self._orders = orders
        self._bits: dict[int, bytearray] = {}

    def __contains__(self, number: int) -> bool:
        bits, rank = self._bits.get(series_of(number)), rank_of(number)
        return bits is not None and bool(bits[rank >> 3] & 1 << (rank & 7))

    def add(self, number: int) -> None:
        """This pass was met."""
        series, rank = series_of(number), rank_of(number)
        bits = self._bits.setdefault(series, bytearray(self._orders.get(series, rank) // 8 + 1))
        bits[rank >> 3] |= 1 << (rank & 7)

    def texts(self) -> dict[str, str]:
        """The bits of each series in base64, to be kept: a few kilobytes for an order of 50,000."""
        return {str(series): b64encode(bits).decode() for series, bits in self._bits.items()}


def passes_in(texts: Iterable[str]) -> int:
    """How many pass of a series are in one of these texts of `Marks`: each once, in however many it is."""
    return reduce(or_, (int.from_bytes(b64decode(text), "little") for text in texts), 0).bit_count()
