"""Everything that writes to the tables of this room."""

from quitus.domain.vouchers.operations.contracts import sign_operator_contract
from quitus.domain.vouchers.operations.deliveries import receive_delivery
from quitus.domain.vouchers.operations.drafts import correct_draft, draft_order
from quitus.domain.vouchers.operations.ends import (
    abandon_order,
    begin_closing,
    close_order,
    fix_figures,
    prolong_order,
)
from quitus.domain.vouchers.operations.law import assent_to_self_issue, record_legal_opinion
from quitus.domain.vouchers.operations.marks import (
    block_range,
    cancel_range,
    change_marks,
    lock_marks,
    lock_order_of_range,
    lock_orders_of,
    refuse_too_many,
    share_order_of_range,
    stop_distribution,
    unblock_range,
)
from quitus.domain.vouchers.operations.orders import (
    activate_order,
    approve_proof,
    cancel_order,
    confirm_order,
    refuse_visa,
    visa_order,
)
from quitus.domain.vouchers.operations.production import produce_order

__all__ = [
    "abandon_order",
    "activate_order",
    "approve_proof",
    "assent_to_self_issue",
    "begin_closing",
    "block_range",
    "cancel_order",
    "cancel_range",
    "change_marks",
    "close_order",
    "confirm_order",
    "correct_draft",
    "draft_order",
    "fix_figures",
    "lock_marks",
    "lock_order_of_range",
    "lock_orders_of",
    "produce_order",
    "prolong_order",
    "receive_delivery",
    "record_legal_opinion",
    "refuse_too_many",
    "refuse_visa",
    "share_order_of_range",
    "sign_operator_contract",
    "stop_distribution",
    "unblock_range",
    "visa_order",
]
