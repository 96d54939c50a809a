"""What movements ask of the régie on their day: its ceilings, what its act allows, who has power."""

from collections.abc import Collection
from datetime import date

from quitus.domain.distribution import catalogue, queries, regie, rules
from quitus.domain.distribution.errors import CeilingExceeded, NoMandateOverTheSafe, NoMandateToHandOut
from quitus.domain.distribution.models import DistributionPoint, Holder, Imprest, MandateConvention, SubRegie
from quitus.domain.distribution.operations.custody import Passage
from quitus.domain.distribution.regie_errors import (
    HandoverMissing,
    MandateCeilingExceeded,
    MandateNotInForce,
    NoSubHolderAppointed,
    OperationNotInTheAct,
    PointCeilingExceeded,
)
from quitus.domain.distribution.slip_errors import RegieClosed, SlipsNotReceived
from quitus.kernel.actors import Actor
from quitus.kernel.locks import lock

_REFUSALS = {
    regie.OF_REGIE: CeilingExceeded,
    regie.OF_SUB_REGIE: PointCeilingExceeded,
    regie.OF_MANDATE: MandateCeilingExceeded,
}


def lock_ceilings(holder: Holder) -> None:
    """Lock what limits a holder, before what is held is counted: two arrivals at once would each fit.

    Before the holders themselves: powers, régie, then sous-régie or mandate, then holder, in every operation. Nothing
    comes to a régie or a mandate that is closed, be it on its last day. Refuses with `RegieClosed`,
    `MandateNotInForce`.
    """
    point = holder.point or holder.place
    imprest_id, mandate_id = queries.acts_over(holder)
    if imprest_id is not None:
        (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
        if imprest.closed_on is not None:
            raise RegieClosed(imprest=imprest.name, closed_on=imprest.closed_on)
    if point is not None:
        lock(SubRegie.objects.filter(point=point, closed_on=None))
    if mandate_id is not None:
        (mandate,) = lock(MandateConvention.objects.select_related("body").filter(pk=mandate_id))
        if mandate.closed_on is not None:
            raise MandateNotInForce(body=mandate.body.short_name, on=mandate.closed_on)


def refuse_beyond_ceilings(passage: Passage) -> None:
    """Refuse a slip that would bring more value somewhere than an act allows on its day.

    Supply, transfer and return alike: each limit counts that the pass come under and were not under before. The rows
    that limit the taker have been locked by `lock_ceilings`. Refuses with `CeilingExceeded` (the régie),
    `PointCeilingExceeded` (a sous-régie), `MandateCeilingExceeded`.
    """
    value_cents = sum(piece.value_cents for piece in passage.pieces)
    for ceiling in queries.ceilings_over(passage.to_holder, passage.occurred_on):
        if queries.is_under(passage.from_holder, ceiling):
            continue
        total_cents = queries.value_under(ceiling) + value_cents
        if total_cents > ceiling.ceiling_cents:
            raise _REFUSALS[ceiling.kind](
                holder=ceiling.label, total_cents=total_cents, ceiling_cents=ceiling.ceiling_cents
            )


def refuse_while_slips_wait(label: str, holder_ids: Collection[int]) -> None:
    """Refuse to close what a slip comes from or goes to that its receiver has not signed: what he contests comes back.

    Refuses with `SlipsNotReceived`.
    """
    waiting = queries.slips_between(list(holder_ids)).filter(received_on__isnull=True)
    numbers = sorted(waiting.values_list("number", flat=True))
    if numbers:
        raise SlipsNotReceived(holder=label, slips=", ".join(numbers))


def refuse_unless_appointed(by: Actor, holder: Holder, on: date) -> None:
    """Refuse who is not appointed on a day, or named by a mandated body, over what a safe, the body or a point holds.

    Refuses with `HandoverMissing`, `NoMandateOverTheSafe`, `NoMandateToHandOut`.
    """
    powers = queries.powers_over(holder, by.user_id) if by.user_id is not None else []
    if holder.point_id is not None:
        if rules.may_hand_out(powers, holder.point_id, on):
            return
    elif rules.may_keep_the_safe(powers, on):
        return
    if rules.awaits_handover(powers, on):
        raise HandoverMissing(on=on)
    if holder.point_id is not None:
        raise NoMandateToHandOut(point=holder.label, on=on)
    raise NoMandateOverTheSafe(on=on)


def refuse_unless_allowed(imprest: Imprest | None, what: str, on: date) -> None:
    """Refuse what the act of a régie does not name (a key of `catalogue.REGIE_OPERATIONS`); a mandate names nothing.

    Refuses with `OperationNotInTheAct`.
    """
    if imprest is not None and not queries.allows(imprest.pk, what, on):
        raise OperationNotInTheAct(imprest=imprest.name, operation=catalogue.REGIE_OPERATIONS[what], on=on)


def refuse_unless_answered_for(point: DistributionPoint, on: date) -> None:
    """Pass go to a sous-régie once somebody answers for it there. Refuses with `NoSubHolderAppointed`."""
    if point.imprest_id is None or queries.sub_regie_at(point.pk, on) is None:
        return
    powers = queries.powers(imprest_id=point.imprest_id)
    if not any(one.kind == catalogue.SUB_HOLDER and one.point == point.pk and one.is_in_force(on) for one in powers):
        raise NoSubHolderAppointed(point=point.name, on=on)
