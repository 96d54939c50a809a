"""Pass asked of the accountant: who keeps a safe, or the stock of a mandated body, asks; a supply answers."""

from datetime import date

from django.db.models import Min, Q, QuerySet

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, states
from quitus.domain.distribution.models import Holder, Slip, SupplyRequest
from quitus.domain.distribution.models.requests import WAITING
from quitus.domain.distribution.operations.custody import Signature, only_holder
from quitus.domain.distribution.operations.deliveries import refuse_unless_accountants
from quitus.domain.distribution.operations.powers import (
    refuse_unless_constituted,
    refuse_unless_given,
    refuse_unless_mandated,
    refuse_without_power_over,
)
from quitus.domain.distribution.operations.regie_checks import lock_ceilings
from quitus.domain.distribution.request_errors import (
    AnsweredBeforeAsked,
    RequestAlreadyAnswered,
    RequestAlreadyWaiting,
    RequestBeyondCeiling,
    RequestDeclinedWithoutReason,
    RequestOfNothing,
)
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def request_supply(
    *,
    by: Actor,
    holder_id: int,
    pass_count: int,
    requested_on: date,
    reason: str = "",
    paper: OnPaper | None = None,
) -> SupplyRequest:
    """Who keeps a safe, or the stock of a mandated body, asks the accountant for pass (as CGCT R.1611-11 has it).

    One request waits at a time. What is asked counts under the ceiling at the lowest face value of the scheme's orders;
    the supply is judged at its own. `reason` (500 characters at most): what for, which period. With `paper` who keeps
    the safe signed by hand, and the accountant, or the authorising side, enters it with its scan.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `NoMandateOverTheBody`, `HandoverMissing`,
    `PowerEndedSince`, `NobodyAnsweredThere`, `RegieClosed`, `ImprestNotConstituted`, `NoHolderAppointed`,
    `MandateNotInForce`, `RequestOfNothing`, `RequestAlreadyWaiting`, `RequestBeyondCeiling`.
    """
    refuse_future(requested_on)
    holder = queries.holder(holder_id)
    refuse_unless(holder.kind in (states.SAFE, states.MANDATED))
    may = policies.may_move_stock(by.role, of_a_body=holder.kind == states.MANDATED)
    refuse_unless(may if paper is None else policies.may_receive(by.role))
    refuse_unless_given(by, holder, only_holder(states.ACCOUNTANT), requested_on, paper)
    if pass_count < 1:
        raise RequestOfNothing()
    lock_ceilings(holder)
    _refuse_unless_in_force(holder, requested_on)
    _refuse_second(holder)
    _refuse_beyond(holder, pass_count, requested_on)
    signed = Signature(by, paper)
    made = SupplyRequest.objects.create(
        scheme_id=holder.scheme_id,
        imprest_id=holder.imprest_id,
        mandate_id=holder.mandate_id,
        pass_count=pass_count,
        reason=reason.strip(),
        requested_on=requested_on,
        user_id=signed.user_id,
        actor_label=signed.name[:200],
    )
    _keep(by, made, paper, "request_supply", requested_on)
    _told(by, "request_supply", made, N_("%(count)s pass demandés au comptable"), note=made.reason)
    return made


def _refuse_unless_in_force(holder: Holder, on: date) -> None:
    if holder.imprest is not None:
        refuse_unless_constituted(holder.imprest, on)
    if holder.mandate is not None:
        refuse_unless_mandated(holder.mandate, on)


def _refuse_second(holder: Holder) -> None:
    waiting = _waiting(holder).first()
    if waiting is not None:
        raise RequestAlreadyWaiting(holder=holder.label, count=waiting.pass_count, requested_on=waiting.requested_on)


def _refuse_beyond(holder: Holder, pass_count: int, on: date) -> None:
    least_cents = Order.objects.aggregate(least=Min("face_value_cents"))["least"] or 0
    for ceiling in queries.ceilings_over(holder, on):
        held_cents = queries.value_under(ceiling)
        total_cents = held_cents + pass_count * least_cents
        if least_cents and total_cents > ceiling.ceiling_cents:
            raise RequestBeyondCeiling(
                holder=ceiling.label,
                total_cents=total_cents,
                ceiling_cents=ceiling.ceiling_cents,
                most=max(ceiling.ceiling_cents - held_cents, 0) // least_cents,
            )


