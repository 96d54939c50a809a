"""What other rooms and pages may know of the money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from quitus.domain.budget import rules, states
from quitus.domain.budget.models import BudgetLine, Evidence, Instalment, Market, Procurement, Spending, Supplier
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import EligiblePeriod
from quitus.kernel.clock import today
from quitus.kernel.money import Cents, PerMille, share


@dataclass(frozen=True)
class SpendingLine:
    """A spending as it stood on a day: what had not happened or was not known by then is None or empty.

    `eligible_cents` is what it counts for in the figures of that day, the period of eligibility applied.
    """

    spending_id: int
    line_code: str
    line_label: str
    kind: str
    supplier: str
    title: str
    market_number: str
    commitment_reference: str
    committed_on: date
    committed_cents: int
    invoice_reference: str = ""
    invoiced_on: date | None = None
    net_cents: int | None = None
    vat_cents: int | None = None
    gross_cents: int | None = None
    eligible_cents: int | None = None
    mandat_number: str = ""
    bordereau_number: str = ""
    mandated_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True)
class Engineering:
    """Engineering costs against their cap, in cents; `base_cents` is what the cap is a share of.

    `countable_cents` is what of them is eligible by nature and by day, `eligible_cents` what the cap leaves of it.
    """

    spent_cents: Cents
    countable_cents: Cents
    eligible_cents: Cents
    cap_cents: Cents
    base_cents: Cents
    cap_per_mille: PerMille

    @property
    def beyond_cents(self) -> Cents:
        """What is not eligible because of the cap alone."""
        return Cents(self.countable_cents - self.eligible_cents)

    @property
    def left_cents(self) -> Cents:
        """What can still be spent and be eligible."""
        return Cents(max(0, self.cap_cents - self.countable_cents))


@dataclass(frozen=True)
class LineUse:
    """A budget line with what is committed and what is invoiced on it, in cents, reversals left out."""

    line: BudgetLine
    committed_cents: int
    invoiced_cents: int

    @property
    def left_cents(self) -> int:
        """What the plan still leaves, below zero once it is exceeded."""
        return self.line.planned_cents - self.committed_cents


def budget_lines(scheme_id: int) -> QuerySet[BudgetLine]:
    """The lines of the financing plan, in their order."""
    return BudgetLine.objects.filter(scheme_id=scheme_id)


def line_uses(scheme_id: int) -> list[LineUse]:
    """Each line of expenditure with what is committed and invoiced on it."""
    kept = Q(spendings__reversal__isnull=True)
    # An invoice says what a commitment had only foreseen: it counts in its place.
    lines = (
        budget_lines(scheme_id)
        .exclude(kind=states.RESOURCE)
        .annotate(
            committed=Coalesce(Sum(Coalesce("spendings__gross_cents", "spendings__committed_cents"), filter=kept), 0),
            invoiced=Coalesce(Sum("spendings__gross_cents", filter=kept), 0),
        )
    )
    return [LineUse(line, line.committed, line.invoiced) for line in lines]


def market(market_id: int) -> Market:
    """One market of the current scheme, with its operator; raises `Market.DoesNotExist`."""
    return Market.objects.select_related("operator", "procurement").get(pk=market_id)


def markets(scheme_id: int) -> QuerySet[Market]:
    """The markets of a scheme with their operators, the latest first."""
    return Market.objects.select_related("operator").filter(scheme_id=scheme_id)


def procurements(scheme_id: int) -> QuerySet[Procurement]:
    """The procedures to buy pass, the latest first, with who won and their markets."""
    return Procurement.objects.filter(scheme_id=scheme_id).select_related("operator", "market")


def procurement(procurement_id: int) -> Procurement:
    """One procedure of the current scheme, with who won and its market; raises `Procurement.DoesNotExist`."""
    return Procurement.objects.select_related("operator", "market").get(pk=procurement_id)


def market_used_cents(market_id: int) -> Cents:
    """What is spent or committed on a market as *spending*, in cents, reversals left out.

    Orders of pass are not counted here, they belong to a room above: compare them with `Market.ceiling_cents` there.
    """
    kept = Spending.objects.filter(market_id=market_id, reversal__isnull=True)
    return Cents(kept.aggregate(used=Coalesce(Sum(Coalesce("gross_cents", "committed_cents")), 0))["used"])


def suppliers(scheme_id: int) -> QuerySet[Supplier]:
    """The suppliers known to a scheme, by name."""
    return Supplier.objects.filter(scheme_id=scheme_id)


def spendings(scheme_id: int, *, state: str = "", line_id: int | None = None) -> QuerySet[Spending]:
    """The spendings of a scheme, latest first, with line, supplier, market, reversal, and `evidence_count`."""
    found = Spending.objects.filter(scheme_id=scheme_id).select_related("line", "supplier", "market", "reversal")
    if state:
        found = found.filter(state=state)
    if line_id is not None:
        found = found.filter(line_id=line_id)
    return found.annotate(evidence_count=Count("evidence"))


def spending(spending_id: int) -> Spending:
    """One spending of the current scheme with line, supplier, market, reversal and evidence."""
    found = Spending.objects.select_related("line", "supplier", "market", "reversal").prefetch_related("evidence")
    return found.get(pk=spending_id)


def spendings_awaiting(scheme_id: int, state: str) -> QuerySet[Spending]:
    """The spendings that stand in a state and wait for the next step, oldest first."""
    return spendings(scheme_id, state=state).filter(reversal__isnull=True).order_by("committed_on", "pk")


def evidence(evidence_id: int) -> Evidence:
    """One piece of evidence of the current scheme, with its spending."""
    return Evidence.objects.select_related("spending").get(pk=evidence_id)


def eligible_period(scheme_id: int, on: date) -> EligiblePeriod | None:
    """The period of eligibility by the terms of the day `on`; None while no convention is in force."""
    try:
        return grants.terms_at(scheme_id, on).eligible_period
    except ConventionNotSigned:
        return None


def spending_lines(
    scheme_id: int, until: date, known_at: datetime | None = None, *, period: EligiblePeriod
) -> list[SpendingLine]:
    """The spendings committed by the day `until`, as they stood that day and as known at the instant `known_at`.

    Steps dated after `until`, or recorded after `known_at` (now when None), are left out; so are spendings reversed by
    then. In the order of their commitment. `period` is the period of eligibility of the figure they are for. The
    eligible part of each is its own: the cap on engineering bears on their sum (see `engineering`).
    """
    found = Spending.objects.filter(scheme_id=scheme_id, committed_on__lte=until)
    found = found.select_related("line", "supplier", "market", "reversal").order_by("committed_on", "pk")
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    return [_as_it_stood(one, until, known_at, period) for one in found if not _was_reversed(one, until, known_at)]


def engineering(scheme_id: int, on: date, known_at: datetime | None = None) -> Engineering:
    """Engineering invoiced by the day `on` against the cap of the terms of that day.

    Refuses with `ConventionNotSigned` when no convention was in force.
    """
    terms = grants.terms_at(scheme_id, on)
    spent = [
        line
        for line in spending_lines(scheme_id, on, known_at, period=terms.eligible_period)
        if line.kind != states.RESOURCE
    ]
    base = terms.engineering_cap_base(Cents(sum(line.eligible_cents or 0 for line in spent)))
    lines = [line for line in spent if line.kind == states.ENGINEERING]
    countable = Cents(sum(line.eligible_cents or 0 for line in lines))
    return Engineering(
        spent_cents=Cents(sum(line.gross_cents or 0 for line in lines)),
        countable_cents=countable,
        eligible_cents=rules.eligible_engineering(countable, base, terms.engineering_cap_per_mille),
        cap_cents=share(base, terms.engineering_cap_per_mille),
        base_cents=base,
        cap_per_mille=terms.engineering_cap_per_mille,
    )


def instalments(scheme_id: int) -> QuerySet[Instalment]:
    """The instalments of the grant, by date."""
    return Instalment.objects.filter(scheme_id=scheme_id)


def instalment(instalment_id: int) -> Instalment:
    """One instalment of the current scheme."""
    return Instalment.objects.get(pk=instalment_id)


def instalments_due(scheme_id: int) -> QuerySet[Instalment]:
    """The instalments planned whose day has come: they can be claimed."""
    return instalments(scheme_id).filter(state=states.PLANNED, due_on__lte=today())


def planned_cents(lines: Iterable[BudgetLine], *, resources: bool) -> Cents:
    """The sum of the resources, or of the expenditure, of a financing plan."""
    return Cents(sum(line.planned_cents for line in lines if (line.kind == states.RESOURCE) == resources))


def _was_reversed(one: Spending, until: date, known_at: datetime | None) -> bool:
    reversal = getattr(one, "reversal", None)
    if reversal is None or reversal.occurred_on > until:
        return False
    return known_at is None or reversal.recorded_at <= known_at


def _as_it_stood(one: Spending, until: date, known_at: datetime | None, period: EligiblePeriod) -> SpendingLine:
    def stood(on: date | None, recorded_at: datetime | None) -> bool:
        if on is None or on > until:
            return False
        return known_at is None or (recorded_at is not None and recorded_at <= known_at)

    invoiced = stood(one.invoiced_on, one.invoice_recorded_at)
    mandated = stood(one.mandated_on, one.mandat_recorded_at)
    return SpendingLine(
        spending_id=one.pk,
        line_code=one.line.code,
        line_label=one.line.label,
        kind=one.line.kind,
        supplier=one.supplier.name,
        title=one.title,
        market_number=one.market.number if one.market else "",
        commitment_reference=one.commitment_reference,
        committed_on=one.committed_on,
        committed_cents=one.committed_cents,
        invoice_reference=one.invoice_reference if invoiced else "",
        invoiced_on=one.invoiced_on if invoiced else None,
        net_cents=one.net_cents if invoiced else None,
        vat_cents=one.vat_cents if invoiced else None,
        gross_cents=one.gross_cents if invoiced else None,
        eligible_cents=rules.counted(one.eligible_cents, one.net_cents, one.invoiced_on, period) if invoiced else None,
        mandat_number=one.mandat_number if mandated else "",
        bordereau_number=one.bordereau_number if mandated else "",
        mandated_on=one.mandated_on if mandated else None,
        paid_on=one.paid_on if stood(one.paid_on, one.payment_recorded_at) else None,
    )
