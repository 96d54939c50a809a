"""Who opens the pages about acts: the assembly's service keeps them with the manager, and sees nothing else."""

from quitus.domain.acts.policies import KEEPERS
from quitus.domain.organisations.roles import ASSEMBLY, FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest

READERS = (MANAGER, FINANCE, ASSEMBLY)

__all__ = ["KEEPERS", "READERS", "is_guest", "keeps"]


def keeps(request: SchemeRequest) -> bool:
    """Whether the reader keeps acts, or only reads them."""
    return request.actor.role in KEEPERS


def is_guest(request: SchemeRequest) -> bool:
    """Whether the reader sees acts and nothing else of the scheme."""
    return request.actor.role == ASSEMBLY
