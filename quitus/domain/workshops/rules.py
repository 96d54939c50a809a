"""What bounds a session and a booking: pure rules."""

from datetime import date, datetime, time, timedelta

from quitus.kernel.calendar import PARIS
from quitus.kernel.words import N_

WORKSHOP = "workshop"
APPOINTMENT = "appointment"
KINDS = {WORKSHOP: N_("Atelier"), APPOINTMENT: N_("Rendez-vous")}

AGENT = "agent"
HOLDER = "holder"
VENUE = "venue"
SIDES = {
    AGENT: N_("La personne qui remet les pass"),
    HOLDER: N_("La personne qui a le pass"),
    VENUE: N_("Le lieu"),
}

MOST_SEATS = 500
MOST_TIMES = 52
MOST_TO_COME = 4
"""A pass pays one service; whoever has a booklet may show the same pass for several appointments to come."""
REMIND_BEFORE = timedelta(days=2)
CALL_BEFORE = timedelta(days=3)
PUBLISHED_AHEAD = timedelta(days=400)


def days_of_series(first: date, every_weeks: int, times: int) -> list[date]:
    """The days of a session repeated `times` times, every so many weeks, the first one included."""
    return [first + timedelta(weeks=every_weeks * turn) for turn in range(times)]


def starts_at(held_on: date, starts_time: time) -> datetime:
    """The instant at which a session begins, in Paris."""
    return datetime.combine(held_on, starts_time, PARIS)


def contact_until(held_on: date, name_days: int) -> date:
    """The last day on which a first name is kept: so many days after the session."""
    return held_on + timedelta(days=name_days)
