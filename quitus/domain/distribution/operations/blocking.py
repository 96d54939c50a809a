"""Pass stopped at once by who answers for them: kept by him, or given by him and not signed for yet."""

from datetime import date

from quitus.domain.distribution.operations.custody import Ranges, pieces_of
from quitus.domain.distribution.operations.powers import hold_power_over
from quitus.domain.distribution.queries.stock import holders, holdings_of, lines_awaited
from quitus.domain.distribution.slip_errors import NotInYourCharge
from quitus.domain.vouchers.errors import DecisionNotExplained, NothingToMark
from quitus.domain.vouchers.models import MarkChange
from quitus.domain.vouchers.operations import marks as vouchers
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, both, without


@operation
def block_in_charge(*, by: Actor, numbers: Ranges, occurred_on: date, reason: str) -> list[MarkChange]:
    """Block at once unused pass, however many, that one answers for that day: the bound of one booklet is not for him.

    He has power over who holds them, or over who gave them on a slip that nobody has signed yet: a theft on the road.
    Refuses with `DateInTheFuture`, `DecisionNotExplained`, `NumbersUnknown`, `NotInYourCharge`, `NothingToMark`.
    """
    refuse_future(occurred_on)
    if not reason.strip():
        raise DecisionNotExplained()
    pieces = pieces_of(numbers)
    for piece in pieces:
        _refuse_unless_in_charge(by, piece.numbers, occurred_on)
    vouchers.lock_orders_of(piece.numbers for piece in pieces)
    changes = [
        vouchers.change_marks(by, "block_range", piece.order, piece.numbers, occurred_on, reason) for piece in pieces
    ]
    if not any(one.count for one in changes):
        raise NothingToMark()
    return changes


def _refuse_unless_in_charge(by: Actor, numbers: NumberRange, on: date) -> None:
    held: dict[int, list[NumberRange]] = {}
    for holding in holdings_of(numbers):
        held.setdefault(holding.holder_id, []).append(holding.range)
    known = holders().in_bulk([*held])
    for holder_id, ranges in held.items():
        if hold_power_over(by, known[holder_id], on):
            continue
        left = both(ranges, [numbers])
        for line in lines_awaited([holder_id]).select_related("slip__from_holder__place"):
            if line.slip is not None and hold_power_over(by, line.slip.from_holder, on):
                left = without(left, line.range)
        if left:
            raise NotInYourCharge(holder=known[holder_id].label)
