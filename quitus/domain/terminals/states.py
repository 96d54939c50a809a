"""The life of a device, as one table: state → what may be done → state it leads to."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

WAITING = "waiting"
IN_USE = "in_use"
STOPPED = "stopped"

TERMINAL: Life = {
    WAITING: {"approve_terminal": IN_USE, "stop_terminal": STOPPED},
    IN_USE: {"stop_terminal": STOPPED},
    STOPPED: {},
}
"""A device is enrolled in use, or waits for the authority where the convention says so.

A stop is at once and for ever: what was lost and is found again is enrolled anew, with a new key."""

TERMINAL_LABELS = {
    WAITING: N_("À autoriser"),
    IN_USE: N_("En service"),
    STOPPED: N_("Arrêté"),
}
