"""The example programme as its own act tells it: facts as data, each with the text it comes from.

Nothing here is invented (see ``invented``), nothing is smoothed over: where the act contradicts
itself, both sides are kept as it says them. Persons appear by their function.
"""

from dataclasses import dataclass
from datetime import date

ACT = "Délibération n° 2023-204 de la Commission permanente, 15 mai 2023"
AMENDMENT = "Projet d'avenant joint à la délibération n° 2023-204"
REPORT = "Rapport du Président joint à la délibération n° 2023-204"


@dataclass(frozen=True)
class PublicBody:
    """A public body as the act names it: SIRET without spaces, seat on separate lines."""

    name: str
    short_name: str
    siret: str
    address: str
    postcode: str
    commune: str
    source: str


@dataclass(frozen=True)
class Act:
    """A deliberation: where and when it was taken, and what it decides in its own words."""

    number: str
    title: str
    assembly: str
    held_on: date
    decision: str
    source: str


@dataclass(frozen=True)
class Attendance:
    """Who sat: members with a vote, and others without one; in both cases present or excused.

    The act lists no proxy, although 37 members present cast 43 votes.
    """

    present_count: int
    excused_count: int
    non_voting_count: int
    excused_non_voting_count: int
    president: str
    secretary: str
    source: str


@dataclass(frozen=True)
class Vote:
    """Votes cast for, against, and abstentions."""

    votes_for: int
    votes_against: int
    votes_abstention: int
    source: str


@dataclass(frozen=True)
class Opinion:
    """The opinion of a commission of the council on the report."""

    commission: str
    given_on: date
    favourable: bool
    source: str


@dataclass(frozen=True)
class ArticleText:
    """An article as a signed (or to be signed) text says it."""

    number: str
    title: str
    text: str
    source: str


AUTHORITY = PublicBody(
    name="Département du Pas-de-Calais",
    short_name="Pas-de-Calais",
    siret="22620001200012",
    address="Hôtel du Département, rue Ferdinand Buisson",
    postcode="62018",
    commune="Arras Cedex 9",
    source=AMENDMENT,
)
FUNDER = PublicBody(
    name="Agence nationale de la cohésion des territoires",
    short_name="ANCT",
    siret="13002603200016",
    address="20 avenue de Ségur, TSA 10717",
    postcode="75334",
    commune="Paris Cedex 07",
    source=AMENDMENT,
)

COUNCIL = "Conseil départemental"
COMMISSION = "Commission permanente"

POLICY = Act(
    number="2020-176",
    title="Une action immédiate pour un numérique inclusif dans le Pas-de-Calais",
    assembly=COUNCIL,
    held_on=date(2020, 7, 6),
    decision=(
        "D'adopter le rapport « Pour un numérique inclusif dans le Pas-de-Calais », visant à "
        "accompagner vers l'autonomie la population la plus éloignée de l'inclusion numérique."
    ),
    source=f"{ACT}, visas ; {REPORT}",
)
AUTHORISATION = Act(
    number="2021-10",
    title=(
        "Dispositif Pass numériques - Convention de subventionnement avec l'Agence nationale de la "
        "cohésion des territoires (ANCT)"
    ),
    assembly=COMMISSION,
    held_on=date(2021, 2, 8),
    decision=(
        "D'autoriser le Président du Conseil départemental à signer la convention définissant les "
        "modalités de partenariat et de financement du dispositif Pass numériques avec l'ANCT."
    ),
    source=f"{ACT}, visas ; {REPORT}",
)
DELEGATION = Act(
    number="2021-257",
    title="Délégation d'attributions à la Commission Permanente",
    assembly=COUNCIL,
    held_on=date(2021, 7, 1),
    decision="De déléguer une partie de ses attributions à la Commission permanente.",
    source=f"{ACT}, visas",
)
EXTENSION = Act(
    number="2023-204",
    title=(
        "Dispositif Pass numériques : avenant à la convention de subventionnement avec l'Agence "
        "nationale de la cohésion des territoires"
    ),
    assembly=COMMISSION,
    held_on=date(2023, 5, 15),
    decision=(
        "Article unique : D'autoriser le Président du Conseil départemental à signer, au nom et pour "
        "le compte du Département, l'avenant à la convention avec l'Agence Nationale de la Cohésion "
        "des Territoires (ANCT) relative au financement du dispositif pass numériques, dans les "
        "termes du projet joint à la présente délibération."
    ),
    source=ACT,
)

