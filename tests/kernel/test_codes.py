import operator
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.kernel.codes import ALPHABET, LENGTH, HumanCodes, NotACode, check_symbol, group

CODES = HumanCodes(b"a key for tests only, 32 bytes..")
OTHER = HumanCodes(b"another key for tests, 32 bytes.")
numbers = st.integers(min_value=0, max_value=2**53 - 1)
READ = {symbol.lower(): symbol for symbol in ALPHABET} | dict(zip("OILoil", "011011", strict=True))
SAMPLES = [0, 1, 2**53 - 1, 123_456_789_0000_001]


def is_whole(code: str) -> bool:
    return check_symbol(code[:-1]) == code[-1]


@given(numbers)
def test_a_number_is_read_back_from_its_code(number: int) -> None:
    code = CODES.code(number)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert CODES.read(code) == CODES.read(group(code)) == number


@given(numbers)
def test_a_code_is_read_as_people_type_it(number: int) -> None:
    code = CODES.code(number)
    typed = code.replace("0", "o").replace("1", "l").lower()
    assert CODES.read(f" {typed[:5]} {typed[5:9]}-{typed[9:]} ") == number
    assert CODES.read(code.replace("1", "I")) == number


@pytest.mark.parametrize("number", SAMPLES)
def test_every_single_wrong_symbol_is_noticed(number: int) -> None:
    code = CODES.code(number)
    for place in range(LENGTH):
        for symbol in ALPHABET:
            if symbol != code[place]:
                assert not is_whole(code[:place] + symbol + code[place + 1 :])


def test_every_wrong_symbol_adds_something_to_the_check_at_every_place() -> None:
    # The check is linear: what is shown here for one code from all differences holds for all 2^65 codes.
    blank = "0" * LENGTH
    assert is_whole(blank)
    for place in range(LENGTH):
        found = {symbol for symbol in ALPHABET if is_whole(blank[:place] + symbol + blank[place + 1 :])}
        assert found == {"0"}


def test_every_swap_of_two_symbols_at_any_places_is_noticed() -> None:
    # By linearity again, two places are enough: a swap is noticed when it changes what the whole code sums to.
    for first in range(LENGTH - 1):
        for second in range(first + 1, LENGTH):
            for x in ALPHABET:
                for y in ALPHABET:
                    if x != y:
                        assert _sum_of({first: x, second: y}) != _sum_of({first: y, second: x})


symbols = st.integers(min_value=0, max_value=31)


@given(st.lists(st.tuples(symbols, symbols), min_size=LENGTH - 1, max_size=LENGTH - 1))
def test_the_check_is_linear(pairs: list[tuple[int, int]]) -> None:
    # What the two exhaustive tests above stand on: whether an error is noticed depends on the error alone.
    one, other, both = ("".join(ALPHABET[f(x, y)] for x, y in pairs) for f in (_first, _second, operator.xor))
    found = [ALPHABET.index(check_symbol(data)) for data in (one, other, both)]
    assert found[0] ^ found[1] == found[2]


def _first(x: int, _y: int) -> int:
    return x


def _second(_x: int, y: int) -> int:
    return y


@pytest.mark.parametrize("number", SAMPLES)
def test_nothing_mistyped_is_read(number: int) -> None:
    # The same for whole codes as they are read: every other character at every place, every swap of neighbours.
    code = CODES.code(number)
    typed = ALPHABET + ALPHABET.lower() + "OILUoilu*!é"
    wrong = {code[:at] + x + code[at + 1 :] for at in range(LENGTH) for x in typed if READ.get(x, x) != code[at]}
    wrong |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(LENGTH - 1)} - {code}
    wrong |= {code[:at] + code[at + 1 :] for at in range(LENGTH)}
    wrong |= {code[:at] + x + code[at:] for at in range(LENGTH + 1) for x in ALPHABET}
    for text in wrong:
        with pytest.raises(NotACode):
            CODES.read(text)


def _sum_of(symbols: dict[int, str]) -> int:
    """What separates the check symbol that stands there from the one expected: 0 for a whole code."""
    code = [symbols.get(place, "0") for place in range(LENGTH)]
    expected = check_symbol("".join(code[:-1]))
    return ALPHABET.index(expected) ^ ALPHABET.index(code[-1])


@pytest.mark.parametrize(
    "text", ["", "0", "0" * 13, "0" * 15, "U" * 14, "é" * 14, "-" * 14, "１" * 14, "0000000000000\n", "0" * 13 + "1"]
)
def test_anything_else_is_not_a_code(text: str) -> None:
    with pytest.raises(NotACode):
        CODES.read(text)


@given(numbers)
def test_a_code_of_another_key_is_not_read_as_the_same_number(number: int) -> None:
    with suppress(NotACode):
        assert OTHER.read(CODES.code(number)) != number


def test_a_whole_code_made_up_at_random_is_hardly_ever_a_number() -> None:
    read = 0
    for value in range(20_000):
        data = "".join(ALPHABET[value * 7919 >> shift & 31] for shift in range(60, -1, -5))
        try:
            CODES.read(data + check_symbol(data))
            read += 1
        except NotACode:
            continue
    assert read <= 20  # 2^-12 of them are expected: about five


def test_codes_of_neighbours_have_nothing_in_common() -> None:
    codes = [CODES.code(number) for number in range(10_000_001, 10_002_001)]
    assert len(set(codes)) == len(codes)
    same = sum(a == b for one, other in pairwise(codes) for a, b in zip(one, other, strict=True))
    assert same / (len(codes) * LENGTH) == pytest.approx(1 / 32, abs=0.01)


@pytest.mark.parametrize("number", [-1, 2**53])
def test_a_number_that_does_not_fit_has_no_code(number: int) -> None:
    with pytest.raises(ValueError, match="below"):
        CODES.code(number)


def test_a_key_is_long_enough() -> None:
    with pytest.raises(ValueError, match="16 to 64"):
        HumanCodes(b"short")
