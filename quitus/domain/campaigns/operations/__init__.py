"""What writes to the tables of the room: the funder's campaigns, its proposals, the authority's answers."""

from quitus.domain.campaigns.operations.answering import (
    accept_proposal,
    acknowledge_proposal,
    ask_question,
    decline_proposal,
    record_effect,
)
from quitus.domain.campaigns.operations.drafting import (
    change_parameter,
    close_campaign,
    describe_campaign,
    drop_article,
    drop_change,
    mark_proposed,
    open_campaign,
    prolong,
    write_article,
)
from quitus.domain.campaigns.operations.proposing import make_proposal, remind, reply, withdraw_proposal

__all__ = [
    "accept_proposal",
    "acknowledge_proposal",
    "ask_question",
    "change_parameter",
    "close_campaign",
    "decline_proposal",
    "describe_campaign",
    "drop_article",
    "drop_change",
    "make_proposal",
    "mark_proposed",
    "open_campaign",
    "prolong",
    "record_effect",
    "remind",
    "reply",
    "withdraw_proposal",
    "write_article",
]
