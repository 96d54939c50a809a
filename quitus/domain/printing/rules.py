"""What may stand on a pass, and how a run is cut into parts: pure rules."""

import re
from collections.abc import Iterable, Iterator

from quitus.domain.printing import states
from quitus.kernel.ranges import NumberRange
from quitus.kernel.text import sort_key

SENTENCES = 4
"""How to use a pass is told in that many sentences."""

PASS_PER_SHEET = 10
PASS_PER_PART = 1_000
"""A part is at most 100 sheets of pass: made in a second or two, by a process that then gives its memory back."""
PAGES_PER_PART = 200
ROWS_PER_PART = 100_000
"""Lines of one CSV file: any industrial printer reads that many."""

# Words that tell of somebody's situation. Compared without accents, as whole words.
LABELS = (
    "rsa",
    "ase",
    "aah",
    "apa",
    "pch",
    "cmu",
    "css",
    "allocataire",
    "allocataires",
    "handicap",
    "handicape",
    "handicapee",
    "handicapes",
    "handicapees",
    "chomeur",
    "chomeurs",
    "demandeur d'emploi",
    "demandeurs d'emploi",
    "aide sociale",
    "protection de l'enfance",
)


def public_label(texts: Iterable[str], publics: Iterable[str] = ()) -> str | None:
    """The first word of the texts that says to which public whoever holds the pass belongs; None when there is none.

    `publics` are the labels of the publics of the scheme. A public label never appears on a pass nor on its letter
    (GDPR, article 5-1-c; CNIL references 2021-028 and 2022-008).
    """
    said = " / ".join(sort_key(text) for text in texts)
    for label in (*LABELS, *publics):
        if re.search(rf"\b{re.escape(sort_key(label))}\b", said):
            return label
    return None


def pages_of_booklet(booklet_size: int) -> int:
    """A cover, a letter, and as many sheets as its pass need."""
    return 2 + -(-booklet_size // PASS_PER_SHEET)


def part_size(kind: str, booklet_size: int) -> int:
    """How many pass one part of a run holds at most."""
    if kind == states.CSV:
        return ROWS_PER_PART
    if kind == states.BOOKLETS:
        booklets = min(PASS_PER_PART // booklet_size, PAGES_PER_PART // pages_of_booklet(booklet_size))
        return max(booklets, 1) * booklet_size
    return PASS_PER_PART


def parts(numbers: NumberRange, size: int) -> Iterator[NumberRange]:
    """The numbers of each part of a run, in order; the last may hold fewer than `size`."""
    for first in range(numbers.first, numbers.last + 1, size):
        yield NumberRange(first, min(first + size - 1, numbers.last))


def parts_total(numbers: NumberRange, size: int) -> int:
    """How many parts a run is cut into."""
    return -(-numbers.count // size)
