"""What changed between two wordings, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Move = Literal["kept", "removed", "added"]

_WORDS = re.compile(r"\s*\S+|\s+$")
_LINES = re.compile(r"[^\n]*\n|[^\n]+$")
# Beyond this product of words, two passages are told as one removed and one added: comparing takes their square.
_MOST_COMPARED = 1_500 * 1_500
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
    for move, first, last, start, end in SequenceMatcher(None, former, new, autojunk=False).get_opcodes():
        removed, added = "".join(former[first:last]), "".join(new[start:end])
        if move == "equal":
            yield Run("kept", removed)
        else:
            yield from _by_word(removed, added)


def _by_word(before: str, after: str) -> Iterator[Run]:
    former, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(former) * len(new) > _MOST_COMPARED:
        yield from (Run("removed", before), Run("added", after))
        return
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
    for move, first, last, start, end in SequenceMatcher(None, former, new, autojunk=False).get_opcodes():
        if move == "equal":
            yield former[first:last], gone, come
            gone, come = "", ""
        else:
            gone, come = "".join(former[first:last]), "".join(new[start:end])
    yield [], gone, come
