"""The life of a deliberation, as one table: state → what may be done → state it leads to."""

from quitus.kernel.words import N_

DRAFT = "draft"
ON_AGENDA = "on_agenda"
ADOPTED = "adopted"
REJECTED = "rejected"
WITHDRAWN = "withdrawn"

DELIBERATION: dict[str, dict[str, str]] = {
    DRAFT: {"put_on_agenda": ON_AGENDA, "withdraw": WITHDRAWN},
    ON_AGENDA: {"put_on_agenda": ON_AGENDA, "adopt": ADOPTED, "reject": REJECTED, "withdraw": WITHDRAWN},
    ADOPTED: {},
    REJECTED: {},
    WITHDRAWN: {},
}

LABELS = {
    DRAFT: N_("Projet"),
    ON_AGENDA: N_("À l'ordre du jour"),
    ADOPTED: N_("Adoptée"),
    REJECTED: N_("Rejetée"),
    WITHDRAWN: N_("Retirée"),
}


def after(state: str, action: str) -> str | None:
    """The state that `action` leads to from `state`; None when it may not be done there."""
    return DELIBERATION[state].get(action)
