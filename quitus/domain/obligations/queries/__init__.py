"""What other rooms and pages may know of what is owed."""

from quitus.domain.obligations.queries.agenda import Filters, Lines, Tally, agenda, tally
from quitus.domain.obligations.queries.committees import (
    designated_on,
    designation,
    designations,
    meeting,
    meetings,
    meetings_without_minutes,
)
from quitus.domain.obligations.queries.following import Frame, frame_of, preview
from quitus.domain.obligations.queries.letters import address_on, letter, letters
from quitus.domain.obligations.queries.owed import (
    all_obligations,
    amended,
    days_coming,
    duties,
    duties_in_effect,
    duty,
    obligation,
    obligations,
    open_obligations,
    replacement_of,
)
from quitus.domain.obligations.queries.reminders import (
    Reminder,
    choice_of,
    feed_by_token,
    feed_of,
    in_calendar,
    reminders_due,
    to_send,
)

__all__ = [
    "Filters",
    "Frame",
    "Lines",
    "Reminder",
    "Tally",
    "address_on",
    "agenda",
    "all_obligations",
    "amended",
    "choice_of",
    "days_coming",
    "designated_on",
    "designation",
    "designations",
    "duties",
    "duties_in_effect",
    "duty",
    "feed_by_token",
    "feed_of",
    "frame_of",
    "in_calendar",
    "letter",
    "letters",
    "meeting",
    "meetings",
    "meetings_without_minutes",
    "obligation",
    "obligations",
    "open_obligations",
    "preview",
    "reminders_due",
    "replacement_of",
    "tally",
    "to_send",
]
