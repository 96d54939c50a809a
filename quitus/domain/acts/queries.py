"""What other rooms and pages may know of acts."""

from datetime import date

from django.db.models import QuerySet

from quitus.domain.acts import states
from quitus.domain.acts.models import Deliberation, Sitting
from quitus.kernel.clock import today


def deliberation(deliberation_id: int, authority_id: int | None = None) -> Deliberation:
    """One deliberation with its sitting, opinions and legal references; `DoesNotExist` if it is not the authority's."""
    found = Deliberation.objects.select_related("sitting", "authority").prefetch_related("opinions", "references")
    if authority_id is not None:
        found = found.filter(authority_id=authority_id)
    return found.get(pk=deliberation_id)


def deliberations(authority_id: int, state: str = "") -> QuerySet[Deliberation]:
    """The deliberations of an authority with their sittings, the latest sitting first."""
    found = Deliberation.objects.select_related("sitting").filter(authority_id=authority_id)
    return found.filter(state=state) if state else found


def sittings(authority_id: int) -> QuerySet[Sitting]:
    """The sittings of an authority, the latest first."""
    return Sitting.objects.filter(authority_id=authority_id)


def executory_on(deliberation_id: int | None) -> date | None:
    """The day from which a deliberation may be carried out (CGCT L.3131-1); None while it is not known."""
    if deliberation_id is None:
        return None
    return Deliberation.objects.get(pk=deliberation_id).deadlines.executory_on


def is_executory(deliberation_id: int | None, on: date) -> bool:
    """Whether a deliberation was executory on the day `on`."""
    since = executory_on(deliberation_id)
    return since is not None and since <= on


def awaiting_transmission(authority_id: int) -> QuerySet[Deliberation]:
    """Adopted, and not yet both transmitted and published."""
    adopted = deliberations(authority_id, states.ADOPTED)
    return adopted.filter(transmitted_on__isnull=True) | adopted.filter(published_on__isnull=True)


def awaiting_vote(authority_id: int) -> QuerySet[Deliberation]:
    """On the agenda of a sitting that has been held: its vote is to be recorded."""
    return deliberations(authority_id, states.ON_AGENDA).filter(sitting__held_on__lte=today())


def awaiting_sitting(authority_id: int) -> QuerySet[Deliberation]:
    """Drafted and on no agenda yet, or on that of a sitting to come."""
    waiting = deliberations(authority_id).filter(state__in=[states.DRAFT, states.ON_AGENDA])
    return waiting.filter(sitting__isnull=True) | waiting.filter(sitting__held_on__gt=today())
