"""Who may do what to accounts. Roles are named as in `organisations.roles`, a room above."""

from quitus.kernel.actors import SYSTEM

ADMINISTRATOR = "administrator"
MANAGER = "manager"


def may_create_user(role: str) -> bool:
    """Administrators, and managers for the people of their scheme."""
    return role in {ADMINISTRATOR, MANAGER, SYSTEM}


def may_deactivate_user(role: str) -> bool:
    """Administrators only: an account may serve several schemes."""
    return role in {ADMINISTRATOR, SYSTEM}


def may_set_password(role: str, *, own: bool) -> bool:
    """Everybody for himself; for somebody else, administrators only."""
    return own or role in {ADMINISTRATOR, SYSTEM}


def may_change_language(role: str, *, own: bool) -> bool:
    """Everybody for himself; for somebody else, administrators only."""
    return own or role in {ADMINISTRATOR, SYSTEM}


def may_make_administrator(role: str) -> bool:
    """Administrators only, and the system when an instance begins."""
    return role in {ADMINISTRATOR, SYSTEM}
