"""Who may do what at the end of validity."""

from quitus.domain.organisations.roles import (
    FINANCE,
    HANDOUT_AGENT,
    IMPREST_HOLDER,
    MANAGER,
    OPERATOR,
)
from quitus.kernel.actors import SYSTEM


def may_announce_end(role: str) -> bool:
    """The calendar announces the end by itself; the programme manager may do it earlier."""
    return role in (MANAGER, SYSTEM)


def may_decide_blocking(role: str) -> bool:
    """The stop of hand-outs is decided by a named person, never by a date alone."""
    return role == MANAGER


def may_tell_stop(role: str) -> bool:
    """Whoever was not told of a stop yet is told by the calendar, or by the programme manager."""
    return role in (MANAGER, SYSTEM)


def may_acknowledge_end(role: str) -> bool:
    """Who has the pass signs that he no longer hands them out."""
    return role in (IMPREST_HOLDER, HANDOUT_AGENT)


def may_enter_acknowledgement(role: str) -> bool:
    """The programme manager enters the acknowledgement signed on paper."""
    return role == MANAGER


def may_expire(role: str) -> bool:
    """The end comes by itself; the programme manager may make it be recorded at once when its day has passed."""
    return role in (MANAGER, SYSTEM)


def may_draw_statement(role: str) -> bool:
    """The programme manager draws the statement, settles its differences and concludes it."""
    return role == MANAGER


def may_answer_statement(role: str, *, own: bool) -> bool:
    """The operator of the order answers; the programme manager enters its answer signed on paper."""
    return (role == OPERATOR and own) or role == MANAGER


def may_record_credit_note(role: str) -> bool:
    """The authorising officer's side records the avoir, and how it was received."""
    return role == FINANCE
