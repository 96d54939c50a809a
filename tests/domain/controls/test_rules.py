"""What was counted against what the register says, while others work."""

from dataclasses import dataclass, field
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.controls import catalogue, rules
from quitus.domain.controls.rules import Counted, Gap, Moved
from quitus.kernel.ranges import NumberRange, merged

DAY = date(2022, 3, 1)
EVE = date(2022, 2, 28)
HERE, THERE = 1, 2


def span(first: int, last: int) -> NumberRange:
    return NumberRange(first, last)


def seen(first: int, last: int, *, after: int = 0, place: int = HERE) -> Counted:
    return Counted(place, span(first, last), after, DAY)


def out(line: int, first: int, last: int, on: date = DAY) -> Moved:
    return Moved(line, span(first, last), HERE, THERE, on)


def into(line: int, first: int, last: int, on: date = DAY) -> Moved:
    return Moved(line, span(first, last), THERE, HERE, on)


def gaps(register: list[NumberRange], counted: list[Counted], moved: list[Moved] | None = None) -> list[Gap]:
    return list(rules.compare({HERE: register}, counted, moved or [], DAY).gaps)


def test_what_is_counted_as_expected_shows_no_gap() -> None:
    assert gaps([span(1, 10)], [seen(4, 10), seen(1, 6)]) == []


def test_what_is_not_seen_is_missing_and_what_is_not_expected_is_extra() -> None:
    assert gaps([span(1, 10)], [seen(1, 7), seen(21, 22)]) == [
        Gap(HERE, catalogue.MISSING, span(8, 10)),
        Gap(HERE, catalogue.EXTRA, span(21, 22)),
    ]


def test_pass_given_away_after_they_were_counted_are_not_extra() -> None:
    moved = [out(7, 1, 5)]
    compared = rules.compare({HERE: [span(6, 10)]}, [seen(1, 10, after=6)], moved, DAY)
    assert compared.gaps == ()
    assert compared.left == {HERE: (span(1, 5),)}


def test_pass_counted_though_the_register_had_let_them_go_before_are_extra() -> None:
    assert gaps([span(6, 10)], [seen(1, 10, after=7)], [out(7, 1, 5)]) == [Gap(HERE, catalogue.EXTRA, span(1, 5))]


def test_a_line_entered_late_for_a_day_before_the_count_explains_nothing() -> None:
    assert gaps([span(6, 10)], [seen(1, 10, after=6)], [out(7, 1, 5, EVE)]) == [Gap(HERE, catalogue.EXTRA, span(1, 5))]
    assert gaps([span(1, 5)], [], [into(7, 1, 5, EVE)]) == [Gap(HERE, catalogue.MISSING, span(1, 5))]


def test_pass_that_came_in_while_others_counted_are_not_missing() -> None:
    compared = rules.compare({HERE: [span(1, 20)]}, [seen(1, 10)], [into(3, 11, 20)], DAY)
    assert compared.gaps == ()
    assert compared.arrived == {HERE: (span(11, 20),)}


def test_pass_of_a_slip_that_nobody_received_are_on_the_way_until_one_of_them_is_seen() -> None:
    slips = {HERE: [[span(11, 15), span(18, 20)]]}
    coming = rules.compare({HERE: [span(1, 15), span(18, 20)]}, [seen(1, 10)], [], DAY, slips)
    assert coming.gaps == ()
    assert coming.on_the_way == {HERE: (span(11, 15), span(18, 20))}
    arrived = rules.compare({HERE: [span(1, 15), span(18, 20)]}, [seen(1, 12)], [], DAY, slips)
    assert [gap.numbers for gap in arrived.gaps] == [span(13, 15), span(18, 20)]
    gone_again = rules.compare({HERE: [span(1, 15)]}, [seen(1, 10)], [], DAY, slips)
    assert [gap.numbers for gap in gone_again.gaps] == [span(11, 15)]


def test_pass_given_away_and_brought_back_are_there() -> None:
    moved = [out(7, 1, 5), into(8, 1, 5)]
    assert gaps([span(1, 10)], [seen(1, 10, after=6)], moved) == []


def test_what_was_withdrawn_is_not_counted_and_what_is_counted_again_is_kept_as_seen_last() -> None:
    lines = [(True, seen(1, 10, after=1)), (False, seen(3, 4)), (True, seen(4, 6, after=5))]
    assert sorted((one.numbers, one.after_line) for one in rules.net(lines)) == [
        (span(1, 2), 1),
        (span(4, 6), 5),
        (span(7, 10), 1),
    ]


def test_a_difference_is_settled_part_by_part() -> None:
    assert rules.unsettled(span(1, 10), [span(3, 4), span(9, 10)]) == [span(1, 2), span(5, 8)]


# --- by chance


@dataclass
class Room:
    """A place as it really is, and what the register says of it: numbers, one by one."""

    there: set[int] = field(default_factory=set)
    register: set[int] = field(default_factory=set)
    counted: list[Counted] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    def count(self, number: int) -> None:
        if number in self.there:
            self.counted.append(seen(number, number, after=len(self.moved)))

    def move(self, number: int) -> None:
        line = len(self.moved) + 1
        if number in self.there and number in self.register:
            self.moved.append(out(line, number, number))
            self.there.discard(number)
            self.register.discard(number)
        elif number not in self.there and number not in self.register:
            self.moved.append(into(line, number, number))
            self.there.add(number)
            self.register.add(number)


NUMBERS = st.integers(1, 30)
EVENTS = st.lists(st.tuples(st.booleans(), NUMBERS), max_size=40)


@given(st.sets(NUMBERS), st.sets(NUMBERS), st.sets(NUMBERS), EVENTS)
def test_who_counts_all_that_is_there_finds_what_is_lost_and_nothing_else(
    held: set[int], lost: set[int], stray: set[int], events: list[tuple[bool, int]]
) -> None:
    """Whatever moves meanwhile, the gaps are the pass that were lost before, or lay there unknown to the register."""
    lost, stray = lost & held, stray - held
    room = Room(there=(held - lost) | stray, register=set(held))
    for counting, number in events:
        if counting:
            room.count(number)
        elif number not in lost | stray:
            room.move(number)
    for number in sorted(room.there):
        room.count(number)
    register = merged(span(number, number) for number in room.register)
    compared = rules.compare({HERE: register}, rules.net((True, one) for one in room.counted), room.moved, DAY)
    found = {(gap.kind, number) for gap in compared.gaps for number in range(gap.numbers.first, gap.numbers.last + 1)}
    assert found == {(catalogue.MISSING, n) for n in lost} | {(catalogue.EXTRA, n) for n in stray}
