"""Ranges, powers and the tables of lives, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.distribution import rules, states
from quitus.kernel.life import Life
from quitus.kernel.ranges import NumberRange, numbers_of

RANGE = st.tuples(st.integers(1, 60), st.integers(0, 20)).map(lambda pair: NumberRange(pair[0], pair[0] + pair[1]))


@given(st.data())
def test_custody_rebuilt_from_lines_is_a_partition_of_what_was_printed(data: st.DataObject) -> None:
    lines = [rules.Line(NumberRange(1, 100), None, 0)]
    held = {0: set(range(1, 101))}
    for _ in range(data.draw(st.integers(0, 12))):
        giver = data.draw(st.sampled_from([holder for holder, numbers in held.items() if numbers]))
        first = data.draw(st.sampled_from(sorted(held[giver])))
        last = first
        while last + 1 in held[giver] and last - first < data.draw(st.integers(0, 15)):
            last += 1
        taker = data.draw(st.integers(0, 4).filter(lambda holder, giver=giver: holder != giver))
        moved = NumberRange(first, last)
        lines.append(rules.Line(moved, giver, taker))
        held[giver] -= numbers_of([moved])
        held.setdefault(taker, set()).update(numbers_of([moved]))
    found = rules.custody_from(lines)
    assert {holder: numbers_of(ranges) for holder, ranges in found.items()} == {
        holder: numbers for holder, numbers in held.items() if numbers
    }


def test_a_register_that_contradicts_itself_is_seen() -> None:
    printed = rules.Line(NumberRange(1, 10), None, 0)
    with pytest.raises(rules.NotHeld, match="not held"):
        rules.custody_from([printed, rules.Line(NumberRange(5, 6), 0, 1), rules.Line(NumberRange(6, 7), 0, 2)])
    with pytest.raises(rules.NotHeld, match="twice"):
        rules.custody_from([printed, rules.Line(NumberRange(10, 12), None, 0)])


@given(st.lists(RANGE, max_size=4), st.integers(1, 12))
def test_pieces_come_from_the_ranges_and_count_what_was_asked(ranges: list[NumberRange], count: int) -> None:
    for piece in rules.pieces(ranges, count):
        assert piece.count == count
        assert any(one.covers(piece) for one in ranges)


@given(RANGE, st.integers(1, 10), st.integers(1, 10))
def test_steps_stay_inside_and_begin_at_booklets(numbers: NumberRange, count: int, size: int) -> None:
    for step in rules.steps(numbers, count, size):
        assert numbers.covers(step)
        assert step.count == count
        assert (step.first - numbers.first) % size == 0


# --- powers


START = date(2022, 1, 31)


def test_a_substitute_serves_two_months_at_most() -> None:
    assert rules.substitute_serves_until(date(2022, 3, 1)) == date(2022, 4, 30)
    assert rules.substitute_serves_until(date(2022, 1, 31)) == date(2022, 3, 30)


def test_a_power_lasts_from_its_first_to_its_last_day_on_assent() -> None:
    power = rules.Power("agent", START, date(2022, 2, 10), assent_on=date(2022, 1, 20), point=7)
    assert [power.is_in_force(day) for day in (date(2022, 1, 30), START, date(2022, 2, 10), date(2022, 2, 11))] == [
        False, True, True, False
    ]  # fmt: skip
    assert not rules.Power("agent", START, None, assent_on=None, point=7).is_in_force(START)


def test_an_agent_hands_out_at_his_point_and_the_holder_everywhere() -> None:
    agent = rules.Power("agent", START, None, START, point=7)
    holder = rules.Power("holder", START, None, START)
    assert rules.may_hand_out([agent], 7, START)
    assert not rules.may_hand_out([agent], 8, START)
    assert rules.may_hand_out([holder], 8, START)
    assert not rules.may_keep_the_safe([agent], START)
    assert rules.may_keep_the_safe([agent, holder], START)
    assert not rules.may_keep_the_safe([], START)


# --- the tables


@pytest.mark.parametrize(
    ("life", "labels"),
    [
        (states.CUSTODY, states.CUSTODY_LABELS),
        (states.IMPREST, states.IMPREST_LABELS),
        (states.APPOINTMENT, states.APPOINTMENT_LABELS),
        (states.REFERRAL, states.REFERRAL_LABELS),
    ],
)
def test_every_state_has_its_word_and_leads_to_a_known_one(life: Life, labels: dict[str, str]) -> None:
    assert set(life) == set(labels)
    assert {after for verbs in life.values() for after in verbs.values()} <= set(life)


def test_the_state_of_an_imprest_follows_from_its_dates() -> None:
    day = date(2022, 1, 1)
    assert rules.imprest_state(None, None, None) == states.PROPOSED
    assert rules.imprest_state(day, None, None) == states.ASSENTED
    assert rules.imprest_state(day, day, None) == states.OPEN
    assert rules.imprest_state(day, day, day) == states.CLOSED


def test_the_state_of_an_appointment_follows_from_its_dates() -> None:
    day, next_day = date(2022, 1, 1), date(2022, 1, 2)
    assert rules.appointment_state(None, None, day) == states.PROPOSED
    assert rules.appointment_state(day, day, day) == states.IN_FORCE
    assert rules.appointment_state(day, day, next_day) == states.ENDED
