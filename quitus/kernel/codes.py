"""Human codes: fourteen symbols that a person can read out, type and mistype without harm.

Thirteen symbols of Crockford's base 32 carry 65 bits: a number below 2^53 whose twelve upper bits are zero, hidden by a
keyed permutation, so that codes of neighbouring numbers have nothing in common. The last symbol is a check over GF(32).
A made-up code passes the check once in 2^5 times and the twelve bits once in 2^12: it is read as a number once in 2^17.
"""

import hashlib
import re
import string

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 14
NUMBER_BITS = 53

_DATA = LENGTH - 1
_LEFT_BITS, _RIGHT_BITS = 33, 32
_LEFT, _RIGHT = (1 << _LEFT_BITS) - 1, (1 << _RIGHT_BITS) - 1
_ROUNDS = 8
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
# Python reads base 32 with the digits 0 to 9 then A to V.
_DIGITS = str.maketrans(ALPHABET, string.digits + string.ascii_uppercase[:22])
# What people type for what they see: O for zero, I and L for one; spaces and dashes separate groups.
_TYPED = str.maketrans("OIL", "011", " -\u00a0\u202f\u2010\u2011\u2013\t")


class NotACode(Refusal):
    """The text is not a code that this programme has printed; the reason is never told apart."""

    code = "not_a_code"
    template = N_("Ce code n'est pas celui d'un pass. Vérifiez les 14 caractères imprimés et saisissez-les à nouveau.")


def _powers() -> list[int]:
    """The powers of alpha, a generator of GF(32) = GF(2)[x] / (x^5 + x^2 + 1)."""
    powers = [1]
    while len(powers) < len(ALPHABET) - 1:
        value = powers[-1] << 1
        powers.append(value ^ 0b100101 if value & 0b100000 else value)
    return powers


_POWERS = _powers()
_LOGS = {value: power for power, value in enumerate(_POWERS)}


def _times(value: int, power: int) -> int:
    """`value` times alpha to the `power`, in GF(32)."""
    return _POWERS[(_LOGS[value] + power) % len(_POWERS)] if value else 0


# What a symbol of the data adds to the check, by position. The symbol at place i weighs alpha^i and
# a whole code sums to zero. Weights that are never zero catch every wrong symbol; weights that all
# differ catch every swap of two symbols.
_ADDS = [{symbol: _times(value, place - _DATA) for symbol, value in _VALUES.items()} for place in range(_DATA)]


def check_symbol(data: str) -> str:
    """The last symbol of the code whose first thirteen are `data`."""
    total = 0
    for adds, symbol in zip(_ADDS, data, strict=True):
        total ^= adds[symbol]
    return ALPHABET[total]


def group(code: str) -> str:
    """A code in groups for the eye: `ABCDE-FGHJK-MNPQ`."""
    return f"{code[:5]}-{code[5:10]}-{code[10:]}"


class HumanCodes:
    """The codes of one secret key (16 to 64 bytes). Two keys give unrelated codes; a lost key makes
    its codes unreadable.
    """

    def __init__(self, key: bytes) -> None:
        if not 16 <= len(key) <= 64:
            raise ValueError("the key of human codes has 16 to 64 bytes")
        # The state after the key has been taken in is copied for each code, instead of computed again.
        self._rounds = [
            hashlib.blake2b(key=key, digest_size=5, person=b"quitus-code-" + bytes([step])) for step in range(_ROUNDS)
        ]

    def _stir(self, step: int, half: int) -> int:
        state = self._rounds[step].copy()
        state.update(half.to_bytes(5, "big"))
        return int.from_bytes(state.digest(), "big")

    def _hide(self, number: int) -> int:
        left, right = number >> _RIGHT_BITS, number & _RIGHT
        for step in range(0, _ROUNDS, 2):
            left ^= self._stir(step, right) & _LEFT
            right ^= self._stir(step + 1, left) & _RIGHT
        return left << _RIGHT_BITS | right

    def _show(self, hidden: int) -> int:
        left, right = hidden >> _RIGHT_BITS, hidden & _RIGHT
        for step in range(_ROUNDS - 2, -1, -2):
            right ^= self._stir(step + 1, left) & _RIGHT
            left ^= self._stir(step, right) & _LEFT
        return left << _RIGHT_BITS | right

    def code(self, number: int) -> str:
        """The code of a number from 0 to 2^53 − 1: fourteen symbols without separators."""
        if not 0 <= number < 1 << NUMBER_BITS:
            raise ValueError("a code carries a number below 2^53")
        hidden = self._hide(number)
        data = "".join([ALPHABET[hidden >> shift & 31] for shift in range((_DATA - 1) * 5, -1, -5)])
        return data + check_symbol(data)

    def read(self, text: str) -> int:
        """The number behind a code as typed: any case, spaces, dashes, O for 0, I or L for 1.

        Refuses with `NotACode`, the same for a wrong length, symbol, check or number, so that a guess teaches nothing.
        """
        code = text.upper().translate(_TYPED)
        if not _CODE.fullmatch(code) or check_symbol(code[:_DATA]) != code[_DATA]:
            raise NotACode()
        number = self._show(int(code[:_DATA].translate(_DIGITS), 32))
        if number >> NUMBER_BITS:
            raise NotACode()
        return number
