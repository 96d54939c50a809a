"""The lives of a proof and of a print run: state → verb → next state."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

MADE = "made"
APPROVED = "approved"
REFUSED = "refused"

PROOF: Life = {
    MADE: {"approve_proof": APPROVED, "refuse_proof": REFUSED},
    APPROVED: {},
    REFUSED: {},
}
"""Nothing is printed before somebody, by name, has approved what it will look like."""

PROOF_LABELS = {
    MADE: N_("Épreuve à relire"),
    APPROVED: N_("Bon à tirer donné"),
    REFUSED: N_("Épreuve refusée"),
}

ASKED = "asked"
MAKING = "making"
READY = "ready"
STOPPED = "stopped"
ERASED = "erased"

RUN: Life = {
    ASKED: {"record_part": MAKING, "stop_run": STOPPED},
    MAKING: {"record_part": MAKING, "finish_run": READY, "stop_run": STOPPED},
    STOPPED: {"resume_run": MAKING, "erase_run": ERASED},
    READY: {"erase_run": ERASED},
    ERASED: {},
}
"""A run is made part by part: what was made before it was cut short is not made again.

Its files hold codes that are worth money: they are erased, the lines that say what was printed stay."""

RUN_LABELS = {
    ASKED: N_("Demandée"),
    MAKING: N_("En cours de préparation"),
    READY: N_("Prête à télécharger"),
    STOPPED: N_("Arrêtée"),
    ERASED: N_("Fichiers effacés"),
}

UNDER_WAY = frozenset({ASKED, MAKING})
"""The states in which a worker has something to do."""

SHEETS = "sheets"
BOOKLETS = "booklets"
REPLACEMENT = "replacement"
CSV = "csv"

KIND_LABELS = {
    SHEETS: N_("Planches de pass"),
    BOOKLETS: N_("Carnets avec couverture et lettre"),
    REPLACEMENT: N_("Un pass seul, avec sa lettre"),
    CSV: N_("Fichier CSV pour imprimeur"),
}
KINDS = tuple(KIND_LABELS)
