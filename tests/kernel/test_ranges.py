from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.kernel.ranges import NotARange, NumberRange, both, merged, missing, numbers_of, size, without

ranges = st.tuples(st.integers(1, 60), st.integers(0, 30)).map(lambda pair: NumberRange(pair[0], sum(pair)))


def numbers(*parts: NumberRange) -> list[int]:
    return [number for part in parts for number in range(part.first, part.last + 1)]


@given(ranges, ranges)
def test_what_is_taken_out_of_a_range_and_what_remains_make_it_up(whole: NumberRange, taken: NumberRange) -> None:
    rest = whole.minus(taken)
    assert numbers(*rest) == [number for number in numbers(whole) if number not in taken]
    assert not any(part.overlaps(taken) for part in rest)
    assert all(whole.covers(part) for part in rest)


@given(ranges, ranges)
def test_two_ranges_overlap_when_they_share_a_number(one: NumberRange, other: NumberRange) -> None:
    assert one.overlaps(other) == other.overlaps(one) == bool(set(numbers(one)) & set(numbers(other)))
    assert one.covers(other) == (set(numbers(other)) <= set(numbers(one)))
    assert one.count == len(numbers(one))


@given(ranges)
def test_a_range_is_read_back_from_what_is_shown(one: NumberRange) -> None:
    assert NumberRange.parse(str(one)) == one


@pytest.mark.parametrize("text", ["1001-1050", "1001 - 1050", "1001 à 1050", "1001–1050", "1001..1050", " 1001:1050 "])
def test_a_range_is_read_as_people_type_it(text: str) -> None:
    assert NumberRange.parse(text) == NumberRange(1001, 1050)


def test_one_number_alone_is_a_range() -> None:
    assert NumberRange.parse("7") == NumberRange(7, 7)


@pytest.mark.parametrize("text", ["", "1050-1001", "a-b", "1-2-3", "-5", "1 2"])
def test_anything_else_is_not_a_range(text: str) -> None:
    with pytest.raises(NotARange):
        NumberRange.parse(text)


def test_a_range_is_never_empty() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        NumberRange(2, 1)


lists = st.lists(ranges, max_size=6)


@given(lists)
def test_merging_keeps_the_numbers_each_once_and_leaves_gaps_between_ranges(some: list[NumberRange]) -> None:
    found = merged(some)
    assert numbers_of(found) == set(numbers(*some))
    assert size(found) == len(numbers_of(some))
    assert all(one.last + 1 < other.first for one, other in pairwise(found))


@given(lists, lists, ranges)
def test_ranges_are_taken_away_and_crossed_as_sets_are(
    some: list[NumberRange], others: list[NumberRange], wanted: NumberRange
) -> None:
    for found, meant in (
        (without(some, *others), numbers_of(some) - numbers_of(others)),
        (both(some, others), numbers_of(some) & numbers_of(others)),
        (missing(some, wanted), numbers_of([wanted]) - numbers_of(some)),
    ):
        assert numbers_of(found) == meant
        assert found == merged(found)
