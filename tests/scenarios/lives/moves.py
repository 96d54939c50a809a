"""What a random move is, and what everybody needs to make one: somebody, a place, pass, a day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from quitus.domain.distribution import errors, regie_errors, slip_errors
from quitus.domain.distribution.models import Slip
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole, Refusal
from tests.scenarios.lives.book import NOBODY, Book, Sheet
from tests.scenarios.lives.village import FACE_CENTS, MANDATE_CENTS, REGIE_CENTS, START, Village

Reasons = set[type[Refusal]]
PEOPLE = ("anne", "dado", "finance", "accountant", "holder", "prescriber", "printer", "mona", "lina")
NO_POWER: Reasons = {
    NotYourRole, errors.NoMandateOverTheSafe, errors.NoMandateOverTheBody, errors.NoMandateOverTheDrawer,
    errors.NoMandateToHandOut, errors.SlipNotYours,
}  # fmt: skip


@dataclass
class Move:
    """Something somebody tries: what it is, told; how; which refusals it must meet (one of them), none if it must
    happen, None when that is not foretold; and what must then be seen.
    """

    told: str
    do: Callable[[], object]
    reasons: Reasons | None = None
    then: Callable[[object], None] | None = None

    @property
    def verb(self) -> str:
        """What it is, without who does it to what."""
        return next(word for word in self.told.split() if word not in PEOPLE)


@dataclass
class Life:
    """One life under way: its village, its book, its chance, its day."""

    village: Village
    book: Book
    chance: Random
    today: date = START
    told: list[str] = field(default_factory=list)

    def sometimes(self, in_hundred: int) -> bool:
        """Whether something that happens so often happens now."""
        return self.chance.randrange(100) < in_hundred

    def day(self) -> date:
        """Today, mostly; sometimes before, rarely tomorrow."""
        if self.sometimes(85):
            return self.today
        return self.today + timedelta(days=self.chance.choice([-40, -3, -1, 1]))

    def who(self, *able: str) -> tuple[str, Actor, bool]:
        """One of those who may, mostly, else anybody: the name, the actor, whether it is one who may."""
        name = self.chance.choice(able) if self.sometimes(90) else self.chance.choice(PEOPLE)
        return name, self.village.actor(name), name in able

    def sheet(self) -> Sheet:
        """An order whose pass exist."""
        return self.chance.choice(list(self.book.sheets.values()))

    def place(self, places: Iterable[str]) -> str:
        """One of these places, mostly one where there is something."""
        among = list(places)
        held = {holder for holder, _ in self.book.counts()}
        full = [one for one in among if self.village.holder(one).pk in held]
        return self.chance.choice(full if full and self.sometimes(92) else among)

    def some(self, holder: int, most: int) -> NumberRange:
        """Some pass of one order, mostly such that this holder has them all; at most so many."""
        having = [one for one in self.book.sheets.values() if holder in one.holders]
        if having and self.sometimes(88):
            sheet = self.chance.choice(having)
            first, last = self.chance.choice(sheet.runs(holder))
            start = first + 10 * self.chance.randrange((last - first) // 10 + 1)
            return sheet.numbers(start, min(last, start + self.size(most) - 1))
        sheet = self.sheet()
        first = self.chance.randrange(sheet.quantity + 1)
        return sheet.numbers(first, first + self.size(most) - 1)

    def size(self, most: int) -> int:
        """How many: booklets, often; a few loose pass, sometimes; very many, at times."""
        few = [1, 3, 10, 10, 20, 50]
        return min(most, self.chance.choice(few if self.sometimes(70) else [100, 300, 800]))

    def several(self, holder: int, most: int) -> list[NumberRange]:
        """One range, or two that share nothing."""
        found = [self.some(holder, most)]
        if self.sometimes(25):
            other = self.some(holder, most)
            if not other.overlaps(found[0]):
                found.append(other)
        return sorted(found)

    # --- what the book foretells

    def existing(self, ranges: Iterable[NumberRange]) -> bool:
        """Whether all these pass have been printed."""
        return all(
            numbers.last
            <= self.book.find(numbers.first)[0].numbers(0, self.book.find(numbers.first)[0].quantity - 1).last
            for numbers in ranges
        )

    def held(self, holder: int, ranges: Sequence[NumberRange], on: date) -> Reasons:
        """Why these pass cannot leave a holder on a day: not printed, in another hand, come later, not signed for."""
        found: Reasons = {DateInTheFuture} if on > self.today else set()
        if not self.existing(ranges):
            return found | {
                NumbersUnknown, errors.NotInThatCustody, errors.MovedBeforeItArrived, slip_errors.PassNotReceived
            }  # fmt: skip
        for numbers in ranges:
            sheet, _ = self.book.find(numbers.first)
            places = sheet.places(numbers)
            if set(sheet.holders[places]) != {holder}:
                found.add(errors.NotInThatCustody)
            if any(day > on for day in sheet.since[places]):
                found.add(errors.MovedBeforeItArrived)
            if any(slip != NOBODY for slip in sheet.awaited[places]):
                found.add(slip_errors.PassNotReceived)
        return found

    def awaited_kinds(self, ranges: Sequence[NumberRange]) -> set[str]:
        """The kinds of the slips that brought some of these pass and that nobody has signed."""
        if not self.existing(ranges):
            return set()
        found: set[int] = set()
        for numbers in ranges:
            sheet, _ = self.book.find(numbers.first)
            found.update(sheet.awaited[sheet.places(numbers)])
        return set(Slip.objects.filter(pk__in=found).values_list("kind", flat=True))

    def marks(self, ranges: Sequence[NumberRange]) -> set[str]:
        """The marks of these pass, of those that exist."""
        found: set[str] = set()
        for numbers in ranges:
            sheet, _ = self.book.find(numbers.first)
            found.update(sheet.marks[sheet.places(numbers)])
        return found

    def scope(self, place: int) -> tuple[set[int], int, type[Refusal]] | None:
        """The hands that share the limit over a holder, the limit in cents, and its refusal."""
        village = self.village
        drawers = {pk for pk, kind in self.book.kinds.items() if kind == "drawer"}
        regie = {village.holder(one).pk for one in ("safe", "lens", "bethune")} | drawers
        body = {village.holder(one).pk for one in ("body", "mission")}
        if place in regie:
            return regie, REGIE_CENTS, errors.CeilingExceeded
        return (body, MANDATE_CENTS, regie_errors.MandateCeilingExceeded) if place in body else None

    def limits(self, giver: int, taker: int, ranges: Sequence[NumberRange]) -> Reasons:
        """Why a holder may not be given so much."""
        scope = self.scope(taker)
        if scope is None or giver in scope[0]:
            return set()
        count = self.book.count(scope[0]) + sum(numbers.count for numbers in ranges)
        return {scope[2]} if count * FACE_CENTS > scope[1] else set()

    def now_with(self, holder: int, ranges: Sequence[NumberRange]) -> Callable[[object], None]:
        """Afterwards they are all in that hand."""

        def seen(_: object) -> None:
            for numbers in ranges:
                sheet, _ = self.book.find(numbers.first)
                assert set(sheet.holders[sheet.places(numbers)]) == {holder}

        return seen

    def now_marked(self, numbers: NumberRange, allowed: set[str]) -> Callable[[object], None]:
        """Afterwards they bear no other mark than these."""

        def seen(_: object) -> None:
            assert self.marks([numbers]) <= allowed

        return seen
