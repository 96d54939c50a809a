"""Where pass taken up from another instance are: the first lines of their register here."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import policies, states
from quitus.domain.distribution.errors import PassUsedMeanwhile
from quitus.domain.distribution.models import DistributionPoint, Handout, Slip
from quitus.domain.distribution.operations.custody import (
    Passage,
    Ranges,
    Signature,
    bring_in,
    locked_only_holder,
    move,
    number_paper,
    only_holder,
    pieces_of,
    write_slip,
)
from quitus.domain.distribution.operations.powers import refuse_without_power_over
from quitus.domain.distribution.operations.regie_checks import lock_ceilings, refuse_beyond_ceilings
from quitus.domain.distribution.taking_up_errors import HandedOutHere
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import states as voucher
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def take_up_custody(*, by: Actor, order_id: int, pieces: Sequence[tuple[str, NumberRange]], on: date) -> None:
    """Write the first lines of an order taken up: (kind of holder, numbers), which together are all its pass.

    With beneficiaries and not delivered stay as they were; whatever was in stock elsewhere comes to the accountant,
    to be counted. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_take_up_custody(by.role))
    for kind, numbers in pieces:
        bring_in(by, order_id, numbers, only_holder(kind), on)


@operation
def take_back_taken_up(*, by: Actor, point_id: int, numbers: Ranges, occurred_on: date, reason: str) -> Slip:
    """Take back at a point pass that a person returns and was given in another instance: no hand-out here knows them,
    and no name came with them. Used ones never come back.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `HandoverMissing`, `HandedOutHere`,
    `PassUsedMeanwhile`, `CeilingExceeded`, `PointCeilingExceeded`, `MandateCeilingExceeded`, `NotInThatCustody`,
    `MovedBeforeItArrived`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    refuse_future(occurred_on)
    point = DistributionPoint.objects.select_related("imprest", "mandate__body", "holder").get(pk=point_id)
    refuse_without_power_over(by, point.holder, occurred_on)
    lock_ceilings(point.holder)
    giver = locked_only_holder(states.BENEFICIARIES)
    pieces = pieces_of(numbers)
    for piece in pieces:
        here = Handout.objects.filter(
            order_id=piece.order.pk, first__lte=piece.numbers.last, last__gte=piece.numbers.first
        )
        if here.exists():
            raise HandedOutHere(number=piece.numbers.first)
        if voucher.REDEEMED in vouchers.lock_marks(piece.numbers):
            raise PassUsedMeanwhile()
    passage = Passage("take_back", pieces, giver, point.holder, occurred_on)
    refuse_beyond_ceilings(passage)
    slip = write_slip(
        passage,
        kind="reversal",
        handed=Signature.of(""),
        received=Signature(by),
        number=number_paper(f"R{point.pk}-", occurred_on),
        note=reason,
    )
    move(by, passage, slip)
    data = {"slip": slip.number, "count": passage.count, "reason": reason.strip()}
    summary = N_("%(count)s pass remis avant la reprise rendus, bon %(slip)s")
    record(by=by, verb="take_back_taken_up", subject_kind="point", subject_id=point.pk, summary=summary, data=data)
    return slip
