"""Who may do what with acts."""

from quitus.domain.organisations.roles import ASSEMBLY, MANAGER

KEEPERS = (MANAGER, ASSEMBLY)


def may_keep_acts(role: str) -> bool:
    """Whether this role drafts deliberations and records what the assembly and the prefect did."""
    return role in KEEPERS
