"""What a page adds to a text and that says nothing: its number, its header said again, the numbers of its lines."""

import re
from collections import Counter
from collections.abc import Sequence

LEAST_NUMBERED_LINES = 8
NEAR = 3
LEAST_HEADER = 12
LEAST_REPEATED = 3

_PAGE = re.compile(
    r"(?:page|p\.|folio|feuillet) ?(?:n ?° ?)?\d{1,3}(?: ?(?:/|sur|de) ?\d{1,3})?|- ?\d{1,3} ?-|\d{1,3} ?/ ?\d{1,3}",
    re.I,
)
_NUMBERED = re.compile(r"(\d{1,4})(?:[ .:|-]+| ?$)")


def without_page_marks(lines: Sequence[str]) -> list[str | None]:
    """`lines` (tidied) without the numbers of lines; None for a line that only marks a page.

    A header is one only where it stands beside the number of a page, three times at least; its first time stays.
    """
    told = _without_line_numbers(lines)
    marks = [rank for rank, line in enumerate(told) if _PAGE.fullmatch(line)]
    if not marks:
        return list(told)
    beside = {rank + step for rank in marks for step in range(-NEAR, NEAR + 1)}
    keys = [re.sub(r"\d+", "#", line) if len(line) >= LEAST_HEADER else "" for line in told]
    times = Counter(keys)
    seen: set[str] = set()
    kept: list[str | None] = []
    for rank, line in enumerate(told):
        is_header = bool(keys[rank]) and times[keys[rank]] >= LEAST_REPEATED
        again = is_header and keys[rank] in seen and rank in beside
        seen.add(keys[rank])
        kept.append(None if again or _PAGE.fullmatch(line) else line)
    return kept


def _without_line_numbers(lines: Sequence[str]) -> list[str]:
    """Takes the numbers off where most lines have one and each is the one before it, plus one."""
    numbered = [(rank, int(found.group(1))) for rank, line in enumerate(lines) if (found := _NUMBERED.match(line))]
    expected, kept = 1, set()
    for rank, number in numbered:
        if number == expected:
            kept.add(rank)
            expected += 1
    written = sum(1 for line in lines if line)
    if len(kept) < LEAST_NUMBERED_LINES or len(kept) * 2 < written:
        return list(lines)
    return [_NUMBERED.sub("", line, count=1) if rank in kept else line for rank, line in enumerate(lines)]
