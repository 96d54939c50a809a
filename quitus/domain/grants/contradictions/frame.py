"""What the finder compares: the terms that each text leaves, what passages state, sums and counts. Plain data.

Amounts are cents, shares per mille; days are the last (or first) day itself. None where nobody says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

Value = int | str | bool | date | tuple[date, ...]

CONVENTION = "convention"
AMENDMENT = "amendment"
DELIBERATION = "deliberation"
REPORT = "report"
PLAN = "plan"
SITTING = "sitting"


@dataclass(frozen=True)
class Passage:
    """Where something is said: in which text (`source`, and its `number`), at which `place`, in which words.

    `quote` is empty where a register says it, not a sentence; `register` then names the line: a parameter, a plan.
    """

    source: str
    number: str = ""
    place: str = ""
    quote: str = ""
    register: str = ""


@dataclass(frozen=True)
class Statement:
    """What one passage states. `level` is the number of the text whose terms it speaks of: 0 for the convention, n for
    its amendment n; `values` are those of its kind (see `kinds`); `article` the article of the convention it is of.
    """

    kind: str
    passage: Passage
    values: Mapping[str, Value]
    level: int = 0
    key: int | None = None

    def number(self, name: str) -> int | None:
        """A count, an amount, a rate or a number of months; None when the passage does not say it."""
        return cast("int | None", self.values.get(name))

    def day(self, name: str) -> date | None:
        """A day; None when the passage does not say it."""
        return cast("date | None", self.values.get(name))

    def days(self, name: str) -> tuple[date, ...]:
        """Several days, in order."""
        return tuple(sorted(cast("tuple[date, ...]", self.values.get(name, ()))))

    def word(self, name: str) -> str:
        """A word or a choice; empty when the passage does not say it."""
        return str(self.values.get(name, ""))

    def says(self, name: str) -> bool:
        """Whether the passage says so."""
        return bool(self.values.get(name, False))


@dataclass(frozen=True)
class Given:
    """A term and the passage that fixes it."""

    value: Value
    passage: Passage


@dataclass(frozen=True)
class Level:
    """The terms that a text leaves: the convention's own (`number` 0), or those after an amendment.

    `names` of terms are those of the parameters. `before` are the terms that the text found. `considered_on` is the day
    on which it is signed or voted: a date that it restates is past or not by that day.
    """

    number: int
    after: Mapping[str, Given]
    before: Mapping[str, Given] = field(default_factory=dict)
    considered_on: date | None = None
    replaced_annexes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class BudgetLine:
    """A line of the financing plan: a spending or a resource; `from_funder` for the funder's own."""

    label: str
    cents: int
    is_resource: bool = False
    from_funder: bool = False


@dataclass(frozen=True)
class Vote:
    """Who sat and how many voices were counted; `away` are the members, excused or absent, who may have given a proxy,
    `proxies` is None where the act does not list them.
    """

    passage: Passage
    present: int
    voices: int
    away: int = 0
    proxies: int | None = None


@dataclass(frozen=True)
class Name:
    """A word by which a text calls a party (`party` is a code, `article` where it was read)."""

    party: str
    word: str
    passage: Passage


@dataclass(frozen=True)
class Annexed:
    """An annex that the convention joins; `annex` is one of `kinds.ANNEXES`."""

    annex: str
    passage: Passage


@dataclass(frozen=True)
class Frame:
    """All the texts of one convention.

    `signed_on` is the day of its last signature; `unvoted` names the acts whose vote or attendance is not recorded.
    """

    signed_on: date | None = None
    signature: Passage = field(default_factory=lambda: Passage(CONVENTION))
    levels: tuple[Level, ...] = ()
    statements: tuple[Statement, ...] = ()
    names: tuple[Name, ...] = ()
    annexes: tuple[Annexed, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    votes: tuple[Vote, ...] = ()
    unvoted: tuple[str, ...] = ()

    def of(self, kind: str) -> Iterator[Statement]:
        """The statements of one kind, in the order of the texts."""
        return (one for one in self.statements if one.kind == kind)

    def level(self, number: int) -> Level:
        """The terms a statement speaks of; those of the convention where its text has none."""
        found = {level.number: level for level in self.levels}
        return found.get(number) or found.get(0) or Level(0, {})

    def term(self, number: int, name: str) -> Given | None:
        """A term as that text leaves it."""
        return self.level(number).after.get(name)

    def day(self, number: int, name: str) -> date | None:
        """A term that is a day, as that text leaves it."""
        given = self.term(number, name)
        return given.value if given is not None and isinstance(given.value, date) else None

    def told(self, statement: Statement, name: str) -> set[Value]:
        """What a passage may mean by a term: the value its text leaves, and in an act or a report, which tell what they
        change, also the one it found.
        """
        level = self.level(statement.level)
        is_about = statement.passage.source in (DELIBERATION, REPORT)
        terms = (level.after, level.before) if is_about else (level.after,)
        return {given[name].value for given in terms if name in given}

    def amount(self, number: int, name: str) -> int | None:
        """A term that is a number, as that text leaves it."""
        given = self.term(number, name)
        return given.value if given is not None and isinstance(given.value, int) else None
