"""The régie, its act, its points and its appointments."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from quitus.domain.distribution import catalogue, regie, rules
from quitus.domain.distribution.models import (
    Appointment,
    DistributionPoint,
    Holder,
    Imprest,
    ImprestAmendment,
    SubRegie,
)
from quitus.domain.distribution.queries.mandates import (
    mandated_people,
    mandated_points,
    mandates_of,
    power_of_mandated,
    powers_under_mandate,
)
from quitus.domain.distribution.queries.takeover import owes_handover
from quitus.kernel.money import Cents
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key


def imprests() -> QuerySet[Imprest]:
    """The régies of the current scheme with their safes, oldest first."""
    return Imprest.objects.select_related("safe")


def imprest(imprest_id: int) -> Imprest:
    """One régie with its safe; raises `Imprest.DoesNotExist`."""
    return imprests().get(pk=imprest_id)


# --- what the act says on a day


def terms_on(imprest_id: int, on: date) -> regie.Terms:
    """What the act of a régie says on a day: the last amendment that holds then, or the acte constitutif."""
    return _terms_of(Imprest.objects.get(pk=imprest_id), on)


def _terms_of(imprest: Imprest, on: date) -> regie.Terms:
    found = amendments(imprest.pk).filter(starts_on__lte=on).order_by("-starts_on", "-rank").first()
    return found.terms if found else imprest.terms


def ceiling_on(imprest_id: int, on: date) -> Cents:
    """The most value of pass that a régie may hold on a day, safe and points together."""
    return Cents(terms_on(imprest_id, on).ceiling_cents)


def ceilings_on(imprest_ids: Collection[int], on: date) -> dict[int, Cents]:
    """The ceiling that an amendment gave each of these régies, as it holds on a day: none for the others; one query."""
    held = ImprestAmendment.objects.filter(imprest_id__in=imprest_ids, starts_on__lte=on)
    rows = held.order_by("starts_on", "rank").values_list("imprest_id", "ceiling_cents")
    return {imprest_id: Cents(cents) for imprest_id, cents in rows}


def allows(imprest_id: int, what: str, on: date) -> bool:
    """Whether the act of a régie allows an operation on a day: a key of `catalogue.REGIE_OPERATIONS`."""
    return what in terms_on(imprest_id, on).allowed


def allows_at(point: DistributionPoint, what: str, on: date) -> bool:
    """Whether an operation is allowed at a point on a day: by the act of its régie; a mandated body may do all."""
    return point.imprest_id is None or allows(point.imprest_id, what, on)


def amendments(imprest_id: int) -> QuerySet[ImprestAmendment]:
    """The amendments of the act of a régie, in their order."""
    return ImprestAmendment.objects.filter(imprest_id=imprest_id)


def imprest_amendment(amendment_id: int) -> ImprestAmendment:
    """One amendment with its régie; raises `ImprestAmendment.DoesNotExist`."""
    return ImprestAmendment.objects.select_related("imprest").get(pk=amendment_id)


def amendments_awaiting(state: str) -> list[ImprestAmendment]:
    """The amendments that wait at a state of `states.IMPREST_AMENDMENT` before their signature, with their régie."""
    waiting = ImprestAmendment.objects.filter(adopted_on=None, withdrawn_on=None).select_related("imprest")
    return [one for one in waiting if one.state == state]


def sub_regie(sub_regie_id: int) -> SubRegie:
    """One sous-régie with point and régie; raises `SubRegie.DoesNotExist`."""
    return sub_regies().get(pk=sub_regie_id)


def sub_regies(*, imprest_id: int | None = None) -> QuerySet[SubRegie]:
    """The sous-régies, closed ones too, with point and régie."""
    found = SubRegie.objects.select_related("point__imprest", "point__holder")
    return found if imprest_id is None else found.filter(point__imprest_id=imprest_id)


def sub_regie_at(point_id: int, on: date) -> SubRegie | None:
    """The sous-régie that a point is on a day; None where it is a simple point."""
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    return SubRegie.objects.filter(open_then, point_id=point_id, adopted_on__lte=on).first()


def ceilings_over(holder: Holder, on: date) -> list[regie.Ceiling]:
    """The limits on what a holder may hold on a day, the nearest first: its sous-régie, its régie or its mandate.

    None for a holder under no régie and no mandate. `is_under` says whether a giver was under one of them already.
    """
    found: list[regie.Ceiling] = []
    point = holder.point or holder.place
    if point is not None:
        sub_regie = sub_regie_at(point.pk, on)
        if sub_regie is not None:
            found.append(regie.Ceiling(regie.OF_SUB_REGIE, point.pk, point.name, sub_regie.ceiling_cents))
    imprest = point.imprest if point is not None else holder.imprest
    if imprest is not None:
        cents = _terms_of(imprest, on).ceiling_cents
        found.append(regie.Ceiling(regie.OF_REGIE, imprest.pk, imprest.name, cents))
    mandate = point.mandate if point is not None else holder.mandate
    if mandate is not None:
        found.append(regie.Ceiling(regie.OF_MANDATE, mandate.pk, mandate.body.short_name, mandate.ceiling_cents))
    return found


def is_under(holder: Holder, ceiling: regie.Ceiling) -> bool:
    """Whether what a holder has counts under a limit: pass that move within it bring nothing in."""
    if ceiling.kind == regie.OF_SUB_REGIE:
        return ceiling.key in (holder.point_id, holder.place_id)
    imprest_id, mandate_id = acts_over(holder)
    return ceiling.key == (imprest_id if ceiling.kind == regie.OF_REGIE else mandate_id)


# Holders first, by a list: under row-level security only that lets the index of what each one has be used.
VALUE_UNDER = """
SELECT coalesce(sum(held.count * printed.face_value_cents), 0)::bigint
FROM (
    SELECT order_id, sum(last - first + 1) AS count FROM distribution_holding
    WHERE scheme_id = %(scheme)s AND holder_id = ANY(ARRAY(
        SELECT holder.id FROM distribution_holder holder
        LEFT JOIN distribution_distributionpoint place ON place.id = coalesce(holder.point_id, holder.place_id)
        WHERE holder.scheme_id = %(scheme)s AND (
            (%(kind)s = 'sub_regie' AND place.id = %(key)s)
            OR (%(kind)s = 'regie' AND coalesce(place.imprest_id, holder.imprest_id) = %(key)s)
            OR (%(kind)s = 'mandate' AND coalesce(place.mandate_id, holder.mandate_id) = %(key)s))))
    GROUP BY order_id
) AS held JOIN vouchers_order printed ON printed.id = held.order_id
"""


def value_under(ceiling: regie.Ceiling) -> Cents:
    """The face value, in cents, of all that counts under a limit now: one statement, however many points there are."""
    with connection.cursor() as cursor:
        cursor.execute(VALUE_UNDER, {"scheme": current_scheme_id(), "kind": ceiling.kind, "key": ceiling.key})
        (cents,) = cursor.fetchone()
    return Cents(cents)


# --- points


def points(*, open_on: date | None = None) -> QuerySet[DistributionPoint]:
    """The points by name, with régie or mandate, and holder; only those open on a day when it is given."""
    found = DistributionPoint.objects.select_related("imprest__safe", "mandate__body", "mandate__stock", "holder")
    if open_on is not None:
        found = found.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=open_on), opened_on__lte=open_on)
    return found


def point(point_id: int) -> DistributionPoint:
    """One point with régie or mandate, and holder; raises `DistributionPoint.DoesNotExist`."""
    return points().get(pk=point_id)


def home_of(point: DistributionPoint) -> Holder:
    """Where the pass of a point come from and go back to: the safe of its régie, or what its mandated body keeps."""
    if point.imprest is not None:
        return point.imprest.safe
    assert point.mandate is not None
    return point.mandate.stock


def appointments(*, imprest_id: int | None = None) -> QuerySet[Appointment]:
    """Appointments, latest first, with person, régie and point."""
    found = Appointment.objects.select_related("user", "imprest__safe", "point__holder", "point__imprest")
    return found if imprest_id is None else found.filter(imprest_id=imprest_id)


def awaiting_assent() -> QuerySet[Appointment]:
    """The appointments that the accountant has not agreed to yet."""
    return appointments().filter(assent_on__isnull=True).order_by("starts_on", "pk")


# --- who may do what on a day


def powers(*, imprest_id: int, user_id: int | None = None) -> list[rules.Power]:
    """The powers given under a régie, to everybody or to one person."""
    found = Appointment.objects.filter(imprest_id=imprest_id)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return [power_of(appointment) for appointment in found]


def power_of(appointment: Appointment) -> rules.Power:
    """What an appointment lets its person do, the handover that he may owe included."""
    return replace(appointment.power, owes_handover=owes_handover(appointment))


def powers_over(holder: Holder, user_id: int | None = None) -> list[rules.Power]:
    """The powers over what a safe, a point or a mandated body holds: appointments of the régie, people of the body."""
    imprest_id, mandate_id = acts_over(holder)
    if imprest_id is not None:
        return powers(imprest_id=imprest_id, user_id=user_id)
    return [] if mandate_id is None else powers_under_mandate(mandate_id=mandate_id, user_id=user_id)


def acts_over(holder: Holder) -> tuple[int | None, int | None]:
    """The régie and the mandate that a holder stands under: keys, one of them at most."""
    point = holder.point or holder.place or holder
    return point.imprest_id, point.mandate_id


def named_over(holder: Holder, until: date) -> dict[int, str]:
    """Who was ever given a power over what a point holds, on a day `until` or before: accounts and names, by name."""
    imprest_id, mandate_id = acts_over(holder)
    given = [(one.user, one.power) for one in appointments(imprest_id=imprest_id or 0)]
    if mandate_id is not None:
        signed = mandated_people(mandate_id).filter(mandate__signed_on__isnull=False)
        given += [(one.user, power_of_mandated(one)) for one in signed]
    at = holder.point_id or holder.place_id or 0
    named = {
        user.pk: user.full_name
        for user, power in given
        if power.assent_on is not None and power.starts_on <= until and power.may_hand_out_at(at)
    }
    return dict(sorted(named.items(), key=lambda one: (sort_key(one[1]), one[0])))


def mandate_of(user_id: int | None, on: date) -> list[Appointment]:
    """The appointments of a person that give a power on a day, with régie and point."""
    if user_id is None:
        return []
    found = appointments().filter(user_id=user_id, assent_on__isnull=False, starts_on__lte=on)
    return list(found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).order_by("point__sort_key", "pk"))


def points_of(user_id: int | None, on: date) -> list[DistributionPoint]:
    """The points where a person may hand out on a day: his own for an agent, all for an imprest holder, those of the
    body for a person it has named.
    """
    held = mandate_of(user_id, on)
    imprest_ids = {one.imprest_id for one in held if one.kind not in catalogue.AT_A_POINT}
    own = {one.point_id for one in held if one.point_id is not None}
    mandated = mandates_of(user_id, on)
    own |= {one.point_id for one in mandated if one.point_id is not None}
    mandate_ids = {one.mandate_id for one in mandated if one.point_id is None}
    if not (imprest_ids or own or mandate_ids):
        return []
    found = points(open_on=on)
    return list(found.filter(Q(pk__in=own) | Q(imprest_id__in=imprest_ids) | Q(mandate_id__in=mandate_ids)))


def imprests_kept_by(user_id: int | None, on: date) -> list[Imprest]:
    """The open régies whose safe a person answers for on a day."""
    kept = {one.imprest_id: one.imprest for one in mandate_of(user_id, on) if one.power.may_keep_the_safe()}
    return [imprest for imprest in kept.values() if imprest.constituted_on and not imprest.closed_on]


def agents_by_point(on: date) -> dict[int, list[str]]:
    """Who may hand out at each point on a day, holder and substitute of a régie apart: point → names."""
    found = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), point__isnull=False, assent_on__isnull=False, starts_on__lte=on
    ).select_related("user")
    names: dict[int, list[str]] = {}
    for appointment in found.order_by("user__full_name", "pk"):
        names.setdefault(appointment.point_id or 0, []).append(appointment.user.full_name)
    for point_id, name in mandated_points(on):
        names.setdefault(point_id, []).append(name)
    # One person may be named twice for a point, by two acts.
    return {point_id: list(dict.fromkeys(found)) for point_id, found in names.items()}
