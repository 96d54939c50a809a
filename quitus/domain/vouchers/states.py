"""The lives of an order and of one pass, each as one table: state → verb → next state."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

DRAFTED = "drafted"
VISA_REFUSED = "visa_refused"
VISAED = "visaed"
CONFIRMED = "confirmed"
PROOFED = "proofed"
PRODUCED = "produced"
DELIVERED = "delivered"
ACTIVE = "active"
CLOSING = "closing"
CLOSED = "closed"
CANCELLED = "cancelled"

ORDER: Life = {
    DRAFTED: {
        "correct_draft": DRAFTED,
        "visa_order": VISAED,
        "refuse_visa": VISA_REFUSED,
        "confirm_order": CONFIRMED,
        "cancel_order": CANCELLED,
    },
    VISA_REFUSED: {"correct_draft": DRAFTED, "cancel_order": CANCELLED},
    VISAED: {"confirm_order": CONFIRMED, "cancel_order": CANCELLED},
    CONFIRMED: {"approve_proof": PROOFED, "cancel_order": CANCELLED},
    PROOFED: {"produce_order": PRODUCED, "cancel_order": CANCELLED},
    PRODUCED: {
        "receive_part": PRODUCED,
        "receive_delivery": DELIVERED,
        "prolong_order": PRODUCED,
        "abandon_order": CANCELLED,
    },
    DELIVERED: {"activate_order": ACTIVE, "prolong_order": DELIVERED, "abandon_order": CANCELLED},
    ACTIVE: {"stop_distribution": ACTIVE, "prolong_order": ACTIVE, "begin_closing": CLOSING},
    CLOSING: {"close_order": CLOSED},
    CLOSED: {},
    CANCELLED: {},
}
"""An order exists on paper until it is produced: only then does it have pass.

Drafted is confirmed at once only where the convention asks for no visa. A refused visa is asked for again once the
draft is corrected, or the refusal answered. Delivered is not active. Produced or delivered
and never activated, it can be abandoned: its pass are cancelled for ever, and still stand where they lie. In closing,
nobody hands its pass out and nobody prolongs it; venues still record what they took in time."""

ORDER_LABELS = {
    DRAFTED: N_("En préparation"),
    VISA_REFUSED: N_("Visa refusé, à corriger"),
    VISAED: N_("Visée par le comptable"),
    CONFIRMED: N_("Confirmée, bon à tirer attendu"),
    PROOFED: N_("Bon à tirer donné"),
    PRODUCED: N_("Produite"),
    DELIVERED: N_("Livrée, pas encore active"),
    ACTIVE: N_("Active"),
    CLOSING: N_("En clôture"),
    CLOSED: N_("Close"),
    CANCELLED: N_("Annulée"),
}

MINTED = frozenset({PRODUCED, DELIVERED, ACTIVE, CLOSING, CLOSED})
"""The states in which the pass of an order exist."""

INSIDE = "inside"
OUTSIDE = "outside"
SELF_ISSUED = "self_issued"

SHAPES = {
    INSIDE: N_("Opérateur dans le logiciel"),
    OUTSIDE: N_("Opérateur à l'extérieur"),
    SELF_ISSUED: N_("Émission par la collectivité"),
}
"""Who makes the pass: an operator who works in this instance, one who sends files, or the authority itself."""

FACE_VALUE = "face_value"
NOTHING = "nothing"

CREDIT_NOTE_LABELS = {
    FACE_VALUE: N_("À la valeur faciale, sans les frais"),
    NOTHING: N_("Aucun avoir"),
}
"""What an operator gives back of pass never used."""

CAME = "came"
MISSING = "missing"

DELIVERED_KINDS = {
    CAME: N_("Livrés"),
    MISSING: N_("Manquants"),
}

PLAIN = "plain"
BLOCKED = "blocked"
REDEEMED = "redeemed"

MARK: Life = {
    PLAIN: {"block_range": BLOCKED, "redeem": REDEEMED, "cancel_range": CANCELLED},
    BLOCKED: {"unblock_range": PLAIN, "cancel_range": CANCELLED},
    REDEEMED: {"undo_redemption": PLAIN},
    CANCELLED: {},
}
"""What is written on the row of one pass.

What all the pass of an order share is written once, on the order."""

MARK_LABELS = {
    PLAIN: N_("Ni utilisé ni bloqué"),
    BLOCKED: N_("Bloqué"),
    REDEEMED: N_("Utilisé"),
    CANCELLED: N_("Annulé"),
}

INACTIVE = "inactive"
EXPIRED = "expired"

VALIDITY: Life = {
    INACTIVE: {"activate_order": ACTIVE, "block_range": BLOCKED, "cancel_range": CANCELLED},
    ACTIVE: {
        "redeem": REDEEMED,
        "block_range": BLOCKED,
        "cancel_range": CANCELLED,
        "last_day_passes": EXPIRED,
    },
    BLOCKED: {"unblock_range": ACTIVE, "cancel_range": CANCELLED},
    REDEEMED: {"undo_redemption": ACTIVE},
    EXPIRED: {"prolong_order": ACTIVE, "block_range": BLOCKED, "cancel_range": CANCELLED},
    CANCELLED: {},
}
"""Whether one pass can be used: follows from its mark, from its order and from the day.

A pass unblocked, or whose use is undone, is again what its order makes of it: inactive or expired
as well as active. A pass lost after its last day is blocked like any other."""

VALIDITY_LABELS = {
    INACTIVE: N_("Pas encore actif"),
    ACTIVE: N_("Utilisable"),
    BLOCKED: N_("Bloqué"),
    REDEEMED: N_("Utilisé"),
    EXPIRED: N_("Périmé"),
    CANCELLED: N_("Annulé"),
}
