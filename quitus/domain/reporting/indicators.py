"""What a report says, computed: indicators, full years against the schedule, spending, basis of payment.

The result is plain JSON, the same for the same lines: it is what is frozen, shown, exported and computed again.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from quitus.domain.budget import queries as budget
from quitus.domain.budget import states as budget_states
from quitus.domain.grants import queries as grants
from quitus.domain.grants.rules import REALISED, EligiblePeriod, Terms
from quitus.domain.reporting import catalogue, lines, rules
from quitus.domain.reporting.lines import Scope
from quitus.domain.reporting.models import Report, Schedule
from quitus.domain.reporting.rules import Period
from quitus.kernel.money import Cents, share

Figures = dict[str, Any]


def of_report(report: Report, *, known_at: datetime, terms: Mapping[str, Any] | None = None) -> Figures:
    """The figures of a report as known at an instant.

    `terms` are those that a frozen report was computed with; by default the convention's on the last day of the
    period. Refuses with `ConventionNotSigned`.
    """
    scope = Scope(report.scheme_id, report.period_from, report.period_to, known_at)
    used = dict(terms or terms_used(grants.terms_at(report.scheme_id, report.period_to)))
    parts = lines.breakdowns(scope)
    by_year = {int(year): count for year, count in parts.pop("redeemed_by_year").items()}
    counted = lines.counts(scope)
    planned = schedule(report.scheme_id, known_at=known_at)
    period = Period(report.period_from, report.period_to)
    spending = expenses(report.scheme_id, until=report.period_to, known_at=known_at, period=eligible_period(used))
    return {
        "kind": report.kind,
        "since": report.period_from.isoformat(),
        "until": report.period_to.isoformat(),
        "terms": used,
        "counts": {code: counted.get(code, {"period": 0, "total": 0}) for code in catalogue.COUNTS},
        "breakdowns": parts,
        "years": [asdict(line) for line in rules.consumption(period, planned, by_year)],
        "pic_count": lines.pic_count(scope),
        "spending": by_line(spending),
        "evidence": [_evidence(line) for line in spending],
        "basis": basis(scope, spending, used),
    }


def terms_used(terms: Terms) -> Figures:
    """The parameters that figures depend on, kept with them."""
    return {
        "budget_cents": terms.budget_cents,
        "state_share_per_mille": terms.state_share_per_mille,
        "engineering_cap_per_mille": terms.engineering_cap_per_mille,
        "engineering_base": terms.engineering_base,
        "target_count": terms.target_count,
        "face_value_cents": terms.face_value_cents,
        "pic_floor_per_mille": terms.pic_floor_per_mille,
        "eligible_from": terms.eligible_from.isoformat(),
        "eligible_to": terms.eligible_to.isoformat(),
        "invoice_base": terms.invoice_base,
    }


def eligible_period(terms: Mapping[str, Any]) -> EligiblePeriod:
    """The days and the part of an invoice that enter the funder's base by the terms that figures are computed with."""
    return EligiblePeriod(
        date.fromisoformat(terms["eligible_from"]), date.fromisoformat(terms["eligible_to"]), terms["invoice_base"]
    )


def schedule(scheme_id: int, *, known_at: datetime | None = None) -> dict[int, int]:
    """The pass planned per year: for each year the last line recorded, by `known_at` when given.

    The lines of an amendment that is annulled count no more: those that they replaced do again.
    """
    known, stands = Q(), Q(amendment__annulled_from=None)
    if known_at is not None:
        known, stands = Q(recorded_at__lte=known_at), stands | Q(amendment__annulled_known_at__gt=known_at)
    found = Schedule.objects.filter(known, stands, scheme_id=scheme_id).order_by("year", "pk")
    return {line.year: line.planned_count for line in found}


def expenses(scheme_id: int, *, until: date, known_at: datetime, period: EligiblePeriod) -> list[budget.SpendingLine]:
    """The expenses paid by the day `until`, as known at an instant, in the order of their payment; those invoiced
    outside the period of eligibility count for nothing.
    """
    every = budget.spending_lines(scheme_id, until, known_at, period=period)
    found = [line for line in every if line.paid_on is not None]
    return sorted(found, key=lambda line: (line.paid_on or date.min, line.spending_id))


def by_line(found: list[budget.SpendingLine]) -> list[Figures]:
    """The expenses summed by budget line, in cents, in the order of the codes."""
    sums: dict[str, Figures] = {}
    for line in sorted(found, key=lambda one: one.line_code):
        total = sums.setdefault(
            line.line_code,
            {
                "code": line.line_code,
                "label": line.line_label,
                "kind": line.kind,
                "gross_cents": 0,
                "eligible_cents": 0,
            },
        )
        total["gross_cents"] += line.gross_cents or 0
        total["eligible_cents"] += line.eligible_cents or 0
    return list(sums.values())


def basis(scope: Scope, found: list[budget.SpendingLine], terms: Mapping[str, Any]) -> Figures:
    """The basis of payment on the expenses paid and on the pass used within the days of eligibility, in cents."""
    used_count, used_cents = lines.eligible_uses(scope, eligible_period(terms))
    eligible: dict[str, int] = {}
    for line in found:
        if line.kind != budget_states.RESOURCE:
            eligible[line.kind] = eligible.get(line.kind, 0) + (line.eligible_cents or 0)
    paid_eligible = Cents(sum(eligible.values()))
    cap_base = paid_eligible if terms["engineering_base"] == REALISED else terms["budget_cents"]
    cap = share(cap_base, terms["engineering_cap_per_mille"])
    computed = rules.payment_basis(
        used_cents=used_cents,
        eligible_by_kind=eligible,
        engineering_cap_cents=cap,
        budget_cents=terms["budget_cents"],
        state_share=terms["state_share_per_mille"],
    )
    return {
        "used_count": used_count,
        "used_cents": used_cents,
        "paid_eligible_cents": paid_eligible,
        "engineering_cap_cents": cap,
        "kept_cents": dict(computed.kept_cents),
        "eligible_cents": computed.eligible_cents,
        "state_cents": computed.state_cents,
    }


def _evidence(line: budget.SpendingLine) -> Figures:
    return {
        "spending_id": line.spending_id,
        "line": line.line_label,
        "supplier": line.supplier,
        "invoice_reference": line.invoice_reference,
        "mandat_number": line.mandat_number,
        "paid_on": line.paid_on.isoformat() if line.paid_on else None,
        "gross_cents": line.gross_cents or 0,
        "eligible_cents": line.eligible_cents or 0,
    }
