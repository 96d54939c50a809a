"""The lists of the national schema « lieux de médiation numérique » 1.0.2 (Licence Ouverte 2.0): a code of ours and
the very words of the schema, which files and pages both show.

Accessibility and languages are ours: the schema only has a link to Acceslibre, and « Langues étrangères ».
"""

from collections.abc import Iterable, Mapping

from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

PUBLICS = {
    "youth": N_("Jeunes"),
    "students": N_("Étudiants"),
    "families": N_("Familles et/ou enfants"),
    "seniors": N_("Seniors"),
    "women": N_("Femmes"),
}
CARE = {
    "deafness": N_("Surdité"),
    "motor": N_("Handicaps moteurs"),
    "mental": N_("Handicaps mentaux"),
    "illiteracy": N_("Illettrisme"),
    "english": N_("Langues étrangères (anglais)"),
    "languages": N_("Langues étrangères (autres)"),
    "sight": N_("Déficience visuelle"),
}
FREE, FREE_IF, PAID = "free", "free_if", "paid"
FEES = {
    FREE: N_("Gratuit"),
    FREE_IF: N_("Gratuit sous condition"),
    PAID: N_("Payant"),
}
PROGRAMMES = {
    "aidants": N_("Aidants Connect"),
    "bnr": N_("Bibliothèques numérique de référence"),
    "pix": N_("Certification PIX"),
    "conseillers": N_("Conseillers numériques"),
    "emmaus": N_("Emmaüs Connect"),
    "france_services": N_("France Services"),
    "gen": N_("Grande école du numérique"),
    "croix_rouge": N_("La Croix Rouge"),
    "caf": N_("Point d'accès numérique CAF"),
    "promeneurs": N_("Promeneurs du net"),
    "relais_emmaus": N_("Relais numérique (Emmaüs Connect)"),
}
TRAININGS = {
    "mes": N_("Formé à « Mon Espace Santé »"),
    "duplex": N_("Formé à « DUPLEX » (illettrisme)"),
    "arnia": N_("Arnia/MedNum BFC (Bourgogne-Franche-Comté)"),
    "reemploi": N_("Collectif ressources et acteurs réemploi (Normandie)"),
    "etapes": N_("Étapes numériques (La Poste)"),
    "fabriques": N_("Fabriques de Territoire"),
    "eclaireurs": N_("Les Éclaireurs du numérique (Drôme)"),
    "papiers": N_("Mes Papiers (Métropole de Lyon)"),
    "ordi": N_("ORDI 3.0"),
    "sud": N_("SUD LABS (PACA)"),
}
ACCESS = {
    "come": N_("Se présenter"),
    "call": N_("Téléphoner"),
    "mail": N_("Contacter par mail"),
    "book": N_("Prendre un RDV en ligne"),
    "no_public": N_("Ce lieu n'accueille pas de public"),
    "prescription": N_("Envoyer un mail avec une fiche de prescription"),
}
SUPPORT = {
    "alone": N_("En autonomie"),
    "one_to_one": N_("Accompagnement individuel"),
    "workshop": N_("Dans un atelier collectif"),
    "remote": N_("À distance"),
}
TYPES = {
    "ASSO": N_("Association"),
    "BIB": N_("Bibliothèque, médiathèque"),
    "CAF": N_("Caisse d'allocations familiales"),
    "CCAS": N_("Centre communal d'action sociale"),
    "CIAS": N_("Centre intercommunal d'action sociale"),
    "CD": N_("Conseil départemental"),
    "COMMUNE": N_("Commune"),
    "CPAM": N_("Caisse d'assurance maladie"),
    "CS": N_("Centre social"),
    "EPCI": N_("Intercommunalité"),
    "EPN": N_("Espace public numérique"),
    "ESS": N_("Entreprise de l'économie sociale"),
    "EVS": N_("Espace de vie sociale"),
    "MDS": N_("Maison départementale des solidarités"),
    "ML": N_("Mission locale"),
    "MQ": N_("Maison de quartier"),
    "PIJ_BIJ": N_("Point ou bureau information jeunesse"),
    "RFS": N_("Espace France Services"),
    "TIERS_LIEUX": N_("Tiers-lieu, coworking"),
}
"""The most frequent of the schema's open list; another code in capitals is kept as it is."""

ACCESSIBILITY = {
    "wheelchair": N_("Accès en fauteuil roulant"),
    "parking": N_("Stationnement réservé aux personnes handicapées"),
    "toilets": N_("Toilettes adaptées"),
    "loop": N_("Boucle magnétique"),
    "sign_language": N_("Langue des signes (LSF)"),
    "tactile": N_("Guidage ou signalétique en relief"),
    "desk": N_("Poste informatique adapté"),
    "transport": N_("Arrêt de transport à moins de 200 mètres"),
}
LANGUAGES = {
    "fr": N_("Français"),
    "en": N_("Anglais"),
    "ar": N_("Arabe"),
    "es": N_("Espagnol"),
    "pt": N_("Portugais"),
    "tr": N_("Turc"),
    "pl": N_("Polonais"),
    "ro": N_("Roumain"),
    "uk": N_("Ukrainien"),
    "ru": N_("Russe"),
    "fa": N_("Persan, dari"),
    "ps": N_("Pachto"),
    "zh": N_("Chinois"),
}

LISTS: Mapping[str, Mapping[str, str]] = {
    "publics": PUBLICS,
    "care": CARE,
    "fees": FEES,
    "programmes": PROGRAMMES,
    "trainings": TRAININGS,
    "access_modes": ACCESS,
    "support_modes": SUPPORT,
    "accessibility": ACCESSIBILITY,
    "languages": LANGUAGES,
}
"""The fields of a description whose values are of a closed list."""


def code_of(words: str, among: Mapping[str, str]) -> str | None:
    """The code of what a file says, whatever its accents, capitals and spaces; None when the list has no such words.

    « Étapes numériques(La Poste) » is what the pattern of 1.0.2 has, « Étapes numériques (La Poste) » its description.
    """
    wanted = sort_key(words)
    return next((code for code, label in among.items() if sort_key(label) == wanted), None)


def in_order(codes: Iterable[str], among: Mapping[str, str]) -> list[str]:
    """Codes once each, in the order of their list."""
    chosen = set(codes)
    return [code for code in among if code in chosen]
