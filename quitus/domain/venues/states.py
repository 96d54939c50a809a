"""The life of a structure's qualification, as one table: state → what may be decided → state it leads to."""

from quitus.kernel.words import N_

APPLIED = "applied"
CHECKED = "checked"
QUALIFIED = "qualified"
SUSPENDED = "suspended"
REMOVED = "removed"

QUALIFICATION: dict[str, dict[str, str]] = {
    APPLIED: {"check": CHECKED, "remove": REMOVED},
    CHECKED: {"check": CHECKED, "qualify": QUALIFIED, "remove": REMOVED},
    QUALIFIED: {"suspend": SUSPENDED, "remove": REMOVED},
    SUSPENDED: {"reinstate": QUALIFIED, "remove": REMOVED},
    REMOVED: {},
}

"""A structure is qualified on a complete file, once; a suspension can be lifted, a removal cannot."""

LABELS = {
    APPLIED: N_("Candidature reçue"),
    CHECKED: N_("Dossier vérifié"),
    QUALIFIED: N_("Qualifiée"),
    SUSPENDED: N_("Suspendue"),
    REMOVED: N_("Retirée"),
}


def after(state: str, action: str) -> str | None:
    """The state that `action` leads to from `state`; None when it may not be decided there."""
    return QUALIFICATION[state].get(action)
