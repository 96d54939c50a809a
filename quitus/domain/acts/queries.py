"""What other rooms and pages may know of acts."""

from datetime import date

from django.db.models import QuerySet

from quitus.domain.acts import states
from quitus.domain.acts.models import ActSettings, Deliberation, Sitting, Transmission
from quitus.domain.organisations.models import Organisation
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


def act_settings(authority_id: int) -> ActSettings:
    """What an authority settled for its acts; unsaved and empty where it settled nothing."""
    return ActSettings.objects.filter(authority_id=authority_id).first() or ActSettings(authority_id=authority_id)


def adopted(authority_id: int) -> QuerySet[Deliberation]:
    """The acts that an authority adopted, repealed and annulled ones included, the oldest first."""
    found = Deliberation.objects.select_related("sitting", "authority").filter(authority_id=authority_id)
    return found.filter(state__in=states.WAS_ADOPTED).order_by("adopted_on", "pk")


def transmissions(deliberation_id: int) -> QuerySet[Transmission]:
    """The archives made for an act, the latest first."""
    return Transmission.objects.filter(deliberation_id=deliberation_id)


def transmission(transmission_id: int, authority_id: int) -> Transmission:
    """One archive of an authority with its act; raises `DoesNotExist`."""
    found = Transmission.objects.select_related("deliberation__authority")
    return found.get(pk=transmission_id, deliberation__authority_id=authority_id)


def online(authority_id: int) -> QuerySet[Deliberation]:
    """The acts of an authority that have a public page, the latest published first."""
    found = Deliberation.objects.filter(authority_id=authority_id, published_slug__isnull=False)
    return found.order_by("-published_on", "-pk")


def online_act(slug: str) -> Deliberation:
    """The act at a permanent address, with everything its page says; raises `DoesNotExist`."""
    return (
        Deliberation.objects.select_related("sitting", "authority")
        .prefetch_related("references", "earlier_acts__act", "opinions", "articles", "group_votes", "answers")
        .get(published_slug=slug)
    )


def online_authorities() -> list[Organisation]:
    """The authorities that have acts online, in alphabetical order."""
    have = Deliberation.objects.filter(published_slug__isnull=False).values("authority_id")
    return list(Organisation.objects.filter(pk__in=have).order_by("sort_key", "pk"))
