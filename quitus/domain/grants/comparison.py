"""What changed between two wordings, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Move = Literal["kept", "removed", "added"]

_WORDS = re.compile(r"\s*\S+|\s+$")
_LINES = re.compile(r"[^\n]*\n+|[^\n]+$")  # blank lines go with the one before: alone they are all alike
# Beyond this number of pairs of like words, what differs is told as one passage removed and one added: comparing looks
# at each pair again for each passage that it finds kept, and a row of dots is nothing but pairs.
_MOST_PAIRS = 60_000
_FEWEST_KEPT = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both wordings, only in the former ("removed"), or only in the new one ("added").

    The texts of the runs kept and removed, joined, are the former wording to the letter; kept and added, the new one.
    """

    move: Move
    text: str


def words_changed(before: str, after: str) -> list[Run]:
    """What became of `before` in `after`, in the order of reading; what was removed comes before what replaces it.

    Lines are compared first, then the words of the lines that differ.
    """
    runs: list[Run] = []
    for run in _by_line(before, after):
        if runs and runs[-1].move == run.move:
            runs[-1] = Run(run.move, runs[-1].text + run.text)
        elif run.text:
            runs.append(run)
    return runs


def _by_line(before: str, after: str) -> Iterator[Run]:
    former, new = _LINES.findall(before), _LINES.findall(after)
    for move, first, last, start, end in _opcodes(former, new):
        removed, added = "".join(former[first:last]), "".join(new[start:end])
        if move == "equal":
            yield Run("kept", removed)
        else:
            yield from _by_word(removed, added)


def _by_word(before: str, after: str) -> Iterator[Run]:
    former, new = _WORDS.findall(before), _WORDS.findall(after)
    removed, added = "", ""
    for kept, gone, come in _moves(former, new):
        removed, added = removed + gone, added + come
        if len(kept) >= _FEWEST_KEPT:
            yield from (Run("removed", removed), Run("added", added), Run("kept", "".join(kept)))
            removed, added = "", ""
        else:  # a word or two that happen to stand in both say nothing: they would only cut what is read
            removed, added = removed + "".join(kept), added + "".join(kept)
    yield from (Run("removed", removed), Run("added", added))


def _moves(former: list[str], new: list[str]) -> Iterator[tuple[list[str], str, str]]:
    """What is removed and added, then the words kept that follow."""
    gone, come = "", ""
    for move, first, last, start, end in _opcodes(former, new):
        if move == "equal":
            yield former[first:last], gone, come
            gone, come = "", ""
        else:
            gone, come = "".join(former[first:last]), "".join(new[start:end])
    yield [], gone, come


def _opcodes(former: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What makes `new` of `former`, as `SequenceMatcher` tells it: move, place in `former`, place in `new`."""
    most = min(len(former), len(new))
    head = next((at for at in range(most) if former[at] != new[at]), most)
    tail = next((at for at in range(most - head) if former[-1 - at] != new[-1 - at]), most - head)
    last, end = len(former) - tail, len(new) - tail
    middle = former[head:last], new[head:end]
    if head:
        yield "equal", 0, head, 0, head
    if _pairs(*middle) > _MOST_PAIRS:
        yield "replace", head, last, head, end
    else:
        for move, *places in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
            yield move, *(head + place for place in places)  # type: ignore[misc]
    if tail:
        yield "equal", last, len(former), end, len(new)


def _pairs(former: Sequence[str], new: Sequence[str]) -> int:
    counted = Counter(new)
    return sum(times * counted[one] for one, times in Counter(former).items())