EXTENSION_VISAS = (
    "Code général des collectivités territoriales, articles L.3121-14, L.3121-14-1, L.3211-1 et L.3211-2",
    "Code de l'action sociale et des familles, article L.233-1",
    "Rapport du Président du Conseil départemental, ci-annexé",
)
EXTENSION_EARLIER = (DELEGATION, POLICY, AUTHORISATION)
EXTENSION_OPINIONS = (
    Opinion("1re commission « Attractivité départementale et emploi »", date(2023, 5, 2), True, ACT),
    Opinion("6e commission « Finances et service public départemental »", date(2023, 5, 2), True, ACT),
    Opinion("2e commission « Solidarités humaines »", date(2023, 5, 4), True, ACT),
)
EXTENSION_REPORT = (
    "Par délibération du 6 juillet 2020, le Conseil départemental a adopté le rapport « Pour un numérique inclusif "
    "dans le Pas-de-Calais », visant à s'inscrire dans une démarche d'accompagnement vers l'autonomie de la "
    "population la plus éloignée de l'inclusion numérique, et à renforcer les dispositifs mis en œuvre par le "
    "Département.\n\n"
    "Le Département lauréat de l'appel à projets « Pass numériques » de l'Agence Nationale de la Cohésion des "
    "Territoires (ANCT) en juillet 2020, bénéficie du concours financier de l'Etat à hauteur de 50% du montant "
    "global du projet qui s'élève à 550 000€, pour acheter des Pass numériques et disposer d'une ingénierie pour "
    "accompagner le déploiement de ces Pass sur son territoire.\n\n"
    "L'objectif de cet appel à projet est de déployer 50 000 Pass numériques sur la période 2021-2023 à "
    "destination des personnes relevant des politiques sociales du Département et éloignées du numérique "
    "(bénéficiaires du Revenu de Solidarité Active (RSA), collégiens, jeunes relevant de l'Aide Sociale à "
    "l'Enfance (ASE), personnes âgées et personnes en situation de handicap).\n\n"
    "En vertu de la délibération de la Commission Permanente du Conseil départemental du 8 février 2021, une "
    "convention définissant les modalités de partenariat et de financement, d'une durée de 31 mois, du "
    "1er janvier 2021 au 30 juillet 2023, a été signée entre l'ANCT et le Département.\n\n"
    "La crise sanitaire de 2020-2021, les confinements successifs, la reprise très progressive des "
    "activités des lieux de médiation numérique, ont retardé le lancement du projet. Par ailleurs, les "
    "délais nécessaires à la concrétisation des marchés, et à l'obligation de créer un régime d'avance "
    "pour la distribution, expliquent que la remise effective des Pass aux bénéficiaires n'a pu "
    "démarrer qu'en décembre 2021.\n\n"
    "En un peu plus d'un an, le Département a distribué plus de 5000 Pass ce qui représente "
    "500 bénéficiaires.\n\n"
    "Cependant, compte tenu des difficultés de déploiement constatées à l'échelle nationale et du "
    "volume de Pass numériques qui reste disponible, l'ANCT propose aux collectivités une prolongation "
    "des conventions de partenariat de 5 mois.\n\n"
    "Il est donc proposé de prolonger la mise en œuvre du déploiement des Pass numériques du "
    "Département, jusqu'au 31 décembre 2023."
)
EXTENSION_ATTENDANCE = Attendance(
    present_count=37,
    excused_count=6,
    non_voting_count=3,
    excused_non_voting_count=2,
    president="Le Président du Conseil départemental",
    secretary="La secrétaire de séance",
    source=ACT,
)
EXTENSION_VOTE = Vote(votes_for=43, votes_against=0, votes_abstention=0, source=ACT)
# The act names the groups under « Pour : 43 voix » and counts none of them.
EXTENSION_GROUPS_FOR = (
    "Groupe Socialiste, Républicain et Citoyen",
    "Groupe Communiste et Républicain",
    "Groupe Union pour le Pas-de-Calais",
    "Groupe Rassemblement National",
    "Non-inscrit",
)
EXTENSION_SIGNATORY = "Le Directeur général adjoint"
EXTENSION_DELEGATION = "Pour le Président du Conseil départemental"
EXTENSION_MATTER = ("7.5", "finances locales/subventions")  # as the State classes acts; the act itself does not say it
EXTENSION_SENT_ON = date(2023, 6, 5)  # to legality control, and published online the same day

CONVENTION_SIGNED_ON = date(2021, 3, 11)
PROCUREMENT_DUE_ON = date(2021, 5, 11)  # « dans les 2 mois maximum après la signature »
STAGE_REPORTS_DUE_ON = (date(2022, 1, 31), date(2023, 7, 31))
FINAL_REPORT_DUE_ON = date(2024, 7, 1)
FIRST_HANDOUT_MONTH = date(2021, 12, 1)

