"""Expenses paid and reports for tests, made through the operations a user would call."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import BudgetLine, Spending
from quitus.domain.grants.models import Convention
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.reporting import operations as reporting
from quitus.domain.reporting.models import ExpenditureStatement, Report
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.factories.texts import make_budget_line
from tests.harness.kept import kept

STAGE = {"kind": "stage", "period_from": date(2021, 1, 1), "period_to": date(2021, 12, 31)}
SUBMITTED_ON = date(2022, 1, 28)


@dataclass(frozen=True)
class Bureau:
    """Those who report, sign, attest and receive, with the budget lines of a signed convention."""

    scheme: Scheme
    manager: Person
    finance: Person
    accountant: Person
    funder: Person
    convention: Convention
    face_value: BudgetLine
    fees: BudgetLine
    engineering: BudgetLine


def make_bureau(scheme: Scheme, anne: Person, convention: Convention) -> Bureau:
    """The bureau of a scheme whose convention is signed."""
    return Bureau(
        scheme=scheme,
        manager=anne,
        finance=make_person(scheme, "Firmin Robert", roles.FINANCE),
        accountant=make_person(
            scheme, "Colette Masson", roles.ACCOUNTANT, make_organisation("Paierie de l'essai", "accountant_office")
        ),
        funder=make_person(scheme, "Fatou Diallo", roles.FUNDER, scheme.funder),
        convention=convention,
        face_value=make_budget_line(anne.actor, convention, "face_value", 500_000_00),
        fees=make_budget_line(anne.actor, convention, "fees", 20_000_00),
        engineering=make_budget_line(anne.actor, convention, "engineering", 30_000_00),
    )


@pytest.fixture
def bureau(scheme: Scheme, anne: Person, convention: Convention, request: pytest.FixtureRequest) -> Bureau:
    """The bureau of the scheme."""
    around = {"scheme": scheme, "anne": anne, "convention": convention}
    return kept(request, "bureau", lambda: make_bureau(**around), **around)


def pay(
    bureau: Bureau, line: BudgetLine, net_cents: int, *, on: date = date(2021, 10, 1), reference: str = "F-1"
) -> Spending:
    """An expense committed, invoiced, ordered and paid within a fortnight, the payment on the day `on`; 20 % of VAT."""
    spent = budget.commit_spending(
        by=bureau.manager.actor,
        line_id=line.pk,
        supplier_name="Cartopass (exemple)",
        title=f"Dépense {reference}",
        amount_cents=net_cents,
        commitment_reference=f"E-{reference}",
        committed_on=on - timedelta(days=14),
    )
    budget.record_invoice(
        by=bureau.manager.actor,
        spending_id=spent.pk,
        invoice_reference=reference,
        invoiced_on=on - timedelta(days=10),
        net_cents=net_cents,
        vat_cents=net_cents // 5,
    )
    budget.record_mandat(
        by=bureau.finance.actor,
        spending_id=spent.pk,
        mandat_number=f"M-{reference}",
        bordereau_number="B-1",
        mandated_on=on - timedelta(days=5),
    )
    return budget.record_payment(by=bureau.finance.actor, spending_id=spent.pk, paid_on=on)


def submit(bureau: Bureau, *, on: date = SUBMITTED_ON, **facts: object) -> Report:
    """A stage report over 2021, submitted."""
    report = reporting.prepare_report(by=bureau.manager.actor, **(STAGE | facts))  # type: ignore[arg-type]
    return reporting.submit_report(by=bureau.manager.actor, report_id=report.pk, on=on)


def sign(bureau: Bureau, *, until: date = date(2021, 12, 31), on: date = SUBMITTED_ON) -> ExpenditureStatement:
    """An intermediate statement, signed by the authority."""
    prepared = reporting.prepare_statement(by=bureau.finance.actor, kind="intermediate", until=until)
    return reporting.sign_statement(by=bureau.finance.actor, statement_id=prepared.pk, on=on)
