"""The life of a structure's qualification, as one table: state → what may be decided → state it leads to."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

APPLIED = "applied"
CHECKED = "checked"
QUALIFIED = "qualified"
SUSPENDED = "suspended"
REMOVED = "removed"

QUALIFICATION: Life = {
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
