"""What happens to a deliberation besides its vote: withdrawn before it, signed after it, then ended."""

from datetime import date

from quitus.domain.acts import errors, states, track_errors
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations.guards import adopted, locked, refuse_second_time, tell, undecided
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def withdraw_deliberation(*, by: Actor, deliberation_id: int) -> Deliberation:
    """Withdraws a deliberation before the vote.

    Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNoLongerADraft`.
    """
    deliberation = undecided(by, deliberation_id)
    deliberation.state = states.DELIBERATION[deliberation.state]["withdraw"]
    deliberation.save()
    tell(by, "withdraw_deliberation", deliberation, N_("Retirée avant le vote"))
    return deliberation


@operation
def record_signature(
    *,
    by: Actor,
    deliberation_id: int,
    signatory_name: str,
    signatory_quality: str,
    on: date,
    delegation: str = "",
) -> Deliberation:
    """Records who signed a voted deliberation, in what quality, and by which delegation when it is not the president.

    Of an act online, a signatory already named stays. Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`,
    `DeliberationNotAdopted`, `SignedBeforeTheVote`, `AlreadyRecorded`, `AlreadyOnline`.
    """
    refuse_future(on)
    deliberation = locked(by, deliberation_id)
    if deliberation.state not in states.VOTED or deliberation.sitting is None:
        raise errors.DeliberationNotAdopted()
    if on < deliberation.sitting.held_on:
        raise errors.SignedBeforeTheVote(held_on=deliberation.sitting.held_on)
    refuse_second_time(deliberation.signed_on)
    told = {"signatory_name": signatory_name, "signatory_quality": signatory_quality, "delegation": delegation}
    if deliberation.published_slug and any(getattr(deliberation, name) not in ("", say) for name, say in told.items()):
        raise track_errors.AlreadyOnline(on=deliberation.published_on)
    deliberation.signatory_name, deliberation.signatory_quality = signatory_name, signatory_quality
    deliberation.delegation, deliberation.signed_on = delegation, on
    deliberation.save()
    tell(by, "record_signature", deliberation, N_("Délibération signée"), on=on)
    return deliberation


@operation
def repeal_deliberation(
    *, by: Actor, deliberation_id: int, on: date, decided_by: str, reason: str, effect_on: date | None = None
) -> Deliberation:
    """Ends an adopted act for the future (abrogation, CRPA L.240-1), by a decision of the authority of the day `on`.

    `effect_on` is the day from which it is no longer carried out, that of the decision where it is None. Whether the
    act may be repealed is for who decides: it depends on the rights it created. Refuses with `NotYourRole`,
    `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`, `RepealBeforeItsDecision`,
    `EndNotJustified`, `AlreadyRecorded`.
    """
    if effect_on is not None and effect_on < on:
        raise errors.RepealBeforeItsDecision(decided_on=on)
    ended = _end(by, deliberation_id, "repeal", on, effect_on or on, decided_by, reason)
    tell(by, "repeal_deliberation", ended, N_("Abrogée par %(decided_by)s"), on=on, decided_by=decided_by)
    return ended


@operation
def take_back_deliberation(*, by: Actor, deliberation_id: int, on: date, decided_by: str, reason: str) -> Deliberation:
    """Ends an adopted act as if it had never been (retrait, CRPA L.240-1), by a decision of the day `on`.

    It was then never executory. Whether the act is unlawful, and within the four months of CRPA L.242-1 and L.243-3,
    is for who decides. Refuses as `repeal_deliberation`.
    """
    ended = _end(by, deliberation_id, "take_back", on, None, decided_by, reason)
    tell(by, "take_back_deliberation", ended, N_("Retirée par %(decided_by)s"), on=on, decided_by=decided_by)
    return ended


@operation
def annul_deliberation(
    *, by: Actor, deliberation_id: int, on: date, decided_by: str, reason: str, effect_on: date | None = None
) -> Deliberation:
    """Ends an adopted act by the decision of a judge (or of another body) taken on the day `on`.

    `effect_on` is the day from which it is no longer carried out: that of the decision where it is None, the day of
    adoption where the act is held never to have been. Refuses as `repeal_deliberation`, and with `EndBeforeAdoption`.
    """
    ended = _end(by, deliberation_id, "annul", on, effect_on or on, decided_by, reason)
    tell(by, "annul_deliberation", ended, N_("Annulée par %(decided_by)s"), on=on, decided_by=decided_by)
    return ended


def _end(
    by: Actor, deliberation_id: int, action: str, on: date, effect_on: date | None, decided_by: str, reason: str
) -> Deliberation:
    deliberation = adopted(by, deliberation_id, on)
    refuse_second_time(deliberation.ended_decided_on)
    if not decided_by.strip() or not reason.strip():
        raise errors.EndNotJustified()
    effect_on = effect_on or deliberation.adopted_on
    if deliberation.adopted_on is not None and effect_on is not None and effect_on < deliberation.adopted_on:
        raise errors.EndBeforeAdoption(adopted_on=deliberation.adopted_on)
    deliberation.state = states.DELIBERATION[deliberation.state][action]
    deliberation.ended_on, deliberation.ended_decided_on = effect_on, on
    deliberation.ended_by, deliberation.end_reason = decided_by.strip(), reason.strip()
    deliberation.save()
    return deliberation
