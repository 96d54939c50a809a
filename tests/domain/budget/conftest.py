"""A spending to commit and its invoice to record, on a line of engineering."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from quitus.domain.budget import operations
from quitus.domain.budget.models import BudgetLine, Spending
from quitus.domain.grants.models import Convention
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person, make_person
from tests.factories.texts import make_budget_line


@pytest.fixture
def farid(scheme: Scheme) -> Person:
    return make_person(scheme, "Farid Morel", roles.FINANCE)


@pytest.fixture
def line(convention: Convention, anne: Person) -> BudgetLine:
    return make_budget_line(anne.actor, convention)


@pytest.fixture
def commit(line: BudgetLine, anne: Person) -> Callable[..., Spending]:
    def commit(**facts: Any) -> Spending:
        told = {
            "line_id": line.pk,
            "supplier_name": "Cabinet Rivage",
            "title": "Étude de déploiement",
            "amount_cents": 12_000_00,
            "commitment_reference": "E22-118",
            "committed_on": date(2022, 1, 10),
        }
        return operations.commit_spending(by=anne.actor, **(told | facts))

    return commit


@pytest.fixture
def invoice(anne: Person) -> Callable[..., Spending]:
    def invoice(spending: Spending, **facts: Any) -> Spending:
        told = {
            "spending_id": spending.pk,
            "invoice_reference": f"F-{spending.pk}",
            "invoiced_on": date(2022, 3, 1),
            "net_cents": 10_000_00,
            "vat_cents": 2_000_00,
        }
        return operations.record_invoice(by=anne.actor, **(told | facts))

    return invoice
