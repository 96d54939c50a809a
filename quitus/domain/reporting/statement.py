"""What a statement of expenditure says: each expense paid, with the columns of the funder's form.

Budget line, supplier, invoice reference and date, net, VAT and gross amounts, mandat and bordereau, dates, eligible
amount; then what the funder's share is computed on.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from quitus.domain.budget import queries as budget
from quitus.domain.grants import queries as grants
from quitus.domain.reporting import indicators
from quitus.domain.reporting.lines import Scope
from quitus.domain.reporting.models import ExpenditureStatement


def of_statement(
    statement: ExpenditureStatement, *, known_at: datetime, terms: Mapping[str, Any] | None = None
) -> indicators.Figures:
    """The lines and totals of a statement as known at an instant, in cents.

    `terms` are those that a signed statement was computed with; by default the convention's on the closing day.
    Refuses with `ConventionNotSigned`.
    """
    scheme_id, until = statement.scheme_id, statement.until
    used = dict(terms or indicators.terms_used(grants.terms_at(scheme_id, until)))
    found = indicators.expenses(scheme_id, until=until, known_at=known_at, period=indicators.eligible_period(used))
    return {
        "kind": statement.kind,
        "until": until.isoformat(),
        "terms": used,
        "lines": [_line(one) for one in found],
        "by_line": indicators.by_line(found),
        "totals": {
            "net_cents": sum(one.net_cents or 0 for one in found),
            "vat_cents": sum(one.vat_cents or 0 for one in found),
            "gross_cents": sum(one.gross_cents or 0 for one in found),
            "eligible_cents": sum(one.eligible_cents or 0 for one in found),
        },
        "basis": indicators.basis(Scope(scheme_id, until, until, known_at), found, used),
    }


def _line(one: budget.SpendingLine) -> indicators.Figures:
    return {
        "spending_id": one.spending_id,
        "line": one.line_label,
        "kind": one.kind,
        "supplier": one.supplier,
        "title": one.title,
        "invoice_reference": one.invoice_reference,
        "invoiced_on": _iso(one.invoiced_on),
        "net_cents": one.net_cents or 0,
        "vat_cents": one.vat_cents or 0,
        "gross_cents": one.gross_cents or 0,
        "mandat_number": one.mandat_number,
        "bordereau_number": one.bordereau_number,
        "mandated_on": _iso(one.mandated_on),
        "paid_on": _iso(one.paid_on),
        "eligible_cents": one.eligible_cents or 0,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
