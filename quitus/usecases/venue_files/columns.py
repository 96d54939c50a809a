"""The columns of the national schema and what 0.1.1 said otherwise: data, and nothing else.

Sources: LaMednum/standard-mediation-num 0.1.1, 1.0.1 and 1.0.2 (Licence Ouverte 2.0). The fifteen services of 0.1.1 are
brought to the nine of 1.0 by their meaning, as we read it; what 1.0 has no word for is dropped, never guessed.
"""

from collections.abc import Mapping

from quitus.domain.venues.national import FREE, FREE_IF, PAID

COLUMNS = (
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
)
"""1.0.x, in its order; several values of a cell are separated by `|`."""

NEEDED = ("nom", "commune", "code_postal")
ONLY_OLD = ("courriel", "publics_accueillis", "conditions_acces", "labels_nationaux", "labels_autres", "accessibilite")

# Column of 1.0 → field of `VenueTold`, of plain text.
TEXTS = {
    "code_insee": "insee_code",
    "complement_adresse": "address_complement",
    "telephone": "phone",
    "horaires": "opening_hours",
    "presentation_resume": "summary",
    "presentation_detail": "detail",
    "source": "source",
    "structure_parente": "parent_name",
    "fiche_acces_libre": "accessibility_url",
    "prise_rdv": "booking_url",
}
# Column of 1.0 → field of `VenueTold`, of free values.
FREE_LISTS = {
    "typologie": "types",
    "courriels": "emails",
    "site_web": "websites",
    "autres_formations_labels": "other_trainings",
}
# Column of 1.0 → field of `VenueTold`, of a closed list of `national`.
LISTS = {
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "care",
    "frais_a_charge": "fees",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "trainings",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
}

# Column of 0.1.1 → the same of 1.0.
RENAMED = {
    "courriel": "courriels",
    "labels_autres": "autres_formations_labels",
    "accessibilite": "fiche_acces_libre",
}
OLD_VOUCHER = "Accepte le Pass numérique"
VOUCHER_LABEL = "Pass numérique"
OLD_SERVICES = {
    "Devenir autonome dans les démarches administratives": "demarches",
    "Réaliser des démarches administratives avec un accompagnement": "demarches",
    "Accompagner les démarches de santé": "demarches",
    "Prendre en main un smartphone ou une tablette": "outils",
    "Prendre en main un ordinateur": "outils",
    "Utiliser le numérique au quotidien": "outils",
    "Approfondir ma culture numérique": "comprehension",
    "Promouvoir la citoyenneté numérique": "comprehension",
    "Favoriser mon insertion professionnelle": "emploi",
    "Créer et développer mon entreprise": "emploi",
    "Accéder à une connexion internet": "acces",
    "Accéder à du matériel": "acces",
    "S'équiper en matériel informatique": "materiel",
    "Créer avec le numérique": "loisirs",
    "Soutenir la parentalité et l'éducation avec le numérique": "parentalite",
}
# Beginnings of the sentences of 0.1.1, up to their colon → field of `VenueTold` and code (None: nothing of 1.0).
OLD_PUBLICS = {
    "Seniors (+ 65 ans)": ("publics", "seniors"),
    "Familles/enfants": ("publics", "families"),
    "Adultes": None,
    "Jeunes (16-26 ans)": ("publics", "youth"),
    "Public langues étrangères": ("care", "languages"),
    "Déficience visuelle": ("care", "sight"),
    "Surdité": ("care", "deafness"),
    "Handicaps psychiques": ("care", "mental"),
    "Handicaps mentaux": ("care", "mental"),
    "Uniquement femmes": ("publics", "women"),
    "Personnes en situation d'illettrisme": ("care", "illiteracy"),
}
OLD_FEES = {
    "Gratuit": ("fees", FREE),
    "Gratuit sous condition": ("fees", FREE_IF),
    "Payant": ("fees", PAID),
    OLD_VOUCHER: None,
    "Adhésion": ("fees", PAID),
}
OLD_LABELS = {
    "France Services": ("programmes", "france_services"),
    "CNFS": ("programmes", "conseillers"),
    "APTIC": None,
    "Aidants Connect": ("programmes", "aidants"),
    "Fabriques de Territoire": ("trainings", "fabriques"),
    "Grandes écoles du numérique": ("programmes", "gen"),
    "Point relais CAF": ("programmes", "caf"),
    "Point numérique CAF": ("programmes", "caf"),
    "Relais pôle emploi": None,
    "French Tech": None,
    "Campus connecté": None,
}
OLD_SUPPORT = {
    "Seul": ("support_modes", "alone"),
    "Avec de l'aide": ("support_modes", "one_to_one"),
    "Dans un atelier": ("support_modes", "workshop"),
    "A ma place": ("support_modes", "one_to_one"),
}
OLD_LISTS: Mapping[str, Mapping[str, tuple[str, str] | None]] = {
    "publics_accueillis": OLD_PUBLICS,
    "conditions_acces": OLD_FEES,
    "labels_nationaux": OLD_LABELS,
    "modalites_accompagnement": OLD_SUPPORT,
}
