"""Tables of what is owed: duties, obligations, committees, letters, reminders."""

from quitus.domain.obligations.models.committees import Attendee, CommitteeMeeting, Designation
from quitus.domain.obligations.models.letters import Letter
from quitus.domain.obligations.models.owed import AmendedObligation, Duty, Obligation
from quitus.domain.obligations.models.reminders import CalendarFeed, ReminderChoice, ReminderLine, ReminderMail

__all__ = [
    "AmendedObligation",
    "Attendee",
    "CalendarFeed",
    "CommitteeMeeting",
    "Designation",
    "Duty",
    "Letter",
    "Obligation",
    "ReminderChoice",
    "ReminderLine",
    "ReminderMail",
]
