"""Undoing what a venue took."""

from quitus.domain.audit.operations import record
from quitus.domain.controls.operations import withhold_if_lost
from quitus.domain.redemption import policies, rules
from quitus.domain.redemption.errors import AlreadyUndone, FiguresFixed, RedemptionUnknown, UndoNeedsAReason
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.vouchers import states
from quitus.domain.vouchers.models import Voucher
from quitus.domain.vouchers.operations import lock_order_of_range
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def undo_redemption(*, by: Actor, number: int, turn: int, reason_code: str = "", note: str = "") -> RedemptionReversal:
    """Gives the pass its value back: it can be taken again, at its next turn. The line stays, a
    reversal stands beside it.

    Free for ten minutes; later a reason of `rules.REASONS` is asked (with a note when it is another
    one), which the authority reads. Called through `usecases.redeem.undo`, which first makes sure
    that no claim counts it. Refuses with `NotYourRole`, `RedemptionUnknown` (also another
    structure's), `AlreadyUndone`, `FiguresFixed`, `UndoNeedsAReason`.

    A pass that was lost, stolen or destroyed meanwhile is worth nothing again: it is blocked, or cancelled if its file
    of loss is.
    """
    refuse_unless(policies.may_undo_redemption(by.role))
    assert by.user_id is not None  # a mediator is a person
    assert by.organisation_id is not None
    line = _line(by.organisation_id, number, turn)
    # The order first, as a loss does: a pass is not lost while its use is undone.
    lock_order_of_range(NumberRange(number, number))
    (voucher,) = lock(Voucher.objects.filter(pk=number))
    _refuse_settled(line)
    reason = _reason(line, reason_code, note)
    # The second half of the one exception: what the redemption statement marked is unmarked here.
    voucher.mark = states.PLAIN
    voucher.marked_on = None
    voucher.save(update_fields=["mark", "marked_on"])
    reversal = RedemptionReversal.objects.create(
        number=number,
        turn=turn,
        scheme_id=line.scheme_id,
        reason_code=reason,
        note=note.strip(),
        occurred_on=clock.today(),
        user_id=by.user_id,
    )
    withhold_if_lost(by, number)
    record(
        by=by,
        verb="undo_redemption",
        subject_kind="voucher",
        subject_id=number,
        summary=N_("Utilisation annulée"),
        data={"turn": turn, "reason": reason, "note": note.strip(), "venue": line.venue_id},
    )
    return reversal


def _line(organisation_id: int, number: int, turn: int) -> Redemption:
    found = Redemption.objects.filter(number=number, turn=turn, organisation_id=organisation_id).first()
    if found is None:
        raise RedemptionUnknown()
    return found


def _refuse_settled(line: Redemption) -> None:
    """Read once the order is locked: whoever sets its figures out waits, or is seen."""
    undone = RedemptionReversal.objects.filter(number=line.number, turn=line.turn).first()
    if undone is not None:
        raise AlreadyUndone(on=undone.occurred_on)
    if line.order.figures_fixed_on is not None:
        raise FiguresFixed(on=line.order.figures_fixed_on)


def _reason(line: Redemption, reason_code: str, note: str) -> str:
    if reason_code in rules.REASONS:
        if reason_code == rules.OTHER and not note.strip():
            raise UndoNeedsAReason()
        return reason_code
    if not rules.may_undo_freely(line.recorded_at, clock.now()):
        raise UndoNeedsAReason()
    return rules.AT_ONCE
