"""Who may do what with obligations."""

from quitus.domain.organisations.roles import FUNDER, MANAGER
from quitus.kernel.actors import SYSTEM


def may_keep_obligations(role: str) -> bool:
    """Whether this role writes duties, lists obligations, says that they are done, keeps letters and committees."""
    return role == MANAGER


def reminded_roles(owed_by: str) -> tuple[str, ...]:
    """The roles reminded of what a party ("holder" or "funder") owes."""
    return (FUNDER,) if owed_by == "funder" else (MANAGER,)


def may_follow_obligations(role: str) -> bool:
    """Whether this role has a calendar of obligations and a choice of reminders: those who owe or are owed."""
    return role in {MANAGER, FUNDER}


def may_send_reminders(role: str) -> bool:
    """Only the program sends reminders, on their day."""
    return role == SYSTEM
