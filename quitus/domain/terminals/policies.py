"""Who enrols devices, approves and stops them."""

from quitus.domain.organisations.roles import MANAGER, MEDIATOR


def may_use_terminal(role: str) -> bool:
    """Whether this role enrols a device of its structure, opens it and sends what it holds."""
    return role == MEDIATOR


def may_approve_terminal(role: str) -> bool:
    """Whether this role lets a structure use a device."""
    return role == MANAGER


def may_stop_terminal(role: str) -> bool:
    """Whether this role stops a device: a mediator one of the own structure, the manager any."""
    return role in (MEDIATOR, MANAGER)
