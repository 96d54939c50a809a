from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.venues import rules, states
from quitus.kernel.life import after

DAYS = st.dates(date(2021, 1, 1), date(2021, 3, 31))
STEPS = st.lists(st.tuples(DAYS, st.sampled_from(list(states.QUALIFICATION))), max_size=6).map(
    lambda given: [rules.Step(on, rank, state) for rank, (on, state) in enumerate(given)]
)


def complete(**known: bool) -> rules.Criteria:
    given = dict.fromkeys(
        ["siret_checked", "charter_signed", "services_given", "bank_verified", "accessibility_told"], True
    )
    return rules.Criteria(**(given | known))


def test_a_complete_file_lacks_nothing() -> None:
    assert rules.missing(complete()) == ()


def test_what_is_missing_is_named_in_order() -> None:
    lacking = rules.missing(complete(accessibility_told=False, siret_checked=False))
    assert lacking == (rules.SIRET_CHECKED, rules.ACCESSIBILITY_TOLD)


def test_a_public_venue_also_needs_its_regie() -> None:
    assert rules.missing(complete(is_public=True)) == (rules.REGIE_KNOWN,)
    assert rules.missing(complete(is_public=True, regie_known=True)) == ()


@given(STEPS, DAYS)
def test_the_state_of_a_day_is_that_of_the_last_step_by_then(steps: list[rules.Step], day: date) -> None:
    past = sorted((step for step in steps if step.effective_on <= day), key=lambda step: (step.effective_on, step.rank))
    assert rules.state_on(steps, day) == (past[-1].state if past else None)
    assert rules.takes_pass_on(steps, day) == (rules.state_on(steps, day) == states.QUALIFIED)


@given(DAYS)
def test_a_closing_never_reaches_the_day_it_is_recorded(today: date) -> None:
    assert rules.earliest_end(today) == today + timedelta(days=1)


def test_every_state_can_be_left_and_has_a_label() -> None:
    assert all(states.QUALIFICATION.values())
    assert list(states.QUALIFICATION[states.REMOVED]) == ["restore"], "only an appeal granted brings a structure back"
    assert set(states.LABELS) == set(states.QUALIFICATION)
    assert after(states.QUALIFICATION, states.SUSPENDED, "qualify") is None


def test_an_iban_is_shown_masked() -> None:
    assert rules.masked("FR7630006000011234567890189") == "FR76 … 0189"
