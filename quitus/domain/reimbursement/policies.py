"""Who may do what between a structure's claim and its payment."""

from quitus.domain.organisations.roles import FINANCE, MANAGER, MEDIATOR, OPERATOR
from quitus.domain.reimbursement.states import ORDER
from quitus.kernel.actors import SYSTEM

OF_STRUCTURES = (MEDIATOR,)
"""Who sees the own structure only."""


def may_prepare_claims(role: str) -> bool:
    """Whether this role gathers a month's lines into claims (a mediator: of the own structure)."""
    return role in (FINANCE, MANAGER, MEDIATOR, SYSTEM)


def may_submit_claim(role: str) -> bool:
    """Whether this role sends a claim of the own structure."""
    return role == MEDIATOR


def may_certify_service_fait(role: str) -> bool:
    """Whether this role certifies *service fait*: the authorising officer's side, never the imprest
    holder (instruction codificatrice sur les régies: one does not certify what one handled).
    """
    return role == FINANCE


def may_issue_payment(role: str) -> bool:
    """Whether this role orders payments and records their mandat."""
    return role == FINANCE


def may_record_payment(role: str, kind: str, *, payer_is_outside: bool = False) -> bool:
    """Whether this role records that a payment was made: the operator for the orders it receives, the finance officer
    for what the authority pays, and for an operator that works outside and says by a list what it paid.
    """
    if role == FINANCE:
        return kind != ORDER or payer_is_outside
    return role == OPERATOR and kind == ORDER


def may_destroy_paper(role: str) -> bool:
    """Whether this role writes and signs minutes of destruction of the pass of paper of the own structure."""
    return role == MEDIATOR


def may_enter_destruction_paper(role: str) -> bool:
    """Whether this role enters minutes of destruction that somebody signed by hand, with their scan."""
    return role in (MEDIATOR, MANAGER, FINANCE)


def may_check_paper(role: str) -> bool:
    """Whether this role asks venues to show pass of paper, and records what was seen."""
    return role in (MANAGER, FINANCE)
