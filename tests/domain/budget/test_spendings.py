"""A spending from its commitment to its payment, and what the figures say of it at any moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.utils import ProgrammingError

from quitus.domain.budget import errors, operations, queries, states
from quitus.domain.budget.models import BudgetLine, Evidence, Market, Spending, SpendingReversal, Supplier
from quitus.domain.grants.models import Convention
from quitus.domain.grants.rules import EligiblePeriod
from quitus.domain.organisations.errors import SiretNotValid
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases.evidence import evidence_content, join_evidence
from tests.factories.people import Person
from tests.factories.schemes import make_organisation
from tests.factories.texts import make_budget_line

PDF = b"%PDF-1.7 facture"
PERIOD = EligiblePeriod(date(2021, 1, 1), date(2023, 7, 30))


def pay(farid: Person, spending: Spending) -> Spending:
    operations.record_mandat(
        by=farid.actor,
        spending_id=spending.pk,
        mandat_number="4512",
        bordereau_number="87",
        mandated_on=date(2022, 3, 20),
    )
    return operations.record_payment(by=farid.actor, spending_id=spending.pk, paid_on=date(2022, 4, 4))


def test_a_spending_is_committed_invoiced_mandated_paid(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], farid: Person, scheme: Scheme
) -> None:
    spending = commit(supplier_siret="130 026 032 00016")
    assert (spending.state, spending.supplier.siret) == (states.COMMITTED, "13002603200016")
    invoiced = invoice(spending)
    assert (invoiced.gross_cents, invoiced.eligible_cents) == (12_000_00, 12_000_00)
    paid = pay(farid, spending)

    assert (paid.state, paid.mandat_number, paid.paid_on) == (states.PAID, "4512", date(2022, 4, 4))
    [told] = queries.spending_lines(scheme.pk, date(2022, 12, 31), period=PERIOD)
    assert (told.supplier, told.gross_cents, told.bordereau_number, told.paid_on) == (
        "Cabinet Rivage",
        12_000_00,
        "87",
        date(2022, 4, 4),
    )


def test_a_line_is_told_as_it_stood_on_a_day(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], farid: Person, scheme: Scheme
) -> None:
    pay(farid, invoice(commit()))

    assert queries.spending_lines(scheme.pk, date(2022, 1, 9), period=PERIOD) == []
    [committed] = queries.spending_lines(scheme.pk, date(2022, 2, 1), period=PERIOD)
    [mandated] = queries.spending_lines(scheme.pk, date(2022, 3, 31), period=PERIOD)
    assert (committed.committed_cents, committed.gross_cents, committed.invoice_reference) == (12_000_00, None, "")
    assert (mandated.mandat_number, mandated.paid_on) == ("4512", None)


def test_a_line_is_told_as_it_was_known_at_an_instant(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], anne: Person, scheme: Scheme
) -> None:
    with clock.at(date(2022, 2, 1)):
        spending = commit()
    with clock.at(date(2022, 6, 1)):
        invoice(spending)
    with clock.at(date(2022, 9, 1)):
        operations.reverse_spending(
            by=anne.actor, spending_id=spending.pk, reason="Doublon", occurred_on=date(2022, 9, 1)
        )

    def known_at(month: int) -> list[int | None]:
        lines = queries.spending_lines(
            scheme.pk, date(2022, 12, 31), datetime(2022, month, 15, tzinfo=UTC), period=PERIOD
        )
        return [line.gross_cents for line in lines]

    assert (known_at(1), known_at(3), known_at(7), known_at(10)) == ([], [None], [12_000_00], [])
    assert len(queries.spending_lines(scheme.pk, date(2022, 8, 31), period=PERIOD)) == 1


def test_steps_come_in_order_each_once(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], farid: Person
) -> None:
    spending = commit()
    with pytest.raises(errors.StepNotReached):
        pay(farid, spending)
    with pytest.raises(errors.StepTooEarly):
        invoice(spending, invoiced_on=date(2022, 1, 9))
    with pytest.raises(DateInTheFuture):
        invoice(spending, invoiced_on=date(2999, 1, 1))
    invoice(spending)
    with pytest.raises(errors.StepNotReached):
        invoice(spending, invoice_reference="F-2")


def test_the_same_invoice_of_a_supplier_is_not_recorded_twice(
    commit: Callable[..., Spending], invoice: Callable[..., Spending]
) -> None:
    invoice(commit(), invoice_reference="F-1")
    with pytest.raises(errors.InvoiceAlreadyRecorded):
        invoice(commit(), invoice_reference="F-1")
    invoice(commit(supplier_name="Autre cabinet"), invoice_reference="F-1")


def test_an_invoice_recorded_by_mistake_is_recorded_again_once_reversed(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], anne: Person
) -> None:
    wrong = invoice(commit(), invoice_reference="F-1", net_cents=1_000_00)
    operations.reverse_spending(
        by=anne.actor, spending_id=wrong.pk, reason="Montant erroné", occurred_on=date(2022, 3, 1)
    )
    invoice(commit(), invoice_reference="F-1")
    with pytest.raises(errors.InvoiceAlreadyRecorded):
        invoice(commit(), invoice_reference="F-1")


def test_a_reversed_spending_goes_no_further(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], anne: Person, line: BudgetLine, scheme: Scheme
) -> None:
    spending = commit()
    told: dict[str, Any] = {"by": anne.actor, "spending_id": spending.pk, "reason": "Annulée par le fournisseur"}
    with pytest.raises(errors.StepTooEarly):
        operations.reverse_spending(**told, occurred_on=date(2022, 1, 9))
    operations.reverse_spending(**told, occurred_on=date(2022, 2, 1))
    with pytest.raises(errors.SpendingReversed):
        invoice(spending)
    with pytest.raises(errors.SpendingReversed):
        operations.reverse_spending(**told, occurred_on=date(2022, 2, 1))
    [use] = queries.line_uses(scheme.pk)
    assert (use.committed_cents, use.invoiced_cents, use.left_cents) == (0, 0, 55_000_00)


def test_what_cannot_be_committed_is_refused(
    commit: Callable[..., Spending], convention: Convention, anne: Person
) -> None:
    resource = make_budget_line(anne.actor, convention, "resource")
    for facts, refusal in (
        ({"line_id": resource.pk}, errors.LineIsAResource),
        ({"amount_cents": 0}, errors.AmountNotPositive),
        ({"committed_on": date(2999, 1, 1)}, DateInTheFuture),
        ({"supplier_siret": "13002603200017"}, SiretNotValid),
    ):
        with pytest.raises(refusal):
            commit(**facts)


def test_under_a_market_one_commits_from_its_notification_to_its_end(
    commit: Callable[..., Spending], anne: Person
) -> None:
    told: dict[str, Any] = {
        "operator_id": make_organisation("Opérateur", "operator").pk,
        "number": "2021-M12",
        "title": "Achat de pass",
        "launched_on": date(2021, 4, 20),
        "awarded_on": date(2021, 7, 1),
        "notified_on": date(2021, 7, 15),
        "ends_on": date(2023, 12, 31),
        "ceiling_cents": 500_000_00,
    }
    market = operations.notify_market(by=anne.actor, **told)
    with pytest.raises(errors.MarketAlreadyNotified):
        operations.notify_market(by=anne.actor, **told)
    with pytest.raises(errors.MarketDatesDisagree):
        operations.notify_market(by=anne.actor, **(told | {"number": "2", "ends_on": date(2021, 7, 14)}))
    with pytest.raises(errors.AmountNotPositive):
        operations.notify_market(by=anne.actor, **(told | {"number": "2", "ceiling_cents": 0}))
    with pytest.raises(errors.CommittedOutsideMarket):
        commit(market_id=market.pk, committed_on=date(2021, 7, 14))
    commit(market_id=market.pk)
    assert queries.market_used_cents(market.pk) == 12_000_00
    assert queries.market(market.pk).operator.name == "Opérateur"


def test_evidence_is_kept_with_its_bytes_and_joined_once(
    commit: Callable[..., Spending], anne: Person, farid: Person
) -> None:
    spending = commit()
    told: dict[str, Any] = {"spending_id": spending.pk, "kind": "invoice", "file_name": "facture.pdf", "content": PDF}
    kept = join_evidence(by=anne.actor, **told)

    assert evidence_content(kept.pk) == (kept, PDF)
    assert (kept.size, kept.media_type) == (len(PDF), "application/pdf")
    with pytest.raises(errors.EvidenceAlreadyAdded):
        join_evidence(by=farid.actor, **told)
    with pytest.raises(errors.EvidenceOfThisTypeRefused):
        join_evidence(by=anne.actor, **(told | {"content": b"GIF89a"}))


def test_the_manager_spends_and_the_finance_officer_orders_payment(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], anne: Person, farid: Person, dado: Person
) -> None:
    spending = invoice(commit())
    for wrong in (
        lambda: pay(anne, spending),
        lambda: operations.reverse_spending(
            by=farid.actor, spending_id=spending.pk, reason="x", occurred_on=date(2022, 5, 1)
        ),
        lambda: join_evidence(by=dado.actor, spending_id=spending.pk, kind="other", file_name="a.pdf", content=PDF),
    ):
        with pytest.raises(NotYourRole):
            wrong()
    assert pay(farid, spending).state == states.PAID


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("a_commitment_has_an_amount", {"committed_cents": 0}),
        ("spending_is_invoiced_if_and_only_if_it_says_when", {"invoice_recorded_at": None}),
        ("an_invoice_adds_net_and_tax_and_is_eligible_at_most_in_full", {"gross_cents": 1}),
        ("an_invoice_adds_net_and_tax_and_is_eligible_at_most_in_full", {"eligible_cents": 12_000_01}),
        ("spending_is_mandated_if_and_only_if_it_says_when_and_how", {"mandat_number": ""}),
        ("spending_is_paid_if_and_only_if_it_says_when", {"paid_on": None}),
    ],
)
def test_the_database_keeps_the_promises_of_a_spending(
    constraint: str,
    broken: dict[str, Any],
    commit: Callable[..., Spending],
    invoice: Callable[..., Spending],
    farid: Person,
) -> None:
    paid = pay(farid, invoice(commit()))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Spending.objects.filter(pk=paid.pk).update(**broken)


def test_the_database_keeps_the_promises_around_it(
    commit: Callable[..., Spending], invoice: Callable[..., Spending], line: BudgetLine
) -> None:
    spending, other = invoice(commit()), commit()
    of: dict[str, Any] = {"scheme_id": line.scheme_id}
    file = of | {"spending": spending, "kind": "other", "file_name": "a", "sha256": "0" * 64, "size": 1}
    Evidence.objects.create(**file)
    lines = BudgetLine.objects.filter(pk=line.pk)
    days = {"launched_on": date(2021, 1, 1), "awarded_on": date(2021, 1, 1), "notified_on": date(2021, 1, 1)}
    market = (
        of | days | {"operator": make_organisation("O"), "number": "1", "ceiling_cents": 1, "ends_on": date(2022, 1, 1)}
    )
    Market.objects.create(**market)
    for constraint, breaking in (
        (
            "an_invoice_of_a_supplier_is_recorded_once",
            lambda: Spending.objects.filter(pk=other.pk).update(invoice_reference=spending.invoice_reference),
        ),
        ("a_file_is_evidence_of_a_spending_once", lambda: Evidence.objects.create(**file)),
        ("evidence_has_a_known_kind", lambda: Evidence.objects.create(**(file | {"kind": "x", "sha256": "1"}))),
        (
            "a_spending_is_reversed_for_a_reason",
            lambda: SpendingReversal.objects.create(**of, spending=other, reason="", occurred_on=date(2022, 2, 1)),
        ),
        ("a_name_names_one_supplier_of_a_scheme", lambda: Supplier.objects.create(**of, name="Cabinet Rivage")),
        ("a_budget_line_plans_an_amount", lambda: lines.update(planned_cents=-1)),
        ("a_budget_line_has_a_known_kind", lambda: lines.update(kind="x")),
        (
            "a_code_names_one_budget_line",
            lambda: BudgetLine.objects.create(
                **of, convention=line.convention, code=line.code, label="L", kind="fees", planned_cents=1, rank=2
            ),
        ),
        ("a_number_names_one_market", lambda: Market.objects.create(**market)),
        ("a_market_has_a_ceiling", lambda: Market.objects.update(ceiling_cents=0)),
        (
            "a_market_is_launched_awarded_notified_then_ends",
            lambda: Market.objects.update(ends_on=date(2020, 1, 1)),
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()


@pytest.mark.parametrize("table", ["budget_evidence", "budget_spendingreversal"])
def test_evidence_and_reversals_are_added_never_changed(table: str, scheme: Scheme) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")
