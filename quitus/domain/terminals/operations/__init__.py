"""What is done with devices: enrolled, opened, stopped, and what they send kept."""

from quitus.domain.terminals.operations.enrolment import (
    Opened,
    approve_terminal,
    enrol_terminal,
    note_contact,
    open_by_key,
    open_for,
    stop_terminal,
)
from quitus.domain.terminals.operations.received import (
    Judgement,
    Sent,
    hold_terminal,
    keep_batch,
    keep_pack,
    keep_refused_batch,
    read_told,
)

__all__ = [
    "Judgement",
    "Opened",
    "Sent",
    "approve_terminal",
    "enrol_terminal",
    "hold_terminal",
    "keep_batch",
    "keep_pack",
    "keep_refused_batch",
    "note_contact",
    "open_by_key",
    "open_for",
    "read_told",
    "stop_terminal",
]
