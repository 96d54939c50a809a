"""Who may do what with structures and venues."""

from quitus.domain.organisations.roles import FINANCE, MANAGER, MEDIATOR
from quitus.kernel.actors import SYSTEM


def may_register_venue(role: str) -> bool:
    """Whether this role registers venues, their services and their staff: who leads the scheme, or a file of venues."""
    return role in (MANAGER, SYSTEM)


def may_offer_service(role: str) -> bool:
    """Whether this role says which services a venue gives (a mediator: of the own structure)."""
    return role in (MANAGER, MEDIATOR, SYSTEM)


def may_decide_qualification(role: str) -> bool:
    """Whether this role checks files, qualifies, suspends and removes."""
    return role == MANAGER


def may_write_questionnaire(role: str) -> bool:
    """Whether this role writes and publishes what structures are asked, and by what they are judged."""
    return role == MANAGER


def may_record_bank_details(role: str) -> bool:
    """Whether this role types bank details (a mediator: of the own structure)."""
    return role in (MANAGER, FINANCE, MEDIATOR)


def may_verify_bank_details(role: str) -> bool:
    """Whether this role confirms bank details that somebody else typed."""
    return role in (MANAGER, FINANCE)


def may_take_up_structure(role: str) -> bool:
    """Whether this role enters structures of another instance: whoever takes up its archive."""
    return role in (MANAGER, SYSTEM)


def may_take_in_communes(role: str) -> bool:
    """Whether this role enters the communes of the territory: by the command line, or who leads the scheme."""
    return role in (MANAGER, SYSTEM)


def may_describe_venue(role: str) -> bool:
    """Whether this role writes what the public reads of a venue (a mediator: of the own structure)."""
    return role in (MANAGER, MEDIATOR, SYSTEM)


def may_correct_venue(role: str) -> bool:
    """Whether this role changes the name and the address of a venue, and confirms where it is."""
    return role in (MANAGER, SYSTEM)


def may_place_venue(role: str) -> bool:
    """Whether this role says where a venue is: a person, or the search for its address."""
    return role in (MANAGER, MEDIATOR, SYSTEM)
