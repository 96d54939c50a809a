"""How articles and annexes stand once amendments are laid one over the other. Pure: it is given all it needs.

An amendment *replaces* what stands under a number, *adds* what has none yet, and *repeals* what it names; a number that
was repealed may be used again. What no amendment touches stays as the convention first said it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

A = TypeVar("A")

_NUMBER = re.compile(r"(\d+)|(\D+)")


@dataclass(frozen=True, slots=True)
class Version:
    """What an article or an annex says: its title, its text, and the file that holds it (an annex may be only a file;
    `sha256` is empty when there is none, `size` is in bytes).
    """

    title: str
    text: str = ""
    file_name: str = ""
    sha256: str = ""
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Written(Generic[A]):
    """What one amendment makes of a number: a version, or None when it repeals it."""

    number: str
    version: Version | None
    amendment: A


@dataclass(frozen=True, slots=True)
class Standing(Generic[A]):
    """An article or an annex as it stands on one day.

    `now` is None when it is repealed, `former` is what its last change replaced (None when that change added it, or
    when nothing changed it), `amendment` the one that made the last change.
    """

    number: str
    now: Version | None
    amendment: A | None = None
    former: Version | None = None

    @property
    def is_repealed(self) -> bool:
        """Whether an amendment has taken it away."""
        return self.now is None

    @property
    def is_added(self) -> bool:
        """Whether an amendment has brought it."""
        return self.amendment is not None and self.former is None and self.now is not None

    @property
    def title(self) -> str:
        """Its title, or the last it had."""
        version = self.now or self.former
        return version.title if version else ""

    @property
    def text(self) -> str:
        """Its text; empty when it is repealed."""
        return self.now.text if self.now else ""

    @property
    def before(self) -> str:
        """The text that the last change replaced; empty when there was none."""
        return self.former.text if self.former else ""


def consolidate(first: Iterable[tuple[str, Version]], changes: Iterable[Written[A]]) -> list[Standing[A]]:
    """What stands, in order: `first` are number and version of the convention, `changes` what amendments in effect
    write, in the order in which they took effect.

    An added number comes after the last that it follows when read as numbers are (3, 3 bis, 4, 10). A repealed one
    keeps its place. To repeal what does not stand changes nothing.
    """
    standing: dict[str, Standing[A]] = {number: Standing(number, version) for number, version in first}
    added: list[str] = []
    for change in changes:
        known = standing.get(change.number)
        former = known.now if known else None
        if change.version is None and former is None:
            continue
        if known is None:
            added.append(change.number)
        standing[change.number] = Standing(change.number, change.version, change.amendment, former)
    order = [number for number in standing if number not in set(added)]
    for number in added:
        after = [place for place, other in enumerate(order) if reading_order(other) <= reading_order(number)]
        order.insert(after[-1] + 1 if after else 0, number)
    return [standing[number] for number in order]


def reading_order(number: str) -> list[tuple[int, int, str]]:
    """The key that sorts numbers as a reader does: 2, 3, 3 bis, 10, A, B."""
    parts = _NUMBER.findall(number.strip().casefold())
    return [(0, int(digits), "") if digits else (1, 0, words.strip()) for digits, words in parts]
