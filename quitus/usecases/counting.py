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
    number = _number(text)
    one = NumberRange(number, number)
    order = vouchers.order_of_range(one)
    return _booklet(number, order) if whole_booklet else one


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
    """The pass of a produced order that a text says, in order and each once; it is read as by `count_text`. Only codes
    ask the database.

    Refuses with `NotARange`, `NumbersUnknown`, `NotOfThisOrder`.
    """
    whole, found = vouchers.order_range(order), []
    for part in dict.fromkeys(one.strip() for one in _BETWEEN.split(text)):
        if part:
            numbers = _told(part, unit, order)
            if whole is None or not whole.covers(numbers):
                raise NotOfThisOrder(number=order.number)
            found.append(numbers)
    return merged(found)


def _told(part: str, unit: str, order: Order) -> NumberRange:
    """What a part says, whether its pass are the order's or not."""
    typed = _RANKS.fullmatch(part)
    if typed is not None:
        ranks = _ranks(typed, unit, order)
        series = order.series or 0
        return NumberRange(rules.number_of(series, ranks.first), rules.number_of(series, ranks.last))
    whole_booklet = unit == BOOKLET and not _NUMBER.fullmatch(part)
    try:
        number = _number(part)
    except NotACode as unread:
        raise NotARange(text=part) from unread
    return _booklet(number, order) if whole_booklet else NumberRange(number, number)


def _number(text: str) -> int:
    typed = _NUMBER.fullmatch(text.strip())
    return int(typed[1] + typed[2]) if typed else codes.number_of_code(text.strip())


def _booklet(number: int, order: Order) -> NumberRange:
    size = order.booklet_size
    return rules.booklet_range(rules.series_of(number), rules.booklet_of(number, size), size)


def _ranks(typed: re.Match[str], unit: str, order: Order) -> NumberRange:
    told = NumberRange.parse(typed["ranks"])
    if typed["booklets"] or (unit == BOOKLET and not typed["single"]):
        told = NumberRange((told.first - 1) * order.booklet_size + 1, told.last * order.booklet_size)
    if told.first < 1 or told.last > rules.MOST_PASS:
        raise NumbersUnknown()
    return told


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
    told = _ranks(typed, unit, order)
    numbers = NumberRange(rules.number_of(order.series, told.first), rules.number_of(order.series, told.last))
    vouchers.order_of_range(numbers)
    return catalogue.RANGE, numbers
