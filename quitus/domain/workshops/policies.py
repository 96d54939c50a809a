"""Who may do what with sessions and bookings."""

from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER, MEDIATOR
from quitus.domain.workshops import rules
from quitus.kernel.actors import SYSTEM

_SIDES = {
    HANDOUT_AGENT: rules.AGENT,
    IMPREST_HOLDER: rules.AGENT,
    MEDIATOR: rules.VENUE,
    SYSTEM: rules.HOLDER,
}


def may_publish_session(role: str) -> bool:
    """Whether this role publishes sessions and cancels them (at the venues where the person works)."""
    return role == MEDIATOR


def may_book(role: str) -> bool:
    """Whether this role books a seat or gives one back: who hands out, who receives, and whoever has the pass, for whom
    the program acts.
    """
    return role in _SIDES


def side_of(role: str) -> str:
    """On which side a role books: one of `rules.SIDES`."""
    return _SIDES[role]


def may_mark_no_show(role: str) -> bool:
    """Whether this role says who did not come."""
    return role == MEDIATOR


def may_keep_contacts(role: str) -> bool:
    """Whether this role reminds people, and erases what they left: the program alone, on its day."""
    return role == SYSTEM
