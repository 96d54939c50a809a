"""Points of distribution under a régie or a mandated body, and those that are sous-régies."""

from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, states
from quitus.domain.distribution.errors import (
    AssentMissing,
    DatesOfImprestDisagree,
    ImprestStandsElsewhere,
    NameMissing,
    NameTaken,
    ReferenceMissing,
)
from quitus.domain.distribution.models import DistributionPoint, Holder, Imprest, SubRegie
from quitus.domain.distribution.operations.regie_assents import refuse_who_may_not_propose, sign_assent
from quitus.domain.distribution.operations.regie_checks import refuse_unless_allowed, refuse_while_slips_wait
from quitus.domain.distribution.regie_errors import (
    CeilingBelowHoldings,
    CeilingNotPositive,
    MandateNotInForce,
    PointAlreadyClosed,
    PointClosesTooEarly,
    PointNotEmpty,
    PointStandsElsewhere,
    SubRegieAlready,
    SubRegieStandsElsewhere,
)
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_


@operation
def open_point(
    *,
    by: Actor,
    name: str,
    commune: str,
    opened_on: date,
    imprest_id: int | None = None,
    mandate_id: int | None = None,
    organisation_name: str = "",
    address: str = "",
) -> DistributionPoint:
    """Open a place where pass are handed out under a régie, or under the mandate of a body: one of the two.

    A régie that is still proposed may prepare its points; once its act is signed, it must allow points.
    Refuses with `NotYourRole`, `NameMissing`, `NameTaken`, `ImprestStandsElsewhere`, `OperationNotInTheAct`,
    `MandateNotInForce`.
    """
    refuse_unless(policies.may_open_point(by.role))
    if not name.strip() or not commune.strip():
        raise NameMissing()
    if mandate_id is None:
        _refuse_point_of_regie(imprest_id or 0, opened_on)
    else:
        _refuse_point_of_mandate(mandate_id, opened_on)
    point = DistributionPoint(
        scheme_id=current_scheme_id(),
        imprest_id=imprest_id if mandate_id is None else None,
        mandate_id=mandate_id,
        name=name.strip(),
        organisation_name=organisation_name.strip(),
        address=address.strip(),
        commune=commune.strip(),
        sort_key=sort_key(name),
        opened_on=opened_on,
    )
    try:
        with transaction.atomic():
            point.save(force_insert=True)
    except IntegrityError as broken:
        if "point_has_a_name_of_its_own" not in str(broken):
            raise
        raise NameTaken(name=point.name) from broken
    Holder.objects.create(scheme_id=point.scheme_id, kind=states.POINT, label=point.name, point=point)
    _told(by, "open_point", point, N_("Point de distribution ouvert : %(point)s"))
    return point


def _refuse_point_of_regie(imprest_id: int, on: date) -> None:
    imprest = queries.imprest(imprest_id)
    if imprest.state == states.CLOSED:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])
    refuse_unless_allowed(imprest, catalogue.OPEN_POINTS, on)


def _refuse_point_of_mandate(mandate_id: int, on: date) -> None:
    mandate = queries.mandate_convention(mandate_id)
    if mandate.state != states.IN_FORCE or not mandate.starts_on <= on <= mandate.ends_on:
        raise MandateNotInForce(body=mandate.body.short_name, on=on)


@operation
def close_point(*, by: Actor, point_id: int, closed_on: date) -> DistributionPoint:
    """Close an empty point after its last day `closed_on`; the sous-régie it may be ends with it.

    Refuses with `NotYourRole`, `DateInTheFuture`, `PointAlreadyClosed`, `PointNotEmpty`, `SlipsNotReceived`,
    `PointClosesTooEarly`.
    """
    refuse_unless(policies.may_open_point(by.role))
    refuse_future(closed_on)
    (point,) = lock(DistributionPoint.objects.select_related("holder").filter(pk=point_id))
    if point.closed_on is not None:
        raise PointAlreadyClosed(point=point.name, closed_on=point.closed_on)
    held = queries.held_by(point.holder.pk)
    if held.count:
        raise PointNotEmpty(point=point.name, count=held.count)
    refuse_while_slips_wait(point.name, [point.holder.pk])
    last_on = max(point.opened_on, queries.last_moved_on_at(point.holder.pk) or point.opened_on)
    if closed_on < last_on:
        raise PointClosesTooEarly(point=point.name, last_on=last_on)
    point.closed_on = closed_on
    point.save(update_fields=["closed_on"])
    for sub_regie in lock(SubRegie.objects.filter(point=point, closed_on=None)):
        sub_regie.closed_on = closed_on if sub_regie.adopted_on is None else max(closed_on, sub_regie.adopted_on)
        sub_regie.save(update_fields=["closed_on"])
    _told(by, "close_point", point, N_("Point de distribution fermé : %(point)s"))
    return point


# --- sous-régies


