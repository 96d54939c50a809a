"""What other rooms and pages may know of what is owed."""

from datetime import date

from django.db.models import QuerySet

from quitus.domain.grants import queries as grants
from quitus.domain.grants.queries import ComingDay
from quitus.domain.obligations.models import AmendedObligation, Obligation
from quitus.kernel.clock import today


def obligations(scheme_id: int) -> QuerySet[Obligation]:
    """What is owed under the conventions in force, by date; those an amendment replaced are left out."""
    return Obligation.objects.filter(
        scheme_id=scheme_id, superseded_by_amendment=None, convention__in_force_on__isnull=False
    ).select_related("convention", "added_by_amendment")


def all_obligations(convention_id: int) -> QuerySet[Obligation]:
    """Every obligation of a convention, replaced ones included, by date."""
    return Obligation.objects.filter(convention_id=convention_id).select_related(
        "added_by_amendment", "superseded_by_amendment"
    )


def obligation(obligation_id: int) -> Obligation:
    """One obligation of the current scheme."""
    return Obligation.objects.select_related("convention", "added_by_amendment", "superseded_by_amendment").get(
        pk=obligation_id
    )


def amended(amendment_id: int) -> QuerySet[AmendedObligation]:
    """What an amendment makes of obligations once it is in force, by date."""
    return AmendedObligation.objects.filter(amendment_id=amendment_id)


def days_coming(scheme_id: int, since: date | None = None) -> list[ComingDay]:
    """The days of the legal frame from `since` (today by default) on, in order: those of the convention, and the open
    obligations.
    """
    since = since or today()
    owed = obligations(scheme_id).filter(done_on=None, due_on__gte=since)
    days = [ComingDay(one.due_on, one.label, "obligation", one.pk) for one in owed]
    return sorted([*grants.days_coming(scheme_id, since), *days], key=lambda day: (day.on, day.kind, day.key or 0))
