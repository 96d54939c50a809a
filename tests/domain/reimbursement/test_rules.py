from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.organisations import roles
from quitus.domain.reimbursement import policies, rules, states
from quitus.kernel.calendar import is_working_day
from quitus.kernel.life import after

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_a_month_is_named_by_its_first_day() -> None:
    assert rules.month_of(date(2024, 2, 29)) == date(2024, 2, 1)
    assert rules.claim_number(date(2023, 4, 1), 7) == "2023-04/007"
    assert rules.payment_number(2023, 12) == "P-2023/012"


def test_a_month_is_over_the_day_after_its_last() -> None:
    assert not rules.is_over(date(2023, 4, 1), date(2023, 4, 30))
    assert rules.is_over(date(2023, 4, 30), date(2023, 5, 1))


@given(DAYS, st.integers(1, 60))
def test_a_claim_is_due_on_the_working_day_that_ends_its_delay(sent_on: date, days: int) -> None:
    due = rules.pay_by(sent_on, days)
    assert is_working_day(due)
    assert timedelta(days=days) <= due - sent_on <= timedelta(days=days + 4)


def test_each_kind_of_payment_has_its_life() -> None:
    assert states.payment_after(states.ORDER, states.ISSUED, "pay") == states.PAID
    assert states.payment_after(states.ORDER, states.ISSUED, "mandate") is None
    assert states.payment_after(states.PROPOSAL, states.ISSUED, "pay") is None
    assert states.payment_after(states.PROPOSAL, states.MANDATED, "pay") == states.PAID
    assert after(states.CLAIM, states.REJECTED, "certify") is None


def test_the_imprest_holder_never_certifies_service_fait() -> None:
    assert [role for role in roles.ROLES if policies.may_certify_service_fait(role)] == [roles.FINANCE]
    assert policies.may_record_payment(roles.OPERATOR, states.ORDER)
    assert not policies.may_record_payment(roles.OPERATOR, states.PROPOSAL)
    assert policies.may_record_payment(roles.FINANCE, states.PROPOSAL)
    assert not policies.may_record_payment(roles.FINANCE, states.ORDER)
    assert policies.may_record_payment(roles.FINANCE, states.ORDER, payer_is_outside=True)
    assert not policies.may_record_payment(roles.MANAGER, states.ORDER, payer_is_outside=True)
