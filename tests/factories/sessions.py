"""Sessions of a venue, published by who works there."""

from datetime import date, time

from quitus.domain.workshops import operations
from quitus.domain.workshops.models import Session
from tests.factories.reception import SERVICE, Reception

HELD_ON = date(2023, 5, 16)


def publish(reception: Reception, **facts: object) -> Session:
    """A workshop of two seats at Le Moulin, on Tuesday 16 May 2023 from two to four, unless told otherwise."""
    said: dict[str, object] = {
        "by": reception.lina.actor,
        "venue_id": reception.venue.pk,
        "kind": "workshop",
        "service_code": SERVICE,
        "title": "Déclarer ses impôts en ligne",
        "held_on": HELD_ON,
        "starts_time": time(14),
        "ends_time": time(16),
        "seat_count": None if facts.get("booking_url") else 2,
    }
    return operations.publish_sessions(**(said | facts))[0]  # type: ignore[arg-type]
