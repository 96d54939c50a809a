"""A text as it is searched: tidied, folded, and able to say from which line of the file each letter came.

Acts reach us typed, converted or scanned: double spaces, words broken at the end of a line, accents lost, `O` for `0`.
Three forms of the same lines are kept. `raw` is what the file says and what a person is shown. `text` is tidied: what
names and titles are taken from, `mended` the same with the digits that were read as letters put back. `folded`, of the
same length, is `mended` without capitals nor accents: what is searched.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from quitus.domain.acts.reading.pages import without_page_marks

# A space inside of a phrase, which may have been broken at the end of a line, never across an empty one.
S = r"(?:[ ]|\n(?!\n))"
LONGEST_PASSAGE = 400
# No act names as many dates or amounts; a text made to be slow does.
MOST_FOUND = 2_000

_SPACES = re.compile(r"[^\S\n]+|[\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]+")
_SOFT_HYPHEN = "\u00ad"
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u2022\uf0b7", "-"),
        **dict.fromkeys("\u00ba\u02da", "°"),
        "…": ".",
        "·": ".",
    }
)
# What a converter leaves of raised letters (1^{er}), of bold and of headings.
_RAISED = re.compile(r"\^\{(\w{1,6})\}|\^(er|e|ère|re|ème|eme|nd|nde)\b")
_MARKS = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|^#+\s|^>\s", re.M)
_SPACED_WORD = re.compile(r"(?<!\S)(?:\w ){4,}\w(?!\S)")
# Digits read as letters: a word made of both, such as 2O23 or l5.
_MIXED_DIGITS = re.compile(r"(?<![\w])(?=[OolI]*[0-9])[0-9OolI]*[OolI][0-9OolI]*(?![^\W\d]|°)")
_LOST_ZEROS = re.compile(r"(?<=[0-9] )[O]{3}(?![^\W])")
_LOST_CENTS = re.compile(r"(?<=[0-9O],)OO(?=\s?(?:euros?|EUR|€))")
# Letters read as their neighbours: « DELlBERATION », « a I'unanimite ».
_SMALL_L_AMONG_CAPITALS = re.compile(r"(?<![^\W\d_])(?=[^\W\d_]*[A-ZÀ-Þ]{2})[A-ZÀ-Þl]{3,}(?![^\W\d_])")
_CAPITAL_I_FOR_L = re.compile(r"(?<!\w)I(?='[a-zà-ÿ])")
_LONE_ONE = re.compile(r"(?<!\S)[lI](?= (?:[0-9O]{3} ){1,3}(?:euros?|EUR|€))")
_DIGITS = str.maketrans("OolI", "0011")
# A word broken at the end of a line keeps its hyphen before a capital, and after one of these.
_BROKEN = re.compile(r"(\w+)-\n(?=(\w))")
_KEEPS_HYPHEN = re.compile(
    r"(ci|vice|non|sous|demi|pre|dix|vingt|quatre|trente|quarante|cinquante|soixante|peut|la"
    r"|celui|celle|avant|apres|au)$"
)
_END_OF_SENTENCE = re.compile(r"[.!?;](?=\s|$)(?<!\bart\.)(?<!\bn\.)(?<!\bm\.)(?<!\bmme\.)|\n\n")


@dataclass(frozen=True)
class Text:
    """Lines ready to be searched; see the module. Offsets are those of `text`, lines count from 1."""

    raw: tuple[str, ...]
    text: str
    mended: str
    folded: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: "Sequence[str] | Text") -> "Text":
        """Tidies and folds `lines`; a text already made is given back as it is."""
        return lines if isinstance(lines, Text) else _made(tuple(lines))

    def line_at(self, offset: int) -> int:
        """The line of the file, from 1, where the letter at `offset` stands."""
        return max(1, bisect_right(self.starts, offset))

    def offset_of(self, line: int) -> int:
        """Where line `line` (from 1) begins; the end of the text for a line after the last."""
        return self.starts[line - 1] if 0 < line <= len(self.starts) else len(self.text)

    @property
    def length(self) -> int:
        """How many letters; every form of the text has as many."""
        return len(self.text)

    def find(self, pattern: "re.Pattern[str]", start: int = 0, end: int | None = None) -> Iterator["re.Match[str]"]:
        """The places where `pattern` is found in the folded text, the first `MOST_FOUND` of them."""
        return islice(pattern.finditer(self.folded, start, len(self.folded) if end is None else end), MOST_FOUND)

    def sentence_bounds(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around `start`–`end` begins and ends, `LONGEST_PASSAGE` letters at most on each side."""
        floor, ceiling = max(0, start - LONGEST_PASSAGE), min(len(self.text), end + LONGEST_PASSAGE)
        before = [found.end() for found in _END_OF_SENTENCE.finditer(self.folded, floor, start)]
        after = _END_OF_SENTENCE.search(self.folded, end, ceiling)
        return (before[-1] if before else floor), (after.end() if after else ceiling)

    def passage(self, start: int, end: int) -> str:
        """The sentence around `start`–`end` on one line."""
        return one_line(self.text[slice(*self.sentence_bounds(start, end))])


