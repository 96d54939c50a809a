"""Who may do what with orders and pass."""

from quitus.domain.organisations.roles import (
    ACCOUNTANT,
    FINANCE,
    HANDOUT_AGENT,
    IMPREST_HOLDER,
    MANAGER,
    OPERATOR,
)
from quitus.kernel.actors import SYSTEM


def may_sign_operator_contract(role: str) -> bool:
    """The programme manager keeps the contracts with operators."""
    return role == MANAGER


def may_draft_order(role: str) -> bool:
    """The programme manager prepares orders, corrects drafts, confirms them to the operator, cancels them."""
    return role == MANAGER


def may_visa_order(role: str, *, on_paper: bool = False) -> bool:
    """The public accountant visas orders of valeurs inactives, or refuses to (by analogy with CGCT R.1611-11).

    A visa or a refusal signed on paper is entered, with its scan, by the authority.
    """
    return role == ACCOUNTANT or (on_paper and role in (MANAGER, FINANCE))


def may_record_legal_opinion(role: str) -> bool:
    """The programme manager keeps what lawyers said of pass issued by the authority."""
    return role == MANAGER


def may_assent_to_self_issue(role: str, *, on_paper: bool = False) -> bool:
    """The public accountant agrees that the authority issues pass; the authority enters what he signed on paper."""
    return role == ACCOUNTANT or (on_paper and role in (MANAGER, FINANCE))


def may_approve_proof(role: str) -> bool:
    """Whoever orders says that what will be printed is right."""
    return role == MANAGER


def may_begin_closing(role: str) -> bool:
    """The programme manager, or the calendar of the end of validity, opens the closing of an order."""
    return role in (MANAGER, SYSTEM)


def may_abandon_order(role: str) -> bool:
    """The programme manager gives up, by an act, an order whose pass were never activated."""
    return role == MANAGER


def may_prolong_order(role: str) -> bool:
    """The programme manager moves the last day, by an act."""
    return role == MANAGER


def may_produce_order(role: str, *, own: bool, self_issued: bool) -> bool:
    """The operator of the order produces it; the programme manager when the authority issues, or the operator has no
    account here; whoever runs the machine, by command.
    """
    return (role == OPERATOR and own) or (role == MANAGER and self_issued) or role == SYSTEM


def may_receive_delivery(role: str) -> bool:
    """Whoever orders or takes in charge counts what is delivered, never the operator."""
    return role in (MANAGER, ACCOUNTANT)


def may_activate_order(role: str) -> bool:
    """Only the authorising officer's side, which knows the mandat number, activates."""
    return role == FINANCE


def may_block_pass(role: str) -> bool:
    """Whoever may discover a loss may block a booklet at once: losing a pass is losing money."""
    return role in (MANAGER, IMPREST_HOLDER, HANDOUT_AGENT)


def may_block_many(role: str) -> bool:
    """To block more than a booklet at once is decided by the programme manager."""
    return role == MANAGER


def may_unblock_pass(role: str) -> bool:
    """Releasing a blocked pass, or cancelling one for ever, is decided by the programme manager."""
    return role == MANAGER


def may_take_up_order(role: str) -> bool:
    """The programme manager, or whoever runs the machine, takes up what another instance handed over."""
    return role in (MANAGER, SYSTEM)


def may_record_repayment(role: str) -> bool:
    """The authorising officer's side records what an operator gave back, as it does an avoir."""
    return role == FINANCE
