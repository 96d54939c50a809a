"""Reports and statements across rooms: what is handed over settles what was owed."""

from datetime import date

from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries as obligations_queries
from quitus.domain.obligations import states as obligations_states
from quitus.domain.reporting import operations as reporting
from quitus.domain.reporting import rules
from quitus.domain.reporting.models import ExpenditureStatement, Report
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def submit_report(*, by: Actor, report_id: int, on: date) -> Report:
    """Hands a report to the funder, frozen, and settles the report owed on its due date, if one is open.

    Refuses as `reporting.operations.submit_report`.
    """
    report = reporting.submit_report(by=by, report_id=report_id, on=on)
    if report.due_on is not None:
        _settle(by, report.scheme_id, obligations_states.REPORT, report.due_on, on, "Rapport envoyé")
    return report


@operation
def transmit_statement(*, by: Actor, statement_id: int, on: date, to: str = "") -> ExpenditureStatement:
    """Sends the attested statement to the funder; the final one settles the statement owed at the end.

    Refuses as `reporting.operations.transmit_statement`.
    """
    statement = reporting.transmit_statement(by=by, statement_id=statement_id, on=on, to=to)
    if statement.kind == rules.FINAL:
        _settle(by, statement.scheme_id, obligations_states.STATEMENT, None, on, "État des dépenses transmis")
    return statement


def _settle(by: Actor, scheme_id: int, kind: str, due_on: date | None, on: date, note: str) -> None:
    owed = obligations_queries.open_obligations(scheme_id).filter(kind=kind, owed_by=obligations_states.HOLDER)
    if due_on is not None:
        owed = owed.filter(due_on=due_on)
    for obligation in owed:
        obligations.settle_obligation(by=by, obligation_id=obligation.pk, done_on=on, note=note)
