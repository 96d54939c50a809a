"""Everything that writes to the tables of this room."""

from quitus.domain.distribution.operations.handouts import hand_out
from quitus.domain.distribution.operations.people import (
    Person,
    close_referral,
    refer_beneficiary,
    register_beneficiary,
    reveal_identity,
)
from quitus.domain.distribution.operations.regie import (
    appoint,
    assent_to_appointment,
    assent_to_imprest,
    close_imprest,
    end_appointment,
    open_imprest,
    open_point,
    propose_imprest,
)
from quitus.domain.distribution.operations.stock import (
    acknowledge_slip,
    declare_loss,
    place_order_at_printer,
    record_delivery_movement,
    return_from_point,
    supply_safe,
    transfer_to_point,
)

__all__ = [
    "Person",
    "acknowledge_slip",
    "appoint",
    "assent_to_appointment",
    "assent_to_imprest",
    "close_imprest",
    "close_referral",
    "declare_loss",
    "end_appointment",
    "hand_out",
    "open_imprest",
    "open_point",
    "place_order_at_printer",
    "propose_imprest",
    "record_delivery_movement",
    "refer_beneficiary",
    "register_beneficiary",
    "return_from_point",
    "reveal_identity",
    "supply_safe",
    "transfer_to_point",
]
