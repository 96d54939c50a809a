"""Whole numbers as French writes them in letters, from zero to the milliards."""

import re

_UNIT = r"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf)"
_TEN = r"(?:dix[- ](?:sept|huit|neuf)|dix|onze|douze|treize|quatorze|quinze|seize)"
_J = r"(?:[ -]|\n(?!\n)){1,2}"
_ROUND = r"(?:vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante)"
_UNDER_100 = (
    rf"(?:quatre{_J}vingts?(?:{_J}(?:{_TEN}|{_UNIT}))?"
    rf"|{_ROUND}(?:{_J}et{_J}(?:onze|une?)|{_J}(?:{_TEN}|{_UNIT}))?"
    rf"|{_TEN}|{_UNIT}|zero)"
)
_UNDER_1000 = rf"(?:(?:{_UNIT}{_J})?cents?(?:{_J}{_UNDER_100})?|{_UNDER_100})"
_UNDER_MILLION = rf"(?:(?:{_UNDER_1000}{_J})?(?:mille|mil)(?:{_J}{_UNDER_1000})?|{_UNDER_1000})"
_MILLIONS = rf"(?:{_UNDER_1000}{_J}millions?(?:{_J}{_UNDER_MILLION})?)"
_MILLIARDS = rf"(?:{_UNDER_1000}{_J}milliards?(?:{_J}(?:{_MILLIONS}|{_UNDER_MILLION}))?)"

_WORD = (
    r"(?:dix|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille|mil|millions?"
    r"|milliards?|zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|onze|douze|treize|quatorze|quinze|seize)(?!\w)"
)
IN_LETTERS = rf"(?<!\w){_WORD}(?:{_J}(?:et{_J}(?=onze|une?(?!\w)))?{_WORD}){{0,16}}"
"""Words that may make a number in a folded text, as a part of a pattern that holds no group.

`value_of` says whether they do: a pattern of all the numbers takes a second to compile, this one does not.
"""

_VALUES = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_LARGE = {"million": 1_000_000, "millions": 1_000_000, "milliard": 1_000_000_000, "milliards": 1_000_000_000}
_WHOLE = re.compile(rf"(?:{_MILLIARDS}|{_MILLIONS}|{_UNDER_MILLION})")


def value_of(letters: str) -> int | None:
    """The number written in `letters` (folded); None when it is no number."""
    words = letters.strip()
    if not _WHOLE.fullmatch(words):
        return None
    total = thousands = current = 0
    for word in re.split(r"[\s-]+", words):
        if word in ("cent", "cents"):
            current = max(current, 1) * 100
        elif word in ("mille", "mil"):
            thousands, current = max(current, 1) * 1000, 0
        elif word in _LARGE:
            total, thousands, current = total + (thousands + current) * _LARGE[word], 0, 0
        elif word in ("vingt", "vingts") and current % 10 == 4 and current % 100 == 4:
            current += 76
        elif word != "et":
            current += _VALUES[word]
    return total + thousands + current


def count_of(text: str) -> int | None:
    """A count in figures or in letters (folded); None when it is neither."""
    stripped = text.strip()
    if stripped.isdecimal() and len(stripped) <= 9:
        return int(stripped)
    return 0 if stripped in ("aucun", "aucune", "neant", "nul", "nulle") else value_of(stripped)


COUNT = rf"(?:(?<![\d.,/])\d{{1,6}}(?![\d/]|[.,]\d)|{IN_LETTERS}|aucune?(?!\w)|neant(?!\w))"
"""A count in figures or in letters in a folded text, as a part of a pattern. It holds no group."""
