"""Amounts in euros as acts write them: `550 000 euros`, `550.000 €`, `1,2 M€`, `cinq cent cinquante mille euros`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.found import apart
from quitus.domain.acts.reading.numerals import IN_LETTERS, value_of
from quitus.domain.acts.reading.text import S, Text
from quitus.kernel.money import Cents

MOST_CENTS = 10**15

_FIGURES = r"(?:\d{1,3}(?:[ .']\d{3}|\n\d{3})+(?:,(?:\d{1,2}(?!\d)|-))?|\d+(?:[.,]\d{1,3}(?!\d)|,-)?)"
_SCALES = {"k": 1000, "m": 1_000_000}
_UNIT = (
    rf"(?:(?P<scale>[km]){S}?(?:€|eur(?:os?)?(?!\w))"
    rf"|(?P<million>mill(?:e|ions?|iers?|iards?)){S}(?:d'{S}?)?(?:€|euros?(?!\w))|€|euros?(?!\w)|eur(?!\w))"
)
_LETTERS_BESIDE = r"\([^()\n]{3,120}\)"
_IN_FIGURES = re.compile(
    rf"(?<!million )(?<!millions )(?<![\w,.])(?P<figures>{_FIGURES})(?:{S}?{_LETTERS_BESIDE})?{S}?{_UNIT}"
    rf"(?:{S}?(?:et{S})?(?P<cents>\d{{2}})(?![\d ,.]\d|[\w%€/]){S}?(?P<centimes>centimes?)?)?"
)
_SIGN_FIRST = re.compile(rf"€ ?(?P<figures>{_FIGURES})(?![\w%]|{S}?(?:€|euros?))")
# « de 10 à 12 euros »: the first of two.
_FIRST_OF_TWO = re.compile(
    rf"(?<!\w)(?:de|entre){S}(?P<figures>{_FIGURES}){S}(?:a|et){S}(?={_FIGURES}{S}?(?:€|euros?(?!\w)))"
)
_WORDS = re.compile(
    rf"(?<!\d )(?P<letters>{IN_LETTERS})(?:{S}?\([\d .,']+\))?{S}(?:d'{S}?)?euros?(?!\w)"
    rf"(?:{S}(?:et{S})?(?P<cents>{IN_LETTERS}){S}centimes?)?"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .'\n]\d{3})+")
_LARGE = {
    **dict.fromkeys(("mille", "millier", "milliers"), 1000),
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("milliard", "milliards"), 10**9),
}


@dataclass(frozen=True)
class AmountRead:
    """An amount that the text names (cents), the sentence it stands in, where, and how sure."""

    cents: Cents
    passage: str
    line: int
    confidence: float
    start: int
    end: int
    text: str


def amounts(lines: "Sequence[str] | Text") -> list[AmountRead]:
    """The amounts in euros that `lines` name, in their order; a number without euros beside it is no amount."""
    text = Text.of(lines)
    read = (
        _read(text, match)
        for pattern in (_IN_FIGURES, _SIGN_FIRST, _FIRST_OF_TWO, _WORDS)
        for match in text.find(pattern)
    )
    found = apart(sorted((one for one in read if one), key=lambda one: (one.start, -one.end)))
    return [one for before, one in zip([None, *found], found, strict=False) if not _says_again(text, before, one)]


def _says_again(text: Text, before: AmountRead | None, one: AmountRead) -> bool:
    """Whether an amount is the one before it, in brackets: « cinq mille euros (5 000 €) »."""
    if before is None or before.cents != one.cents:
        return False
    return text.folded[before.end : one.start].strip() in ("(", "soit", "(soit")


def _read(text: Text, match: "re.Match[str]") -> AmountRead | None:
    parts = match.groupdict()
    cents, confidence = _in_letters(parts) if "letters" in parts else _in_figures(parts)
    confidence = min(confidence, LIKELY) if match.re is _FIRST_OF_TWO else confidence
    if cents is None or not 0 < cents <= MOST_CENTS:
        return None
    return AmountRead(
        cents=Cents(cents),
        passage=text.passage(match.start(), match.end()),
        line=text.line_at(match.start()),
        confidence=confidence,
        start=match.start(),
        end=match.end(),
        text=" ".join(text.mended[match.start() : match.end()].split()),
    )


def _in_letters(parts: dict[str, str]) -> tuple[int | None, float]:
    euros = value_of(parts["letters"])
    if euros is None:
        return None, READ
    return euros * 100 + ((value_of(parts["cents"]) or 0) if parts["cents"] else 0), READ


def _in_figures(parts: dict[str, str]) -> tuple[int | None, float]:
    """A point or a comma before exactly three figures parts thousands, except before « M€ » or « millions »."""
    said = parts["figures"]
    scale = _SCALES.get(parts.get("scale") or "", 0) or _LARGE.get(parts.get("million") or "", 1)
    confidence = STATED
    thousands = _THOUSANDS.match(said)
    if thousands and scale == 1:
        whole, rest = thousands.group(), said[thousands.end() :]
        digits = re.sub(r"\D", "", whole)
        decimals = rest[1:].rstrip("-")
    else:
        digits, _, decimals = said.rstrip("-").replace(" ", "").replace("'", "").replace(",", ".").partition(".")
        if len(decimals) == 3 and scale == 1:
            if not int(digits):
                return None, confidence  # 0,175 €: a price for a thing, in thousandths
            digits, decimals, confidence = digits + decimals, "", DOUBTFUL  # 550,000 €: no one counts thousandths
    if len(digits) > 15:
        return None, confidence
    digits = re.sub(r"\D", "", digits)
    cents = int(digits or 0) * 100 * scale + int(decimals.ljust(3, "0")[:3] or 0) * scale // 10
    if parts.get("cents") and not decimals:
        cents += int(parts["cents"])
    return cents, confidence
