"""The life of a spending and of an instalment, each one table."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

COMMITTED = "committed"
INVOICED = "invoiced"
MANDATED = "mandated"
PAID = "paid"

SPENDING: Life = {
    COMMITTED: {"record_invoice": INVOICED},
    INVOICED: {"record_mandat": MANDATED},
    MANDATED: {"record_payment": PAID},
    PAID: {},
}
SPENDING_LABELS = {
    COMMITTED: N_("Engagée"),
    INVOICED: N_("Facturée"),
    MANDATED: N_("Mandatée"),
    PAID: N_("Payée"),
}

PLANNED = "planned"
CLAIMED = "claimed"
RECEIVED = "received"

INSTALMENT: Life = {
    PLANNED: {"claim_instalment": CLAIMED},
    CLAIMED: {"receive_instalment": RECEIVED},
    RECEIVED: {},
}
INSTALMENT_LABELS = {
    PLANNED: N_("Prévu"),
    CLAIMED: N_("Demandé"),
    RECEIVED: N_("Reçu"),
}

TITRE_VERBS = {
    "receive_instalment": N_("versement du financeur"),
    "record_repayment": N_("somme rendue par un opérateur"),
    "receive_credit": N_("avoir remboursé"),
}
"""The operations by which a titre de recettes accounts for a sum."""

LAUNCHED = "launched"
AWARDED = "awarded"
NOTIFIED = "notified"
ABANDONED = "abandoned"

PROCUREMENT: Life = {
    LAUNCHED: {"award_procurement": AWARDED, "abandon_procurement": ABANDONED},
    AWARDED: {"notify_awarded": NOTIFIED},
    NOTIFIED: {},
    ABANDONED: {},
}
"""A procedure to buy pass leads to a market, or is abandoned before it is awarded."""
PROCUREMENT_LABELS = {
    LAUNCHED: N_("Lancée"),
    AWARDED: N_("Attribuée"),
    NOTIFIED: N_("Notifiée"),
    ABANDONED: N_("Sans suite"),
}

FACE_VALUE = "face_value"
FEES = "fees"
ENGINEERING = "engineering"
RESOURCE = "resource"
LINE_KINDS = {
    FACE_VALUE: N_("Valeur faciale des pass"),
    FEES: N_("Frais de l'opérateur"),
    ENGINEERING: N_("Ingénierie"),
    RESOURCE: N_("Ressource"),
}

COMMITMENT = "commitment"
INVOICE = "invoice"
OTHER = "other"
EVIDENCE_KINDS = {
    COMMITMENT: N_("Bon de commande ou engagement"),
    INVOICE: N_("Facture"),
    OTHER: N_("Autre pièce"),
}
