"""Sessions and bookings: no seat is given twice, each is for a pass of its scheme, what people left goes in time."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_SEATS = """
SELECT scheme.slug, 'créneau ' || session.id || ' du ' || session.held_on
FROM workshops_session session
JOIN organisations_scheme scheme ON scheme.id = session.scheme_id
LEFT JOIN (
    SELECT session_id, count(*) AS seats FROM workshops_booking WHERE state <> 'cancelled' GROUP BY session_id
) AS held ON held.session_id = session.id
WHERE session.taken_count <> coalesce(held.seats, 0)
   OR (session.state = 'cancelled' AND EXISTS (
        SELECT FROM workshops_booking waiting WHERE waiting.session_id = session.id AND waiting.state = 'booked'))
"""

_OF_ITS_SCHEME = """
SELECT scheme.slug, 'réservation ' || booking.id
FROM workshops_booking booking
JOIN organisations_scheme scheme ON scheme.id = booking.scheme_id
JOIN workshops_session session ON session.id = booking.session_id
LEFT JOIN vouchers_voucher voucher ON voucher.number = booking.number
WHERE voucher.scheme_id IS DISTINCT FROM booking.scheme_id OR session.scheme_id <> booking.scheme_id
"""

# The reader sees no name: the day until which something is kept says that something is. An example's day is moved
# forward by years at once, and its worker erases only afterwards.
_ERASED = """
SELECT scheme.slug, 'réservation ' || booking.id
FROM workshops_booking booking
JOIN organisations_scheme scheme ON scheme.id = booking.scheme_id
WHERE booking.contact_until < quitus_now()::date - 7 AND NOT scheme.is_example
"""

CHECKS = (
    Check(
        "2",
        "the_seats_taken_of_a_session_are_its_bookings",
        N_("Les places prises d'un créneau sont celles réservées et non rendues ; d'un créneau annulé, aucune."),
        "workshops_session",
        _SEATS,
    ),
    Check(
        "2",
        "a_booking_is_of_a_pass_of_its_scheme",
        N_("Une place est réservée avec un pass du même dispositif."),
        "workshops_booking",
        _OF_ITS_SCHEME,
    ),
    Check(
        "7",
        "what_people_left_is_erased_in_time",
        N_("Ce qu'une personne a laissé pour un rendez-vous est effacé une semaine au plus après son dernier jour."),
        "workshops_booking",
        _ERASED,
    ),
)
