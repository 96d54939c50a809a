"""Who may do what with campaigns."""

from quitus.domain.organisations.roles import FUNDER, MANAGER


def may_campaign(role: str) -> bool:
    """Whether this role writes campaigns, proposes them and follows them: the funder's officer."""
    return role == FUNDER


def may_answer(role: str) -> bool:
    """Whether this role answers for the authority: the one who writes its amendments."""
    return role == MANAGER
