"""What writes to the tables of the room."""

from quitus.domain.obligations.operations.committees import (
    Invited,
    designate,
    end_designation,
    hold_meeting,
    join_minutes,
)
from quitus.domain.obligations.operations.duties import open_obligation, repeal_duty, write_duty
from quitus.domain.obligations.operations.following import amend_obligation, follow
from quitus.domain.obligations.operations.letters import LetterFacts, prove_sending, record_letter
from quitus.domain.obligations.operations.listing import (
    add_obligation,
    reopen_obligation,
    settle_obligation,
    waive_obligation,
)
from quitus.domain.obligations.operations.reminders import (
    Digest,
    choose_reminders,
    give_up_mail,
    mark_sent,
    prepare_digests,
    renew_calendar,
)

__all__ = [
    "Digest",
    "Invited",
    "LetterFacts",
    "add_obligation",
    "amend_obligation",
    "choose_reminders",
    "designate",
    "end_designation",
    "follow",
    "give_up_mail",
    "hold_meeting",
    "join_minutes",
    "mark_sent",
    "open_obligation",
    "prepare_digests",
    "prove_sending",
    "record_letter",
    "renew_calendar",
    "reopen_obligation",
    "repeal_duty",
    "settle_obligation",
    "waive_obligation",
    "write_duty",
]
