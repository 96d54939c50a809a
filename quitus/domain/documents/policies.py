"""Who may produce documents, and who keeps the templates."""

from quitus.domain.documents.kinds import DESTRUCTION_MINUTES, OF_CONTROLS, OF_THE_ASSEMBLY, OF_THE_REGISTER
from quitus.domain.organisations.roles import (
    ACCOUNTANT,
    ASSEMBLY,
    FINANCE,
    HANDOUT_AGENT,
    IMPREST_HOLDER,
    MANAGER,
    MEDIATOR,
    OPERATOR,
)

KEEPERS_OF_PASS = frozenset({FINANCE, ACCOUNTANT, IMPREST_HOLDER, HANDOUT_AGENT, OPERATOR})


def may_produce_document(role: str, kind: str) -> bool:
    """Whether this role makes documents of this kind: the manager all, the assembly's service those of acts, and those
    who answer for pass the papers of the register and minutes (of what they answer for: the page sees to it).
    """
    if role == ASSEMBLY:
        return kind in OF_THE_ASSEMBLY
    if kind == DESTRUCTION_MINUTES:
        return role in (MANAGER, FINANCE, MEDIATOR)  # who signs them, or enters them
    return role == MANAGER or (role in KEEPERS_OF_PASS and kind in OF_THE_REGISTER | OF_CONTROLS)


def may_replace_template(role: str) -> bool:
    """Whether this role changes how the authority's documents look."""
    return role == MANAGER
