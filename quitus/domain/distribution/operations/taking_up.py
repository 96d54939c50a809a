"""Where pass taken up from another instance are: the first lines of their register here."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.distribution import policies
from quitus.domain.distribution.operations.custody import bring_in, only_holder
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange


@operation
def take_up_custody(*, by: Actor, order_id: int, pieces: Sequence[tuple[str, NumberRange]], on: date) -> None:
    """Write the first lines of an order taken up: (kind of holder, numbers), which together are all its pass.

    With beneficiaries and not delivered stay as they were; whatever was in stock elsewhere comes to the accountant,
    to be counted. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_take_up_custody(by.role))
    for kind, numbers in pieces:
        bring_in(by, order_id, numbers, only_holder(kind), on)
