"""Everything that writes to the tables of this room."""

from quitus.domain.controls.operations.controls import add_finding, answer_finding, close_control, write_control
from quitus.domain.controls.operations.counting import close_count, count_pass, withdraw_count
from quitus.domain.controls.operations.differences import conclude_inventory, settle_difference
from quitus.domain.controls.operations.handovers import prepare_handover
from quitus.domain.controls.operations.inventories import abandon_inventory, open_inventory, recount
from quitus.domain.controls.operations.losses import (
    WhatHappened,
    cancel_lost_pass,
    find_again,
    hold_file,
    open_loss_file,
    record_complaint,
    release_found_pass,
    report_loss_by_beneficiary,
    unblock_pass,
    withhold_if_lost,
)
from quitus.domain.controls.operations.replacements import replace_lost_pass
from quitus.domain.controls.operations.signatures import sign_minutes

__all__ = [
    "WhatHappened",
    "abandon_inventory",
    "add_finding",
    "answer_finding",
    "cancel_lost_pass",
    "close_control",
    "close_count",
    "conclude_inventory",
    "count_pass",
    "find_again",
    "hold_file",
    "open_inventory",
    "open_loss_file",
    "prepare_handover",
    "record_complaint",
    "recount",
    "release_found_pass",
    "replace_lost_pass",
    "report_loss_by_beneficiary",
    "settle_difference",
    "sign_minutes",
    "unblock_pass",
    "withdraw_count",
    "withhold_if_lost",
    "write_control",
]
