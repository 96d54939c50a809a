"""What of a spending enters the funder's share: by its amount, by its day, under the cap on engineering."""

from collections.abc import Callable
from datetime import date

import pytest

from quitus.domain.budget import errors, operations, queries, rules
from quitus.domain.budget.models import Spending
from quitus.domain.grants.models import Convention
from quitus.domain.grants.rules import EligiblePeriod
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person
from tests.factories.texts import make_amendment, make_budget_line, make_convention

AROUND_THE_AMENDMENT = (date(2023, 9, 17), date(2023, 9, 18))
PERIOD = EligiblePeriod(date(2021, 1, 1), date(2023, 7, 30))


def test_engineering_beyond_the_cap_is_spent_and_not_eligible(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], scheme: Scheme
) -> None:
    invoice(commit(), net_cents=40_000_00, vat_cents=8_000_00)
    invoice(commit(), net_cents=10_000_00, vat_cents=2_000_00)

    found = queries.engineering(scheme.pk, date(2022, 12, 31))
    assert (found.spent_cents, found.eligible_cents, found.cap_cents) == (60_000_00, 55_000_00, 55_000_00)
    assert (found.beyond_cents, found.left_cents, found.base_cents) == (5_000_00, 0, 550_000_00)
    assert queries.engineering(scheme.pk, date(2022, 1, 31)).spent_cents == 0


def test_engineering_is_capped_on_what_was_spent_where_the_convention_says_so(scheme: Scheme, anne: Person) -> None:
    realised = make_convention(anne.actor, scheme, engineering_base="realised")
    for kind, net_cents in (("engineering", 2_000_00), ("face_value", 8_000_00)):
        line = make_budget_line(anne.actor, realised, kind)
        spent = operations.commit_spending(
            by=anne.actor,
            line_id=line.pk,
            supplier_name="Cabinet Rivage",
            title="Étude",
            amount_cents=net_cents,
            commitment_reference="E22-120",
            committed_on=date(2022, 1, 10),
        )
        operations.record_invoice(
            by=anne.actor,
            spending_id=spent.pk,
            invoice_reference=f"F-{kind}",
            invoiced_on=date(2022, 2, 1),
            net_cents=net_cents,
            vat_cents=0,
        )

    found = queries.engineering(scheme.pk, date(2022, 12, 31))
    assert (found.base_cents, found.cap_cents, found.eligible_cents) == (10_000_00, 1_000_00, 1_000_00)


def test_an_invoice_outside_the_period_of_eligibility_keeps_its_nature_and_counts_for_nothing(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], scheme: Scheme
) -> None:
    late = invoice(commit(), invoiced_on=date(2023, 8, 1))
    part = invoice(commit(), invoiced_on=date(2023, 7, 30), eligible_cents=5_00)

    assert (late.eligible_cents, part.eligible_cents) == (12_000_00, 5_00)
    [first, second] = queries.spending_lines(scheme.pk, date(2023, 12, 31), period=PERIOD)
    assert (first.eligible_cents, second.eligible_cents) == (0, 5_00)


def test_an_amendment_takes_in_the_invoices_of_the_days_it_adds(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], convention: Convention, anne: Person
) -> None:
    invoice(commit(), invoiced_on=date(2023, 8, 1))
    before = queries.engineering(convention.scheme_id, date(2023, 12, 31))
    assert (before.spent_cents, before.countable_cents, before.beyond_cents) == (12_000_00, 0, 0)
    assert before.left_cents == before.cap_cents == 55_000_00

    make_amendment(anne.actor, convention, signed_on=date(2023, 9, 18))

    found = {on: queries.engineering(convention.scheme_id, on).eligible_cents for on in AROUND_THE_AMENDMENT}
    assert found == {date(2023, 9, 17): 0, date(2023, 9, 18): 12_000_00}
    assert queries.eligible_period(convention.scheme_id, date(2023, 9, 18)) == EligiblePeriod(
        date(2021, 1, 1), date(2023, 12, 31)
    )
    assert queries.eligible_period(convention.scheme_id, date(2021, 3, 10)) is None


def test_of_an_invoice_all_taxes_included_is_eligible_unless_the_convention_says_otherwise(
    commit: Callable[..., Spending], invoice: Callable[..., Spending]
) -> None:
    with pytest.raises(errors.EligibleAboveInvoice) as refused:
        invoice(commit(), eligible_cents=12_000_01)
    assert refused.value.facts == {"base": "Toutes taxes comprises", "most_cents": 12_000_00}
    with pytest.raises(errors.EligibleAboveInvoice):
        invoice(commit(), eligible_cents=-1)
    assert invoice(commit(), eligible_cents=12_000_00).eligible_cents == 12_000_00


def test_of_an_invoice_the_amount_before_tax_is_eligible_where_the_convention_says_so(
    scheme: Scheme, anne: Person, invoice: Callable[..., Spending]
) -> None:
    line = make_budget_line(anne.actor, make_convention(anne.actor, scheme, invoice_base="net"))

    def commit() -> Spending:
        return operations.commit_spending(
            by=anne.actor,
            line_id=line.pk,
            supplier_name="Cabinet Rivage",
            title="Étude",
            amount_cents=12_000_00,
            commitment_reference="E22-121",
            committed_on=date(2021, 1, 10),
        )

    assert invoice(commit()).eligible_cents == 10_000_00
    # Older than the signature: recorded whole, and counted by the terms of the figure it enters.
    older = invoice(commit(), invoiced_on=date(2021, 2, 1))
    assert older.eligible_cents == 12_000_00
    period = queries.eligible_period(scheme.pk, date(2021, 6, 1))
    assert period is not None
    assert rules.counted(older.eligible_cents, older.net_cents, date(2021, 2, 1), period) == 10_000_00
    with pytest.raises(errors.EligibleAboveInvoice) as refused:
        invoice(commit(), eligible_cents=10_000_01)
    assert refused.value.facts == {"base": "Hors taxes", "most_cents": 10_000_00}
