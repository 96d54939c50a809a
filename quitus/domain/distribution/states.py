"""Where pass may go, and the lives of an imprest, of an appointment and of a referral."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

PRINTER = "printer"
CARRIER = "carrier"
ACCOUNTANT = "accountant"
SAFE = "safe"
POINT = "point"
MANDATED = "mandated"
DRAWER = "drawer"
BENEFICIARIES = "beneficiaries"
VENUE = "venue"
LOST = "lost"
STOLEN = "stolen"
DESTROYED = "destroyed"
RETURNED = "returned"
NOT_DELIVERED = "not_delivered"

_GONE = {"declare_loss": LOST, "declare_theft": STOLEN, "declare_destruction": DESTROYED}

CUSTODY: Life = {
    PRINTER: {"receive_delivery": ACCOUNTANT, "dispatch_delivery": CARRIER, "report_missing": NOT_DELIVERED},
    CARRIER: {
        "receive_delivery": ACCOUNTANT,
        "report_missing": NOT_DELIVERED,
        "return_to_printer": PRINTER,
        "declare_loss": LOST,
        "declare_theft": STOLEN,
    },
    ACCOUNTANT: {
        "supply_safe": SAFE,
        "supply_body": MANDATED,
        "return_to_operator": RETURNED,
        "contest_return_to_accountant": SAFE,
        "contest_return_from_body": MANDATED,
        **_GONE,
    },
    SAFE: {
        "transfer_to_point": POINT,
        "return_to_accountant": ACCOUNTANT,
        "contest_supply": ACCOUNTANT,
        "contest_return": POINT,
        **_GONE,
    },
    POINT: {
        "hand_out": BENEFICIARIES,
        "return_from_point": SAFE,
        "return_to_body": MANDATED,
        "leave_in_drawer": DRAWER,
        "contest_transfer": SAFE,
        "contest_transfer_of_body": MANDATED,
        **_GONE,
    },
    MANDATED: {
        "transfer_from_body": POINT,
        "return_from_body": ACCOUNTANT,
        "contest_supply_of_body": ACCOUNTANT,
        "contest_return_to_body": POINT,
        **_GONE,
    },
    DRAWER: {"hand_out": BENEFICIARIES, "return_from_drawer": POINT, **_GONE},
    BENEFICIARIES: {
        "take_back": POINT,
        "reverse_handout": POINT,
        "reverse_handout_of_drawer": DRAWER,
        "redeem": VENUE,
        **_GONE,
    },
    VENUE: {"undo_redemption": BENEFICIARIES},
    LOST: {
        "find_again": SAFE,
        "find_again_at_accountant": ACCOUNTANT,
        "find_again_at_body": MANDATED,
        "report_missing": NOT_DELIVERED,
    },
    STOLEN: {
        "find_again": SAFE,
        "find_again_at_accountant": ACCOUNTANT,
        "find_again_at_body": MANDATED,
        "report_missing": NOT_DELIVERED,
    },
    DESTROYED: {},
    RETURNED: {},
    NOT_DELIVERED: {},
}
"""Who holds a pass. It is printed into the printer's custody. That a venue took it is written on the pass itself, not
in the register: `redeem` and `undo_redemption` are no movements, and a venue is no column of it."""

NOT_MOVEMENTS = frozenset({"redeem", "undo_redemption"})
"""What changes hands without a line of the register: the redemption is its own line."""

IN_STOCK = frozenset({PRINTER, CARRIER, ACCOUNTANT, SAFE, POINT, MANDATED, DRAWER})
"""Who holds pass that nobody has received yet."""

LOSSES = frozenset(_GONE.values())
"""Where pass are that a file of loss declared."""

ANSWERED_FOR = frozenset({ACCOUNTANT, SAFE, POINT, MANDATED})
"""Between whom a slip is signed on both sides, each by who answers there."""

CUSTODY_LABELS = {
    PRINTER: N_("Imprimeur"),
    CARRIER: N_("Transporteur"),
    ACCOUNTANT: N_("Comptable public"),
    SAFE: N_("Coffre de la régie"),
    POINT: N_("Point de distribution"),
    MANDATED: N_("Organisme mandaté"),
    DRAWER: N_("Tiroir"),
    BENEFICIARIES: N_("Bénéficiaires"),
    VENUE: N_("Pris par un lieu"),
    LOST: N_("Perdus"),
    STOLEN: N_("Volés"),
    DESTROYED: N_("Détruits"),
    RETURNED: N_("Rendus à l'opérateur"),
    NOT_DELIVERED: N_("Manquants à la livraison"),
}

CONTESTS = {
    "supply_safe": "contest_supply",
    "supply_body": "contest_supply_of_body",
    "transfer_to_point": "contest_transfer",
    "transfer_from_body": "contest_transfer_of_body",
    "return_from_point": "contest_return",
    "return_to_body": "contest_return_to_body",
    "return_to_accountant": "contest_return_to_accountant",
    "return_from_body": "contest_return_from_body",
}
"""What brings back to the giver the pass that the receiver did not count, by the verb that brought them."""

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

ADOPTED = "adopted"
WITHDRAWN = "withdrawn"

IMPREST_AMENDMENT: Life = {
    PROPOSED: {"assent_to_imprest_amendment": ASSENTED, "withdraw_imprest_amendment": WITHDRAWN},
    ASSENTED: {"adopt_imprest_amendment": ADOPTED, "withdraw_imprest_amendment": WITHDRAWN},
    ADOPTED: {},
    WITHDRAWN: {},
}
"""An acte constitutif is amended as it was made: on the accountant's assent. The state follows from dates."""

IMPREST_AMENDMENT_LABELS = {
    PROPOSED: N_("Avis du comptable attendu"),
    ASSENTED: N_("Avenant à signer"),
    ADOPTED: N_("Signé"),
    WITHDRAWN: N_("Retiré"),
}

SUB_REGIE: Life = {
    PROPOSED: {"assent_to_sub_regie": ASSENTED, "close_sub_regie": CLOSED},
    ASSENTED: {"open_sub_regie": OPEN, "close_sub_regie": CLOSED},
    OPEN: {"close_sub_regie": CLOSED},
    CLOSED: {},
}
"""A point made a sous-régie by an act of its own, on the accountant's assent. The state follows from dates."""

SUB_REGIE_LABELS = {
    PROPOSED: N_("Avis du comptable attendu"),
    ASSENTED: N_("Acte à signer"),
    OPEN: N_("Ouverte"),
    CLOSED: N_("Close"),
}

IN_FORCE = "in_force"

MANDATE: Life = {
    PROPOSED: {"assent_to_mandate": ASSENTED},
    ASSENTED: {"sign_mandate": IN_FORCE},
    IN_FORCE: {"close_mandate": CLOSED},
    CLOSED: {},
}
"""A convention de mandat is signed on the accountant's assent (CGCT L.1611-7). The state follows from dates."""

MANDATE_LABELS = {
    PROPOSED: N_("Avis du comptable attendu"),
    ASSENTED: N_("Convention à signer"),
    IN_FORCE: N_("En vigueur"),
    CLOSED: N_("Close"),
}

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
    SERVED: {"reverse_handout": OPEN},
    CLOSED: {},
}
"""A fiche d'orientation waits at its point until pass are handed out, or until it is closed with a reason.

It waits again when the hand-out was a mistake."""

REFERRAL_LABELS = {
    OPEN: N_("En attente de remise"),
    SERVED: N_("Pass remis"),
    CLOSED: N_("Classée sans remise"),
}
