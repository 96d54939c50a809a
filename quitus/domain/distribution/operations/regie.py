"""The régie: its acte constitutif, its points, its appointments."""

from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, rules, states
from quitus.domain.distribution.errors import (
    AgentWithoutPoint,
    AlreadyAssented,
    AnotherHolderThen,
    AppointmentAlreadyEnded,
    AppointmentEndsTooEarly,
    AppointmentUsedLater,
    AssentMissing,
    AssentTooLate,
    DatesOfImprestDisagree,
    ImprestStandsElsewhere,
    NameMissing,
    NameTaken,
    PersonOfAnotherScheme,
    ReferenceMissing,
    SafeNotEmpty,
    SubstituteTooLong,
)
from quitus.domain.distribution.models import Appointment, DistributionPoint, Handout, Holder, Imprest
from quitus.domain.organisations import queries as organisations
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_


@operation
def propose_imprest(*, by: Actor, name: str, ceiling_cents: int, posting_home: bool = False) -> Imprest:
    """Propose a régie to the accountant. `ceiling_cents`: most value it may hold, safe and points together.

    Refuses with `NotYourRole`, `NameMissing`.
    """
    refuse_unless(policies.may_constitute_imprest(by.role))
    if not name.strip():
        raise NameMissing()
    imprest = Imprest.objects.create(
        scheme_id=current_scheme_id(), name=name.strip(), ceiling_cents=ceiling_cents, posting_home=posting_home
    )
    _told(by, "propose_imprest", imprest, N_("Régie proposée au comptable : %(imprest)s"))
    return imprest


@operation
def assent_to_imprest(*, by: Actor, imprest_id: int, assent_on: date) -> Imprest:
    """The public accountant agrees to the acte constitutif before it is signed.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ImprestStandsElsewhere`.
    """
    refuse_unless(policies.may_assent(by.role))
    refuse_future(assent_on)
    imprest = _at_step(imprest_id, "assent_to_imprest")
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
    refuse_unless(policies.may_constitute_imprest(by.role))
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
def close_imprest(*, by: Actor, imprest_id: int, closed_on: date) -> Imprest:
    """End a régie that holds nothing any more.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ImprestStandsElsewhere`, `DatesOfImprestDisagree`, `SafeNotEmpty`.
    """
    refuse_unless(policies.may_constitute_imprest(by.role))
    refuse_future(closed_on)
    imprest = _at_step(imprest_id, "close_imprest")
    if imprest.constituted_on is not None and closed_on < imprest.constituted_on:
        raise DatesOfImprestDisagree(previous_on=imprest.constituted_on)
    held = queries.held_by_imprest(imprest_id)
    if held.count:
        raise SafeNotEmpty(count=held.count)
    imprest.closed_on = closed_on
    imprest.save(update_fields=["closed_on"])
    _told(by, "close_imprest", imprest, N_("Régie close : %(imprest)s"))
    return imprest


