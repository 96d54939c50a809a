"""What is printed on pass."""

from dataclasses import dataclass

from quitus.domain.vouchers import codes, policies, queries, rules, states
from quitus.domain.vouchers.errors import BookletNotOfThisOrder, OrderNotProduced
from quitus.domain.vouchers.operations.steps import told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Printed:
    """One pass as printed: its number, and the 14 characters that whoever holds it can be paid for."""

    number: int
    code: str


@operation
def print_booklet(*, by: Actor, order_id: int, booklet: int) -> list[Printed]:
    """The pass of one booklet (from 1) with their codes, in order; who asked for them is recorded.

    A code is as good as the pass: only whoever prints the order reads it, and nothing stores it.
    Refuses with `NotYourRole` (another operator's order too), `OrderNotProduced`,
    `BookletNotOfThisOrder`; raises `Order.DoesNotExist`.
    """
    order = queries.order(order_id)
    contract = order.operator_contract
    refuse_unless(
        policies.may_produce_order(
            by.role,
            own=contract is not None and contract.operator_id == by.organisation_id,
            self_issued=contract is None,
        )
    )
    if order.state not in states.MINTED or order.series is None:
        raise OrderNotProduced(number=order.number)
    most = order.quantity // order.booklet_size
    if not 1 <= booklet <= most:
        raise BookletNotOfThisOrder(number=order.number, most=most)
    told(by, "print_booklet", order, N_("Carnet imprimé"), {"booklet": booklet})
    numbers = rules.booklet_range(order.series, booklet, order.booklet_size)
    return [Printed(number, codes.code_of(number)) for number in range(numbers.first, numbers.last + 1)]