def one_line(text: str) -> str:
    """`text` without what surrounds it, its lines put together."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)[:1].lower()[:1]
    return plain or character


def fold(text: str) -> str:
    """`text` without capitals nor accents, letter for letter: offsets stay the same."""
    return "".join(map(_folded_character, text)) if not text.isascii() else text.lower()


def plain(text: str) -> str:
    """What two spellings of the same name have in common: folded, on one line, without punctuation at the ends."""
    return re.sub(r"[\s.,;:'\"()«»-]+", " ", fold(unicodedata.normalize("NFKC", text))).strip()


def _tidy(line: str) -> str:
    """One line with its spaces, quotes and raised letters made regular."""
    line = line.replace(_SOFT_HYPHEN, "").translate(_QUOTES)
    line = _RAISED.sub(lambda found: found.group(1) or found.group(2), line)
    line = unicodedata.normalize("NFKC", line)
    line = _SPACES.sub(" ", _MARKS.sub("", line)).replace("\n", " ").strip()
    if "l" in line or "I'" in line:
        line = _SMALL_L_AMONG_CAPITALS.sub(lambda found: found.group().replace("l", "I"), line)
        line = _CAPITAL_I_FOR_L.sub("l", line)
    return _SPACED_WORD.sub(lambda found: found.group().replace(" ", ""), line)


def _mended(text: str) -> str:
    """`text` with the digits that were read as letters put back, letter for letter."""
    text = _MIXED_DIGITS.sub(lambda found: found.group().translate(_DIGITS), text)
    return _LONE_ONE.sub("1", _LOST_CENTS.sub("00", _LOST_ZEROS.sub("000", text)))


def _joins(found: "re.Match[str]") -> str:
    word, following = found.group(1), found.group(2)
    is_kept = following.isupper() or following.isdigit() or _KEEPS_HYPHEN.search(fold(word)) is not None
    return f"{word}-" if is_kept else word


@lru_cache(maxsize=8)
def _made(raw: tuple[str, ...]) -> Text:
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    tidied = without_page_marks([_tidy(line) for line in raw])
    for rank, line in enumerate(tidied):
        starts.append(length)
        if line is None:
            continue
        following = next((after for after in tidied[rank + 1 : rank + 8] if after is not None), "")
        kept = f"{line}\n"
        if line.endswith("-") and following[:1].isalnum() and (broken := _BROKEN.search(f"{line}\n{following[:1]}")):
            kept = line[: broken.start()] + _joins(broken)
        parts.append(kept)
        length += len(kept)
    text = "".join(parts)
    mended = _mended(text)
    return Text(raw=raw, text=text, mended=mended, folded=fold(mended), starts=tuple(starts))
