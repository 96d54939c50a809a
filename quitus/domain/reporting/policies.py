"""Who may do what with reports and statements."""

from quitus.domain.organisations.roles import ACCOUNTANT, FINANCE, FUNDER, MANAGER


def may_plan_schedule(role: str) -> bool:
    """The authority's programme manager enters the schedule annexed to the convention."""
    return role == MANAGER


def may_edit_questions(role: str) -> bool:
    """The programme manager keeps the funder's framework of questions."""
    return role == MANAGER


def may_prepare_report(role: str) -> bool:
    """The programme manager prepares, answers and submits reports."""
    return role == MANAGER


def may_decide_report(role: str) -> bool:
    """Only the funder accepts a report or returns it."""
    return role == FUNDER


def may_prepare_statement(role: str) -> bool:
    """Manager or finance officer draw up the statement."""
    return role in (MANAGER, FINANCE)


def may_transmit_statement(role: str) -> bool:
    """The programme manager, who keeps the correspondence with the funder, transmits it once attested."""
    return role == MANAGER


def may_sign_statement(role: str) -> bool:
    """The authorising officer's side signs the statement, before the accountant."""
    return role == FINANCE


def may_attest_statement(role: str) -> bool:
    """Only the public accountant attests, or declines to."""
    return role == ACCOUNTANT
