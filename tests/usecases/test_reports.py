"""What is handed over settles what was owed."""

from datetime import date

import pytest

from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries as obligations_queries
from quitus.domain.reporting import operations as reporting
from quitus.domain.reporting import states
from quitus.usecases import reports
from tests.factories.reports import STAGE, SUBMITTED_ON, pay

pytestmark = pytest.mark.django_db


def owe(bureau, kind, due_on):
    return obligations.add_obligation(
        by=bureau.manager.actor, convention_id=bureau.convention.pk, label=f"{kind} dû", due_on=due_on, kind=kind
    )


def test_a_report_sent_settles_the_report_due_that_day_and_no_other(bureau):
    due = owe(bureau, "report", date(2022, 1, 31))
    later = owe(bureau, "report", date(2023, 7, 31))
    report = reporting.prepare_report(by=bureau.manager.actor, **STAGE, due_on=date(2022, 1, 31))

    reports.submit_report(by=bureau.manager.actor, report_id=report.pk, on=SUBMITTED_ON)

    assert obligations_queries.obligation(due.pk).done_on == SUBMITTED_ON
    assert obligations_queries.obligation(later.pk).done_on is None


def test_a_report_that_nobody_asked_for_settles_nothing(bureau):
    due = owe(bureau, "report", date(2022, 1, 31))
    report = reporting.prepare_report(by=bureau.manager.actor, **STAGE)

    reports.submit_report(by=bureau.manager.actor, report_id=report.pk, on=SUBMITTED_ON)

    assert obligations_queries.obligation(due.pk).done_on is None


@pytest.mark.parametrize(("kind", "settled_on"), [("intermediate", None), ("final", date(2023, 9, 30))])
def test_only_the_final_statement_settles_the_one_owed_at_the_end(bureau, kind, settled_on):
    due = owe(bureau, "statement", date(2024, 7, 1))
    pay(bureau, bureau.fees, 100_00)
    statement = reporting.prepare_statement(by=bureau.manager.actor, kind=kind, until=date(2023, 7, 30))
    reporting.sign_statement(by=bureau.finance.actor, statement_id=statement.pk, on=date(2023, 9, 1))
    reporting.attest_statement(by=bureau.accountant.actor, statement_id=statement.pk, on=date(2023, 9, 15))

    sent = reports.transmit_statement(by=bureau.manager.actor, statement_id=statement.pk, on=date(2023, 9, 30))

    assert sent.state == states.TRANSMITTED
    assert obligations_queries.obligation(due.pk).done_on == settled_on
