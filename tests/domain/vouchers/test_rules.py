"""Numbers, booklets and validity."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.vouchers import rules, states
from quitus.kernel.life import after, before, from_on
from quitus.kernel.money import Cents, PerMille
from quitus.kernel.ranges import NumberRange

SERIES = st.integers(rules.LEAST_SERIES, rules.MOST_SERIES)
RANKS = st.integers(1, rules.MOST_PASS)
FACTS = rules.OrderFacts(activated_on=date(2021, 10, 4), valid_until=date(2023, 12, 31), usable_until=date(2024, 1, 31))


@given(SERIES, RANKS)
def test_a_number_holds_its_series_and_its_rank_below_two_to_the_53(series: int, rank: int) -> None:
    number = rules.number_of(series, rank)
    assert number < 2**53
    assert (rules.series_of(number), rules.rank_of(number)) == (series, rank)
    assert str(number).startswith(str(series))


@given(SERIES, st.integers(1, 5000), st.integers(1, 50))
def test_every_pass_of_a_booklet_says_which_booklet_it_is_in(series: int, booklet: int, size: int) -> None:
    numbers = rules.booklet_range(series, booklet, size)
    assert numbers.count == size
    assert {rules.booklet_of(number, size) for number in (numbers.first, numbers.last)} == {booklet}
    assert rules.booklet_of(numbers.last + 1, size) == booklet + 1


@given(st.integers(1, 300), st.integers(0, 120), st.integers(1, 12))
def test_lines_cut_a_range_at_the_ends_of_booklets_and_lose_nothing(first: int, more: int, size: int) -> None:
    whole = NumberRange(rules.number_of(rules.LEAST_SERIES, first), rules.number_of(rules.LEAST_SERIES, first + more))
    lines = list(rules.lines_of(whole, size))
    assert sum(line.count for line in lines) == whole.count
    assert (lines[0].first, lines[-1].last) == (whole.first, whole.last)
    assert all(rules.booklet_of(line.first, size) == rules.booklet_of(line.last, size) for line in lines)
    full = [line for line in lines if line.count == size]
    found = rules.whole_booklets(whole, size)
    assert (found.count if found else 0) == sum(line.count for line in full)


@pytest.mark.parametrize(
    ("mark", "on", "expected"),
    [
        (states.PLAIN, date(2021, 10, 3), states.INACTIVE),
        (states.PLAIN, date(2021, 10, 4), states.ACTIVE),
        (states.PLAIN, date(2023, 12, 31), states.ACTIVE),
        (states.PLAIN, date(2024, 1, 31), states.ACTIVE),
        (states.PLAIN, date(2024, 2, 1), states.EXPIRED),
        (states.BLOCKED, date(2022, 1, 1), states.BLOCKED),
        (states.REDEEMED, date(2024, 2, 1), states.REDEEMED),
        (states.CANCELLED, date(2022, 1, 1), states.CANCELLED),
    ],
)
def test_validity_follows_from_the_mark_the_order_and_the_day(mark: str, on: date, expected: str) -> None:
    assert rules.validity(FACTS, mark, on) == expected


def test_nothing_is_usable_in_an_order_that_is_not_active_or_is_closed() -> None:
    assert rules.validity(rules.OrderFacts(None, FACTS.valid_until, FACTS.usable_until), "plain", date(2022, 1, 1)) == (
        states.INACTIVE
    )
    closed = rules.OrderFacts(FACTS.activated_on, FACTS.valid_until, FACTS.usable_until, closed=True)
    assert rules.validity(closed, states.PLAIN, date(2024, 1, 5)) == states.EXPIRED


def test_hand_out_ends_with_validity_and_venues_keep_the_tolerance() -> None:
    next_day = FACTS.valid_until + timedelta(days=1)
    assert rules.at_hand_out(FACTS, states.PLAIN, FACTS.valid_until) == states.ACTIVE
    assert rules.at_hand_out(FACTS, states.PLAIN, next_day) == states.EXPIRED
    assert rules.validity(FACTS, states.PLAIN, next_day) == states.ACTIVE


def test_stopping_the_distribution_blocks_hand_out_and_not_use() -> None:
    stopped = rules.OrderFacts(
        FACTS.activated_on, FACTS.valid_until, FACTS.usable_until, blocked_from=date(2023, 12, 16)
    )
    assert rules.at_hand_out(stopped, states.PLAIN, date(2023, 12, 15)) == states.ACTIVE
    assert rules.at_hand_out(stopped, states.PLAIN, date(2023, 12, 16)) == states.BLOCKED
    assert rules.validity(stopped, states.PLAIN, date(2023, 12, 16)) == states.ACTIVE


def test_the_tolerance_is_counted_in_months() -> None:
    assert rules.usable_until(date(2023, 12, 31), 1) == date(2024, 1, 31)
    assert rules.usable_until(date(2024, 1, 31), 1) == date(2024, 2, 29)


def test_the_fee_on_an_order_is_a_share_of_its_value() -> None:
    assert rules.order_fee(rules.order_value(20_000, Cents(10_00)), PerMille(40)) == 8_000_00


# --- the tables


def test_every_state_of_a_life_has_its_word_and_leads_to_a_known_one() -> None:
    for life, labels in (
        (states.ORDER, states.ORDER_LABELS),
        (states.MARK, states.MARK_LABELS),
        (states.VALIDITY, states.VALIDITY_LABELS),
    ):
        assert set(life) == set(labels)
        assert {after for verbs in life.values() for after in verbs.values()} <= set(life)


def test_a_mark_changes_only_as_the_validity_it_means() -> None:
    """Each change of mark is a change of validity, in an active order."""
    on = date(2022, 1, 1)
    for mark, verbs in states.MARK.items():
        valid = rules.validity(FACTS, mark, on)
        for verb, reached in verbs.items():
            assert after(states.VALIDITY, valid, verb) == rules.validity(FACTS, reached, on)


def test_an_order_that_has_pass_is_abandoned_by_an_act_never_cancelled() -> None:
    assert all(after(states.ORDER, state, "cancel_order") is None for state in states.MINTED)
    assert from_on(states.ORDER, states.PRODUCED) == states.MINTED | {states.CANCELLED}
    assert before(states.ORDER, "abandon_order") == [states.PRODUCED, states.DELIVERED]


# --- restrictions and deliveries


@pytest.mark.parametrize(
    ("typed", "beginnings"),
    [
        ("62", ("62",)),
        (" 2a ", ("200", "201")),
        ("2B", ("202", "206")),
        ("971", ("971",)),
        ("62300", ("62300",)),
        ("97", None),
        ("00", None),
        ("96", None),
        ("620", None),
        ("6230", None),
        ("Lens", None),
        ("", None),
    ],
)
def test_a_territory_is_typed_as_departements_or_postcodes(typed: str, beginnings: tuple[str, ...] | None) -> None:
    assert rules.postcodes_of(typed) == beginnings
    if beginnings:
        assert rules.territory_words(beginnings) == (typed.strip().upper(),)


@given(
    st.sets(st.sampled_from(["62", "59", "2A", "971", "62300", "80000"])),
    st.sets(st.sampled_from(["emploi", "outils", "acces"])),
    st.sets(st.sampled_from(["rsa", "ase", "handicap"])),
    st.sampled_from(["62300", "62000", "59000", "20090", "97100", "80000", "75001"]),
    st.sampled_from(["emploi", "outils", "acces", "loisirs"]),
    st.sets(st.sampled_from(["rsa", "ase", "collegien"])),
)
def test_a_restriction_covers_what_it_names_and_everything_when_it_names_nothing(
    territory: set[str], services: set[str], publics: set[str], postcode: str, service: str, belongs: set[str]
) -> None:
    beginnings = tuple(part for typed in sorted(territory) for part in rules.postcodes_of(typed) or ())
    covered = rules.Restrictions(beginnings, tuple(services), tuple(publics), date(2023, 12, 31))
    department = "2A" if postcode == "20090" else "971" if postcode == "97100" else postcode[:2]
    assert covered.covers_venue(postcode) == (not territory or bool({department, postcode} & territory))
    assert covered.covers_service(service) == (not services or service in services)
    assert covered.covers_public(belongs) == (not publics or bool(belongs & publics))
