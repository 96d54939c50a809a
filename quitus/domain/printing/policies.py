"""Who may print, and who may hold what is printed."""

from quitus.domain.organisations.roles import MANAGER, OPERATOR
from quitus.kernel.actors import SYSTEM


def may_keep_design(role: str) -> bool:
    """The programme manager writes what the pass and their letter say."""
    return role == MANAGER


def may_make_proof(role: str, *, own: bool) -> bool:
    """The operator of the order; the programme manager too, who enters the proof of an operator without account."""
    return (role == OPERATOR and own) or role == MANAGER


def may_decide_proof(role: str) -> bool:
    """The authority answers for what is printed in its name."""
    return role == MANAGER


def may_print(role: str, *, own: bool, self_issued: bool) -> bool:
    """A printed code is worth the pass: only the operator of the order, or the programme manager of an order that the
    authority issues, has it printed and takes its files; the system makes what was asked for.
    """
    return role == SYSTEM or (role == OPERATOR and own) or (role == MANAGER and self_issued)
