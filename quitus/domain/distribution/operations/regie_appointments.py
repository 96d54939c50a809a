"""Who is appointed to the safe and to the points, from a day to a day, and when a régie is handed over."""

from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, regie, rules, states
from quitus.domain.distribution.errors import (
    AgentWithoutPoint,
    AlreadyAssented,
    AnotherHolderThen,
    AppointmentAlreadyEnded,
    AppointmentEndsTooEarly,
    AssentTooLate,
    ImprestStandsElsewhere,
    PersonOfAnotherScheme,
    ReferenceMissing,
    SubstituteTooLong,
)
from quitus.domain.distribution.models import Appointment, DistributionPoint, Imprest
from quitus.domain.distribution.operations.regie_assents import refuse_who_may_not_propose, sign_assent
from quitus.domain.distribution.operations.regie_ends import refuse_if_used_after
from quitus.domain.distribution.regie_errors import (
    AbsenceTooLong,
    HandoverNotAwaited,
    HandoverOutsideAppointment,
    PointStandsElsewhere,
)
from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.errors import RolesIncompatible, SamePersonOnBothSides
from quitus.domain.organisations.roles import LABELS
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


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
    """Appoint an imprest holder ("holder"), a "substitute", the "sub_holder" or the "agent" of a point.

    It gives a power once the accountant has agreed (CGCT R.1617-3). Substitutes serve two months at most for one
    absence, one after the other (R.1617-5-2).
    Neither the accountant nor, to answer for values, the authorising side is appointed (GBCP, article 9).
    Refuses with `NotYourRole`, `ReferenceMissing`, `AgentWithoutPoint`, `AppointmentEndsTooEarly`, `SubstituteTooLong`,
    `AbsenceTooLong`, `PersonOfAnotherScheme`, `RolesIncompatible`, `AnotherHolderThen`, `ImprestStandsElsewhere`,
    `PointStandsElsewhere`.
    """
    refuse_who_may_not_propose(by)
    if not act_reference.strip():
        raise ReferenceMissing()
    if (kind in catalogue.AT_A_POINT) != (point_id is not None):
        raise AgentWithoutPoint()
    if ends_on is not None and ends_on < starts_on:
        raise AppointmentEndsTooEarly(starts_on=starts_on)
    # Locked: two substitutes appointed at once would each fit into the same absence.
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    if imprest.state == states.CLOSED:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])
    if kind == catalogue.SUBSTITUTE:
        _refuse_long_absence(imprest, starts_on, ends_on)
    if not organisations.members(imprest.scheme_id).filter(user_id=user_id).exists():
        raise PersonOfAnotherScheme()
    _refuse_incompatible(imprest, user_id, kind, (starts_on, ends_on))
    appointment = Appointment(
        scheme_id=imprest.scheme_id,
        imprest=imprest,
        user_id=user_id,
        kind=kind,
        point=_point_of(imprest, point_id),
        act_reference=act_reference.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _save(appointment)
    _told(by, "appoint", appointment, N_("Nomination proposée au comptable : %(person)s, %(kind)s"))
    return appointment


def _refuse_incompatible(imprest: Imprest, user_id: int, kind: str, days: tuple[date, date | None]) -> None:
    role = policies.role_of_appointment(kind)
    held = organisations.incompatible_roles(imprest.scheme_id, user_id=user_id, role=role, days=days)
    if held:
        raise RolesIncompatible(
            full_name=held[0].user.full_name, held=LABELS[held[0].role], asked=catalogue.APPOINTMENT_KINDS[kind]
        )


def _refuse_long_absence(imprest: Imprest, starts_on: date, ends_on: date | None) -> None:
    latest_on = rules.substitute_serves_until(starts_on)
    if ends_on is None or ends_on > latest_on:
        raise SubstituteTooLong(latest_on=latest_on)
    served = Appointment.objects.filter(imprest=imprest, kind=catalogue.SUBSTITUTE, ends_on__isnull=False)
    days = [(one.starts_on, one.ends_on) for one in served if one.ends_on is not None]
    absent_on, back_on = regie.absence_days(days, (starts_on, ends_on))
    latest_on = rules.substitute_serves_until(absent_on)
    if back_on > latest_on:
        raise AbsenceTooLong(absent_on=absent_on, back_on=back_on, latest_on=latest_on)


def _point_of(imprest: Imprest, point_id: int | None) -> DistributionPoint | None:
    if point_id is None:
        return None
    point = queries.point(point_id)
    if point.imprest_id != imprest.pk:
        raise PointStandsElsewhere(point=point.name)
    return point


def _save(appointment: Appointment) -> None:
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as broken:
        if "imprest_has_one_holder_at_a_time" not in str(broken):
            raise
        raise AnotherHolderThen(imprest=appointment.imprest.name) from broken


@operation
def assent_to_appointment(
    *, by: Actor, appointment_id: int, assent_on: date, paper: OnPaper | None = None
) -> Appointment:
    """The public accountant agrees to an appointment, on its first day at the latest; with `paper`, on signed paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `SamePersonOnBothSides`, `AlreadyAssented`, `AssentTooLate`.
    """
    refuse_future(assent_on)
    (appointment,) = lock(Appointment.objects.filter(pk=appointment_id))
    if appointment.user_id == by.user_id:
        raise SamePersonOnBothSides()
    sign_assent(by, paper, "appointment", appointment.pk, "assent_to_appointment", assent_on)
    if appointment.assent_on is not None:
        raise AlreadyAssented(assent_on=appointment.assent_on)
    if assent_on > appointment.starts_on:
        raise AssentTooLate(starts_on=appointment.starts_on)
    appointment.assent_on = assent_on
    appointment.save(update_fields=["assent_on"])
    summary = N_("Avis conforme du comptable à une nomination : %(person)s, %(kind)s")
    _told(by, "assent_to_appointment", appointment, summary)
    return appointment


@operation
def end_appointment(*, by: Actor, appointment_id: int, ends_on: date) -> Appointment:
    """End an appointment on its last day `ends_on`, past or planned.

    What its person writes at this moment waits for it, or is seen by it (`powers.hold_powers`).

    Refuses with `NotYourRole`, `AppointmentAlreadyEnded`, `AppointmentEndsTooEarly`, `AppointmentUsedLater`.
    """
    refuse_who_may_not_propose(by)
    (appointment,) = lock(Appointment.objects.filter(pk=appointment_id))
    if appointment.ends_on is not None and appointment.ends_on <= ends_on:
        raise AppointmentAlreadyEnded(ends_on=appointment.ends_on)
    if ends_on < max(appointment.starts_on, appointment.handed_over_on or appointment.starts_on):
        raise AppointmentEndsTooEarly(starts_on=appointment.handed_over_on or appointment.starts_on)
    _refuse_if_used_after(appointment, ends_on)
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    _told(by, "end_appointment", appointment, N_("Fin d'une nomination : %(person)s, %(kind)s"))
    return appointment


def _refuse_if_used_after(appointment: Appointment, ends_on: date) -> None:
    others = Appointment.objects.filter(imprest_id=appointment.imprest_id, user_id=appointment.user_id)
    refuse_if_used_after(
        user_id=appointment.user_id,
        ended=queries.power_of(appointment),
        left=[queries.power_of(one) for one in others.exclude(pk=appointment.pk)],
        ends_on=ends_on,
        imprest_id=appointment.imprest_id,
    )


@operation
def record_handover(*, by: Actor, appointment_id: int, handed_over_on: date) -> Appointment:
    """What the régie holds has been handed over to the imprest holder (or substitute) of this appointment.

    Called by the handover of duty, in its transaction, which has counted and made both sides sign. From that day he
    has power over the safe. Refuses with `DateInTheFuture`, `HandoverNotAwaited`, `HandoverOutsideAppointment`.
    """
    refuse_future(handed_over_on)
    (appointment,) = lock(Appointment.objects.select_related("imprest").filter(pk=appointment_id))
    if (
        appointment.kind in catalogue.AT_A_POINT
        or appointment.assent_on is None
        or appointment.handed_over_on is not None
    ):
        raise HandoverNotAwaited()
    serves_until = appointment.ends_on or handed_over_on
    if not appointment.starts_on <= handed_over_on <= serves_until:
        raise HandoverOutsideAppointment(starts_on=appointment.starts_on)
    appointment.handed_over_on = handed_over_on
    appointment.save(update_fields=["handed_over_on"])
    _told(by, "record_handover", appointment, N_("Remise de service faite : %(person)s, %(kind)s"))
    return appointment


def _told(by: Actor, verb: str, appointment: Appointment, summary: str) -> None:
    data = {"person": appointment.user.full_name, "kind": catalogue.APPOINTMENT_KINDS[appointment.kind]}
    record(by=by, verb=verb, subject_kind="appointment", subject_id=appointment.pk, summary=summary, data=data)