@operation
def propose_sub_regie(*, by: Actor, point_id: int, ceiling_cents: int) -> SubRegie:
    """Propose to the accountant that a point become a sous-régie, with its own ceiling in value of pass.

    Refuses with `NotYourRole`, `CeilingNotPositive`, `PointStandsElsewhere`, `PointAlreadyClosed`, `SubRegieAlready`.
    """
    refuse_who_may_not_propose(by)
    if ceiling_cents < 1:
        raise CeilingNotPositive()
    (point,) = lock(DistributionPoint.objects.filter(pk=point_id))
    if point.imprest_id is None:
        raise PointStandsElsewhere(point=point.name)
    if point.closed_on is not None:
        raise PointAlreadyClosed(point=point.name, closed_on=point.closed_on)
    if SubRegie.objects.filter(point=point, closed_on=None).exists():
        raise SubRegieAlready(point=point.name)
    sub_regie = SubRegie.objects.create(scheme_id=point.scheme_id, point=point, ceiling_cents=ceiling_cents)
    _told(by, "propose_sub_regie", point, N_("Sous-régie proposée au comptable : %(point)s"))
    return sub_regie


@operation
def assent_to_sub_regie(*, by: Actor, sub_regie_id: int, assent_on: date, paper: OnPaper | None = None) -> SubRegie:
    """The public accountant agrees to a sous-régie; with `paper`, on signed paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `SubRegieStandsElsewhere`.
    """
    refuse_future(assent_on)
    sub_regie = _locked(sub_regie_id)
    sign_assent(by, paper, "point", sub_regie.point_id, "assent_to_sub_regie", assent_on)
    _refuse_elsewhere(sub_regie, "assent_to_sub_regie")
    sub_regie.assent_on = assent_on
    sub_regie.save(update_fields=["assent_on"])
    _told(by, "assent_to_sub_regie", sub_regie.point, N_("Avis conforme du comptable à la sous-régie : %(point)s"))
    return sub_regie


@operation
def open_sub_regie(*, by: Actor, sub_regie_id: int, adopted_on: date, act_reference: str) -> SubRegie:
    """The act of the sous-régie is signed: its ceiling counts from that day.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AssentMissing`, `SubRegieStandsElsewhere`,
    `DatesOfImprestDisagree`, `ReferenceMissing`, `CeilingBelowHoldings`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(adopted_on)
    sub_regie = _locked(sub_regie_id)
    if sub_regie.assent_on is None:
        raise AssentMissing()
    _refuse_elsewhere(sub_regie, "open_sub_regie")
    earliest_on = max(sub_regie.assent_on, _constituted_on(sub_regie.point.imprest))
    if adopted_on < earliest_on:
        raise DatesOfImprestDisagree(previous_on=earliest_on)
    if not act_reference.strip():
        raise ReferenceMissing()
    held = queries.held_by(sub_regie.point.holder.pk)
    if held.value_cents > sub_regie.ceiling_cents:
        raise CeilingBelowHoldings(held_cents=held.value_cents, ceiling_cents=sub_regie.ceiling_cents)
    sub_regie.adopted_on = adopted_on
    sub_regie.act_reference = act_reference.strip()
    sub_regie.save(update_fields=["adopted_on", "act_reference"])
    _told(by, "open_sub_regie", sub_regie.point, N_("Acte de la sous-régie signé : %(point)s"))
    return sub_regie


def _constituted_on(imprest: Imprest | None) -> date:
    assert imprest is not None  # a sous-régie is a point of a régie
    if imprest.state != states.OPEN or imprest.constituted_on is None:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])
    return imprest.constituted_on


@operation
def close_sub_regie(*, by: Actor, sub_regie_id: int, closed_on: date) -> SubRegie:
    """Give up a sous-régie, or end it: its point becomes a simple point of the régie again.

    Refuses with `NotYourRole`, `DateInTheFuture`, `SubRegieStandsElsewhere`, `DatesOfImprestDisagree`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(closed_on)
    sub_regie = _locked(sub_regie_id)
    _refuse_elsewhere(sub_regie, "close_sub_regie")
    if sub_regie.adopted_on is not None and closed_on < sub_regie.adopted_on:
        raise DatesOfImprestDisagree(previous_on=sub_regie.adopted_on)
    sub_regie.closed_on = closed_on
    sub_regie.save(update_fields=["closed_on"])
    _told(by, "close_sub_regie", sub_regie.point, N_("Sous-régie close : %(point)s"))
    return sub_regie


def _locked(sub_regie_id: int) -> SubRegie:
    (found,) = lock(SubRegie.objects.select_related("point__imprest", "point__holder").filter(pk=sub_regie_id))
    return found


def _refuse_elsewhere(sub_regie: SubRegie, verb: str) -> None:
    if after(states.SUB_REGIE, sub_regie.state, verb) is None:
        state = states.SUB_REGIE_LABELS[sub_regie.state]
        raise SubRegieStandsElsewhere(point=sub_regie.point.name, state=state)


def _told(by: Actor, verb: str, point: DistributionPoint, summary: str) -> None:
    data = {"point": point.name}
    record(by=by, verb=verb, subject_kind="point", subject_id=point.pk, summary=summary, data=data)
