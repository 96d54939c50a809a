"""What an order restricts, as two conditions of a statement that takes pass.

They stand after « the pass is active and not expired ». The statement around them knows `orders`, and `place` with the
`postcode` of the venue and the `code` of the service.
"""

from quitus.domain.redemption.errors import ServiceNotCovered, VenueOutsideTerritory

NOT_COVERED = """
            WHEN orders.service_codes <> '{}' AND place.code <> ALL (orders.service_codes) THEN %(service_not_covered)s
            WHEN orders.territory <> '{}' AND NOT EXISTS (
                SELECT FROM unnest(orders.territory) AS beginning WHERE starts_with(place.postcode, beginning)
            ) THEN %(venue_outside_territory)s
"""
WORDS: dict[str, str | int] = {refusal.code: refusal.code for refusal in (ServiceNotCovered, VenueOutsideTerritory)}
