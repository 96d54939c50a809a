"""Amendments of an acte constitutif: proposed, agreed to by the accountant, signed, holding from a day."""

from datetime import date

from django.db.models import Max

from quitus.domain.audit.operations import record
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.errors import (
    AssentMissing,
    DatesOfImprestDisagree,
    ImprestStandsElsewhere,
    ReferenceMissing,
)
from quitus.domain.distribution.models import Imprest, ImprestAmendment
from quitus.domain.distribution.operations.regie import TERMS, columns_of
from quitus.domain.distribution.operations.regie_assents import refuse_who_may_not_propose, sign_assent
from quitus.domain.distribution.regie import Terms
from quitus.domain.distribution.regie_errors import (
    ActAlreadyAssented,
    AmendmentHoldsTooEarly,
    AmendmentNarrowsThePast,
    AmendmentStandsElsewhere,
    AmendmentUnderWay,
    CashLeft,
    CeilingBelowHoldings,
    NothingAmended,
)
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def propose_imprest_amendment(*, by: Actor, imprest_id: int, terms: Terms, reason: str) -> ImprestAmendment:
    """Propose to the accountant what the act of an open régie becomes: all its terms, and why they change.

    Refuses with `NotYourRole`, `ImprestStandsElsewhere`, `AmendmentUnderWay`, `NothingAmended`, and as
    `refuse_unfit_terms`.
    """
    refuse_who_may_not_propose(by)
    columns = columns_of(terms)
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    if imprest.state != states.OPEN:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])
    earlier = ImprestAmendment.objects.filter(imprest=imprest)
    if earlier.filter(adopted_on=None, withdrawn_on=None).exists():
        raise AmendmentUnderWay(imprest=imprest.name)
    _refuse_unchanged(imprest.pk, terms, reason)
    rank = (earlier.aggregate(last=Max("rank"))["last"] or 0) + 1
    amendment = ImprestAmendment.objects.create(
        scheme_id=imprest.scheme_id, imprest=imprest, rank=rank, reason=reason.strip(), **columns
    )
    _told(by, "propose_imprest_amendment", amendment, N_("Avenant n° %(rank)s à l'acte proposé au comptable"))
    return amendment


@operation
def rewrite_imprest_amendment(*, by: Actor, amendment_id: int, terms: Terms, reason: str) -> ImprestAmendment:
    """Write a proposed amendment anew, as long as the accountant has not agreed to it.

    Refuses with `NotYourRole`, `ActAlreadyAssented`, `NothingAmended`, and as `refuse_unfit_terms`.
    """
    refuse_who_may_not_propose(by)
    columns = columns_of(terms)
    amendment = _locked(amendment_id)
    if amendment.state != states.PROPOSED:
        raise ActAlreadyAssented()
    _refuse_unchanged(amendment.imprest_id, terms, reason)
    for column, value in columns.items():
        setattr(amendment, column, value)
    amendment.reason = reason.strip()
    amendment.save(update_fields=["reason", *TERMS])
    _told(by, "rewrite_imprest_amendment", amendment, N_("Projet d'avenant n° %(rank)s à l'acte réécrit"))
    return amendment


def _refuse_unchanged(imprest_id: int, terms: Terms, reason: str) -> None:
    if not reason.strip() or queries.terms_on(imprest_id, date.max) == terms:
        raise NothingAmended()


@operation
def assent_to_imprest_amendment(
    *, by: Actor, amendment_id: int, assent_on: date, paper: OnPaper | None = None
) -> ImprestAmendment:
    """The public accountant agrees to an amendment before it is signed; with `paper`, on signed paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AmendmentStandsElsewhere`.
    """
    refuse_future(assent_on)
    amendment = _locked(amendment_id)
    sign_assent(by, paper, "imprest", amendment.imprest_id, "assent_to_imprest_amendment", assent_on)
    _refuse_elsewhere(amendment, "assent_to_imprest_amendment")
    amendment.assent_on = assent_on
    amendment.save(update_fields=["assent_on"])
    _told(by, "assent_to_imprest_amendment", amendment, N_("Avis conforme du comptable à l'avenant n° %(rank)s"))
    return amendment


