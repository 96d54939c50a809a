"""Conventions de mandat: the bodies that distribute for the authority, their people, the accounts they owe."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from quitus.domain.distribution import catalogue, regie, rules
from quitus.domain.distribution.models import (
    DistributionPoint,
    Holder,
    MandateAccount,
    MandateConvention,
    MandatedPerson,
)
from quitus.domain.distribution.queries.stock import Held, stock
from quitus.domain.distribution.queries.under import under_mandate
from quitus.kernel.money import Cents


def mandate_conventions() -> QuerySet[MandateConvention]:
    """The conventions de mandat of the current scheme with body and stock, oldest first."""
    return MandateConvention.objects.select_related("body", "stock")


def mandate_convention(mandate_id: int) -> MandateConvention:
    """One convention de mandat with body and stock; raises `MandateConvention.DoesNotExist`."""
    return mandate_conventions().get(pk=mandate_id)


def held_by_mandate(mandate_id: int) -> Held:
    """What a mandated body answers for now: what it keeps and its points."""
    under = Holder.objects.filter(under_mandate(mandate_id))
    lines = stock(holder_ids=list(under.values_list("pk", flat=True)))
    return Held(sum(line.count for line in lines), Cents(sum(line.value_cents for line in lines)))


def mandated_people(mandate_id: int) -> QuerySet[MandatedPerson]:
    """The people whom the body has named, latest first, with account and point."""
    return MandatedPerson.objects.filter(mandate_id=mandate_id).select_related("user", "point__holder", "mandate")


def mandated_ever(user_id: int) -> QuerySet[MandatedPerson]:
    """Each time that a mandated body has named this person, from a day to a day, ended or not."""
    return MandatedPerson.objects.filter(user_id=user_id)


def mandated_person(person_id: int) -> MandatedPerson:
    """One person of a mandated body with all that it names; raises `MandatedPerson.DoesNotExist`."""
    return MandatedPerson.objects.select_related("user", "point", "mandate__body").get(pk=person_id)


def powers_under_mandate(*, mandate_id: int, user_id: int | None = None) -> list[rules.Power]:
    """The powers of the people of a mandated body, or of one of them: as long as the mandate holds."""
    found = MandatedPerson.objects.filter(mandate_id=mandate_id, mandate__signed_on__isnull=False)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return [power_of_mandated(one) for one in found.select_related("mandate")]


def power_of_mandated(one: MandatedPerson) -> rules.Power:
    """What a body lets somebody do whom it has named, as long as its mandate holds."""
    mandate = one.mandate
    ends = [day for day in (one.ends_on, mandate.ends_on, mandate.closed_on) if day is not None]
    starts_on = max(day for day in (one.starts_on, mandate.starts_on, mandate.signed_on) if day is not None)
    return rules.Power(catalogue.MANDATED, starts_on, min(ends), mandate.assent_on, one.point_id)


def mandates_of(user_id: int | None, on: date) -> list[MandatedPerson]:
    """What a mandated body lets a person do on a day, with mandate, body and point."""
    if user_id is None:
        return []
    found = MandatedPerson.objects.filter(user_id=user_id, mandate__signed_on__isnull=False)
    rows = found.select_related("mandate__body", "mandate__stock", "point__holder").order_by("pk")
    return [one for one in rows if power_of_mandated(one).is_in_force(on)]


def mandated_points(on: date) -> Iterator[tuple[int, str]]:
    """Who of a mandated body may hand out at which point on a day: point and name."""
    people = MandatedPerson.objects.filter(mandate__signed_on__isnull=False).select_related("mandate", "user")
    by_mandate: dict[int, list[int]] = {}
    for point_id, mandate_id in DistributionPoint.objects.filter(mandate__isnull=False).values_list("pk", "mandate_id"):
        by_mandate.setdefault(mandate_id or 0, []).append(point_id)
    for one in people.order_by("user__full_name", "pk"):
        if power_of_mandated(one).is_in_force(on):
            for point_id in [one.point_id] if one.point_id else by_mandate.get(one.mandate_id, []):
                yield point_id, one.user.full_name


# --- accounts rendered


def accounts_of(mandate_id: int) -> QuerySet[MandateAccount]:
    """The accounts that a body has rendered, in the order of their periods."""
    return MandateAccount.objects.filter(mandate_id=mandate_id)


def periods_of(mandate: MandateConvention) -> list[regie.AccountPeriod]:
    """The periods that a body renders accounts for, until the mandate ends or was closed."""
    until = min(day for day in (mandate.ends_on, mandate.closed_on) if day is not None)
    every, within = mandate.accounts_every_months, mandate.accounts_within_days
    return list(regie.account_periods(mandate.starts_on, until, every, within))


def accounts_owed(on: date) -> list[tuple[MandateConvention, regie.AccountPeriod]]:
    """The accounts of past periods that have not been rendered on a day, the first due coming first."""
    signed = mandate_conventions().filter(Q(signed_on__isnull=False)).prefetch_related("accounts")
    found = [
        (mandate, period)
        for mandate in signed
        for period in periods_of(mandate)
        if period.ends_on < on and period.starts_on not in {one.period_from for one in mandate.accounts.all()}
    ]
    return sorted(found, key=lambda one: (one[1].due_on, one[0].pk))
