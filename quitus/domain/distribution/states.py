"""Where pass may go, and the lives of an imprest, of an appointment and of a referral."""

from quitus.kernel.words import N_

Life = dict[str, dict[str, str]]

PRINTER = "printer"
ACCOUNTANT = "accountant"
SAFE = "safe"
POINT = "point"
BENEFICIARIES = "beneficiaries"
LOST = "lost"
DESTROYED = "destroyed"
NOT_DELIVERED = "not_delivered"

CUSTODY: Life = {
    PRINTER: {"receive_delivery": ACCOUNTANT, "report_missing": NOT_DELIVERED},
    ACCOUNTANT: {"supply_safe": SAFE},
    SAFE: {"transfer_to_point": POINT, "declare_loss": LOST, "declare_destruction": DESTROYED},
    POINT: {
        "hand_out": BENEFICIARIES,
        "return_from_point": SAFE,
        "declare_loss": LOST,
        "declare_destruction": DESTROYED,
    },
    BENEFICIARIES: {},
    LOST: {},
    DESTROYED: {},
    NOT_DELIVERED: {},
}
"""Who holds a pass. A pass is printed into the printer's custody, and never leaves the beneficiaries': that it was
used is written on the pass itself."""

CUSTODY_LABELS = {
    PRINTER: N_("Imprimeur"),
    ACCOUNTANT: N_("Comptable public"),
    SAFE: N_("Coffre de la régie"),
    POINT: N_("Point de distribution"),
    BENEFICIARIES: N_("Bénéficiaires"),
    LOST: N_("Perdus ou volés"),
    DESTROYED: N_("Détruits"),
    NOT_DELIVERED: N_("Manquants à la livraison"),
}

PRINTED = "printed"
"""The verb of the line that brings the pass of an order into custody."""

PROPOSED = "proposed"
ASSENTED = "assented"
OPEN = "open"
CLOSED = "closed"

IMPREST: Life = {
    PROPOSED: {"assent_to_imprest": ASSENTED},
    ASSENTED: {"open_imprest": OPEN},
    OPEN: {"close_imprest": CLOSED},
    CLOSED: {},
}
"""A régie exists by its acte constitutif, adopted on the accountant's assent (CGCT R.1617-1 and following).

Its state follows from its dates."""

IMPREST_LABELS = {
    PROPOSED: N_("Avis du comptable attendu"),
    ASSENTED: N_("Acte constitutif à signer"),
    OPEN: N_("Ouverte"),
    CLOSED: N_("Close"),
}

IN_FORCE = "in_force"
ENDED = "ended"

APPOINTMENT: Life = {
    PROPOSED: {"assent_to_appointment": IN_FORCE, "end_appointment": ENDED},
    IN_FORCE: {"end_appointment": ENDED},
    ENDED: {},
}
"""The authorising officer appoints, on the accountant's assent (CGCT R.1617-3). The state follows from dates."""

APPOINTMENT_LABELS = {
    PROPOSED: N_("Avis du comptable attendu"),
    IN_FORCE: N_("En vigueur"),
    ENDED: N_("Terminée"),
}

SERVED = "served"

REFERRAL: Life = {
    OPEN: {"hand_out": SERVED, "close_referral": CLOSED},
    SERVED: {},
    CLOSED: {},
}
"""A fiche d'orientation waits at its point until pass are handed out, or until it is closed with a reason."""

REFERRAL_LABELS = {
    OPEN: N_("En attente de remise"),
    SERVED: N_("Pass remis"),
    CLOSED: N_("Classée sans remise"),
}


def after(life: Life, state: str, verb: str) -> str | None:
    """The state that `verb` leads to from `state`; None when it may not be done there."""
    return life[state].get(verb)
