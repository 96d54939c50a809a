"""The file of a structure: application, checks, and the decisions that follow."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.venues import files, policies, rules, states
from quitus.domain.venues.errors import (
    AlreadyApplied,
    CriteriaMissing,
    CriterionTickedByTheProgram,
    DateBeforeTheLastStep,
    NotApplied,
    NotInThatState,
    NoVenueYet,
    ReasonMissing,
    TooSoonToClose,
)
from quitus.domain.venues.models import Criterion, Qualification, QualificationStep, Tick, Venue
from quitus.domain.venues.operations.following import follow
from quitus.domain.venues.operations.telling import structure_of, told
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def apply_for_qualification(*, by: Actor, organisation_id: int, applied_on: date) -> Qualification:
    """Opens the file of a structure that asks to take pass.

    Refuses with `NotYourRole`, `NotAStructure`, `NoVenueYet`, `AlreadyApplied`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    clock.refuse_future(applied_on)
    structure = structure_of(organisation_id)
    if not Venue.objects.filter(organisation=structure).exists():
        raise NoVenueYet()
    if Qualification.objects.filter(organisation=structure).exists():
        raise AlreadyApplied()
    with refused_by("structure_is_qualified_once_in_a_scheme", AlreadyApplied()):
        qualification = Qualification.objects.create(
            scheme_id=current_scheme_id(), organisation=structure, applied_on=applied_on
        )
    _step(by, qualification, states.APPLIED, applied_on)
    told(by, "apply_for_qualification", structure.pk, N_("Candidature reçue"))
    return qualification


