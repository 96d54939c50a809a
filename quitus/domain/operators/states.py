"""The life of a file that an operator sent: state → verb → next state."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

RECEIVED = "received"
CHECKED = "checked"
UNREADABLE = "unreadable"
IMPORTING = "importing"
IMPORTED = "imported"
DROPPED = "dropped"

FILE: Life = {
    RECEIVED: {"check_file": CHECKED, "find_unreadable": UNREADABLE, "drop_file": DROPPED},
    CHECKED: {"check_file": CHECKED, "begin_import": IMPORTING, "drop_file": DROPPED},
    UNREADABLE: {"drop_file": DROPPED},
    IMPORTING: {"begin_import": IMPORTING, "end_import": IMPORTED},
    IMPORTED: {"begin_import": IMPORTING},
    DROPPED: {},
}
"""A file is read whole before anything is imported. One stopped in the middle is imported again from its start:
what was already done is known. One that was imported may be again: what was rejected then may now be accepted."""

FILE_LABELS = {
    RECEIVED: N_("En cours de lecture"),
    CHECKED: N_("Lu, pas encore importé"),
    UNREADABLE: N_("Illisible"),
    IMPORTING: N_("Import en cours"),
    IMPORTED: N_("Importé"),
    DROPPED: N_("Écarté"),
}