@operation
def open_point(
    *,
    by: Actor,
    imprest_id: int,
    name: str,
    commune: str,
    opened_on: date,
    organisation_name: str = "",
    address: str = "",
) -> DistributionPoint:
    """Open a place where pass are handed out under a régie.

    Refuses with `NotYourRole`, `NameMissing`, `NameTaken`.
    """
    refuse_unless(policies.may_open_point(by.role))
    if not name.strip() or not commune.strip():
        raise NameMissing()
    point = DistributionPoint(
        scheme_id=current_scheme_id(),
        imprest=queries.imprest(imprest_id),
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
    record(
        by=by,
        verb="open_point",
        subject_kind="point",
        subject_id=point.pk,
        summary=N_("Point de distribution ouvert : %(point)s"),
        data={"point": point.name},
    )
    return point


@operation
def appoint(
    *,
    by: Actor,
    imprest_id: int,
    user_id: int,
    kind: str,
    act_reference: str,
    starts_on: date,
    ends_on: date | None = None,
    point_id: int | None = None,
) -> Appointment:
    """Appoint an imprest holder ("holder"), a "substitute" (two months at most) or the "agent" of a point.

    It gives a power once the accountant has agreed (CGCT R.1617-3).
    Refuses with `NotYourRole`, `ReferenceMissing`, `AgentWithoutPoint`, `AppointmentEndsTooEarly`, `SubstituteTooLong`,
    `PersonOfAnotherScheme`, `AnotherHolderThen`.
    """
    refuse_unless(policies.may_constitute_imprest(by.role))
    if not act_reference.strip():
        raise ReferenceMissing()
    if (kind == catalogue.AGENT) != (point_id is not None):
        raise AgentWithoutPoint()
    if ends_on is not None and ends_on < starts_on:
        raise AppointmentEndsTooEarly(starts_on=starts_on)
    latest_on = rules.substitute_serves_until(starts_on)
    if kind == catalogue.SUBSTITUTE and (ends_on is None or ends_on > latest_on):
        raise SubstituteTooLong(latest_on=latest_on)
    imprest = queries.imprest(imprest_id)
    if not organisations.members(imprest.scheme_id).filter(user_id=user_id).exists():
        raise PersonOfAnotherScheme()
    appointment = Appointment(
        scheme_id=imprest.scheme_id,
        imprest=imprest,
        user_id=user_id,
        kind=kind,
        point=queries.point(point_id) if point_id else None,
        act_reference=act_reference.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _save_appointment(appointment)
    _told_appointment(by, "appoint", appointment, N_("Nomination proposée au comptable : %(person)s, %(kind)s"))
    return appointment


def _save_appointment(appointment: Appointment) -> None:
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as broken:
        if "imprest_has_one_holder_at_a_time" not in str(broken):
            raise
        raise AnotherHolderThen(imprest=appointment.imprest.name) from broken


@operation
def assent_to_appointment(*, by: Actor, appointment_id: int, assent_on: date) -> Appointment:
    """The public accountant agrees to an appointment, on its first day at the latest.

    Refuses with `NotYourRole`, `DateInTheFuture`, `AlreadyAssented`, `AssentTooLate`.
    """
    refuse_unless(policies.may_assent(by.role))
    refuse_future(assent_on)
    (appointment,) = lock(Appointment.objects.filter(pk=appointment_id))
    if appointment.assent_on is not None:
        raise AlreadyAssented(assent_on=appointment.assent_on)
    if assent_on > appointment.starts_on:
        raise AssentTooLate(starts_on=appointment.starts_on)
    appointment.assent_on = assent_on
    appointment.save(update_fields=["assent_on"])
    _told_appointment(
        by,
        "assent_to_appointment",
        appointment,
        N_("Avis conforme du comptable à une nomination : %(person)s, %(kind)s"),
    )
    return appointment


@operation
def end_appointment(*, by: Actor, appointment_id: int, ends_on: date) -> Appointment:
    """End an appointment on its last day `ends_on`, past or planned.

    Refuses with `NotYourRole`, `AppointmentAlreadyEnded`, `AppointmentEndsTooEarly`, `AppointmentUsedLater`.
    """
    refuse_unless(policies.may_constitute_imprest(by.role))
    (appointment,) = lock(Appointment.objects.filter(pk=appointment_id))
    if appointment.ends_on is not None and appointment.ends_on <= ends_on:
        raise AppointmentAlreadyEnded(ends_on=appointment.ends_on)
    if ends_on < appointment.starts_on:
        raise AppointmentEndsTooEarly(starts_on=appointment.starts_on)
    _refuse_if_used_after(appointment, ends_on)
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    _told_appointment(by, "end_appointment", appointment, N_("Fin d'une nomination : %(person)s, %(kind)s"))
    return appointment


def _refuse_if_used_after(appointment: Appointment, ends_on: date) -> None:
    made = Handout.objects.filter(agent_id=appointment.user_id, point__imprest_id=appointment.imprest_id)
    if appointment.point_id is not None:
        made = made.filter(point_id=appointment.point_id)
    last = made.filter(occurred_on__gt=ends_on).order_by("-occurred_on").first()
    if last is not None and (appointment.ends_on is None or last.occurred_on <= appointment.ends_on):
        raise AppointmentUsedLater(last_on=last.occurred_on)


def _at_step(imprest_id: int, verb: str) -> Imprest:
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    _refuse_elsewhere(imprest, verb)
    return imprest


def _refuse_elsewhere(imprest: Imprest, verb: str) -> None:
    if states.after(states.IMPREST, imprest.state, verb) is None:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])


def _told(by: Actor, verb: str, imprest: Imprest, summary: str) -> None:
    data = {"imprest": imprest.name}
    record(by=by, verb=verb, subject_kind="imprest", subject_id=imprest.pk, summary=summary, data=data)


def _told_appointment(by: Actor, verb: str, appointment: Appointment, summary: str) -> None:
    data = {"person": appointment.user.full_name, "kind": catalogue.APPOINTMENT_KINDS[appointment.kind]}
    record(by=by, verb=verb, subject_kind="appointment", subject_id=appointment.pk, summary=summary, data=data)
