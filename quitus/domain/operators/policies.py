"""Who may do what with the files of operators."""

from quitus.domain.organisations.roles import ACCOUNTANT, FINANCE, MANAGER
from quitus.kernel.actors import SYSTEM


def may_keep_layout(role: str) -> bool:
    """The programme manager, who keeps the contract, says how its files are read."""
    return role == MANAGER


def may_import_file(role: str) -> bool:
    """The programme manager imports: whoever does answers for what the operator says, and is named on each line."""
    return role == MANAGER


def may_read_files(role: str) -> bool:
    """Those who order, pay and keep the accounts read what operators sent."""
    return role in (MANAGER, FINANCE, ACCOUNTANT)


def may_hand_over_operator(role: str) -> bool:
    """The programme manager, or whoever runs the machine and holds its keys, makes or takes up the archive."""
    return role in (MANAGER, SYSTEM)
