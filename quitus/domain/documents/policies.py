"""Who may produce documents, and who keeps the templates."""

from quitus.domain.documents.kinds import OF_THE_ASSEMBLY
from quitus.domain.organisations.roles import ASSEMBLY, MANAGER


def may_produce_document(role: str, kind: str) -> bool:
    """Whether this role makes documents of this kind: the manager all, the assembly's service those of acts."""
    return role == MANAGER or (role == ASSEMBLY and kind in OF_THE_ASSEMBLY)


def may_replace_template(role: str) -> bool:
    """Whether this role changes how the authority's documents look."""
    return role == MANAGER
