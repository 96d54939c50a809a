"""Everything that writes to the tables of this room, and what rooms above it lock, number and refuse with."""

from quitus.domain.distribution.operations.blocking import block_in_charge
from quitus.domain.distribution.operations.counters import fold_register, settled_line, unfold_register
from quitus.domain.distribution.operations.custody import Ranges, locked_holder, number_paper
from quitus.domain.distribution.operations.deliveries import (
    dispatch_delivery,
    hold_givers,
    place_order_at_printer,
    record_delivery_movement,
    return_to_operator,
    return_to_printer,
)
from quitus.domain.distribution.operations.handouts import hand_out
from quitus.domain.distribution.operations.handouts_undone import reverse_handout, take_back
from quitus.domain.distribution.operations.losses import declare_loss, find_again
from quitus.domain.distribution.operations.mandates import (
    assent_to_mandate,
    close_mandate,
    end_mandated_person,
    name_mandated_person,
    propose_mandate,
    render_mandate_account,
    sign_mandate,
)
from quitus.domain.distribution.operations.people import (
    Person,
    close_referral,
    refer_beneficiary,
    register_beneficiary,
    reveal_identity,
)
from quitus.domain.distribution.operations.powers import hold_powers, refuse_without_power_over
from quitus.domain.distribution.operations.regie import (
    assent_to_imprest,
    close_imprest,
    open_imprest,
    propose_imprest,
    rewrite_imprest,
)
from quitus.domain.distribution.operations.regie_amendments import (
    adopt_imprest_amendment,
    assent_to_imprest_amendment,
    propose_imprest_amendment,
    rewrite_imprest_amendment,
    withdraw_imprest_amendment,
)
from quitus.domain.distribution.operations.regie_appointments import (
    appoint,
    assent_to_appointment,
    end_appointment,
    record_handover,
)
from quitus.domain.distribution.operations.regie_cash import (
    record_cash,
)
from quitus.domain.distribution.operations.regie_points import (
    assent_to_sub_regie,
    close_point,
    close_sub_regie,
    open_point,
    open_sub_regie,
    propose_sub_regie,
)
from quitus.domain.distribution.operations.requests import decline_request, request_supply, withdraw_request
from quitus.domain.distribution.operations.slips import acknowledge_slip
from quitus.domain.distribution.operations.stock import (
    leave_in_drawer,
    return_from_drawer,
    return_from_point,
    return_to_accountant,
    supply_body,
    supply_safe,
    transfer_to_point,
)
from quitus.domain.distribution.operations.taking_up import take_back_taken_up

__all__ = [
    "Person",
    "Ranges",
    "acknowledge_slip",
    "adopt_imprest_amendment",
    "appoint",
    "assent_to_appointment",
    "assent_to_imprest",
    "assent_to_imprest_amendment",
    "assent_to_mandate",
    "assent_to_sub_regie",
    "block_in_charge",
    "close_imprest",
    "close_mandate",
    "close_point",
    "close_referral",
    "close_sub_regie",
    "declare_loss",
    "decline_request",
    "dispatch_delivery",
    "end_appointment",
    "end_mandated_person",
    "find_again",
    "fold_register",
    "hand_out",
    "hold_givers",
    "hold_powers",
    "leave_in_drawer",
    "locked_holder",
    "name_mandated_person",
    "number_paper",
    "open_imprest",
    "open_point",
    "open_sub_regie",
    "place_order_at_printer",
    "propose_imprest",
    "propose_imprest_amendment",
    "propose_mandate",
    "propose_sub_regie",
    "record_cash",
    "record_delivery_movement",
    "record_handover",
    "refer_beneficiary",
    "refuse_without_power_over",
    "register_beneficiary",
    "render_mandate_account",
    "request_supply",
    "return_from_drawer",
    "return_from_point",
    "return_to_accountant",
    "return_to_operator",
    "return_to_printer",
    "reveal_identity",
    "reverse_handout",
    "rewrite_imprest",
    "rewrite_imprest_amendment",
    "settled_line",
    "sign_mandate",
    "supply_body",
    "supply_safe",
    "take_back",
    "take_back_taken_up",
    "transfer_to_point",
    "unfold_register",
    "withdraw_imprest_amendment",
    "withdraw_request",
]
