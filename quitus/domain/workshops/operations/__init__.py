"""What writes to the tables of the room: sessions, seats, and what people left."""

from quitus.domain.workshops.operations.bookings import (
    Contact,
    book_seat,
    cancel_booking,
    mark_no_show,
    take_back_no_show,
)
from quitus.domain.workshops.operations.contacts import erase_contacts, mark_reminded, mark_told_cancelled
from quitus.domain.workshops.operations.sessions import cancel_session, publish_sessions

__all__ = [
    "Contact",
    "book_seat",
    "cancel_booking",
    "cancel_session",
    "erase_contacts",
    "mark_no_show",
    "mark_reminded",
    "mark_told_cancelled",
    "publish_sessions",
    "take_back_no_show",
]
