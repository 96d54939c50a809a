"""Who may do what with keys."""

from quitus.kernel.actors import SYSTEM


def may_keep_keys(role: str) -> bool:
    """Keys are kept by whoever runs the machine, with commands: they are those of every scheme of the instance."""
    return role == SYSTEM