@operation
def withdraw_request(*, by: Actor, request_id: int, withdrawn_on: date) -> SupplyRequest:
    """Who keeps the safe, or the stock of the body, needs the pass no more, or asks anew.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `NoMandateOverTheBody`, `HandoverMissing`,
    `PowerEndedSince`, `RequestAlreadyAnswered`, `AnsweredBeforeAsked`.
    """
    refuse_future(withdrawn_on)
    asked = queries.supply_request(request_id)
    refuse_unless(policies.may_move_stock(by.role, of_a_body=asked.mandate_id is not None))
    refuse_without_power_over(by, asked.holder, withdrawn_on)
    one = _locked(request_id)
    _refuse_answered(one, withdrawn_on)
    _withdraw(by, one, withdrawn_on)
    return one


@operation
def decline_request(
    *, by: Actor, request_id: int, declined_on: date, reason: str, paper: OnPaper | None = None
) -> SupplyRequest:
    """The accountant gives no pass, and says why (500 characters at most).

    With `paper` he signed his answer by hand, and the authorising side enters it with its scan, as it does a supply.
    Refuses with `NotYourRole`, `DateInTheFuture`, `RequestDeclinedWithoutReason`, `RequestAlreadyAnswered`,
    `AnsweredBeforeAsked`.
    """
    refuse_unless_accountants(by, paper)
    refuse_future(declined_on)
    if not reason.strip():
        raise RequestDeclinedWithoutReason()
    one = _locked(request_id)
    _refuse_answered(one, declined_on)
    one.declined_on, one.declined_reason = declined_on, reason.strip()
    one.declined_by = Signature(by, paper).name[:200]
    one.declined_paper = _keep(by, one, paper, "decline_request", declined_on)
    one.save(update_fields=["declined_on", "declined_reason", "declined_by", "declined_paper"])
    summary = N_("Demande de %(count)s pass refusée par %(name)s : %(note)s")
    _told(by, "decline_request", one, summary, note=one.declined_reason, name=one.declined_by)
    return one


def answer_request(by: Actor, slip: Slip) -> None:
    """A supply answers the request that waited on its day, whatever quantity it brings."""
    for one in lock(_waiting(slip.to_holder).filter(requested_on__lte=slip.occurred_on)):
        one.slip = slip
        one.save(update_fields=["slip"])
        _told(
            by,
            "answer_request",
            one,
            N_("Demande de %(count)s pass servie par le bordereau %(note)s"),
            note=slip.number,
        )


def lapse_request(by: Actor, holder: Holder, on: date) -> None:
    """What a régie, or a mandated body, still asked for when it closed is withdrawn."""
    for one in lock(_waiting(holder)):
        _withdraw(by, one, max(on, one.requested_on))


def _withdraw(by: Actor, one: SupplyRequest, on: date) -> None:
    one.withdrawn_on = on
    one.save(update_fields=["withdrawn_on"])
    _told(by, "withdraw_request", one, N_("Demande de %(count)s pass retirée"))


def _waiting(holder: Holder) -> QuerySet[SupplyRequest]:
    return SupplyRequest.objects.filter(WAITING, Q(imprest_id=holder.imprest_id, mandate_id=holder.mandate_id))


def _locked(request_id: int) -> SupplyRequest:
    (one,) = lock(queries.supply_requests().filter(pk=request_id))
    return one


def _refuse_answered(one: SupplyRequest, on: date) -> None:
    if one.answered_on is not None:
        label = catalogue.SUPPLY_REQUEST_STATES[one.state]
        raise RequestAlreadyAnswered(state=label, answered_on=one.answered_on)
    if on < one.requested_on:
        raise AnsweredBeforeAsked(requested_on=one.requested_on)


def _subject(one: SupplyRequest) -> tuple[str, int]:
    """The thread in which the request is told: that of the régie, or of the mandate."""
    return ("imprest", one.imprest_id) if one.imprest_id is not None else ("mandate", one.mandate_id or 0)


def _keep(by: Actor, one: SupplyRequest, paper: OnPaper | None, verb: str, on: date) -> SignedPaper | None:
    if paper is None:
        return None
    kind, key = _subject(one)
    return keep_signed_paper(by=by, paper=paper, subject_kind=kind, subject_id=key, verb=verb, signed_on=on)


def _told(by: Actor, verb: str, one: SupplyRequest, summary: str, **said: str) -> None:
    kind, key = _subject(one)
    data: dict[str, object] = {"count": one.pass_count, **said}
    record(by=by, verb=verb, subject_kind=kind, subject_id=key, summary=summary, data=data)
