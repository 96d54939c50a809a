"""Who may count, declare a loss, hand over duty and control."""

from quitus.domain.organisations.roles import ACCOUNTANT, FINANCE, HANDOUT_AGENT, IMPREST_HOLDER, MANAGER


def may_count(role: str) -> bool:
    """Whoever answers for pass counts them, and whoever controls those who do."""
    return role in (MANAGER, FINANCE, ACCOUNTANT, IMPREST_HOLDER, HANDOUT_AGENT)


def may_count_anywhere(role: str) -> bool:
    """The authorising officer's side and the accountant count in any place (CGCT R.1617-17); others in their own."""
    return role in (MANAGER, FINANCE, ACCOUNTANT)


def may_declare_loss(role: str) -> bool:
    """Whoever answers for pass, given an appointment on the day; a beneficiary reports to them or to the manager."""
    return role in (MANAGER, FINANCE, ACCOUNTANT, IMPREST_HOLDER, HANDOUT_AGENT)


def may_take_back(role: str) -> bool:
    """Who keeps a safe or a body's stock, or the accountant, takes back what is found, given the power on the day."""
    return role in (IMPREST_HOLDER, ACCOUNTANT)


def may_decide_on_loss(role: str) -> bool:
    """Cancelling for ever, or putting back into use what was found, is decided by the programme manager."""
    return role == MANAGER


def may_replace(role: str) -> bool:
    """The manager for the stock; who hands out, for a beneficiary who lost his own."""
    return role in (MANAGER, IMPREST_HOLDER, HANDOUT_AGENT)


def may_replace_anywhere(role: str) -> bool:
    """The programme manager answers for the stock as a whole; others for what they keep."""
    return role == MANAGER


def may_prepare_handover(role: str) -> bool:
    """The authorising officer's side, which appoints, or the imprest holders themselves."""
    return role in (MANAGER, FINANCE, IMPREST_HOLDER)


def may_enter_minutes(role: str) -> bool:
    """The authorising side enters, with its scan, what anybody signed by hand."""
    return role in (MANAGER, FINANCE)


def may_control(role: str) -> bool:
    """The authorising officer and the accountant control the régie (CGCT R.1617-17)."""
    return role in (MANAGER, FINANCE, ACCOUNTANT)


def may_answer(role: str) -> bool:
    """The imprest holder answers findings; the authorising side enters an answer given on paper."""
    return role in (MANAGER, FINANCE, ACCOUNTANT, IMPREST_HOLDER)
