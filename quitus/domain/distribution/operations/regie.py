"""The acte constitutif of a régie: proposed to the accountant, agreed to, signed, amended elsewhere, closed."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, queries, states
from quitus.domain.distribution.errors import (
    AssentMissing,
    DatesOfImprestDisagree,
    ImprestStandsElsewhere,
    NameMissing,
    ReferenceMissing,
    SafeNotEmpty,
)
from quitus.domain.distribution.models import Appointment, DistributionPoint, Holder, Imprest, SubRegie
from quitus.domain.distribution.operations.regie_assents import refuse_who_may_not_propose, sign_assent
from quitus.domain.distribution.operations.regie_checks import refuse_while_slips_wait
from quitus.domain.distribution.operations.requests import lapse_request
from quitus.domain.distribution.queries.under import under_imprest
from quitus.domain.distribution.regie import Terms
from quitus.domain.distribution.regie_errors import (
    ActAlreadyAssented,
    ActIncomplete,
    CashCeilingDisagrees,
    CashLeft,
    CeilingNotPositive,
    OperationUnknown,
)
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

TERMS = (
    "purpose",
    "allowed",
    "ceiling_cents",
    "cash_ceiling_cents",
    "periodicity",
    "address",
    "accounting_office",
)
"""The columns of `models.ImprestTerms`."""


def columns_of(terms: Terms) -> dict[str, object]:
    """What an act says, as its columns. Refuses as `refuse_unfit_terms`."""
    refuse_unfit_terms(terms)
    return {
        "purpose": terms.purpose.strip(),
        "allowed": sorted(terms.allowed),
        "ceiling_cents": terms.ceiling_cents,
        "cash_ceiling_cents": terms.cash_ceiling_cents,
        "periodicity": terms.periodicity,
        "address": terms.address.strip(),
        "accounting_office": terms.accounting_office.strip(),
    }


def refuse_unfit_terms(terms: Terms) -> None:
    """Refuses with `ActIncomplete`, `CeilingNotPositive`, `OperationUnknown`, `CashCeilingDisagrees`."""
    if not (terms.purpose.strip() and terms.address.strip() and terms.accounting_office.strip()):
        raise ActIncomplete()
    if terms.ceiling_cents < 1 or terms.cash_ceiling_cents < 0:
        raise CeilingNotPositive()
    if not terms.allowed <= set(catalogue.REGIE_OPERATIONS) or terms.periodicity not in catalogue.PERIODICITIES:
        raise OperationUnknown()
    if (catalogue.KEEP_CASH in terms.allowed) != (terms.cash_ceiling_cents > 0):
        raise CashCeilingDisagrees()


@operation
def propose_imprest(*, by: Actor, name: str, terms: Terms) -> Imprest:
    """Propose a régie to the accountant, with what its acte constitutif will say.

    Refuses with `NotYourRole`, `NameMissing`, and as `refuse_unfit_terms`.
    """
    refuse_who_may_not_propose(by)
    if not name.strip():
        raise NameMissing()
    imprest = Imprest.objects.create(scheme_id=current_scheme_id(), name=name.strip(), **columns_of(terms))
    _told(by, "propose_imprest", imprest, N_("Régie proposée au comptable : %(imprest)s"))
    return imprest


@operation
def rewrite_imprest(*, by: Actor, imprest_id: int, name: str, terms: Terms) -> Imprest:
    """Write the proposed act anew, as long as the accountant has not agreed to it.

    Refuses with `NotYourRole`, `NameMissing`, `ActAlreadyAssented`, and as `refuse_unfit_terms`.
    """
    refuse_who_may_not_propose(by)
    if not name.strip():
        raise NameMissing()
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    if imprest.state != states.PROPOSED:
        raise ActAlreadyAssented()
    imprest.name = name.strip()
    for column, value in columns_of(terms).items():
        setattr(imprest, column, value)
    imprest.save(update_fields=["name", *TERMS])
    _told(by, "rewrite_imprest", imprest, N_("Projet d'acte constitutif réécrit : %(imprest)s"))
    return imprest


@operation
def assent_to_imprest(*, by: Actor, imprest_id: int, assent_on: date, paper: OnPaper | None = None) -> Imprest:
    """The public accountant agrees to the acte constitutif before it is signed; with `paper`, on signed paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ImprestStandsElsewhere`.
    """
    refuse_future(assent_on)
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    sign_assent(by, paper, "imprest", imprest.pk, "assent_to_imprest", assent_on)
    _refuse_elsewhere(imprest, "assent_to_imprest")
    imprest.assent_on = assent_on
    imprest.save(update_fields=["assent_on"])
    _told(by, "assent_to_imprest", imprest, N_("Avis conforme du comptable : %(imprest)s"))
    return imprest


@operation
def open_imprest(*, by: Actor, imprest_id: int, constituted_on: date, act_reference: str) -> Imprest:
    """The acte constitutif is signed: the régie exists and has a safe.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AssentMissing`, `ImprestStandsElsewhere`, `DatesOfImprestDisagree`,
    `ReferenceMissing`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(constituted_on)
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    if imprest.assent_on is None:
        raise AssentMissing()
    _refuse_elsewhere(imprest, "open_imprest")
    if constituted_on < imprest.assent_on:
        raise DatesOfImprestDisagree(previous_on=imprest.assent_on)
    if not act_reference.strip():
        raise ReferenceMissing()
    imprest.constituted_on = constituted_on
    imprest.act_reference = act_reference.strip()
    imprest.save(update_fields=["constituted_on", "act_reference"])
    Holder.objects.create(scheme_id=imprest.scheme_id, kind=states.SAFE, label=imprest.name, imprest=imprest)
    _told(by, "open_imprest", imprest, N_("Acte constitutif signé : %(imprest)s"))
    return imprest


