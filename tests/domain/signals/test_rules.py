from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.signals import rules
from quitus.domain.signals.rules import Evidence, Line, Seen, Thresholds, Undone, Wrong

NOON = datetime(2023, 5, 12, 10, 0, tzinfo=UTC)  # noon in Paris
ARRAS, LENS, CALAIS = (50.291, 2.777), (50.432, 2.833), (50.951, 1.858)
PLACES = {1: ARRAS, 2: LENS, 3: CALAIS}
LOW = Thresholds(
    person_day_most=2,
    venue_day_most=4,
    venue_hour_most=3,
    booklet_count_least=2,
    sequence_least=3,
    night_least=1,
    undone_day_most=1,
    wrong_day_most=1,
)


def line(number: int = 1, **facts: object) -> Line:
    made = Line(number, 1, 1, 7, date(2023, 5, 12), NOON, number // 10)
    return replace(made, **facts)  # type: ignore[arg-type]


def kinds(seen: Seen, limits: Thresholds = Thresholds()) -> list[str]:  # noqa: B008
    return [one.kind for one in rules.find(seen, limits)]


lines = st.builds(
    lambda number, venue, user, minutes, day, typed, device: Line(
        number,
        1,
        venue,
        user,
        date(2023, 5, 12) + timedelta(days=day),
        NOON + timedelta(days=day, minutes=minutes),
        number // 10,
        terminal_id=device,
        is_typed=typed,
    ),
    st.integers(0, 60),
    st.sampled_from([1, 2, 3]),
    st.sampled_from([7, 8]),
    st.integers(-11 * 60, 11 * 60),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from([None, 5]),
)
some_lines = st.lists(lines, max_size=30, unique_by=lambda one: one.number)
undone = st.lists(
    st.builds(Undone, st.integers(1, 99), st.just(1), st.integers(1, 3), st.integers(7, 8), st.just(NOON))
)
wrong = st.lists(st.builds(Wrong, st.integers(7, 8), st.sampled_from([None, 1, 2]), st.just(NOON)))
everything = st.builds(Seen, lines=some_lines, undone=undone, wrong=wrong, coordinates=st.just(PLACES))


@given(everything, st.randoms())
def test_what_is_found_does_not_depend_on_the_order_of_lines(seen: Seen, draw: object) -> None:
    shuffled = list(seen.lines)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rules.find(replace(seen, lines=shuffled), LOW) == rules.find(seen, LOW)


@given(everything)
def test_evidence_is_made_of_lines_that_are_there_and_says_when(seen: Seen) -> None:
    there = {(one.number, one.turn): one.at for one in (*seen.lines, *seen.undone)}
    for evidence in rules.find(seen, LOW):
        assert set(evidence.lines) <= there.keys()
        assert len(set(evidence.lines)) == len(evidence.lines) or evidence.kind == rules.MANY_UNDONE
        assert evidence.first_at <= evidence.last_at
        assert evidence.facts.get("count", 2) >= 1


@given(everything)
def test_a_fact_is_found_once(seen: Seen) -> None:
    found = [(one.kind, one.key) for one in rules.find(seen, LOW)]
    assert len(found) == len(set(found))


@given(everything, st.sampled_from(list(rules.LABELS)), st.integers(0, 40))
def test_a_higher_threshold_finds_no_new_fact(seen: Seen, name: str, more: int) -> None:
    if name in ("night_from", "night_to", "booklet_minutes"):
        return  # these widen or narrow a time
    higher = replace(LOW, **{name: getattr(LOW, name) + more})
    before = {(one.kind, one.key) for one in rules.find(seen, LOW)}
    assert {(one.kind, one.key) for one in rules.find(seen, higher)} <= before


@given(everything)
def test_more_lines_never_hide_a_fact(seen: Seen) -> None:
    fewer = replace(seen, lines=seen.lines[: len(seen.lines) // 2])
    facts = {(one.kind, one.key) for one in rules.find(fewer, LOW) if one.kind != rules.DISTANCE}
    assert facts <= {(one.kind, one.key) for one in rules.find(seen, LOW)}


@given(some_lines)
def test_what_is_typed_from_paper_says_nothing_of_the_hour(found: list[Line]) -> None:
    typed = [replace(one, is_typed=True) for one in found]
    timed = {rules.VENUE_HOUR, rules.BOOKLET_MINUTES, rules.NIGHT, rules.DISTANCE}
    assert not timed & set(kinds(Seen(typed, coordinates=PLACES), LOW))


def test_one_booklet_on_one_day() -> None:
    apart = [line(10 + rank, at=NOON + timedelta(hours=rank)) for rank in range(3)]
    (evidence,) = rules.person_day(Seen(apart), LOW)
    assert (evidence.facts, evidence.key) == ({"count": 3, "most": 2}, "1/2023-05-12")
    assert not list(rules.person_day(Seen(apart, per_person=3), LOW))  # what the convention allows is no signal


def test_the_seats_of_workshops_count_where_they_are_known() -> None:
    five = [line(10 * rank) for rank in range(1, 6)]
    day = (1, date(2023, 5, 12))
    assert list(rules.venue_day(Seen(five, seats={day: 12}), LOW)) == []
    (evidence,) = rules.venue_day(Seen(five, seats={day: 2}), Thresholds())
    assert evidence.facts == {"count": 5, "most": 2, "seats": 2}


def test_within_an_hour_the_busiest_hour_is_told() -> None:
    calm = [line(10 * rank, at=NOON + timedelta(minutes=30 * rank)) for rank in range(4)]
    assert list(rules.venue_hour(Seen(calm), LOW)) == []
    rush = [line(1000 + 10 * rank, at=NOON + timedelta(minutes=rank)) for rank in range(4)]
    (evidence,) = rules.venue_hour(Seen([*calm, *rush]), LOW)
    assert evidence.facts["count"] == 7
    assert evidence.last_at - evidence.first_at <= rules.HOUR


def test_numbers_that_follow_one_another() -> None:
    assert list(rules.sequence(Seen([line(1), line(2), line(4), line(5)]), LOW)) == []
    (evidence,) = rules.sequence(Seen([line(1), line(2), line(3), line(9)]), LOW)
    assert evidence.facts == {"count": 3, "first": 1, "last": 3}


@pytest.mark.parametrize(
    ("at", "on", "is_night"),
    [
        (datetime(2023, 5, 12, 21, 30, tzinfo=UTC), date(2023, 5, 12), True),  # half past eleven in Paris
        (datetime(2023, 5, 12, 2, 0, tzinfo=UTC), date(2023, 5, 12), True),
        (datetime(2023, 5, 12, 19, 30, tzinfo=UTC), date(2023, 5, 12), False),
        (datetime(2023, 5, 12, 21, 30, tzinfo=UTC), date(2023, 5, 11), False),  # told the day after: no hour known
    ],
)
def test_the_night_is_that_of_paris(at: datetime, on: date, is_night: bool) -> None:
    found = list(rules.night(Seen([line(at=at, service_on=on)]), LOW))
    assert bool(found) == is_night


def test_a_night_is_one_from_evening_to_morning() -> None:
    evening = line(1, at=datetime(2023, 5, 12, 21, 30, tzinfo=UTC))
    morning = line(2, at=datetime(2023, 5, 13, 1, 0, tzinfo=UTC), service_on=date(2023, 5, 13))
    (evidence,) = rules.night(Seen([evening, morning]), LOW)
    assert evidence.facts == {"count": 2}


def far(minutes: int, venue: int = 3, **facts: object) -> list[Evidence]:
    there = line(2, venue_id=venue, at=NOON + timedelta(minutes=minutes), **facts)
    return list(rules.distance(Seen([line(1), there], coordinates=PLACES), Thresholds()))


def test_two_distant_places_within_minutes() -> None:
    (evidence,) = far(20)
    assert evidence.facts == {"km": 98, "minutes": 20, "times": 1}
    assert evidence.venue_ids == (1, 3)
    assert far(90) == []  # as one drives
    assert far(1, venue=2) == []  # the next town
    assert far(20, venue=9) == []  # on no map
    assert far(20, user_id=8) == []


def test_a_device_too_is_at_one_place() -> None:
    here, there = line(1, terminal_id=5), line(2, venue_id=3, user_id=8, terminal_id=5)
    (evidence,) = rules.distance(Seen([here, there], coordinates=PLACES), Thresholds())
    assert (evidence.key, evidence.user_id) == ("a5/2023-05-12", None)


def test_many_undone_and_many_wrong_codes_of_one_person() -> None:
    seen = Seen(
        undone=[Undone(rank, 1, 1, 7, NOON) for rank in range(2)], wrong=[Wrong(7, 1, NOON), Wrong(7, None, NOON)]
    )
    assert kinds(seen, LOW) == [rules.MANY_UNDONE, rules.WRONG_CODES]
    assert kinds(replace(seen, undone=[replace(one, user_id=one.number) for one in seen.undone], wrong=[]), LOW) == []


def test_every_kind_has_its_words_and_each_threshold_its_label() -> None:
    assert rules.FINDERS.keys() == rules.KINDS.keys() == rules.NEUTRAL.keys()
    assert rules.LABELS.keys() == vars(Thresholds()).keys() == rules.BOUNDS.keys()
    assert all("fraud" not in words.lower() for words in (*rules.KINDS.values(), *rules.NEUTRAL.values()))
