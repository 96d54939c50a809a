"""The lives of a session and of a seat booked in it, as tables: state → what may be done → the state it leads to."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

PUBLISHED = "published"
CANCELLED = "cancelled"
BOOKED = "booked"
NO_SHOW = "no_show"

SESSION: Life = {PUBLISHED: {"cancel_session": CANCELLED}, CANCELLED: {}}
"""A session that is published stands until it is cancelled, with a reason that those who booked read."""

SESSION_LABELS = {PUBLISHED: N_("Publié"), CANCELLED: N_("Annulé")}

BOOKING: Life = {
    BOOKED: {"cancel_booking": CANCELLED, "cancel_session": CANCELLED, "mark_no_show": NO_SHOW},
    NO_SHOW: {"take_back_no_show": BOOKED},
    CANCELLED: {},
}
"""A seat given back is free again; an absence marked by mistake is taken back."""

BOOKING_LABELS = {BOOKED: N_("Place réservée"), CANCELLED: N_("Réservation annulée"), NO_SHOW: N_("Absence")}

HOLDS_A_SEAT = (BOOKED, NO_SHOW)
"""The states in which a booking takes a seat from others."""
