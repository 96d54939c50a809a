"""The lives of an inventory, of a file of loss, of a handover of duty and of a control."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

OPEN = "open"
COUNTED = "counted"
RECOUNTED = "recounted"
CONCLUDED = "concluded"
ABANDONED = "abandoned"

INVENTORY: Life = {
    OPEN: {"count_pass": OPEN, "withdraw_count": OPEN, "close_count": COUNTED, "abandon_inventory": ABANDONED},
    COUNTED: {"settle_difference": COUNTED, "recount": RECOUNTED, "conclude_inventory": CONCLUDED},
    RECOUNTED: {},
    CONCLUDED: {},
    ABANDONED: {},
}
"""Pass are counted blind; what the register says is compared once the count is closed. Each difference is explained or
turned into a file of loss before the inventory is concluded; a second count takes the place of the first."""

INVENTORY_LABELS = {
    OPEN: N_("Comptage en cours"),
    COUNTED: N_("Compté, écarts à traiter"),
    RECOUNTED: N_("Compté une seconde fois"),
    CONCLUDED: N_("Terminé"),
    ABANDONED: N_("Abandonné"),
}

FOUND = "found"
CANCELLED = "cancelled"

LOSS_FILE: Life = {
    OPEN: {
        "record_complaint": OPEN,
        "find_again": OPEN,
        "find_the_last_again": FOUND,
        "release_found_pass": OPEN,
        "cancel_lost_pass": CANCELLED,
    },
    FOUND: {"release_found_pass": FOUND},
    CANCELLED: {"record_complaint": CANCELLED, "release_found_pass": CANCELLED, "replace_lost_pass": CANCELLED},
}
"""Pass lost are blocked at once. Found again before they are cancelled they come back, blocked until they are released;
once cancelled they stay dead for ever, and may be replaced."""

LOSS_FILE_LABELS = {
    OPEN: N_("Ouvert, pass bloqués"),
    FOUND: N_("Pass retrouvés"),
    CANCELLED: N_("Pass annulés"),
}

DRAFTED = "drafted"
DONE = "done"

HANDOVER: Life = {
    DRAFTED: {"sign_handover": DRAFTED, "complete_handover": DONE},
    DONE: {},
}
"""A handover of duty is done once both imprest holders have signed its minutes."""

HANDOVER_LABELS = {
    DRAFTED: N_("À signer"),
    DONE: N_("Faite"),
}

WRITTEN = "written"
CLOSED = "closed"

CONTROL: Life = {
    WRITTEN: {"add_finding": WRITTEN, "answer_finding": WRITTEN, "close_control": CLOSED},
    CLOSED: {},
}
"""A control is closed once its findings are answered and its minutes signed by who controlled."""

CONTROL_LABELS = {
    WRITTEN: N_("Réponses attendues"),
    CLOSED: N_("Clos"),
}
