"""Who may take pass and undo it."""

from quitus.domain.organisations.roles import AUTHORISES, MANAGER, MEDIATOR


def may_redeem(role: str) -> bool:
    """Whether this role takes pass, at a venue of the own structure."""
    return role == MEDIATOR


def may_undo_redemption(role: str) -> bool:
    """Whether this role takes back what the own structure recorded."""
    return role == MEDIATOR


def may_report_uses(role: str) -> bool:
    """Whether this role records what an operator outside reports of its venues."""
    return role == MANAGER


def may_decide_conflict(role: str) -> bool:
    """Whether this role says who bears a pass that a device took and that cannot be recorded."""
    return role == MANAGER


def may_record_compensation(role: str) -> bool:
    """Whether this role writes down the mandat that pays for such a conflict."""
    return role in AUTHORISES
