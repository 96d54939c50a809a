"""Who may do what with orders and pass."""

from quitus.domain.organisations.roles import (
    ACCOUNTANT,
    FINANCE,
    HANDOUT_AGENT,
    IMPREST_HOLDER,
    MANAGER,
    OPERATOR,
)


def may_sign_operator_contract(role: str) -> bool:
    """The programme manager keeps the contracts with operators."""
    return role == MANAGER


def may_draft_order(role: str) -> bool:
    """The programme manager prepares orders, confirms them to the operator, cancels them."""
    return role == MANAGER


def may_visa_order(role: str) -> bool:
    """The public accountant visas orders of valeurs inactives (by analogy with CGCT R.1611-11)."""
    return role == ACCOUNTANT


def may_produce_order(role: str, *, own: bool, self_issued: bool) -> bool:
    """The operator of the order produces it; the programme manager when the authority issues."""
    return (role == OPERATOR and own) or (role == MANAGER and self_issued)


def may_receive_delivery(role: str) -> bool:
    """Whoever orders or takes in charge counts what is delivered, never the operator."""
    return role in (MANAGER, ACCOUNTANT)


def may_activate_order(role: str) -> bool:
    """Only the authorising officer's side, which knows the mandat number, activates."""
    return role == FINANCE


def may_block_pass(role: str) -> bool:
    """Whoever may discover a loss may block at once: losing a pass is losing money."""
    return role in (MANAGER, IMPREST_HOLDER, HANDOUT_AGENT)


def may_unblock_pass(role: str) -> bool:
    """Releasing a blocked pass, or cancelling one for ever, is decided by the programme manager."""
    return role == MANAGER
