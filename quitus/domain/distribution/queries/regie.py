"""The régie, its points and its appointments."""

from datetime import date

from django.db.models import Q, QuerySet

from quitus.domain.distribution import catalogue, rules
from quitus.domain.distribution.models import Appointment, DistributionPoint, Imprest


def imprests() -> QuerySet[Imprest]:
    """The régies of the current scheme with their safes, oldest first."""
    return Imprest.objects.select_related("safe")


def imprest(imprest_id: int) -> Imprest:
    """One régie with its safe; raises `Imprest.DoesNotExist`."""
    return imprests().get(pk=imprest_id)


def points(*, open_on: date | None = None) -> QuerySet[DistributionPoint]:
    """The points of distribution by name, with régie and holder; only those open on a day when it is given."""
    found = DistributionPoint.objects.select_related("imprest__safe", "holder")
    if open_on is not None:
        found = found.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=open_on), opened_on__lte=open_on)
    return found


def point(point_id: int) -> DistributionPoint:
    """One point with régie and holder; raises `DistributionPoint.DoesNotExist`."""
    return points().get(pk=point_id)


def appointments(*, imprest_id: int | None = None) -> QuerySet[Appointment]:
    """Appointments, latest first, with person, régie and point."""
    found = Appointment.objects.select_related("user", "imprest__safe", "point__holder", "point__imprest")
    return found if imprest_id is None else found.filter(imprest_id=imprest_id)


def awaiting_assent() -> QuerySet[Appointment]:
    """The appointments that the accountant has not agreed to yet."""
    return appointments().filter(assent_on__isnull=True).order_by("starts_on", "pk")


def powers(*, imprest_id: int, user_id: int | None = None) -> list[rules.Power]:
    """The powers given under a régie, to everybody or to one person."""
    found = Appointment.objects.filter(imprest_id=imprest_id)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return [appointment.power for appointment in found]


def mandate_of(user_id: int | None, on: date) -> list[Appointment]:
    """The appointments of a person that give a power on a day, with régie and point."""
    if user_id is None:
        return []
    found = appointments().filter(user_id=user_id, assent_on__isnull=False, starts_on__lte=on)
    return list(found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).order_by("point__sort_key", "pk"))


def points_of(user_id: int | None, on: date) -> list[DistributionPoint]:
    """The points where a person may hand out on a day: his own for an agent, all for an imprest holder."""
    held = mandate_of(user_id, on)
    imprest_ids = {one.imprest_id for one in held if one.kind != catalogue.AGENT}
    own = {one.point_id for one in held if one.point_id is not None}
    if not (imprest_ids or own):
        return []
    return list(points(open_on=on).filter(Q(pk__in=own) | Q(imprest_id__in=imprest_ids)))


def imprests_kept_by(user_id: int | None, on: date) -> list[Imprest]:
    """The open régies whose safe a person answers for on a day."""
    kept = {one.imprest_id: one.imprest for one in mandate_of(user_id, on) if one.power.may_keep_the_safe()}
    return [imprest for imprest in kept.values() if imprest.constituted_on and not imprest.closed_on]


def agents_by_point(on: date) -> dict[int, list[str]]:
    """Who may hand out at each point on a day: point → names."""
    found = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), point__isnull=False, assent_on__isnull=False, starts_on__lte=on
    ).select_related("user")
    names: dict[int, list[str]] = {}
    for appointment in found.order_by("user__full_name", "pk"):
        names.setdefault(appointment.point_id or 0, []).append(appointment.user.full_name)
    return names
