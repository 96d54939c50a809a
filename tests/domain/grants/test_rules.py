"""Parameters, and the terms they make on one day."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.grants import errors, rules
from quitus.kernel.money import Cents
from tests.factories.texts import TERMS

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    effective_on: date | None


def facts(on: date | None, **values: rules.Value) -> list[Fact]:
    return [Fact(name, rules.write(name, value), on) for name, value in values.items()]


def test_terms_are_those_of_the_convention_until_an_amendment_takes_effect() -> None:
    texts = facts(date(2021, 3, 11), **TERMS) + facts(date(2023, 6, 20), action_ends_on=date(2023, 12, 31))

    assert rules.terms_of(rules.values(texts, date(2023, 6, 19))).action_ends_on == date(2023, 7, 30)
    assert rules.terms_of(rules.values(texts, date(2023, 6, 20))).action_ends_on == date(2023, 12, 31)
    assert rules.terms_of(rules.values(texts, date(2023, 6, 20))).budget_cents == 550_000_00


def test_what_follows_from_the_terms() -> None:
    terms = rules.terms_of(rules.values(facts(date(2021, 3, 11), **TERMS), date(2022, 1, 1)))

    assert terms.state_share_cents == 275_000_00
    assert terms.engineering_cap_base(Cents(1)) == 550_000_00
    realised = rules.terms_of(
        rules.values(facts(date(2021, 3, 11), **TERMS, engineering_base=rules.REALISED), date(2022, 1, 1))
    )
    assert realised.engineering_cap_base(Cents(1)) == 1
    assert terms.eligible_period.invoice_base == rules.GROSS
    net = rules.terms_of(rules.values(facts(date(2021, 3, 11), **TERMS, invoice_base=rules.NET), date(2022, 1, 1)))
    assert net.eligible_period.invoice_base == rules.NET
    assert terms.eligible_period.holds(date(2023, 7, 30))
    assert not terms.eligible_period.holds(date(2023, 7, 31))
    assert (terms.pic_floor_per_mille, terms.handout_size_max, terms.correspondence_address) == (None, None, "")


@given(st.lists(st.tuples(DAYS, st.integers(0, 10**9)), min_size=1, max_size=12), DAYS)
def test_the_latest_value_in_effect_counts(changes: list[tuple[date, int]], on: date) -> None:
    changes = sorted(changes)
    found = rules.values([Fact("budget_cents", str(cents), since) for since, cents in changes], on)

    in_effect = [cents for since, cents in changes if since <= on]
    assert found == ({"budget_cents": in_effect[-1]} if in_effect else {})


def test_a_draft_has_no_effect() -> None:
    assert rules.values(facts(None, budget_cents=1), date(2050, 1, 1)) == {}


@given(DAYS, st.integers(0, 1000), st.integers(0, 10**12))
def test_a_value_is_read_as_it_was_written(on: date, per_mille: int, cents: int) -> None:
    for name, value in (("action_ends_on", on), ("state_share_per_mille", per_mille), ("budget_cents", cents)):
        assert rules.read(name, rules.write(name, value)) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("budget_cents", -1),
        ("budget_cents", "mille"),
        ("budget_cents", True),
        ("state_share_per_mille", 1001),
        ("action_ends_on", 2023),
        ("correspondence_address", 3),
        ("engineering_base", "invoiced"),
        ("invoice_base", "planned"),
        ("target_publics", "rsa"),
        ("target_publics", ("rsa", "personne")),
        ("target_publics", ()),
        ("procurement_months", -1),
        ("final_report_months", date(2023, 1, 1)),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, value: rules.Value) -> None:
    with pytest.raises(errors.ParameterValueWrong):
        rules.write(name, value)


def test_only_the_parameters_of_the_catalogue_exist() -> None:
    with pytest.raises(errors.ParameterUnknown):
        rules.write("colour", "blue")


def test_every_required_parameter_that_is_not_set_is_missing() -> None:
    assert rules.missing(TERMS) == []
    assert rules.missing([name for name in TERMS if name != "budget_cents"]) == ["budget_cents"]
    assert rules.missing([]) == list(TERMS)


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_text_takes_effect_on_its_last_signature_or_later(first: date, second: date, stated: date | None) -> None:
    effect_on = rules.effective_on([first, second], stated)

    assert effect_on >= max(first, second)
    assert effect_on in {first, second, stated}


def test_publics_are_kept_in_the_order_of_the_catalogue() -> None:
    kept = rules.write("target_publics", ("handicap", "rsa"))

    assert (kept, rules.read("target_publics", kept)) == ("rsa,handicap", ("rsa", "handicap"))


def test_terms_under_a_change_keep_what_it_does_not_touch() -> None:
    terms = rules.terms_of(rules.values(facts(date(2021, 3, 11), **TERMS), date(2022, 1, 1)))

    changed = rules.with_changes(terms, {"action_ends_on": date(2023, 12, 31), "target_publics": ("rsa",)})

    assert (changed.action_ends_on, changed.target_publics) == (date(2023, 12, 31), ("rsa",))
    assert replace(changed, action_ends_on=terms.action_ends_on, target_publics=()) == terms
    assert terms.action_ends_on == date(2023, 7, 30)


def test_a_change_that_cannot_be_is_refused() -> None:
    terms = rules.terms_of(rules.values(facts(date(2021, 3, 11), **TERMS), date(2022, 1, 1)))

    with pytest.raises(errors.DatesDisagree):
        rules.with_changes(terms, {"action_ends_on": date(2024, 7, 2)})
    with pytest.raises(errors.ParameterUnknown):
        rules.with_changes(terms, {"colour": "blue"})
    with pytest.raises(errors.ParameterValueWrong):
        rules.with_changes(terms, {"budget_cents": -1})


@given(DAYS, DAYS)
def test_an_end_before_its_beginning_disagrees(first: date, last: date) -> None:
    found = {"action_starts_on": first, "action_ends_on": last}

    assert rules.disagreeing_dates(found) == ([("action_starts_on", "action_ends_on")] if last < first else [])
