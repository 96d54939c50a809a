"""Pass lost, stolen or destroyed leave the stock and are blocked at once; some are found again."""

from datetime import date

from quitus.domain.distribution import policies, queries, states
from quitus.domain.distribution.models import Slip
from quitus.domain.distribution.operations.custody import (
    Passage,
    Ranges,
    Signature,
    carried,
    locked_holder,
    locked_only_holder,
    only_holder,
    pieces_of,
)
from quitus.domain.distribution.operations.powers import refuse_without_power_over
from quitus.domain.distribution.operations.regie_checks import lock_ceilings, refuse_beyond_ceilings
from quitus.domain.distribution.slip_errors import LostOnTheRoad
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import queries as voucher_queries
from quitus.domain.vouchers.operations import marks as vouchers
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

LOST = "lost"
STOLEN = "stolen"
DESTROYED = "destroyed"

_LOSSES = {
    LOST: ("declare_loss", states.LOST, "loss", N_("Perte de %(count)s pass déclarée")),
    STOLEN: ("declare_theft", states.STOLEN, "theft", N_("Vol de %(count)s pass déclaré")),
    DESTROYED: ("declare_destruction", states.DESTROYED, "destruction", N_("Destruction de %(count)s pass constatée")),
}


@operation
def declare_loss(
    *,
    by: Actor,
    holder_id: int,
    numbers: Ranges,
    occurred_on: date,
    note: str,
    kind: str = LOST,
    destroyed: bool = False,
    paper: OnPaper | None = None,
) -> Slip:
    """Record that pass are lost, stolen or destroyed (`kind`), and block at once those that nobody has used.

    By who has power over them that day; those that people hold, by anybody who hands out or leads the programme.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `NoMandateToHandOut`,
    `NoMandateOverTheBody`, `HandoverMissing`, `LostOnTheRoad` (destroyed at a carrier), `NumbersUnknown`,
    `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    refuse_future(occurred_on)
    holder = queries.holder(holder_id)
    if holder.kind in (states.BENEFICIARIES, states.CARRIER):
        refuse_unless(policies.may_declare_loss(by.role))
    else:
        refuse_unless(policies.may_declare_loss(by.role) or policies.may_supply_safe(by.role))
        if paper is None or not policies.may_enter_for_others(by.role):
            refuse_without_power_over(by, holder, occurred_on)
    verb, gone, slip_kind, summary = _LOSSES[DESTROYED if destroyed else kind]
    if verb not in states.CUSTODY[holder.kind]:
        raise LostOnTheRoad(holder=holder.label)
    giver = locked_holder(holder.pk)
    passage = Passage(verb, pieces_of(numbers), giver, only_holder(gone), occurred_on)
    vouchers.lock_orders_of(piece.numbers for piece in passage.pieces)
    slip = carried(by, passage, slip_kind, summary, received=Signature(by), note=note, paper=paper)
    for piece in passage.pieces:
        if voucher_queries.marks(piece.numbers).get("plain"):
            order = vouchers.lock_order_of_range(piece.numbers)
            vouchers.change_marks(by, "block_range", order, piece.numbers, occurred_on, note)
    return slip


@operation
def find_again(
    *, by: Actor, to_holder_id: int, numbers: Ranges, occurred_on: date, note: str, stolen: bool = False
) -> Slip:
    """Bring back to a safe, to a mandated body or to the accountant pass declared lost (or `stolen`), still blocked.

    Whether they are worth something again is decided apart: unblocked, or cancelled for ever.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateOverTheSafe`, `NoMandateOverTheBody`, `HandoverMissing`,
    `RegieClosed`, `CeilingExceeded`, `MandateCeilingExceeded`, `NumbersUnknown`, `NotInThatCustody`,
    `MovedBeforeItArrived`.
    """
    refuse_future(occurred_on)
    taker = queries.holder(to_holder_id)
    refuse_without_power_over(by, taker, occurred_on)
    verbs = {
        states.SAFE: "find_again",
        states.MANDATED: "find_again_at_body",
        states.ACCOUNTANT: "find_again_at_accountant",
    }
    refuse_unless(taker.kind in verbs)
    lock_ceilings(taker)
    giver = locked_only_holder(states.STOLEN if stolen else states.LOST)
    passage = Passage(verbs[taker.kind], pieces_of(numbers), giver, taker, occurred_on)
    refuse_beyond_ceilings(passage)
    summary = N_("%(count)s pass retrouvés, remis à %(to)s")
    return carried(by, passage, "found", summary, received=Signature(by), note=note)
