"""Everything that writes to the tables of this room."""

from quitus.domain.vouchers.operations.contracts import sign_operator_contract
from quitus.domain.vouchers.operations.marks import (
    block_range,
    cancel_range,
    lock_marks,
    lock_order_of_range,
    stop_distribution,
    unblock_range,
)
from quitus.domain.vouchers.operations.orders import (
    activate_order,
    cancel_order,
    close_order,
    confirm_order,
    draft_order,
    visa_order,
)
from quitus.domain.vouchers.operations.printing import Printed, print_booklet
from quitus.domain.vouchers.operations.production import produce_order, receive_delivery

__all__ = [
    "Printed",
    "activate_order",
    "block_range",
    "cancel_order",
    "cancel_range",
    "close_order",
    "confirm_order",
    "draft_order",
    "lock_marks",
    "lock_order_of_range",
    "print_booklet",
    "produce_order",
    "receive_delivery",
    "sign_operator_contract",
    "stop_distribution",
    "unblock_range",
    "visa_order",
]