# Kept as the report and the convention state them: 01/01/2021 + 31 months would end on 31/07/2023,
# 36 months from the signature on 10/03/2024, and 500,000 + 10 % of engineering exceeds the budget.
# (name of the parameter, value, article, source)
PARAMETERS: tuple[tuple[str, str, str, str], ...] = (
    ("budget_cents", "55000000", "3", f"{AMENDMENT}, article 2 ; {REPORT}"),
    ("state_share_per_mille", "500", "3", REPORT),
    ("engineering_cap_per_mille", "100", "3", f"{AMENDMENT}, article 2"),
    ("target_count", "50000", "1", REPORT),
    ("face_value_cents", "1000", "1", "Déduit : 500 000 € pour 50 000 pass ; usage national"),
    ("target_publics", "rsa,collegien,ase,personne_agee,handicap", "1", REPORT),
    ("procurement_months", "2", "6", f"{AMENDMENT}, article 3"),
    ("final_report_months", "6", "6", f"{AMENDMENT}, article 3"),
    ("pic_floor_per_mille", "500", "1", "Appel à projets « Pass numériques » 2020"),
    ("action_starts_on", "2021-01-01", "2", REPORT),
    ("action_ends_on", "2023-07-30", "2", REPORT),
    ("convention_ends_on", "2023-07-30", "2", REPORT),
    ("correspondence_address", "societe.numerique@anct.gouv.fr", "6", f"{AMENDMENT}, article 3"),
)
AMENDED_PARAMETERS: tuple[tuple[str, str, str], ...] = (
    ("action_ends_on", "2023-12-31", "2"),
    ("convention_ends_on", "2023-12-31", "2"),
)

AMENDED_ARTICLES = (
    ArticleText(
        number="2",
        title="Durée de la convention",
        text=(
            "La présente convention est conclue à compter de la signature des parties avec une fin de "
            "la mise en œuvre de l'action prévue au plus tard le 31 décembre 2023."
        ),
        source=f"{AMENDMENT}, article 1",
    ),
    ArticleText(
        number="3",
        title="Coût et durée du projet",
        text=(
            "Le budget prévisionnel du projet est estimé à 550 000 euros.\n\n"
            "La durée prévisionnelle du projet est de 36 mois.\n\n"
            "Ce budget est détaillé par poste de dépenses et de ressources dans l'annexe technique et "
            "financière jointe en annexe de la présente convention.\n\n"
            "Les dépenses liées à la bonne mise en œuvre des stratégies locales d'inclusion numériques "
            "pourront être financées à hauteur de 10% maximum du total du projet (part Etat + part "
            "porteur de projet). Ces coûts annexes doivent recouvrir des dépenses nouvelles. Ces "
            "dépenses éligibles sont les études et accompagnements concourant au déploiement des Pass "
            "numériques.\n\n"
            "Durée de l'action : 36 mois à compter de la signature de la convention par les parties "
            "soit une fin de la mise en œuvre de l'action prévue le 31 décembre 2023."
        ),
        source=f"{AMENDMENT}, article 2",
    ),
    ArticleText(
        number="6",
        title="Obligations et évaluations intermédiaires et finale",
        text=(
            "Le Bénéficiaire s'engage à lancer la procédure d'acquisition de Pass numériques dans les "
            "2 mois maximum après la signature de la présente convention.\n\n"
            "Il s'engage à participer au moins une fois par mois au comité technique de suivi avec les "
            "autres collectivités subventionnées, organisé par l'ANCT, en faisant représenter la "
            "collectivité par un membre dûment désigné.\n\n"
            "Le Bénéficiaire devra fournir un rapport d'étape sur l'utilisation des Pass numériques sur "
            "son territoire au 31/01/2022 et au 31/07/2023. Ce rapport devra notamment comprendre le "
            "nombre de Pass numériques effectivement consommés en année pleine suivant l'échéancier de "
            "déploiement joint en annexe ainsi que les pièces justificatives des dépenses. Ce rapport "
            "sera transmis à l'ANCT et servira de base au règlement de l'aide par l'ANCT prévue à "
            "l'article 5.\n\n"
            "Les dépenses éligibles au titre de l'ingénierie sont les études et accompagnement "
            "concourant au déploiement des Pass numériques. Toutes les pièces justificatives de "
            "l'engagement de cette dépense devront être transmises par la collectivité et pourront "
            "faire l'objet de demandes complémentaires de la part de l'ANCT afin de s'assurer de la "
            "bonne réalisation des missions et de la concordance avec les objectifs de subventionnement "
            "ouvert au titre des dépenses éligibles à l'ingénierie.\n\n"
            "Un bilan quantitatif et qualitatif de la mise en œuvre du projet présenté à l'article 1er "
            "est transmis à l'ANCT dans les 6 mois qui suivent la clôture, soit au 1er juillet 2024. "
            "L'ANCT fournit un cadre de réponse en annexe à la convention, que la collectivité s'engage "
            "à respecter. "
            "La collectivité accepte par ailleurs de communiquer trimestriellement à l'ANCT les "
            "avancées concernant le déploiement des Pass numériques selon le cadre de réponse fourni "
            "en annexe.\n\n"
            "A l'achèvement du projet, un état des dépenses réalisées, attesté par le comptable "
            "public, est établi par le Bénéficiaire et transmis à l'ANCT.\n\n"
            "La cohérence du bilan avec les objectifs du projet fixés à l'article 1 conditionne le "
            "versement du solde.\n\n"
            "Les pièces justificatives des dépenses et le bilan du projet, ainsi que toute "
            "correspondance relative à l'exécution de la convention, doivent être transmises à "
            "l'adresse : societe.numerique@anct.gouv.fr"
        ),
        source=f"{AMENDMENT}, article 3",
    ),
)
