"""Who may take pass and undo it."""

from quitus.domain.organisations.roles import MANAGER, MEDIATOR


def may_redeem(role: str) -> bool:
    """Whether this role takes pass, at a venue of the own structure."""
    return role == MEDIATOR


def may_undo_redemption(role: str) -> bool:
    """Whether this role takes back what the own structure recorded."""
    return role == MEDIATOR


def may_report_uses(role: str) -> bool:
    """Whether this role records what an operator outside reports of its venues."""
    return role == MANAGER
