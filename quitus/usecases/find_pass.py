"""Which pass somebody means by what he types: a number, the beginning of one, two numbers, a booklet, a code.

A code is money: it is read here and never repeated. What is found is numbers.
"""

import re
from dataclasses import dataclass

from quitus.domain.vouchers import codes, queries, rules
from quitus.domain.vouchers.models import Order
from quitus.kernel.codes import ALPHABET, NotACode, check_symbol
from quitus.kernel.ranges import NumberRange

NUMBER_DIGITS = 16
SERIES_DIGITS = 9
SHORTEST = 4
LONGEST = 400
CODE_SYMBOLS = 14
MOST_ORDERS = 12
GROUP_SYMBOLS = 6  # five are printed together; somebody may type one too many

_NUMBER = r"\d{9}[\s\-–.]?\d{7}"
_ONE = re.compile(_NUMBER)
_TWO = re.compile(rf"({_NUMBER})\s*(?:à|au|to|–|—|-|:|\.\.|,|;|\s)\s*({_NUMBER})")
_RANKS = r"\s*(?:n°|no\.?)?\s*(\d{1,7})(?:\s*(?:à|au|to|–|-)\s*(\d{1,7}))?"
_PART = re.compile(rf"(.+?)[\s,·]+(carnets?|booklets?|pass){_RANKS}")
_ALONE = re.compile(rf"(?:carnets?|booklets?){_RANKS}")
_FIRST = re.compile(rf"(carnets?|booklets?|pass){_RANKS}[\s,·]+(?:(?:de la )?commande |order )?(\S.*)")
_PRINTED = re.compile(r"(\d{1,7})[\s,·]+(?:de la )?(?:commande|order)\s+(\S.*)")
_SEPARATORS = re.compile(r"[\s\-‐‑–.]")
_LIKE_SYMBOLS = frozenset(ALPHABET) | frozenset("OIL")
_TYPED = str.maketrans("OIL", "011")
_SIGNS = re.compile(r"[\W_]")
_WORDS = re.compile(r"[\s\-‐‑–.]+")


