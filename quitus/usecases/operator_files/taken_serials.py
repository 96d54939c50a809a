"""Which serials of an operator are taken, while a file adds some."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from quitus.domain.operators.models import SerialRange
from quitus.domain.operators.rules import Serial


class TakenSerials:
    """The serials given so far, of all orders of an operator, by the way they are written."""

    def __init__(self, operator_id: int) -> None:
        self._shelves: dict[tuple[str, int], tuple[array[int], array[int], list[str]]] = {}
        ranges = (
            SerialRange.objects.filter(format__operator_id=operator_id)
            .order_by("format__prefix", "format__width", "first")
            .values_list("format__prefix", "format__width", "first", "last", "order__number")
        )
        for prefix, width, first, last, order in ranges.iterator(10_000):
            self.add(Serial(prefix, width, first), last, order)

    def order_of(self, first: Serial, last: int) -> str | None:
        """The number of the order that has one of these serials already; None when they are all free."""
        shelf = self._shelves.get((first.prefix, first.width))
        if shelf is None:
            return None
        starts, ends, orders = shelf
        place = bisect_left(ends, first.value)  # the first range that does not end before them
        return orders[place] if place < len(starts) and starts[place] <= last else None

    def add(self, first: Serial, last: int, order: str) -> None:
        """They are of that order from now on; nobody had them."""
        starts, ends, orders = self._shelves.setdefault((first.prefix, first.width), (array("q"), array("q"), []))
        place = bisect_left(starts, first.value)
        starts.insert(place, first.value)
        ends.insert(place, last)
        orders.insert(place, order)
