"""Who looks at signals, decides on them, and answers."""

from quitus.domain.organisations.roles import FINANCE, MANAGER, MEDIATOR
from quitus.kernel.actors import SYSTEM


def may_look_for_signals(role: str) -> bool:
    """The daily job, or the manager who does not want to wait for it."""
    return role in (SYSTEM, MANAGER)


def may_decide_on_signal(role: str) -> bool:
    """Whether this role looks into signals, asks venues and decides: the authority, which pays or has them paid."""
    return role in (MANAGER, FINANCE)


def may_set_thresholds(role: str) -> bool:
    """Whether this role says from when on something is a signal."""
    return role == MANAGER


def may_answer_signal(role: str) -> bool:
    """Whether this role answers what the authority asks of a venue (of the own structure)."""
    return role == MEDIATOR
