"""The technical committee."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from quitus.domain.obligations import states
from quitus.domain.obligations.models import CommitteeMeeting, Designation, Obligation
from quitus.kernel.calendar import month_bounds


def designations(scheme_id: int) -> QuerySet[Designation]:
    """Who was ever designated, the latest first."""
    return Designation.objects.filter(scheme_id=scheme_id)


def designation(designation_id: int) -> Designation:
    """One designation of the current scheme."""
    return Designation.objects.get(pk=designation_id)


def designated_on(scheme_id: int, on: date) -> QuerySet[Designation]:
    """Who may sit for the authority on the day `on`."""
    return designations(scheme_id).filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


def meetings(scheme_id: int) -> QuerySet[CommitteeMeeting]:
    """The meetings of the committee, the latest first, each with `present_count`."""
    present = Count("attendees", filter=Q(attendees__presence=states.PRESENT))
    found = CommitteeMeeting.objects.filter(scheme_id=scheme_id).annotate(present_count=present)
    return found.order_by("-held_on", "-pk")


def meetings_without_minutes(scheme_id: int) -> QuerySet[CommitteeMeeting]:
    """The meetings whose minutes have not been joined yet."""
    return CommitteeMeeting.objects.filter(scheme_id=scheme_id, sha256="")


def meeting(meeting_id: int) -> CommitteeMeeting:
    """One meeting of the current scheme, with who was invited and the obligation it settled."""
    found = CommitteeMeeting.objects.select_related("convention", "obligation").prefetch_related("attendees")
    return found.get(pk=meeting_id)


def days_settling(owed: Obligation) -> tuple[date, date]:
    """The first and the last day on which a meeting settles a committee that is owed: its period, or the month of its
    date where it has none.
    """
    if owed.period_from is None or owed.period_to is None:
        return month_bounds(owed.due_on)
    return owed.period_from, owed.period_to
