"""Pass that come back from a person: a hand-out written by mistake, or what the person gives back."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, states
from quitus.domain.distribution.errors import CorrectedAnotherDay, HandoutUndone, PassNotOfTheHandout, PassUsedMeanwhile
from quitus.domain.distribution.models import Handout, HandoutReversal
from quitus.domain.distribution.operations.custody import (
    Passage,
    Piece,
    Signature,
    locked_holder,
    move,
    number_paper,
    only_holder,
    write_slip,
)
from quitus.domain.distribution.operations.people import lock_referral
from quitus.domain.distribution.operations.powers import refuse_beyond_ceilings
from quitus.domain.distribution.operations.regie_checks import lock_ceilings, refuse_without_power_over
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries as voucher_queries
from quitus.domain.vouchers import states as voucher_states
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_

SUMMARIES = {
    catalogue.MISTAKE: N_("Remise corrigée : %(count)s pass revenus, bon %(slip)s"),
    catalogue.RETURN: N_("%(count)s pass rendus par la personne, bon %(slip)s"),
}


@operation
def reverse_handout(*, by: Actor, handout_id: int, reason: str) -> HandoutReversal:
    """Correct a hand-out written by mistake, on the day it was written: a line brings all its pass back where they
    were, on the day of the hand-out, and its referral waits again.

    Refuses with `NotYourRole`, `NoMandateToHandOut`, `HandoverMissing`, `CorrectedAnotherDay`, `HandoutUndone`,
    `PassUsedMeanwhile`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    handout = _found(handout_id)
    recorded_on = handout.recorded_at.astimezone(PARIS).date()
    if recorded_on != today():
        raise CorrectedAnotherDay(number=handout.slip.number, recorded_on=recorded_on)
    made = _bring_back(by, handout, handout.range, handout.occurred_on, catalogue.MISTAKE, reason)
    if handout.referral_id is not None:
        referral = lock_referral(handout.referral_id)
        state = states.after(states.REFERRAL, referral.state, "reverse_handout")
        assert state is not None  # whoever closes a referral did not hand out
        referral.state, referral.closed_on = state, None
        referral.save(update_fields=["state", "closed_on"])
    return made


@operation
def take_back(*, by: Actor, handout_id: int, numbers: NumberRange, occurred_on: date, reason: str) -> HandoutReversal:
    """Take back pass that a person returns: those of a range of one hand-out, blocked and expired ones too, used ones
    never. They come to the point that gave them.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `HandoverMissing`, `PassNotOfTheHandout`,
    `HandoutUndone`, `PassUsedMeanwhile`, `CeilingExceeded`, `PointCeilingExceeded`, `MandateCeilingExceeded`,
    `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    refuse_future(occurred_on)
    handout = _found(handout_id)
    if not handout.range.covers(numbers):
        raise PassNotOfTheHandout(number=handout.slip.number)
    return _bring_back(by, handout, numbers, occurred_on, catalogue.RETURN, reason)


def _found(handout_id: int) -> Handout:
    known = Handout.objects.select_related(
        "slip__from_holder", "point__imprest", "point__mandate__body", "point__holder", "beneficiary"
    )
    return known.get(pk=handout_id)


def _bring_back(by: Actor, handout: Handout, numbers: NumberRange, on: date, kind: str, reason: str) -> HandoutReversal:
    point, slip = handout.point, handout.slip
    refuse_without_power_over(by, point.holder, on)
    lock_ceilings(point.holder)
    # From now on nothing else comes back from people.
    giver = locked_holder(only_holder(states.BENEFICIARIES).pk)
    if any(back.range.overlaps(numbers) for back in handout.reversals.all()):
        raise HandoutUndone(number=slip.number)
    if voucher_states.REDEEMED in vouchers.lock_marks(numbers):
        raise PassUsedMeanwhile()
    drawer = kind == catalogue.MISTAKE and slip.from_holder.kind == states.DRAWER
    taker = slip.from_holder if drawer else point.holder
    verb = "take_back" if kind == catalogue.RETURN else "reverse_handout"
    passage = Passage(
        f"{verb}_of_drawer" if drawer else verb,
        [Piece(voucher_queries.order_of_range(numbers), numbers)],
        giver,
        taker,
        on,
    )
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
    made = HandoutReversal.objects.create(
        scheme_id=handout.scheme_id,
        handout=handout,
        slip=paper,
        kind=kind,
        first=numbers.first,
        last=numbers.last,
        occurred_on=on,
        reason=reason.strip() or "…",
    )
    record(
        by=by,
        verb=verb,
        subject_kind="referral" if handout.referral_id else "beneficiary",
        subject_id=handout.referral_id or handout.beneficiary_id,
        summary=SUMMARIES[kind],
        data={"slip": paper.number, "count": numbers.count, "reason": reason.strip()},
    )
    return made