@operation
def adopt_imprest_amendment(
    *, by: Actor, amendment_id: int, adopted_on: date, act_reference: str, starts_on: date
) -> ImprestAmendment:
    """The amendment is signed on `adopted_on` and holds from `starts_on`: what happened before stays under the old act.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AssentMissing`, `AmendmentStandsElsewhere`, `ReferenceMissing`,
    `DatesOfImprestDisagree`, `AmendmentHoldsTooEarly`, `AmendmentNarrowsThePast`, `CeilingBelowHoldings`, `CashLeft`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(adopted_on)
    amendment = _locked(amendment_id)
    if amendment.assent_on is None:
        raise AssentMissing()
    _refuse_elsewhere(amendment, "adopt_imprest_amendment")
    if not act_reference.strip():
        raise ReferenceMissing()
    if adopted_on < amendment.assent_on:
        raise DatesOfImprestDisagree(previous_on=amendment.assent_on)
    latest = ImprestAmendment.objects.filter(imprest_id=amendment.imprest_id).aggregate(last=Max("starts_on"))["last"]
    if starts_on < max(adopted_on, latest or adopted_on):
        raise AmendmentHoldsTooEarly(adopted_on=max(adopted_on, latest or adopted_on))
    _refuse_below_holdings(amendment)
    _refuse_narrowing_the_past(amendment, starts_on)
    amendment.adopted_on = adopted_on
    amendment.act_reference = act_reference.strip()
    amendment.starts_on = starts_on
    amendment.save(update_fields=["adopted_on", "act_reference", "starts_on"])
    _told(by, "adopt_imprest_amendment", amendment, N_("Avenant n° %(rank)s à l'acte signé"))
    return amendment


def _refuse_below_holdings(amendment: ImprestAmendment) -> None:
    held = queries.held_by_imprest(amendment.imprest_id).value_cents
    if held > amendment.ceiling_cents:
        raise CeilingBelowHoldings(held_cents=held, ceiling_cents=amendment.ceiling_cents)
    cash = queries.cash_on(amendment.imprest_id)
    if cash > amendment.cash_ceiling_cents:
        raise CashLeft(held_cents=cash)


def _refuse_narrowing_the_past(amendment: ImprestAmendment, starts_on: date) -> None:
    """What was done under a wider act stays lawful: an act is narrowed from the day after the last movement."""
    now, then = queries.terms_on(amendment.imprest_id, starts_on), amendment.terms
    narrows = (
        then.ceiling_cents < now.ceiling_cents
        or then.cash_ceiling_cents < now.cash_ceiling_cents
        or not now.allowed <= then.allowed
    )
    last_on = queries.last_moved_on(amendment.imprest_id)
    if narrows and last_on is not None and starts_on <= last_on:
        raise AmendmentNarrowsThePast(last_on=last_on)


@operation
def withdraw_imprest_amendment(*, by: Actor, amendment_id: int) -> ImprestAmendment:
    """Give up an amendment that is not signed. Refuses with `NotYourRole`, `AmendmentStandsElsewhere`."""
    refuse_who_may_not_propose(by)
    amendment = _locked(amendment_id)
    _refuse_elsewhere(amendment, "withdraw_imprest_amendment")
    amendment.withdrawn_on = today()
    amendment.save(update_fields=["withdrawn_on"])
    _told(by, "withdraw_imprest_amendment", amendment, N_("Avenant n° %(rank)s à l'acte retiré"))
    return amendment


def _locked(amendment_id: int) -> ImprestAmendment:
    # The régie first, as every operation on its act: what it holds does not change while its ceiling does.
    imprest_id = ImprestAmendment.objects.values_list("imprest_id", flat=True).get(pk=amendment_id)
    lock(Imprest.objects.filter(pk=imprest_id))
    (found,) = lock(ImprestAmendment.objects.select_related("imprest").filter(pk=amendment_id))
    return found


def _refuse_elsewhere(amendment: ImprestAmendment, verb: str) -> None:
    if after(states.IMPREST_AMENDMENT, amendment.state, verb) is None:
        raise AmendmentStandsElsewhere(state=states.IMPREST_AMENDMENT_LABELS[amendment.state])


def _told(by: Actor, verb: str, amendment: ImprestAmendment, summary: str) -> None:
    data = {"rank": amendment.rank}
    record(by=by, verb=verb, subject_kind="imprest", subject_id=amendment.imprest_id, summary=summary, data=data)
