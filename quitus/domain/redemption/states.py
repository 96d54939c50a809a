"""The life of a conflict, as one table: state → what may be decided → state it leads to."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

OPEN = "open"
BORNE = "borne"
OWED = "owed"
COMPENSATED = "compensated"

CONFLICT: Life = {
    OPEN: {"leave_to_venue": BORNE, "take_on": OWED},
    BORNE: {},
    OWED: {"record_compensation": COMPENSATED},
    COMPENSATED: {},
}
"""A pass that a device took without network and that cannot be recorded waits for the authority.

It leaves the loss to the venue, or takes it on: then it owes the face value, outside of pass, until a mandat
pays it."""

CONFLICT_LABELS = {
    OPEN: N_("À trancher"),
    BORNE: N_("Supporté par le lieu"),
    OWED: N_("Dédommagement à payer"),
    COMPENSATED: N_("Dédommagement payé"),
}
