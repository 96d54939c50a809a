"""The financing plan and the markets."""

from datetime import date

from django.db.models import Max

from quitus.domain.audit.operations import record
from quitus.domain.budget import errors, policies
from quitus.domain.budget.models import BudgetLine, Market
from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Convention
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.constraints import refused_by
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def plan_budget_line(
    *, by: Actor, convention_id: int, code: str, label: str, kind: str, planned_cents: int
) -> BudgetLine:
    """Adds a line to the financing plan: "face_value", "fees", "engineering" or "resource", with its amount in cents.

    Refuses with `NotYourRole`, `LineAlreadyPlanned`.
    """
    refuse_unless(policies.may_plan(by.role))
    lock(Convention.objects.filter(pk=convention_id))  # lines are ranked one after the other
    convention = grants.convention(convention_id)
    lines = BudgetLine.objects.filter(convention=convention)
    if lines.filter(code=code).exists():
        raise errors.LineAlreadyPlanned(code=code)
    line = BudgetLine.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        code=code,
        label=label,
        kind=kind,
        planned_cents=planned_cents,
        rank=(lines.aggregate(last=Max("rank"))["last"] or 0) + 1,
    )
    record(
        by=by,
        verb="plan_budget_line",
        subject_kind="convention",
        subject_id=convention_id,
        summary=N_("Poste inscrit au plan de financement"),
        data={"code": code, "planned_cents": planned_cents},
    )
    return line


@operation
def notify_market(
    *,
    by: Actor,
    operator_id: int,
    number: str,
    title: str,
    launched_on: date,
    awarded_on: date,
    notified_on: date,
    ends_on: date,
    ceiling_cents: int,
    procurement_id: int | None = None,
) -> Market:
    """Records a market once it is notified to its operator. `ceiling_cents` bounds the orders passed under it;
    `procurement_id` is the procedure that led to it.

    Refuses with `NotYourRole`, `DateInTheFuture`, `MarketDatesDisagree`, `MarketAlreadyNotified`, `AmountNotPositive`.
    """
    refuse_unless(policies.may_plan(by.role))
    refuse_future(notified_on)
    if not launched_on <= awarded_on <= notified_on <= ends_on:
        raise errors.MarketDatesDisagree()
    if ceiling_cents <= 0:
        raise errors.AmountNotPositive()
    known = errors.MarketAlreadyNotified(number=number)
    if Market.objects.filter(number=number).exists():
        raise known
    with refused_by("a_number_names_one_market", known):
        market = Market.objects.create(
            scheme_id=current_scheme_id(),
            operator_id=operator_id,
            number=number,
            title=title,
            launched_on=launched_on,
            awarded_on=awarded_on,
            notified_on=notified_on,
            ends_on=ends_on,
            ceiling_cents=ceiling_cents,
            procurement_id=procurement_id,
        )
    record(
        by=by,
        verb="notify_market",
        subject_kind="market",
        subject_id=market.pk,
        summary=N_("Marché notifié"),
        data={"on": notified_on, "ceiling_cents": ceiling_cents},
    )
    return market


def lock_market(market_id: int) -> Market:
    """A market of the current scheme, held until the end of the transaction: what is ordered under it stays below its
    ceiling one order after the other. Raises `Market.DoesNotExist`.
    """
    found = lock(Market.objects.filter(pk=market_id))
    if not found:
        raise Market.DoesNotExist(market_id)
    return found[0]
