"""Who may do what to organisations, schemes and memberships."""

from quitus.domain.organisations.roles import ACCOUNTANT, ADMINISTRATOR, FINANCE, MANAGER
from quitus.kernel.actors import SYSTEM


def may_register_organisation(role: str) -> bool:
    """Those who run the scheme: they know its structures and its operator."""
    return role in {ADMINISTRATOR, MANAGER, FINANCE, SYSTEM}


def may_set_theme(role: str, *, own: bool) -> bool:
    """Managers for their own organisation, administrators for all."""
    return role in {ADMINISTRATOR, SYSTEM} or (role == MANAGER and own)


def may_create_scheme(role: str) -> bool:
    """Administrators, and the system when it loads the example."""
    return role in {ADMINISTRATOR, SYSTEM}


def may_move_example_date(role: str) -> bool:
    """Everybody who takes part in an example: it is there to be tried."""
    return bool(role)


def may_manage_members(role: str) -> bool:
    """Those who answer for the scheme."""
    return role in {ADMINISTRATOR, MANAGER, SYSTEM}


def may_give_role(role: str, given: str) -> bool:
    """Only an administrator makes an administrator, or the accountant: whom he controls does not choose him."""
    return may_manage_members(role) and (given not in {ADMINISTRATOR, ACCOUNTANT} or role in {ADMINISTRATOR, SYSTEM})
