"""Lists of words that people choose from."""

from quitus.kernel.words import N_

ROUTINE = "routine"
HANDOVER = "handover"
CONTROL = "control"
CLOSING = "closing"

PURPOSES = {
    ROUTINE: N_("Vérification ordinaire"),
    HANDOVER: N_("Remise de service"),
    CONTROL: N_("Contrôle"),
    CLOSING: N_("Fin d'exercice ou clôture de la régie"),
}
"""Why pass are counted."""

SCAN = "scan"
RANGE = "range"

WAYS = {
    SCAN: N_("Lu sur le pass"),
    RANGE: N_("Par carnets"),
}
"""How counted pass were told: read or typed from one pass, or given as a range."""

AT_OPENING = "at_opening"
AT_CLOSING = "at_closing"
ARRIVED = "arrived"
ON_THE_WAY = "on_the_way"
LEFT = "left"

KEPT = {
    AT_OPENING: N_("Selon le registre, à l'ouverture"),
    AT_CLOSING: N_("Selon le registre, à la fin du comptage"),
    ARRIVED: N_("Entrés pendant le comptage, comptés sur leur bordereau"),
    ON_THE_WAY: N_("En chemin, sur un bordereau à confirmer"),
    LEFT: N_("Comptés, puis sortis pendant le comptage"),
}
"""What is kept of a place, by range, beside the count itself."""

MISSING = "missing"
EXTRA = "extra"

DIFFERENCE_KINDS = {
    MISSING: N_("Manquants"),
    EXTRA: N_("En trop"),
}

LOST = "lost"

REASONS = {
    "late_entry": N_("Mouvement à saisir au registre"),
    "on_the_way": N_("En chemin, bordereau non confirmé"),
    "elsewhere": N_("Retrouvés dans un autre lieu"),
    "miscounted": N_("Erreur de comptage"),
    "found_again": N_("Perte déclarée, pass retrouvés"),
    "other": N_("Autre explication"),
}
"""How a difference is explained, when it is not a loss."""

LOSS = "loss"
THEFT = "theft"
DESTRUCTION = "destruction"

LOSS_KINDS = {
    LOSS: N_("Perte"),
    THEFT: N_("Vol"),
    DESTRUCTION: N_("Destruction"),
}

AUTHORISING = "authorising"
ACCOUNTANT = "accountant"

CONTROLLERS = {
    AUTHORISING: N_("Ordonnateur"),
    ACCOUNTANT: N_("Comptable public"),
}
"""Who controls a régie (CGCT R.1617-17)."""

INVENTORY = "inventory"
LOSS_FILE = "loss_file"
HANDOVER_OF_DUTY = "handover"
CONTROL_MINUTES = "control"

SIGNED = {
    INVENTORY: N_("Inventaire"),
    LOSS_FILE: N_("Dossier de perte"),
    HANDOVER_OF_DUTY: N_("Remise de service"),
    CONTROL_MINUTES: N_("Contrôle"),
}
"""What minutes are signed about."""

COUNTER = "counter"
KEEPER = "keeper"
WITNESS = "witness"
DECLARER = "declarer"
OUTGOING = "outgoing"
INCOMING = "incoming"
CONTROLLER = "controller"
CONTROLLED = "controlled"

PARTIES = {
    COUNTER: N_("Qui a compté"),
    KEEPER: N_("Qui répond des pass"),
    WITNESS: N_("Témoin"),
    DECLARER: N_("Qui déclare"),
    OUTGOING: N_("Régisseur sortant"),
    INCOMING: N_("Régisseur entrant"),
    CONTROLLER: N_("Qui contrôle"),
    CONTROLLED: N_("Régisseur contrôlé"),
}

PARTIES_OF = {
    INVENTORY: (COUNTER, KEEPER, WITNESS),
    LOSS_FILE: (DECLARER, KEEPER, WITNESS),
    HANDOVER_OF_DUTY: (OUTGOING, INCOMING, WITNESS),
    CONTROL_MINUTES: (CONTROLLER, CONTROLLED, WITNESS),
}
"""Who signs each kind of minutes; witnesses may be several."""

ELECTRONIC = "electronic"
PAPER = "paper"

SIGNING_WAYS = {
    ELECTRONIC: N_("Dans le logiciel"),
    PAPER: N_("Sur papier, document numérisé"),
}
