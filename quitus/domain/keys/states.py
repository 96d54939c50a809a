"""The life of a key, as one table: state → verb → next state."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

ACTIVE = "active"
RETIRED = "retired"
LOST = "lost"
STOLEN = "stolen"

KEY: Life = {
    ACTIVE: {"retire_key": RETIRED, "declare_key_lost": LOST, "declare_key_stolen": STOLEN},
    RETIRED: {"declare_key_lost": LOST, "declare_key_stolen": STOLEN},
    LOST: {"restore_key": RETIRED, "declare_key_stolen": STOLEN},
    STOLEN: {},
}
"""A retired key signs no new order, and still counts for those it signed.

A lost one has no secret anywhere; a stolen one has its secret in other hands too: nothing brings it back."""

KEY_LABELS = {
    ACTIVE: N_("Active"),
    RETIRED: N_("Retirée"),
    LOST: N_("Perdue"),
    STOLEN: N_("Volée"),
}

TRUSTED_OFFLINE = frozenset({ACTIVE, RETIRED, LOST})
"""The states in which a signature alone says that a code is genuine."""

PRINTS = frozenset({ACTIVE, RETIRED})
"""The states in which codes are still printed."""
