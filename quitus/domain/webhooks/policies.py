"""Who has news sent to a software."""

from quitus.domain.organisations.roles import MEDIATOR
from quitus.kernel.actors import SYSTEM


def may_keep_webhooks(role: str) -> bool:
    """Whether this role says where news of the own structure are sent."""
    return role == MEDIATOR


def may_deliver(role: str) -> bool:
    """Whether this role writes news and sends them: the job."""
    return role == SYSTEM