@operation
def close_imprest(*, by: Actor, imprest_id: int, closed_on: date, closing_reference: str) -> Imprest:
    """End a régie that holds neither pass nor cash any more: its points close, its nominations end that day.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ReferenceMissing`, `ImprestStandsElsewhere`,
    `DatesOfImprestDisagree`, `SafeNotEmpty`, `SlipsNotReceived`, `CashLeft`.
    """
    refuse_who_may_not_propose(by)
    refuse_future(closed_on)
    if not closing_reference.strip():
        raise ReferenceMissing()
    lock(Appointment.objects.filter(imprest_id=imprest_id))  # before the régie, as whoever moves its pass does
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    _refuse_elsewhere(imprest, "close_imprest")
    last_on = queries.last_moved_on(imprest_id) or imprest.constituted_on
    assert imprest.constituted_on is not None
    assert last_on is not None
    if closed_on < max(imprest.constituted_on, last_on):
        raise DatesOfImprestDisagree(previous_on=max(imprest.constituted_on, last_on))
    held = queries.held_by_imprest(imprest_id)
    if held.count:
        raise SafeNotEmpty(count=held.count)
    under = Holder.objects.filter(under_imprest(imprest_id)).values_list("pk", flat=True)
    refuse_while_slips_wait(imprest.name, under)
    cash = queries.cash_on(imprest_id)
    if cash:
        raise CashLeft(held_cents=cash)
    imprest.closed_on = closed_on
    imprest.closing_reference = closing_reference.strip()
    imprest.save(update_fields=["closed_on", "closing_reference"])
    _end_what_depends_on(imprest, closed_on)
    lapse_request(by, imprest.safe, closed_on)
    _told(by, "close_imprest", imprest, N_("Régie close : %(imprest)s"))
    return imprest


def _end_what_depends_on(imprest: Imprest, on: date) -> None:
    sub_regies = SubRegie.objects.filter(point__imprest=imprest, closed_on=None)
    for sub_regie in lock(sub_regies):
        sub_regie.closed_on = on if sub_regie.adopted_on is None else max(on, sub_regie.adopted_on)
        sub_regie.save(update_fields=["closed_on"])
    for point in lock(DistributionPoint.objects.filter(imprest=imprest, closed_on=None)):
        point.closed_on = max(on, point.opened_on)
        point.save(update_fields=["closed_on"])
    for appointment in lock(Appointment.objects.filter(imprest=imprest)):
        if appointment.ends_on is None or appointment.ends_on > on:
            appointment.ends_on = max(on, appointment.starts_on)
            appointment.save(update_fields=["ends_on"])


def _refuse_elsewhere(imprest: Imprest, verb: str) -> None:
    if after(states.IMPREST, imprest.state, verb) is None:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])


def _told(by: Actor, verb: str, imprest: Imprest, summary: str) -> None:
    data = {"imprest": imprest.name}
    record(by=by, verb=verb, subject_kind="imprest", subject_id=imprest.pk, summary=summary, data=data)
