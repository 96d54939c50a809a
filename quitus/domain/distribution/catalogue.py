"""Lists of words that people choose from."""

from quitus.kernel.words import N_

AGE_BANDS = {
    "under_12": N_("moins de 12 ans"),
    "12_17": N_("12 à 17 ans"),
    "18_24": N_("18 à 24 ans"),
    "25_39": N_("25 à 39 ans"),
    "40_59": N_("40 à 59 ans"),
    "60_69": N_("60 à 69 ans"),
    "70_over": N_("70 ans et plus"),
    "not_said": N_("non précisé"),
}

FAR_EVIDENCE = {
    "questionnaire": N_("Questionnaire"),
    "interview": N_("Entretien"),
    "observation": N_("Démarche accompagnée"),
}
"""How it was established that a person is far from digital life."""

HOLDER = "holder"
SUBSTITUTE = "substitute"
SUB_HOLDER = "sub_holder"
AGENT = "agent"

APPOINTMENT_KINDS = {
    HOLDER: N_("Régisseur"),
    SUBSTITUTE: N_("Mandataire suppléant"),
    SUB_HOLDER: N_("Sous-régisseur"),
    AGENT: N_("Mandataire"),
}
AT_A_POINT = (SUB_HOLDER, AGENT)
"""Those who serve at one point."""

MANDATED = "mandated"
"""The kind of power of a person of a mandated body: no appointment, the body names its own people."""

OPEN_POINTS = "open_points"
HAND_OUT = "hand_out"
POST_HOME = "post_home"
KEEP_CASH = "keep_cash"

REGIE_OPERATIONS = {
    HAND_OUT: N_("Remettre des pass aux bénéficiaires"),
    OPEN_POINTS: N_("Confier des pass à des points de distribution"),
    POST_HOME: N_("Envoyer des pass à domicile par la poste"),
    KEEP_CASH: N_("Détenir et dépenser des espèces"),
}
"""What an acte constitutif may allow; what it does not name is refused."""

PERIODICITIES = {
    "weekly": N_("Chaque semaine"),
    "fortnightly": N_("Tous les quinze jours"),
    "monthly": N_("Chaque mois"),
}
"""How often a régie sends its supporting documents: at least monthly (CGCT R.1617-17)."""

CASH_KINDS = {
    "advance": N_("Avance reçue"),
    "spending": N_("Dépense payée"),
    "return": N_("Avance rendue"),
    "refund": N_("Dépense remboursée"),
}
"""What happens to the cash of a régie."""

SLIP_KINDS = {
    "delivery": N_("Bordereau de livraison"),
    "supply": N_("Bordereau d'approvisionnement"),
    "transfer": N_("Bordereau de transfert"),
    "handout": N_("Bon de remise"),
    "return": N_("Bordereau de retour"),
    "reversal": N_("Bon de correction"),
    "dispatch": N_("Bon de transport"),
    "loss": N_("Procès-verbal de perte"),
    "theft": N_("Procès-verbal de vol"),
    "destruction": N_("Procès-verbal de destruction"),
    "found": N_("Procès-verbal de découverte"),
}

MISTAKE = "mistake"
RETURN = "return"

REVERSAL_KINDS = {
    MISTAKE: N_("Remise inscrite par erreur"),
    RETURN: N_("Pass rendus par la personne"),
}
"""Why pass come back from a person."""

CLOSING_REASONS = {
    "not_reached": N_("Personne non jointe"),
    "not_targeted": N_("Personne hors du public visé"),
    "no_venue_near": N_("Aucun lieu à proximité"),
    "declined": N_("La personne ne souhaite pas de pass"),
    "other": N_("Autre raison"),
}
"""Why a referral ended without a hand-out: causes met in the field, to be counted."""

SUPPLY_REQUEST_STATES = {
    "waiting": N_("En attente du comptable"),
    "supplied": N_("Servie"),
    "declined": N_("Refusée"),
    "withdrawn": N_("Retirée"),
}
"""What became of a request for pass."""
