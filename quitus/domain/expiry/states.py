"""The end of validity of an order, step by step, and the statement that follows it with the operator."""

from quitus.kernel.life import Life, after
from quitus.kernel.words import N_

COMING = "coming"
ANNOUNCED = "announced"
STOPPED = "stopped"
EXPIRED = "expired"

EXPIRY: Life = {
    COMING: {"announce_end": ANNOUNCED, "decide_blocking": STOPPED, "tell_stop": STOPPED, "expire_order": EXPIRED},
    ANNOUNCED: {
        "announce_end": ANNOUNCED,
        "decide_blocking": STOPPED,
        "tell_stop": STOPPED,
        "expire_order": EXPIRED,
    },
    STOPPED: {"announce_end": STOPPED, "tell_stop": STOPPED, "expire_order": EXPIRED},
    EXPIRED: {},
}
"""The end that comes for an order. Its steps are for one last day of validity: when the order is prolonged it is coming
again, with every step owed once more. An order expires by itself, whatever was left undone before. A stop decided by
another act (a closing begun early, say) is told to the keepers of pass by the calendar."""

EXPIRY_LABELS = {
    COMING: N_("À venir"),
    ANNOUNCED: N_("Annoncée"),
    STOPPED: N_("Arrêt des remises décidé"),
    EXPIRED: N_("Validité terminée"),
}

DRAWN = "drawn"
ANSWERED = "answered"
CONCLUDED = "concluded"
CREDITED = "credited"
SETTLED = "settled"

STATEMENT: Life = {
    DRAWN: {"answer_statement": ANSWERED},
    ANSWERED: {"settle_difference": ANSWERED, "conclude_statement": CONCLUDED},
    CONCLUDED: {"record_credit_note": CREDITED, "pay_complement": SETTLED},
    CREDITED: {"receive_credit": SETTLED},
    SETTLED: {},
}
"""The état contradictoire of an order: our figures, the operator's, their differences, then the avoir at face value.
Where pass of a former operator lived again and were used, the authority may owe: it pays a complement."""

STATEMENT_LABELS = {
    DRAWN: N_("Réponse de l'opérateur attendue"),
    ANSWERED: N_("Écarts à traiter"),
    CONCLUDED: N_("Arrêté, avoir ou complément attendu"),
    CREDITED: N_("Avoir reçu, à encaisser"),
    SETTLED: N_("Soldé"),
}

OURS = "ours"
THEIRS = "theirs"

OUTCOMES = {
    OURS: N_("Le registre de la collectivité est retenu"),
    THEIRS: N_("Le chiffre de l'opérateur est retenu"),
}
"""Which side a difference is settled for."""

REFUNDED = "refunded"
DEDUCTED = "deducted"

CREDIT_KINDS = {
    REFUNDED: N_("Remboursé (titre de recettes)"),
    DEDUCTED: N_("Déduit d'une facture ou d'une commande"),
}


def folded(verbs: list[str]) -> str:
    """Where an end stands after these steps, in the order in which they were taken."""
    state = COMING
    for verb in verbs:
        state = after(EXPIRY, state, verb) or state
    return state
