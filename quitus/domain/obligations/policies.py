"""Who may do what with obligations."""

from quitus.domain.organisations.roles import MANAGER


def may_keep_obligations(role: str) -> bool:
    """Whether this role lists obligations and says that they are done."""
    return role == MANAGER
