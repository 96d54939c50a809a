"""Pass that come back from a person: a hand-out written by mistake, or what the person gives back."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, states
from quitus.domain.distribution.errors import CorrectedAnotherDay, HandoutUndone, PassNotOfTheHandout, PassUsedMeanwhile
from quitus.domain.distribution.models import Handout, HandoutReversal
from quitus.domain.distribution.operations.custody import (
    Passage,
    Piece,
    Ranges,
    Signature,
    locked_holder,
    move,
    number_paper,
    only_holder,
    pieces_of,
    write_slip,
)
from quitus.domain.distribution.operations.people import lock_referral
from quitus.domain.distribution.operations.powers import refuse_without_power_over
from quitus.domain.distribution.operations.regie_checks import lock_ceilings, refuse_beyond_ceilings
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.life import after
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

SUMMARIES = {
    catalogue.MISTAKE: N_("Remise corrigée : %(count)s pass revenus, bon %(slip)s"),
    catalogue.RETURN: N_("%(count)s pass rendus par la personne, bon %(slip)s"),
}


@operation
def reverse_handout(*, by: Actor, handout_id: int, reason: str) -> HandoutReversal:
    """Correct a hand-out written by mistake, on the day it was written: lines bring all the pass of its slip back where
    they were, on the day of the hand-out, and its referral waits again.

    One `HandoutReversal` for each range, on one slip; the first is returned.

    Refuses with `NotYourRole`, `NoMandateToHandOut`, `HandoverMissing`, `CorrectedAnotherDay`, `HandoutUndone`,
    `PassUsedMeanwhile`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    handout = _found(handout_id)
    recorded_on = handout.recorded_at.astimezone(PARIS).date()
    if recorded_on != today():
        raise CorrectedAnotherDay(number=handout.slip.number, recorded_on=recorded_on)
    whole = [one.range for one in handout.slip.handouts.all()]
    made = _bring_back(by, handout, whole, handout.occurred_on, catalogue.MISTAKE, reason)
    if handout.referral_id is not None:
        referral = lock_referral(handout.referral_id)
        state = after(states.REFERRAL, referral.state, "reverse_handout")
        assert state is not None  # whoever closes a referral did not hand out
        referral.state, referral.closed_on = state, None
        referral.save(update_fields=["state", "closed_on"])
    return made


@operation
def take_back(*, by: Actor, handout_id: int, numbers: Ranges, occurred_on: date, reason: str) -> HandoutReversal:
    """Take back pass that a person returns: ranges of one hand-out (of its slip), blocked and expired ones too, used
    ones never. They come to the point that gave them. Returns as `reverse_handout`.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `HandoverMissing`, `PassNotOfTheHandout`,
    `HandoutUndone`, `PassUsedMeanwhile`, `CeilingExceeded`, `PointCeilingExceeded`, `MandateCeilingExceeded`,
    `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    refuse_future(occurred_on)
    handout = _found(handout_id)
    return _bring_back(by, handout, numbers, occurred_on, catalogue.RETURN, reason)


def _found(handout_id: int) -> Handout:
    known = Handout.objects.select_related(
        "slip__from_holder", "point__imprest", "point__mandate__body", "point__holder", "beneficiary"
    )
    return known.get(pk=handout_id)


def _given(handout: Handout, pieces: list[Piece]) -> list[tuple[Handout, Piece]]:
    """The line of the hand-out that gave each piece. Refuses with `PassNotOfTheHandout`."""
    lines = list(handout.slip.handouts.prefetch_related("reversals"))
    found = [(line, piece) for piece in pieces for line in lines if line.range.covers(piece.numbers)]
    if len(found) < len(pieces):
        raise PassNotOfTheHandout(number=handout.slip.number)
    return found


def _bring_back(by: Actor, handout: Handout, numbers: Ranges, on: date, kind: str, reason: str) -> HandoutReversal:
    point, slip = handout.point, handout.slip
    refuse_without_power_over(by, point.holder, on)
    lock_ceilings(point.holder)
    # From now on nothing else comes back from people.
    giver = locked_holder(only_holder(states.BENEFICIARIES).pk)
    pieces = pieces_of(numbers)
    given = _given(handout, pieces)
    if any(back.range.overlaps(piece.numbers) for line, piece in given for back in line.reversals.all()):
        raise HandoutUndone(number=slip.number)
    if any(voucher_states.REDEEMED in vouchers.lock_marks(piece.numbers) for piece in pieces):
        raise PassUsedMeanwhile()
    drawer = kind == catalogue.MISTAKE and slip.from_holder.kind == states.DRAWER
    taker = slip.from_holder if drawer else point.holder
    verb = "take_back" if kind == catalogue.RETURN else "reverse_handout"
    passage = Passage(f"{verb}_of_drawer" if drawer else verb, pieces, giver, taker, on)
    if kind == catalogue.RETURN:
        refuse_beyond_ceilings(passage)
    paper = write_slip(
        passage,
        kind="reversal",
        handed=Signature.of(handout.beneficiary.reference),
        received=Signature(by),
        number=number_paper(f"R{point.pk}-", on),
        note=reason,
    )
    move(by, passage, paper)
    made = HandoutReversal.objects.bulk_create(
        HandoutReversal(
            scheme_id=handout.scheme_id,
            handout=line,
            slip=paper,
            kind=kind,
            first=piece.numbers.first,
            last=piece.numbers.last,
            occurred_on=on,
            reason=reason.strip() or "…",
        )
        for line, piece in given
    )
    record(
        by=by,
        verb=verb,
        subject_kind="referral" if handout.referral_id else "beneficiary",
        subject_id=handout.referral_id or handout.beneficiary_id,
        summary=SUMMARIES[kind],
        data={"slip": paper.number, "count": passage.count, "reason": reason.strip()},
    )
    return made[0]