@operation
def check_qualification(
    *,
    by: Actor,
    organisation_id: int,
    siret_checked: bool,
    charter_signed_on: date | None,
    reception: str,
    regie_recettes_reference: str = "",
    checked_on: date,
) -> Qualification:
    """Records what was checked in a file; it can be checked again until it is complete.

    `reception` tells reception conditions and accessibility. Refuses with `NotYourRole`, `NotApplied`,
    `NotInThatState`, `DateInTheFuture`, `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    clock.refuse_future(checked_on)
    if charter_signed_on is not None:
        clock.refuse_future(charter_signed_on)
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "check")
    _refuse_before_last_step(qualification, checked_on)
    qualification.siret_checked = siret_checked
    qualification.charter_signed_on = charter_signed_on
    qualification.reception = reception.strip()
    qualification.regie_recettes_reference = regie_recettes_reference.strip()
    _enter(by, qualification, state, checked_on)
    told(by, "check_qualification", organisation_id, N_("Dossier vérifié"))
    return qualification


@operation
def qualify(*, by: Actor, organisation_id: int, effective_on: date) -> Qualification:
    """Lets a structure take pass for services given from `effective_on` on (past, or planned).

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `CriteriaMissing` (naming them),
    `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "qualify")
    _refuse_lacking(qualification)
    _refuse_before_last_step(qualification, effective_on)
    _enter(by, qualification, state, effective_on)
    told(by, "qualify", organisation_id, N_("Structure qualifiée"), {"effective_on": effective_on})
    return qualification


@operation
def suspend(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Stops a structure from taking pass for services given from `effective_on` on, tomorrow at the earliest.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `TooSoonToClose`,
    `DateBeforeTheLastStep`.
    """
    return _close(by, organisation_id, "suspend", effective_on, reason, N_("Structure suspendue"))


@operation
def reinstate(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Lets a suspended structure take pass again, for services given from `effective_on` on.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "reinstate")
    if not reason.strip():
        raise ReasonMissing()
    _refuse_before_last_step(qualification, effective_on)
    _enter(by, qualification, state, effective_on, reason)
    told(by, "reinstate", organisation_id, N_("Suspension levée"), {"effective_on": effective_on, "reason": reason})
    return qualification


@operation
def restore(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Brings back a structure that was removed, or whose file was refused, from `effective_on` on: what an appeal
    granted does.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `CriteriaMissing`,
    `DateBeforeTheLastStep`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, "restore")
    if not reason.strip():
        raise ReasonMissing()
    _refuse_lacking(qualification)
    _refuse_before_last_step(qualification, effective_on)
    _enter(by, qualification, state, effective_on, reason)
    facts = {"effective_on": effective_on, "reason": reason}
    told(by, "restore", organisation_id, N_("Structure rétablie dans le dispositif"), facts)
    return qualification


@operation
def tick_criterion(
    *,
    by: Actor,
    criterion_id: int,
    is_met: bool,
    organisation_id: int | None = None,
    application_id: int | None = None,
) -> Tick:
    """Says that a line of the checklist is met in the file of a structure, or in an application, or is not any more.

    Refuses with `NotYourRole`, `CriterionTickedByTheProgram`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    assert by.user_id is not None  # a role of persons
    criterion = Criterion.objects.get(pk=criterion_id)
    if criterion.code:
        raise CriterionTickedByTheProgram()
    tick = Tick.objects.create(
        scheme_id=criterion.scheme_id,
        criterion=criterion,
        organisation_id=organisation_id,
        application_id=application_id,
        is_met=is_met,
        ticked_on=clock.today(),
        ticked_by=by.label,
        user_id=by.user_id,
    )
    summary = N_("Vérifié : %(criterion)s") if is_met else N_("N'est plus vérifié : %(criterion)s")
    kind, key = ("structure", organisation_id) if organisation_id else ("application", application_id)
    assert key is not None
    data = {"criterion": criterion.label}
    record(by=by, verb="tick_criterion", subject_kind=kind, subject_id=key, summary=summary, data=data)
    return tick


@operation
def remove(*, by: Actor, organisation_id: int, effective_on: date, reason: str) -> Qualification:
    """Takes a structure out of the scheme from `effective_on` on, or refuses its application.

    Refuses with `NotYourRole`, `NotApplied`, `NotInThatState`, `ReasonMissing`, `TooSoonToClose`,
    `DateBeforeTheLastStep`.
    """
    return _close(by, organisation_id, "remove", effective_on, reason, N_("Structure retirée du dispositif"))


@operation
def hold_accounts(*, organisation_ids: list[int]) -> None:
    """Holds the accounts of these structures until the end of the transaction, in key order.

    Called by what puts redemptions on a claim and by what takes one back, so that the two never cross.
    """
    lock(Qualification.objects.filter(organisation_id__in=organisation_ids))


def _close(
    by: Actor, organisation_id: int, action: str, effective_on: date, reason: str, summary: str
) -> Qualification:
    refuse_unless(policies.may_decide_qualification(by.role))
    qualification = _locked(organisation_id)
    state = _state_after(qualification, action)
    if not reason.strip():
        raise ReasonMissing()
    _refuse_before_last_step(qualification, effective_on)
    earliest = rules.earliest_end(clock.today())
    if qualification.state == states.QUALIFIED and effective_on < earliest:
        raise TooSoonToClose(earliest_on=earliest)
    _enter(by, qualification, state, effective_on, reason)
    told(by, action, organisation_id, summary, {"effective_on": effective_on, "reason": reason})
    return qualification


def _locked(organisation_id: int) -> Qualification:
    found = lock(Qualification.objects.filter(organisation_id=organisation_id))
    if not found:
        raise NotApplied()
    return found[0]


def _state_after(qualification: Qualification, action: str) -> str:
    state = after(states.QUALIFICATION, qualification.state, action)
    if state is None:
        raise NotInThatState(state=states.LABELS[qualification.state])
    return state


def _refuse_lacking(qualification: Qualification) -> None:
    lacking = files.lacking(qualification)
    if lacking:
        raise CriteriaMissing(criteria=lacking)


def _refuse_before_last_step(qualification: Qualification, effective_on: date) -> None:
    last = qualification.steps.order_by("-effective_on", "-pk").first()
    if last is not None and effective_on < last.effective_on:
        raise DateBeforeTheLastStep(last_on=last.effective_on)


def _enter(by: Actor, qualification: Qualification, state: str, effective_on: date, reason: str = "") -> None:
    qualification.state = state
    qualification.save()
    _step(by, qualification, state, effective_on, reason)
    if state not in (states.APPLIED, states.CHECKED):
        follow(by, qualification.organisation, state, effective_on, reason.strip())


def _step(by: Actor, qualification: Qualification, state: str, effective_on: date, reason: str = "") -> None:
    QualificationStep.objects.create(
        scheme_id=qualification.scheme_id,
        qualification=qualification,
        state=state,
        effective_on=effective_on,
        reason=reason.strip(),
        user_id=by.user_id,
    )
