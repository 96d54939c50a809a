"""The nomenclature of acts: nine subjects, the same everywhere, and their matters as prefectures usually name them.

Words are those of open data: small letters, accents, neither comma nor parenthesis.
"""

SUBJECTS = {
    "1": "commande publique",
    "2": "urbanisme",
    "3": "domaine et patrimoine",
    "4": "fonction publique",
    "5": "institutions et vie politique",
    "6": "libertés publiques et pouvoirs de police",
    "7": "finances locales",
    "8": "domaines de compétences par thèmes",
    "9": "autres domaines de compétences",
}

# Those an authority meets when it runs a funded scheme; the label of the act itself comes before them.
MATTERS = {
    "1.1": "marchés publics",
    "1.4": "autres types de contrats",
    "5.2": "fonctionnement des assemblées",
    "5.3": "désignation de représentants",
    "5.4": "délégation de fonctions",
    "5.5": "délégation de signature",
    "7.1": "décisions budgétaires",
    "7.2": "fiscalité",
    "7.3": "emprunts",
    "7.4": "interventions économiques",
    "7.5": "subventions",
    "7.6": "contributions budgétaires",
    "7.7": "avances",
    "7.8": "fonds de concours",
    "7.9": "prise de participation",
    "7.10": "divers",
    "8.1": "enseignement",
    "8.2": "aide sociale",
    "8.6": "emploi-formation professionnelle",
    "8.9": "culture",
    "9.2": "autres domaines de compétences des départements",
}


def second_level(code: str) -> str:
    """The first two levels of the code of a matter: « 7.5.1 » is in « 7.5 »."""
    return ".".join(code.strip().split(".")[:2])


def matter_name(code: str, label: str) -> str:
    """The name of a matter, « finances locales/subventions »; empty where nothing names it.

    `label` is the authority's own words: they stand after the subject unless they already say it.
    """
    said = " ".join(label.replace(",", " ").replace("(", " ").replace(")", " ").split()).lower()
    if "/" in said:
        return "/".join(part.strip() for part in said.split("/"))
    subject, matter = SUBJECTS.get(code.strip()[:1], ""), said or MATTERS.get(second_level(code), "")
    return f"{subject}/{matter}" if subject and matter else ""
