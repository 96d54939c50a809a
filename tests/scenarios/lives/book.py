"""The plain book: who holds each pass and what is marked on it, followed line by line from the lines alone.

Nothing of the program's rules is used here: a list for each order, one place for each pass.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from quitus.domain.distribution.models import Holder, Movement, Slip
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.vouchers.models import MarkChange, Order
from quitus.kernel.ranges import NumberRange

RANKS = 10_000_000
NOBODY = 0
UNDER_ANOTHER = {"block_range": ({"plain"}, "blocked"), "unblock_range": ({"blocked"}, "plain")} | {
    "cancel_range": ({"plain", "blocked"}, "cancelled")
}


@dataclass
class Sheet:
    """One order: of each pass (by rank, from 0) its holder, since when, its mark and how often it was taken.

    The days are those that the moves themselves gave. `awaited` is the slip that brought a pass, until somebody signs.
    """

    order_id: int
    series: int
    quantity: int
    valid_until: date
    usable_until: date
    activated_on: date | None = None
    blocked_from: date | None = None
    is_closed: bool = False
    holders: list[int] = field(default_factory=list)
    awaited: list[int] = field(default_factory=list)
    since: list[date] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.holders = [NOBODY] * self.quantity
        self.awaited = [NOBODY] * self.quantity
        self.since = [date.min] * self.quantity
        self.marks = ["plain"] * self.quantity
        self.turns = [0] * self.quantity

    def numbers(self, first: int, last: int) -> NumberRange:
        """The pass from one place (from 0) to another."""
        return NumberRange(self.series * RANKS + first + 1, self.series * RANKS + last + 1)

    def places(self, numbers: NumberRange) -> slice:
        """The places of a range of numbers."""
        return slice(numbers.first % RANKS - 1, numbers.last % RANKS)

    def runs(self, holder: int) -> list[tuple[int, int]]:
        """The places that a holder has, as runs, both ends included."""
        found: list[tuple[int, int]] = []
        for place, who in enumerate(self.holders):
            if who == holder:
                if found and found[-1][1] == place - 1:
                    found[-1] = (found[-1][0], place)
                else:
                    found.append((place, place))
        return found

    def validity(self, place: int, on: date) -> str:
        """Whether a pass can be used on a day."""
        if self.marks[place] != "plain":
            return self.marks[place]
        if self.activated_on is None or on < self.activated_on:
            return "inactive"
        return "expired" if self.is_closed or on > self.usable_until else "active"


class Book:
    """All the orders of a scheme, followed from its lines since the beginning."""

    def __init__(self) -> None:
        self.sheets: dict[int, Sheet] = {}
        self.lines: list[Movement] = []
        self.taken: list[tuple[int, int]] = []
        self.undone: set[tuple[int, int]] = set()
        self.kinds: dict[int, str] = {}
        self.awaiting: set[int] = set()
        self._seen = dict.fromkeys(("moves", "marks", "taken", "undone"), 0)

    def open(self, order: Order) -> None:
        """An order has been produced: its pass exist, in nobody's hands until a line says so."""
        assert order.series is not None
        self.sheets[order.pk] = Sheet(
            order.pk, order.series, order.quantity, order.valid_until, order.usable_until, order.activated_on
        )

    def follow(self) -> None:
        """Read the lines written since the last time; each must be possible after those before it."""
        for order in Order.objects.filter(series__isnull=False).exclude(pk__in=list(self.sheets)):
            self.open(order)
        self.kinds = dict(Holder.objects.values_list("pk", "kind"))
        for line in Movement.objects.filter(pk__gt=self._seen["moves"]).select_related("slip").order_by("pk"):
            self._move(line)
        self._sign()
        for undone in RedemptionReversal.objects.filter(line__gt=self._seen["undone"]).order_by("line"):
            self._undo(undone)  # before the marks: a pass lost meanwhile is blocked as soon as its use is undone
        for change in MarkChange.objects.filter(pk__gt=self._seen["marks"]).order_by("pk"):
            self._mark(change)
        for taken in Redemption.objects.filter(line__gt=self._seen["taken"]).order_by("line"):
            self._take(taken)

    def _move(self, line: Movement) -> None:
        self._seen["moves"] = line.pk
        self.lines.append(line)
        sheet = self.sheets[line.order_id]
        places = sheet.places(line.range)
        assert set(sheet.holders[places]) == {line.from_holder_id or NOBODY}, f"{line.verb}: the giver has them not"
        assert all(day <= line.occurred_on for day in sheet.since[places]), f"{line.verb}: before they came"
        sheet.holders[places] = [line.to_holder_id] * line.range.count
        sheet.since[places] = [line.occurred_on] * line.range.count
        slip = NOBODY if line.slip is None or line.slip.to_holder_id != line.to_holder_id else line.slip.pk
        sheet.awaited[places] = [slip] * line.range.count
        self.awaiting.add(slip)

    def _sign(self) -> None:
        signed = set(Slip.objects.filter(pk__in=self.awaiting, received_on__isnull=False).values_list("pk", flat=True))
        self.awaiting -= signed
        for sheet in self.sheets.values() if signed else ():
            sheet.awaited = [NOBODY if slip in signed else slip for slip in sheet.awaited]

    def _mark(self, change: MarkChange) -> None:
        self._seen["marks"] = change.pk
        sheet = self.sheets[change.order_id]
        before, after = UNDER_ANOTHER[change.verb]
        places = sheet.places(NumberRange(change.first, change.last))
        count = sum(mark in before for mark in sheet.marks[places])
        assert count == change.count, f"{change.verb}: {change.count} told, {count} possible"
        sheet.marks[places] = [after if mark in before else mark for mark in sheet.marks[places]]

    def _take(self, taken: Redemption) -> None:
        self._seen["taken"] = taken.line
        sheet, place = self.find(taken.number)
        assert sheet.validity(place, taken.service_on) == "active", f"taken: {sheet.marks[place]}"
        sheet.marks[place], sheet.turns[place] = "redeemed", sheet.turns[place] + 1
        assert sheet.turns[place] == taken.turn, "a turn left out"
        self.taken.append((taken.number, taken.turn))

    def _undo(self, undone: RedemptionReversal) -> None:
        self._seen["undone"] = undone.line
        sheet, place = self.find(undone.number)
        assert (sheet.marks[place], sheet.turns[place]) == ("redeemed", undone.turn), "undone what was not taken"
        sheet.marks[place] = "plain"
        self.undone.add((undone.number, undone.turn))

    def kinds_of(self, numbers: NumberRange) -> set[str]:
        """The kinds of hands that have these pass."""
        having = [one for one in self.sheets.values() if one.series == numbers.first // RANKS]
        return {self.kinds[holder] for one in having for holder in one.holders[one.places(numbers)] if holder != NOBODY}

    def find(self, number: int) -> tuple[Sheet, int]:
        """The order and the place of a pass."""
        (sheet,) = (one for one in self.sheets.values() if one.series == number // RANKS)
        return sheet, number % RANKS - 1

    def held(self) -> dict[int, list[NumberRange]]:
        """Who holds what: holder → ranges in order."""
        found: dict[int, list[NumberRange]] = {}
        for sheet in sorted(self.sheets.values(), key=lambda one: one.series):
            for holder in set(sheet.holders):
                found.setdefault(holder, []).extend(sheet.numbers(*run) for run in sheet.runs(holder))
        return found

    def counts(self) -> dict[tuple[int, int], int]:
        """How many pass each holder has of each order: (holder, order) → count."""
        return {
            (holder, sheet.order_id): count
            for sheet in self.sheets.values()
            for holder, count in Counter(sheet.holders).items()
        }

    def count(self, holders: Iterable[int]) -> int:
        """How many pass some holders have together."""
        among = set(holders)
        return sum(count for (holder, _), count in self.counts().items() if holder in among)

    def balance(self, holder: int, on: date) -> int:
        """How many pass a holder had at the end of a day, from the lines."""
        known = [line for line in self.lines if line.occurred_on <= on]
        came = sum(line.range.count for line in known if line.to_holder_id == holder)
        return came - sum(line.range.count for line in known if line.from_holder_id == holder)

    def validities(self, on: date) -> dict[int, dict[str, int]]:
        """How many pass of each order are in each state of validity: order → state → count."""
        return {
            sheet.order_id: dict(Counter(sheet.validity(place, on) for place in range(sheet.quantity)))
            for sheet in self.sheets.values()
        }
