"""What every operation on acts begins and ends with."""

from datetime import date

from quitus.domain.acts import errors, policies, states
from quitus.domain.acts.models import Deliberation, Sitting
from quitus.domain.audit.operations import record
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.refusals import NotAllowed


def refuse_stranger(by: Actor, authority_id: int) -> None:
    """Refuses with `NotYourRole` who does not keep acts, with `NotAllowed` who keeps those of another authority."""
    refuse_unless(policies.may_keep_acts(by.role))
    if by.organisation_id != authority_id:
        raise NotAllowed()


def locked(by: Actor, deliberation_id: int) -> Deliberation:
    """A deliberation of the author's authority with its sitting, locked until the end of the transaction."""
    [deliberation] = lock(Deliberation.objects.select_related("sitting").filter(pk=deliberation_id))
    refuse_stranger(by, deliberation.authority_id)
    return deliberation


def undecided(by: Actor, deliberation_id: int) -> Deliberation:
    """A deliberation whose text may still change, locked; else refuses with `DeliberationNoLongerADraft`."""
    deliberation = locked(by, deliberation_id)
    if deliberation.state not in states.UNDECIDED:
        raise errors.DeliberationNoLongerADraft(state=states.LABELS[deliberation.state])
    return deliberation


def adopted(by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """A deliberation that was adopted, locked, and to which something happened on the day `on`.

    Refuses with `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`.
    """
    refuse_future(on)
    deliberation = locked(by, deliberation_id)
    if deliberation.adopted_on is None:
        raise errors.DeliberationNotAdopted()
    if on < deliberation.adopted_on:
        raise errors.DateBeforeAdoption(adopted_on=deliberation.adopted_on)
    return deliberation


def refuse_second_time(recorded: date | None) -> None:
    """Refuses with `AlreadyRecorded` a date of fact that stands already."""
    if recorded is not None:
        raise errors.AlreadyRecorded(on=recorded)


def refuse_number_of_another(authority_id: int, number: str, deliberation_id: int | None) -> None:
    """Refuses with `NumberAlreadyUsed` the number of another act of the authority."""
    others = Deliberation.objects.filter(authority_id=authority_id, number=number)
    if deliberation_id is not None:
        others = others.exclude(pk=deliberation_id)
    if number and others.exists():
        raise errors.NumberAlreadyUsed(number=number)


def is_online(sitting: Sitting) -> bool:
    """Whether an act of a sitting is online: then who presided and who attended stays as it is."""
    return sitting.deliberations.filter(published_slug__isnull=False).exists()


def tell(by: Actor, verb: str, deliberation: Deliberation, summary: str, **data: object) -> None:
    """Adds the line of the thread of a deliberation."""
    record(by=by, verb=verb, subject_kind="deliberation", subject_id=deliberation.pk, summary=summary, data=data)
