"""The track of the public: the day the act was put online, here or elsewhere."""

from datetime import date

from quitus.domain.acts import errors, states, track_errors
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations.guards import adopted, refuse_second_time, tell
from quitus.domain.acts.rules import permanent_part
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.constraints import refused_by
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def record_publication(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the day the act was put online elsewhere, on a site of the authority (CGCT L.3131-1, R.3131-2).

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`,
    `AlreadyRecorded`.
    """
    deliberation = adopted(by, deliberation_id, on)
    refuse_second_time(deliberation.published_on)
    deliberation.published_on = on
    deliberation.save()
    tell(by, "record_publication", deliberation, N_("Publiée en ligne"), on=on)
    return deliberation


@operation
def publish_deliberation(
    *, by: Actor, deliberation_id: int, author_name: str, author_quality: str, sha256: str, size: int
) -> Deliberation:
    """Puts an act online today, on its public page and for good: name and quality of its author, and its PDF, kept in
    the documents under `sha256` (CGCT R.3131-2).

    An act that was online elsewhere before keeps that day. Its permanent address is drawn from its number. Refuses with
    `NotYourRole`, `NotAllowed`, `DeliberationNotAdopted`, `ActNoLongerInForce`, `AlreadyOnline`, `AuthorMissing`,
    `NumberMissing`, `AddressJustTaken`.
    """
    deliberation = adopted(by, deliberation_id, today())
    if deliberation.published_slug:
        raise track_errors.AlreadyOnline(on=deliberation.published_on)
    if deliberation.state != states.ADOPTED:
        raise track_errors.ActNoLongerInForce(state=states.LABELS[deliberation.state])
    if not author_name.strip() or not author_quality.strip():
        raise track_errors.AuthorMissing()
    if not deliberation.number:
        raise errors.NumberMissing()
    deliberation.published_on = deliberation.published_on or today()
    deliberation.published_by_name = author_name.strip()
    deliberation.published_by_quality = author_quality.strip()
    deliberation.published_sha256, deliberation.published_size = sha256, size
    deliberation.published_slug = _free_address(deliberation)
    with refused_by("a_permanent_address_shows_one_act", track_errors.AddressJustTaken()):
        deliberation.save()
    tell(by, "publish_deliberation", deliberation, N_("Publiée en ligne"), on=deliberation.published_on, sha256=sha256)
    return deliberation


def _free_address(deliberation: Deliberation) -> str:
    """The permanent part of the address; a rank is added when two numbers are written the same way there."""
    authority = deliberation.authority
    wanted = permanent_part(authority.siret, authority.pk, deliberation.number)
    taken = set(Deliberation.objects.filter(published_slug__startswith=wanted).values_list("published_slug", flat=True))
    return next(one for rank in range(1, len(taken) + 2) if (one := f"{wanted}{f'-{rank}' * (rank > 1)}") not in taken)
