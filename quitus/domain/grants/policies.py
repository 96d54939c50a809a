"""Who may do what with conventions."""

from quitus.domain.organisations.roles import FUNDER as FUNDER_OFFICER
from quitus.domain.organisations.roles import MANAGER


def may_keep_convention(role: str) -> bool:
    """Whether this role writes conventions and amendments."""
    return role == MANAGER


def may_record_signature(role: str, party: str) -> bool:
    """Whether this role records the dated signature of a party: the manager, who holds the originals, records both;
    the funder's officer records the funder's.
    """
    return role == MANAGER or (role == FUNDER_OFFICER and party == "funder")
