"""What is decided and declared about structures and their venues."""

from quitus.domain.venues.operations.bank import record_bank_details, verify_bank_details
from quitus.domain.venues.operations.communes import CommuneTold, take_in_communes
from quitus.domain.venues.operations.descriptions import (
    PlaceFound,
    confirm_position,
    correct_venue,
    describe_venue,
    place_found,
    place_venue,
    show_directory_at,
)
from quitus.domain.venues.operations.places import assign_staff, offer_service, offer_services, register_venue
from quitus.domain.venues.operations.qualification import (
    apply_for_qualification,
    check_qualification,
    hold_accounts,
    qualify,
    reinstate,
    remove,
    suspend,
)

__all__ = [
    "CommuneTold",
    "PlaceFound",
    "apply_for_qualification",
    "assign_staff",
    "check_qualification",
    "confirm_position",
    "correct_venue",
    "describe_venue",
    "hold_accounts",
    "offer_service",
    "offer_services",
    "place_found",
    "place_venue",
    "qualify",
    "record_bank_details",
    "register_venue",
    "reinstate",
    "remove",
    "show_directory_at",
    "suspend",
    "take_in_communes",
    "verify_bank_details",
]
