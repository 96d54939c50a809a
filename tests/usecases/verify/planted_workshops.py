"""Faults planted in sessions and bookings: each is seen by its check."""

_FIRST = "(SELECT * FROM redemption_redemption ORDER BY number, turn LIMIT 1) AS taken"
_SESSION = f"""
    INSERT INTO workshops_session (scheme_id, venue_id, service_id, kind, title, held_on, starts_time, ends_time,
        address, postcode, commune, seat_count, taken_count, booking_url, languages, accessibility, state,
        cancel_reason)
    SELECT scheme_id, venue_id, service_id, 'workshop', 'Essai', service_on, '10:00', '11:00', '', '', '', 3, 1, '', '',
        '', 'published', '' FROM {_FIRST};
"""
_BOOKING = f"""
    INSERT INTO workshops_booking (scheme_id, session_id, number, side, state, ended_by, contact_until)
    SELECT session.scheme_id, session.id, {{number}}, 'holder', 'booked', '', {{until}}
    FROM workshops_session session, {_FIRST};
"""

PLANTED = {
    "the_seats_taken_of_a_session_are_its_bookings": _SESSION,
    "a_booking_is_of_a_pass_of_its_scheme": _SESSION + _BOOKING.format(number="7", until="NULL"),
    "what_people_left_is_erased_in_time": _SESSION + _BOOKING.format(number="taken.number", until="'2022-03-01'"),
}
