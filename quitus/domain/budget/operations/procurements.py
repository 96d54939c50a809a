"""Buying pass: a procedure launched, awarded, then notified as a market, or abandoned."""

from dataclasses import asdict
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.budget import errors, policies, states
from quitus.domain.budget.models import Market, Procurement
from quitus.domain.budget.operations.plan import notify_market
from quitus.domain.grants.files import FileFacts
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def launch_procurement(
    *, by: Actor, title: str, launched_on: date, reference: str = "", file: FileFacts | None = None
) -> Procurement:
    """Records that a procedure to buy pass was launched, with what proves it: the notice sent for publication.

    What the convention asked for is settled in the use case `launch_procurement`: call that one. Refuses with
    `NotYourRole`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_plan(by.role))
    refuse_future(launched_on)
    made = Procurement.objects.create(
        scheme_id=current_scheme_id(),
        title=title,
        reference=reference,
        launched_on=launched_on,
        **(asdict(file) if file else {}),
    )
    _record(by, "launch_procurement", made, N_("Procédure d'achat lancée"), launched_on)
    return made


@operation
def award_procurement(*, by: Actor, procurement_id: int, operator_id: int, awarded_on: date) -> Procurement:
    """Records who won. Refuses with `NotYourRole`, `DateInTheFuture`, `ProcurementNotThere`, `MarketDatesDisagree`."""
    refuse_future(awarded_on)
    one = _moved(by, procurement_id, "award_procurement")
    if awarded_on < one.launched_on:
        raise errors.MarketDatesDisagree()
    one.operator_id, one.awarded_on = operator_id, awarded_on
    one.save()
    _record(by, "award_procurement", one, N_("Procédure d'achat attribuée"), awarded_on)
    return one


@operation
def abandon_procurement(*, by: Actor, procurement_id: int, on: date, reason: str) -> Procurement:
    """Records that a procedure leads to nothing, and why (« déclaration sans suite »).

    Refuses with `NotYourRole`, `DateInTheFuture`, `ProcurementNotThere`, `AbandonedWithoutReason`.
    """
    refuse_future(on)
    if not reason.strip():
        raise errors.AbandonedWithoutReason()
    one = _moved(by, procurement_id, "abandon_procurement")
    one.abandoned_on, one.abandoned_reason = on, reason.strip()
    one.save()
    _record(by, "abandon_procurement", one, N_("Procédure d'achat sans suite"), on)
    return one


@operation
def notify_awarded(
    *, by: Actor, procurement_id: int, number: str, notified_on: date, ends_on: date, ceiling_cents: int
) -> Market:
    """Makes a market of an awarded procedure, once it is notified to who won; its ceiling in cents.

    Refuses with `ProcurementNotThere`, and as `notify_market`.
    """
    one = _moved(by, procurement_id, "notify_awarded")
    assert one.operator_id is not None  # an awarded procedure has both
    assert one.awarded_on is not None
    market = notify_market(
        by=by,
        operator_id=one.operator_id,
        number=number,
        title=one.title,
        launched_on=one.launched_on,
        awarded_on=one.awarded_on,
        notified_on=notified_on,
        ends_on=ends_on,
        ceiling_cents=ceiling_cents,
        procurement_id=one.pk,
    )
    one.save()
    _record(by, "notify_awarded", one, N_("Marché notifié"), notified_on)
    return market


def _moved(by: Actor, procurement_id: int, verb: str) -> Procurement:
    """The procedure, held, in the state to which the verb leads."""
    refuse_unless(policies.may_plan(by.role))
    [one] = lock(Procurement.objects.filter(pk=procurement_id))
    reached = after(states.PROCUREMENT, one.state, verb)
    if reached is None:
        raise errors.ProcurementNotThere(state=states.PROCUREMENT_LABELS[one.state])
    one.state = reached
    return one


def _record(by: Actor, verb: str, one: Procurement, summary: str, on: date) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="procurement",
        subject_id=one.pk,
        summary=summary,
        data={"title": one.title, "on": on},
    )
