"""From the spending to the attested statement: arrows seven to nine, the amendment between them."""

from datetime import date

import pytest

from quitus.domain.budget import operations as budget
from quitus.domain.budget import queries as budget_queries
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.errors import DeliberationNotExecutory
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries as obligations_queries
from quitus.domain.organisations import roles
from quitus.domain.reporting import operations as reporting
from quitus.domain.reporting import rules
from quitus.domain.reporting.errors import ActionNotOver, PeriodNotOver
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import reports
from quitus.usecases.evidence import join_evidence
from quitus.usecases.example.paper import pdf
from quitus.usecases.sign_amendment import sign_amendment
from tests.scenarios.frame import adopt, publish
from tests.scenarios.world import World


def spend(world: World) -> None:
    """Engineering beyond its cap is spent, and not eligible; nothing is refused."""
    manager, finance = world.by(roles.MANAGER), world.by(roles.FINANCE)
    with world.on(date(2021, 12, 1)) as day:
        line = budget.plan_budget_line(
            by=manager,
            convention_id=world.ids["convention"],
            code="A3",
            label="Ingénierie",
            kind="engineering",
            planned_cents=5_500_000,
        )
        bill = budget.commit_spending(
            by=manager,
            line_id=line.pk,
            supplier_name="Cabinet",
            title="Étude",
            amount_cents=6_000_000,
            commitment_reference="E1",
            committed_on=day,
        ).pk
        budget.record_invoice(
            by=manager,
            spending_id=bill,
            invoice_reference="F1",
            invoiced_on=day,
            net_cents=5_000_000,
            vat_cents=1_000_000,
        )
        join_evidence(by=manager, spending_id=bill, kind="invoice", file_name="f1.pdf", content=pdf(["Facture"]))
        mandat = {"spending_id": bill, "mandat_number": "9", "bordereau_number": "3", "mandated_on": day}
        with pytest.raises(NotYourRole):
            budget.record_mandat(by=manager, **mandat)
        budget.record_mandat(by=finance, **mandat)
        budget.record_payment(by=finance, spending_id=bill, paid_on=day)
        found = budget_queries.engineering(world.scheme.pk, day)
        assert (found.spent_cents, found.eligible_cents) == (6_000_000, 5_500_000)


def report_stage(world: World) -> None:
    """The report of 31/01/2022: not before its period is over; frozen; accepted by the funder only."""
    manager = world.by(roles.MANAGER)
    with world.on(date(2021, 12, 20)) as day:
        report = reporting.prepare_report(
            by=manager,
            kind=rules.STAGE,
            period_from=date(2021, 1, 1),
            period_to=date(2021, 12, 31),
            due_on=date(2022, 1, 31),
        ).pk
        with pytest.raises(PeriodNotOver):
            reports.submit_report(by=manager, report_id=report, on=day)
    with world.on(date(2022, 1, 20)) as day:
        reports.submit_report(by=manager, report_id=report, on=day)
        with pytest.raises(NotYourRole):
            reporting.accept_report(by=manager, report_id=report, on=day)
        reporting.accept_report(by=world.by(roles.FUNDER), report_id=report, on=day)
        settled = obligations_queries.obligations(world.scheme.pk).get(code="stage")
        assert settled.done_on == day


def amend(world: World) -> None:
    """Voted on 15/05/2023, signed once executory: the end moves, the report owed moves, what is done stays."""
    manager = world.by(roles.MANAGER)
    adopt(world, "extension", "2023-204", date(2023, 5, 15))
    with world.on(date(2023, 5, 16)) as day:
        amendment = grants.draft_amendment(
            by=manager,
            convention_id=world.ids["convention"],
            title="Avenant 1",
            deliberation_id=world.ids["extension"],
        ).pk
        grants.amend_article(
            by=manager, amendment_id=amendment, article_number="2", title="Durée", text="31 décembre 2023."
        )
        for name in ("action_ends_on", "convention_ends_on", "eligible_to"):
            grants.amend_parameter(by=manager, amendment_id=amendment, name=name, value=date(2023, 12, 31))
        obligations.amend_obligation(by=manager, amendment_id=amendment, code="final", due_on=date(2024, 7, 1))
        with pytest.raises(DeliberationNotExecutory):
            sign_amendment(by=manager, amendment_id=amendment, party="authority", on=day)
    publish(world, "extension", date(2023, 6, 5))
    with world.on(date(2023, 6, 12)) as day:
        sign_amendment(by=manager, amendment_id=amendment, party="authority", on=day)
        sign_amendment(by=world.by(roles.FUNDER), amendment_id=amendment, party="funder", on=day)
        assert grants_queries.terms_at(world.scheme.pk, day).action_ends_on == date(2023, 12, 31)
        assert grants_queries.terms_at(world.scheme.pk, date(2023, 6, 11)).action_ends_on == date(2023, 7, 30)
        owed = {duty.code: (duty.due_on, duty.done_on) for duty in obligations_queries.obligations(world.scheme.pk)}
        assert owed["final"] == (date(2024, 7, 1), None)
        assert owed["stage"] == (date(2022, 1, 31), date(2022, 1, 20))


def close(world: World) -> None:
    """The final statement, not before the end: signed, attested by the accountant, transmitted; then the report."""
    manager, finance = world.by(roles.MANAGER), world.by(roles.FINANCE)
    with world.on(date(2023, 11, 30)) as day, pytest.raises(ActionNotOver):
        reporting.prepare_statement(by=manager, kind=rules.FINAL, until=day)
    with world.on(date(2024, 1, 15)) as day:
        statement = reporting.prepare_statement(by=manager, kind=rules.FINAL, until=date(2023, 12, 31)).pk
        reporting.sign_statement(by=finance, statement_id=statement, on=day)
        with pytest.raises(NotYourRole):
            reporting.attest_statement(by=finance, statement_id=statement, on=day)
        reporting.attest_statement(by=world.by(roles.ACCOUNTANT), statement_id=statement, on=day)
        transmitted = reports.transmit_statement(by=manager, statement_id=statement, on=day)
        assert transmitted.state == "transmitted"
    with world.on(date(2024, 6, 28)) as day:
        final = reporting.prepare_report(
            by=manager,
            kind=rules.FINAL,
            period_from=date(2021, 1, 1),
            period_to=date(2023, 12, 31),
            due_on=date(2024, 7, 1),
        ).pk
        reports.submit_report(by=manager, report_id=final, on=day)
        assert obligations_queries.obligations(world.scheme.pk).get(code="final").done_on == day
