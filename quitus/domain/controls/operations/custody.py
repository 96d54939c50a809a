"""What a file of loss does to custody and to the marks of pass, by the rooms that keep them."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.controls import catalogue, queries
from quitus.domain.controls.errors import StillLost
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import Slip
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries as voucher_queries
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.operations import change_marks
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NumberRange

GONE = {catalogue.LOSS: "lost", catalogue.THEFT: "stolen", catalogue.DESTRUCTION: "destroyed"}


def take_out(
    by: Actor, holder_id: int, ranges: Sequence[NumberRange], kind: str, on: date, note: str, paper: OnPaper | None
) -> Slip:
    """Bring pass out of a holder's hands as lost, stolen or destroyed, on one slip, and block them at once."""
    return distribution.declare_loss(
        by=by, holder_id=holder_id, numbers=list(ranges), occurred_on=on, note=note, kind=GONE[kind], paper=paper
    )


def bring_back(by: Actor, holder_id: int, numbers: NumberRange, kind: str, on: date, note: str) -> Slip:
    """Pass found again come back into a holder's hands, still blocked."""
    stolen = kind == catalogue.THEFT
    return distribution.find_again(
        by=by, to_holder_id=holder_id, numbers=numbers, occurred_on=on, note=note, stolen=stolen
    )


def release(by: Actor, numbers: NumberRange, on: date, note: str) -> None:
    """Put back into use the blocked pass of a range. Refuses with `StillLost`."""
    refuse_still_lost(numbers)
    if voucher_queries.marks(numbers).get(voucher_states.BLOCKED):
        vouchers.unblock_range(by=by, numbers=numbers, occurred_on=on, reason=note)


def mark(by: Actor, verb: str, numbers: NumberRange, on: date, note: str) -> None:
    """Block or cancel pass, by the line that says so, whoever it is that made it necessary."""
    change_marks(by, verb, vouchers.lock_order_of_range(numbers), numbers, on, note)


def refuse_still_lost(numbers: NumberRange) -> None:
    """Refuses with `StillLost` pass that no hand holds; the order stays locked, so that none is lost meanwhile."""
    vouchers.lock_order_of_range(numbers)
    if queries.gone(numbers):
        raise StillLost()


def end_for_ever(by: Actor, numbers: NumberRange, on: date, note: str) -> None:
    """Cancel the unused pass of a range; those a venue took before stay used."""
    marks = voucher_queries.marks(numbers)
    if marks.get(voucher_states.PLAIN) or marks.get(voucher_states.BLOCKED):
        vouchers.cancel_range(by=by, numbers=numbers, occurred_on=on, reason=note)
