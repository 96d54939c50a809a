"""The life of a signal, and the words of its kinds and decisions."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

OPEN = "open"
LOOKED_AT = "looked_at"
EXPLAINED = "explained"
CORRECTED = "corrected"
REFERRED = "referred"

SIGNAL: Life = {
    OPEN: {
        "take_up_signal": LOOKED_AT,
        "ask_venue": LOOKED_AT,
        "explain": EXPLAINED,
        "correct": CORRECTED,
        "refer": REFERRED,
    },
    LOOKED_AT: {
        "ask_venue": LOOKED_AT,
        "answer_signal": LOOKED_AT,
        "explain": EXPLAINED,
        "correct": CORRECTED,
        "refer": REFERRED,
    },
    REFERRED: {"explain": EXPLAINED, "correct": CORRECTED},
    EXPLAINED: {},
    CORRECTED: {},
}
"""What looks strange in the uses of pass is looked at by a person, who decides with a reason. Nothing else follows from
a signal: it blocks no pass and no payment."""

SIGNAL_LABELS = {
    OPEN: N_("À regarder"),
    LOOKED_AT: N_("En cours d'examen"),
    EXPLAINED: N_("Expliqué"),
    CORRECTED: N_("Corrigé"),
    REFERRED: N_("Transmis"),
}

UNDECIDED = (OPEN, LOOKED_AT)
DECISIONS = {
    EXPLAINED: "explain",
    CORRECTED: "correct",
    REFERRED: "refer",
}
"""What is decided → what does it in the table."""

DECISION_LABELS = {
    EXPLAINED: N_("Expliqué : rien à corriger"),
    CORRECTED: N_("Corrigé : des encaissements ont été annulés ou repris"),
    REFERRED: N_("Transmis : à la hiérarchie, au comptable ou à la justice"),
}
