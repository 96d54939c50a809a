"""Who may open a token, and end it."""

from quitus.domain.organisations.roles import MANAGER, MEDIATOR


def may_open_access(role: str) -> bool:
    """Whether this role lets a software or a device act in its name: who takes pass."""
    return role == MEDIATOR


def may_end_access(role: str) -> bool:
    """Whether this role ends a token: a mediator one of the own structure, the manager any, when it leaked."""
    return role in (MEDIATOR, MANAGER)
