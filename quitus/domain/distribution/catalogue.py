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
AGENT = "agent"

APPOINTMENT_KINDS = {
    HOLDER: N_("Régisseur"),
    SUBSTITUTE: N_("Mandataire suppléant"),
    AGENT: N_("Mandataire"),
}

SLIP_KINDS = {
    "delivery": N_("Bordereau de livraison"),
    "supply": N_("Bordereau d'approvisionnement"),
    "transfer": N_("Bordereau de transfert"),
    "handout": N_("Bon de remise"),
    "return": N_("Bordereau de retour"),
    "loss": N_("Procès-verbal de perte"),
    "destruction": N_("Procès-verbal de destruction"),
}

CLOSING_REASONS = {
    "not_reached": N_("Personne non jointe"),
    "not_targeted": N_("Personne hors du public visé"),
    "no_venue_near": N_("Aucun lieu à proximité"),
    "declined": N_("La personne ne souhaite pas de pass"),
    "other": N_("Autre raison"),
}
"""Why a referral ended without a hand-out: causes met in the field, to be counted."""