@dataclass(frozen=True)
class Found:
    """Pass of one order that answer what was typed; `by_code` when a code was read."""

    numbers: NumberRange
    order: Order
    by_code: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is one pass."""
        return self.numbers.count == 1


def looks_like_a_code(text: str) -> bool:
    """Whether a text may be a code, right or wrong: it must then appear in no address and no log.

    Fourteen symbols, of which at least one is no digit, or the long text of a QR code. A word without any digit is one
    only if its last symbol says so, and « 2021-01 carnet 12 » is a booklet.
    """
    asked = text.strip()
    plain = _SEPARATORS.sub("", asked).upper()
    words = asked.split()
    grouped = len(words) == 1 or all(len(word) < GROUP_SYMBOLS for word in words)
    if len(plain) == CODE_SYMBOLS and set(plain) <= _LIKE_SYMBOLS and not plain.isdecimal():
        if plain.isalpha() or not grouped:
            return _is_checked(plain)
        return not any(told.fullmatch(asked.lower()) for told in (_PART, _FIRST, _PRINTED))
    return len(asked) > 60 and " " not in asked


def is_near_a_code(text: str) -> bool:
    """Whether a text may be a code mistyped by one or two signs: it must not appear in an address either."""
    asked = text.strip()
    if looks_like_a_code(asked) or any(looks_like_a_code(word) for word in asked.split()):
        return True
    plain = _SIGNS.sub("", asked)
    if plain.isdecimal() or plain.isalpha() or abs(len(plain) - CODE_SYMBOLS) > 2:
        return False
    return plain == asked or all(len(word) <= GROUP_SYMBOLS for word in _WORDS.split(asked))


def _is_checked(plain: str) -> bool:
    said = plain.translate(_TYPED)
    return check_symbol(said[:-1]) == said[-1]


def find_pass(text: str) -> list[Found]:
    """The pass of the current scheme that a text means, in the order in which they are offered; none for other text."""
    asked = text.strip()[:LONGEST]
    if looks_like_a_code(asked):
        return _by_code(asked)
    if (two := _TWO.fullmatch(asked)) is not None:
        return _between(_digits(two[1]), _digits(two[2]))
    if _ONE.fullmatch(asked):
        return _between(_digits(asked), _digits(asked))
    digits = _SEPARATORS.sub("", asked)
    if digits.isdecimal() and SHORTEST <= len(digits) < NUMBER_DIGITS:
        return _beginning(digits)
    if (alone := _ALONE.fullmatch(asked.lower())) is not None:
        return _in_each_order(*alone.groups())
    return _in_an_order(asked.lower())


def _in_an_order(asked: str) -> list[Found]:
    """« 2021-01 carnet 12 », « carnet 12 2021-01 », or as it is printed on a pass: « 2351 de la commande 2021-01 »."""
    if (part := _PART.fullmatch(asked)) is not None:
        return _part_of_order(*part.groups())
    if (turned := _FIRST.fullmatch(asked)) is not None:
        word, first, last, number = turned.groups()
        return _part_of_order(number, word, first, last)
    printed = _PRINTED.fullmatch(asked)
    return _part_of_order(printed[2], "pass", printed[1], None) if printed else []


def _digits(text: str) -> int:
    return int(_SEPARATORS.sub("", text))


def _by_code(text: str) -> list[Found]:
    try:
        number = codes.number_of_code(text)
    except NotACode:
        return []
    return [Found(one.numbers, one.order, by_code=True) for one in _between(number, number)]


def _between(first: int, last: int) -> list[Found]:
    """The numbers of an order from one to another; none when either is of no pass."""
    order = queries.orders_by_series({rules.series_of(first)}).get(rules.series_of(first))
    whole = queries.order_range(order) if order else None
    if order is None or whole is None or last < first:
        return []
    asked = NumberRange(first, last)
    return [Found(asked, order)] if whole.covers(asked) else []


def _beginning(digits: str) -> list[Found]:
    """The pass whose numbers begin so: whole orders while the series is being typed, then fewer and fewer."""
    if len(digits) <= SERIES_DIGITS:
        wide = 10 ** (SERIES_DIGITS - len(digits))
        first, last = int(digits) * wide, (int(digits) + 1) * wide - 1
        orders = queries.orders().filter(series__range=(first, last)).order_by("series")[:5]
        return [Found(whole, order) for order in orders if (whole := queries.order_range(order))]
    wide = 10 ** (NUMBER_DIGITS - len(digits))
    first, last = int(digits) * wide, (int(digits) + 1) * wide - 1
    order = queries.orders_by_series({rules.series_of(first)}).get(rules.series_of(first))
    whole = queries.order_range(order) if order else None
    if order is None or whole is None or not whole.overlaps(NumberRange(first, last)):
        return []
    return [Found(NumberRange(max(first, whole.first), min(last, whole.last)), order)]


def _in_each_order(first: str, last: str | None) -> list[Found]:
    """« carnet 430 »: that booklet of each of the latest orders that has one; the reader says which he means."""
    latest = queries.orders().filter(series__isnull=False)[:MOST_ORDERS]
    return [found for order in latest for found in _part(order, "carnet", first, last)]


def _part_of_order(number: str, word: str, first: str, last: str | None) -> list[Found]:
    """« 2021-01 carnet 12 », « 2021-01 pass 111 à 120 »."""
    order = queries.orders().filter(number__iexact=number.strip()).first()
    return _part(order, word, first, last) if order else []


def _part(order: Order, word: str, first: str, last: str | None) -> list[Found]:
    whole = queries.order_range(order)
    begins, ends = int(first), int(last or first)
    if whole is None or not 1 <= begins <= ends:
        return []
    if word == "pass":
        asked = NumberRange(whole.first + begins - 1, whole.first + ends - 1)
    else:
        size = order.booklet_size
        asked = NumberRange(whole.first + (begins - 1) * size, whole.first + ends * size - 1)
    return [Found(asked, order)] if whole.covers(asked) else []
