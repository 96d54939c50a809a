"""What writes in the room, by topic."""

from quitus.domain.expiry.operations.calendar import (
    acknowledge_end,
    announce_end,
    decide_blocking,
    expire_order,
    give_up_notice,
    mark_mailed,
    remind_keepers,
    tell_stop,
)
from quitus.domain.expiry.operations.credit import pay_complement, receive_credit, record_credit_note
from quitus.domain.expiry.operations.statement import (
    answer_statement,
    conclude_statement,
    draw_statement,
    settle_difference,
)

__all__ = [
    "acknowledge_end",
    "announce_end",
    "answer_statement",
    "conclude_statement",
    "decide_blocking",
    "draw_statement",
    "expire_order",
    "give_up_notice",
    "mark_mailed",
    "pay_complement",
    "receive_credit",
    "record_credit_note",
    "remind_keepers",
    "settle_difference",
    "tell_stop",
]
