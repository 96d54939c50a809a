"""Counting with what is read on pass, or typed as it is printed on them: one text, many ways to say which."""

import re
from contextlib import suppress
from dataclasses import dataclass, field

from quitus.domain.controls import catalogue, operations
from quitus.domain.controls.count_errors import NotCounted, WhichOrder
from quitus.domain.vouchers import codes, rules
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.errors import NotOfThisOrder, NumbersUnknown
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.codes import NotACode
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NotARange, NumberRange, merged
from quitus.kernel.refusals import Refusal

SINGLE = "single"
BOOKLET = "booklet"
"""What a code or a bare number of a text stands for: one pass, or a whole booklet."""

_NUMBER = re.compile(r"(\d{9})[\s\u00a0\u202f\u2011-]?(\d{7})")
_RANKS = re.compile(
    r"(?:(?P<booklets>carnets?|booklets?)\s*|(?P<single>pass)\s*)?(?P<ranks>\d{1,7}(?:\s*(?:[-\u2013\u2014:à]|to|\.\.)\s*\d{1,7})?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\n\r,;\t]+")


@dataclass(slots=True)
class Read:
    """What was made of a text: the pass understood, how many of them changed the count, what was refused and why."""

    understood: list[NumberRange] = field(default_factory=list)
    changed: int = 0
    refused: list[tuple[str, Refusal]] = field(default_factory=list)


def read_pass(text: str, *, whole_booklet: bool = False) -> NumberRange:
    """The pass whose code was scanned or typed, or whose number was (`123456789-0000011`); or the whole booklet of it.

    Refuses with `NotACode`, `NumbersUnknown`.
    """
    typed = _NUMBER.fullmatch(text.strip())
    number = int(typed[1] + typed[2]) if typed else codes.number_of_code(text.strip())
    one = NumberRange(number, number)
    order = vouchers.order_of_range(one)
    if not whole_booklet:
        return one
    return rules.booklet_range(
        rules.series_of(number), rules.booklet_of(number, order.booklet_size), order.booklet_size
    )


@operation
def count_text(*, by: Actor, place_id: int, text: str, unit: str = SINGLE, order_id: int | None = None) -> Read:
    """Count every pass of a text, part by part between commas and ends of line; what is not understood is told apart.

    A part is the code of a pass, its whole number, its rank, a range of ranks (`1-10`), or `carnets 3-5`; with `unit`
    « booklet » a code counts its booklet and a bare number is one's, unless it says `pass 3-5`. `order_id` is the order
    of bare numbers. Refuses as `controls.count_pass`; a part alone is refused with `NotACode`, `NotARange`,
    `NumbersUnknown`, `WhichOrder`.
    """
    read, by_way = _read(text, unit, order_id)
    for way, ranges in by_way.items():
        read.changed += operations.count_pass(by=by, place_id=place_id, ranges=merged(ranges), way=way)
    return read


@operation
def withdraw_text(*, by: Actor, place_id: int, text: str, unit: str = SINGLE, order_id: int | None = None) -> Read:
    """Take every pass of a text out of the count of a place; the text is read as by `count_text`.

    Refuses as `controls.withdraw_count`, with `NotCounted` when none of them was counted.
    """
    read, _ways = _read(text, unit, order_id)
    for numbers in read.understood:
        with suppress(NotCounted):
            read.changed += operations.withdraw_count(by=by, place_id=place_id, numbers=numbers)
    if read.understood and not read.changed:
        raise NotCounted()
    return read


def told_of(order: Order, text: str, *, unit: str = SINGLE) -> list[NumberRange]:
    """The pass of a produced order that a text says, in order and each once; it is read as by `count_text`.

    Refuses with `NotARange`, `NumbersUnknown`, `NotOfThisOrder`.
    """
    found = []
    for part in (one.strip() for one in _BETWEEN.split(text)):
        if part:
            try:
                found.append(_part(part, SINGLE if _NUMBER.fullmatch(part) else unit, order)[1])
            except NotACode as unread:
                raise NotARange(text=part) from unread
    whole = vouchers.order_range(order)
    if whole is None or not all(whole.covers(numbers) for numbers in found):
        raise NotOfThisOrder(number=order.number)
    return merged(found)


def _read(text: str, unit: str, order_id: int | None) -> tuple[Read, dict[str, list[NumberRange]]]:
    order = vouchers.order(order_id) if order_id else None
    read, by_way = Read(), dict[str, list[NumberRange]]()
    for part in dict.fromkeys(one.strip() for one in _BETWEEN.split(text)):
        if not part:
            continue
        try:
            way, numbers = _part(part, unit, order)
        except Refusal as refusal:
            read.refused.append((part, refusal))
            continue
        by_way.setdefault(way, []).append(numbers)
    read.understood = merged(one for ranges in by_way.values() for one in ranges)
    return read, by_way


def _part(part: str, unit: str, order: Order | None) -> tuple[str, NumberRange]:
    typed = _RANKS.fullmatch(part)
    if typed is None:
        return catalogue.SCAN, read_pass(part, whole_booklet=unit == BOOKLET)
    if order is None or order.series is None:
        raise WhichOrder()
    told = NumberRange.parse(typed["ranks"])
    if typed["booklets"] or (unit == BOOKLET and not typed["single"]):
        told = NumberRange((told.first - 1) * order.booklet_size + 1, told.last * order.booklet_size)
    if told.first < 1 or told.last > rules.MOST_PASS:
        raise NumbersUnknown()
    numbers = NumberRange(rules.number_of(order.series, told.first), rules.number_of(order.series, told.last))
    vouchers.order_of_range(numbers)
    return catalogue.RANGE, numbers
