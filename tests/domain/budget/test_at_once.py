"""Two people who write the same thing at once: one does, the other is told."""

from datetime import date

from quitus.domain.budget import errors, operations
from quitus.domain.budget.models import BudgetLine
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.operations import within_scheme
from tests.factories.at_once import second_of_two
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation, make_scheme
from tests.factories.texts import make_budget_line, make_convention


def make():
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER).actor
        return scheme, anne, make_convention(anne, scheme)


def plan(anne, convention, code):
    return lambda: operations.plan_budget_line(
        by=anne, convention_id=convention.pk, code=code, label="Poste", kind="fees", planned_cents=1
    )


def test_a_line_planned_by_two_at_once_is_planned_once(transactional_db):
    scheme, anne, convention = make()

    assert second_of_two(scheme, plan(anne, convention, "A")) is errors.LineAlreadyPlanned


def test_two_lines_planned_at_once_have_two_ranks(transactional_db):
    scheme, anne, convention = make()

    second_of_two(scheme, plan(anne, convention, "A"), plan(anne, convention, "B"))

    with within_scheme(scheme):
        assert sorted(BudgetLine.objects.values_list("rank", flat=True)) == [1, 2]


def test_a_market_notified_by_two_at_once_is_one_market(transactional_db):
    scheme, anne, _ = make()
    operator = make_organisation("Cartopass (exemple)", kinds.OPERATOR)
    days = dict.fromkeys(("launched_on", "awarded_on", "notified_on"), date(2021, 5, 3))

    def notify():
        return operations.notify_market(
            by=anne,
            operator_id=operator.pk,
            number="2021-M-07",
            title="Pass",
            **days,
            ends_on=date(2024, 1, 1),
            ceiling_cents=1,
        )

    assert second_of_two(scheme, notify) is errors.MarketAlreadyNotified


def test_an_invoice_recorded_by_two_at_once_for_two_spendings_is_recorded_once(transactional_db):
    scheme, anne, convention = make()
    with within_scheme(scheme):
        line = make_budget_line(anne, convention)
        one, other = (
            operations.commit_spending(
                by=anne,
                line_id=line.pk,
                supplier_name="Cabinet Rivage",
                title=title,
                amount_cents=1_000_00,
                commitment_reference=title,
                committed_on=date(2022, 1, 10),
            )
            for title in ("E-1", "E-2")
        )

    def record(spending):
        return lambda: operations.record_invoice(
            by=anne,
            spending_id=spending.pk,
            invoice_reference="F-1",
            invoiced_on=date(2022, 3, 1),
            net_cents=800_00,
            vat_cents=200_00,
        )

    assert second_of_two(scheme, record(one), record(other)) is errors.InvoiceAlreadyRecorded
