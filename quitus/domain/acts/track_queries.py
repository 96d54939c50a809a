"""What other rooms and pages may know of the two tracks of acts: the archives for the prefect, and what is online."""

from django.db.models import QuerySet

from quitus.domain.acts import states
from quitus.domain.acts.models import Deliberation, PrefectAnswer, Transmission
from quitus.domain.organisations.models import Organisation


def adopted(authority_id: int) -> QuerySet[Deliberation]:
    """The acts that an authority adopted, repealed and annulled ones included, the oldest first."""
    found = Deliberation.objects.select_related("sitting", "authority").filter(authority_id=authority_id)
    return found.filter(state__in=states.WAS_ADOPTED).order_by("adopted_on", "pk")


def transmissions(deliberation_id: int) -> QuerySet[Transmission]:
    """The archives made for an act, the latest first."""
    return Transmission.objects.filter(deliberation_id=deliberation_id)


def transmission(transmission_id: int, authority_id: int) -> Transmission:
    """One archive of an authority with its act; raises `DoesNotExist`."""
    found = Transmission.objects.select_related("deliberation__authority", "deliberation__sitting")
    return found.get(pk=transmission_id, deliberation__authority_id=authority_id)


def prefect_answer_in(deliberation_id: int, sha256: str) -> PrefectAnswer | None:
    """The letter of the prefect about an act that this file holds; None when it was not taken in yet."""
    return PrefectAnswer.objects.filter(deliberation_id=deliberation_id, sha256=sha256).first()


def online(authority_id: int) -> QuerySet[Deliberation]:
    """The acts of an authority that have a public page, the latest published first."""
    found = Deliberation.objects.filter(authority_id=authority_id, published_slug__isnull=False)
    return found.order_by("-published_on", "-pk")


def online_act(slug: str) -> Deliberation:
    """The act at a permanent address, with everything its page says; raises `DoesNotExist`."""
    return (
        Deliberation.objects.select_related("sitting", "authority")
        .prefetch_related(
            "references", "earlier_acts__act", "opinions", "articles", "group_votes", "answers", "annexes"
        )
        .get(published_slug=slug)
    )


def online_authorities() -> list[Organisation]:
    """The authorities that have acts online, in alphabetical order."""
    have = Deliberation.objects.filter(published_slug__isnull=False).values("authority_id")
    return list(Organisation.objects.filter(pk__in=have).order_by("sort_key", "pk"))
