"""A spending, step by step: committed, invoiced, ordered for payment, paid. Each step is written once."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.budget import errors, policies, states
from quitus.domain.budget.models import BudgetLine, Evidence, Market, Spending, SpendingReversal, Supplier
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import INVOICE_BASES, NET, Terms
from quitus.domain.organisations.rules import valid_siret
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.money import Cents
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_


@operation
def commit_spending(
    *,
    by: Actor,
    line_id: int,
    supplier_name: str,
    title: str,
    amount_cents: int,
    commitment_reference: str,
    committed_on: date,
    supplier_siret: str = "",
    market_id: int | None = None,
    order_id: int | None = None,
) -> Spending:
    """Commits an amount (cents, all taxes included) on a line of expenditure, by an order form or a contract;
    `order_id` is the order of pass that it pays, when it pays one.

    A supplier not yet known is added. Never refused because the line or a cap is exceeded: that is shown. Refuses with
    `NotYourRole`, `DateInTheFuture`, `LineIsAResource`, `AmountNotPositive`, `SiretNotValid`, `CommittedOutsideMarket`.
    """
    refuse_unless(policies.may_spend(by.role))
    clock.refuse_future(committed_on)
    line = BudgetLine.objects.get(pk=line_id)
    if line.kind == states.RESOURCE:
        raise errors.LineIsAResource(line=line.label)
    if amount_cents <= 0:
        raise errors.AmountNotPositive()
    _refuse_outside_market(market_id, committed_on)
    spending = Spending.objects.create(
        scheme_id=current_scheme_id(),
        line=line,
        supplier=_supplier(supplier_name, supplier_siret),
        market_id=market_id,
        order_id=order_id,
        title=title,
        commitment_reference=commitment_reference,
        committed_on=committed_on,
        committed_cents=amount_cents,
    )
    _record(by, "commit_spending", spending, N_("Dépense engagée"), on=committed_on, amount_cents=amount_cents)
    return spending


@operation
def record_invoice(
    *,
    by: Actor,
    spending_id: int,
    invoice_reference: str,
    invoiced_on: date,
    net_cents: int,
    vat_cents: int,
    eligible_cents: int | None = None,
) -> Spending:
    """Records the invoice of a commitment: net, tax (cents), and the part that is eligible by its nature: of the gross
    or of the net amount, as the terms of its day say.

    Without `eligible_cents` all of that amount is. Whether its day lies in the period of eligibility is decided when a
    figure is computed (`rules.counted`). Refuses with `NotYourRole`, `DateInTheFuture`, `StepNotReached`,
    `StepTooEarly`, `SpendingReversed`, `AmountNotPositive`, `EligibleAboveInvoice`, `InvoiceAlreadyRecorded`.
    """
    refuse_unless(policies.may_spend(by.role))
    spending = _reach(spending_id, "record_invoice", invoiced_on)
    gross_cents = Cents(net_cents + vat_cents)
    if gross_cents <= 0 or net_cents < 0 or vat_cents < 0:
        raise errors.AmountNotPositive()
    base = _invoice_base(spending.scheme_id, invoiced_on)
    most_cents = Cents(net_cents) if base == NET else gross_cents
    if eligible_cents is None:
        eligible_cents = most_cents
    if not 0 <= eligible_cents <= most_cents:
        raise errors.EligibleAboveInvoice(base=INVOICE_BASES[base], most_cents=most_cents)
    same = Spending.objects.filter(
        supplier_id=spending.supplier_id, invoice_reference=invoice_reference, is_reversed=False
    )
    recorded = errors.InvoiceAlreadyRecorded(reference=invoice_reference, supplier=spending.supplier.name)
    if same.exists():
        raise recorded
    spending.invoice_reference, spending.invoiced_on = invoice_reference, invoiced_on
    spending.net_cents, spending.vat_cents, spending.gross_cents = net_cents, vat_cents, gross_cents
    spending.eligible_cents = eligible_cents
    spending.invoice_recorded_at = clock.now()
    with refused_by("an_invoice_of_a_supplier_is_recorded_once", recorded):
        spending.save()
    _record(by, "record_invoice", spending, N_("Facture reçue"), on=invoiced_on, gross_cents=gross_cents)
    return spending


@operation
def add_evidence(
    *, by: Actor, spending_id: int, kind: str, file_name: str, sha256: str, size: int, media_type: str
) -> Evidence:
    """Joins a file already kept by the documents connector: "commitment", "invoice" or "other".

    Refuses with `NotYourRole`, `EvidenceAlreadyAdded`.
    """
    refuse_unless(policies.may_add_evidence(by.role))
    [spending] = lock(Spending.objects.filter(pk=spending_id))
    if (same := Evidence.objects.filter(spending=spending, sha256=sha256).first()) is not None:
        raise errors.EvidenceAlreadyAdded(file_name=same.file_name)
    evidence = Evidence.objects.create(
        scheme_id=spending.scheme_id,
        spending=spending,
        kind=kind,
        file_name=file_name[-200:],
        sha256=sha256,
        size=size,
        media_type=media_type,
    )
    _record(by, "add_evidence", spending, N_("Pièce jointe"), file_name=evidence.file_name, sha256=sha256)
    return evidence


@operation
def record_mandat(
    *, by: Actor, spending_id: int, mandat_number: str, bordereau_number: str, mandated_on: date
) -> Spending:
    """Records the mandat by which the authorising officer orders the payment, as the finance software numbered it.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StepNotReached`, `StepTooEarly`, `SpendingReversed`.
    """
    refuse_unless(policies.may_record_mandat(by.role))
    spending = _reach(spending_id, "record_mandat", mandated_on)
    spending.mandat_number, spending.bordereau_number = mandat_number, bordereau_number
    spending.mandated_on, spending.mandat_recorded_at = mandated_on, clock.now()
    spending.save()
    _record(by, "record_mandat", spending, N_("Mandat émis"), on=mandated_on, mandat_number=mandat_number)
    return spending


@operation
def record_payment(*, by: Actor, spending_id: int, paid_on: date) -> Spending:
    """Records the day the accountant paid.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StepNotReached`, `StepTooEarly`, `SpendingReversed`.
    """
    refuse_unless(policies.may_record_mandat(by.role))
    spending = _reach(spending_id, "record_payment", paid_on)
    spending.paid_on, spending.payment_recorded_at = paid_on, clock.now()
    spending.save()
    _record(by, "record_payment", spending, N_("Payée par le comptable"), on=paid_on)
    return spending


@operation
def reverse_spending(*, by: Actor, spending_id: int, reason: str, occurred_on: date) -> SpendingReversal:
    """Takes a spending out of every figure from `occurred_on` on, with the reason; the spending itself stays, and its
    invoice may be recorded again, on another spending.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StepTooEarly`, `SpendingReversed`.
    """
    clock.refuse_future(occurred_on)
    spending = _standing(spending_id)
    refuse_unless(policies.may_reverse(by.role, of_an_order=spending.order_id is not None))
    if occurred_on < spending.latest_on:
        raise errors.StepTooEarly(previous_on=spending.latest_on)
    reversal = SpendingReversal.objects.create(
        scheme_id=spending.scheme_id, spending=spending, reason=reason, occurred_on=occurred_on
    )
    spending.is_reversed = True
    spending.save(update_fields=["is_reversed"])
    _record(by, "reverse_spending", spending, N_("Dépense annulée"), on=occurred_on, reason=reason)
    return reversal


def _standing(spending_id: int) -> Spending:
    """The spending, locked; refuses a reversed one."""
    [spending] = lock(Spending.objects.select_related("supplier", "reversal").filter(pk=spending_id))
    reversal = getattr(spending, "reversal", None)
    if reversal is not None:
        raise errors.SpendingReversed(occurred_on=reversal.occurred_on)
    return spending


def _reach(spending_id: int, action: str, on: date) -> Spending:
    """The spending, locked, in the state that `action` leads to (not saved)."""
    clock.refuse_future(on)
    spending = _standing(spending_id)
    reached = after(states.SPENDING, spending.state, action)
    if reached is None:
        raise errors.StepNotReached(state=states.SPENDING_LABELS[spending.state])
    if on < spending.latest_on:
        raise errors.StepTooEarly(previous_on=spending.latest_on)
    spending.state = reached
    return spending


def _invoice_base(scheme_id: int, on: date) -> str:
    """What of an invoice of the day `on` is eligible at most; all of it while no convention was in force."""
    try:
        return grants.terms_at(scheme_id, on).invoice_base
    except ConventionNotSigned:
        return Terms.invoice_base


def _refuse_outside_market(market_id: int | None, on: date) -> None:
    if market_id is None:
        return
    market = Market.objects.get(pk=market_id)
    if not market.notified_on <= on <= market.ends_on:
        raise errors.CommittedOutsideMarket(notified_on=market.notified_on, ends_on=market.ends_on)


def _supplier(name: str, siret: str) -> Supplier:
    supplier, _ = Supplier.objects.get_or_create(
        scheme_id=current_scheme_id(),
        name=name.strip(),
        defaults={"siret": valid_siret(siret) if siret else "", "sort_key": sort_key(name)},
    )
    return supplier


def _record(by: Actor, verb: str, spending: Spending, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind="spending", subject_id=spending.pk, summary=summary, data=data)
