"""What the act does not say: invented, plausible for the Pas-de-Calais, marked « exemple ».

Every name here carries the word *exemple* or *Exemple*. What must be replaced by the programme's
own text (the payment schedule of article 5, the funder's frameworks) says so: « exemple, à
remplacer ». SIRET numbers have a valid key but begin with zeros, which no real one does.
"""

from dataclasses import dataclass
from datetime import date

from quitus.domain.organisations import roles

TO_REPLACE = "exemple, à remplacer"
SLUG = "pas-de-calais"
SCHEME_NAME = "Pass numériques du Pas-de-Calais (exemple)"
LIVES_ON = date(2023, 5, 12)
OPERATOR = "Opérateur Exemple Carnets"
OPERATOR_SIRET = "00000010900017"
ACCOUNTANT_OFFICE = "Paierie départementale (exemple)"
ENGINEERING_FIRM = "Cabinet Exemple Études numériques"
TRAINING_BODY = "Organisme Exemple Formation"
PRINTED_MATTER = "Imprimerie Exemple"
MAIL_DOMAIN = "exemple.quitus.test"


@dataclass(frozen=True)
class Someone:
    """A person who works in the example, and in which role; `signs_in` for one of each role."""

    key: str
    full_name: str
    role: str
    employer: str
    signs_in: bool = False

    @property
    def email(self) -> str:
        """The address under which this person has an account."""
        return f"{self.key}@{MAIL_DOMAIN}"


@dataclass(frozen=True)
class Point:
    """A distribution point: a *Maison des solidarités* in a real commune."""

    key: str
    commune: str
    territory: str
    opened_on: date

    @property
    def name(self) -> str:
        """The point's name as screens show it."""
        return f"Maison des solidarités de {self.commune} (exemple)"


@dataclass(frozen=True)
class Site:
    """A venue of a structure.

    `weekdays` are those of its sessions (0 is Monday); `services` are codes of the national
    catalogue, the most asked first.
    """

    key: str
    name: str
    commune: str
    postcode: str
    territories: tuple[str, ...]
    weekdays: tuple[int, ...]
    services: tuple[str, ...]
    is_mobile: bool = False


@dataclass(frozen=True)
class Structure:
    """A structure with its venues, qualified from a day on; public ones cash through a régie."""

    key: str
    name: str
    short_name: str
    siret: str
    commune: str
    postcode: str
    iban: str
    applied_on: date
    qualified_on: date | None
    sites: tuple[Site, ...]
    is_public: bool = False


PEOPLE = (
    Someone("responsable", "Ariane Exemple", roles.MANAGER, "authority", True),
    Someone("finances", "Basile Exemple", roles.FINANCE, "authority", True),
    Someone("regisseur", "Clémence Exemple", roles.IMPREST_HOLDER, "authority", True),
    Someone("suppleant", "Diane Exemple", roles.IMPREST_HOLDER, "authority"),
    Someone("mandataire", "Émile Exemple", roles.HANDOUT_AGENT, "authority", True),
    Someone("prescripteur", "Flora Exemple", roles.PRESCRIBER, "authority", True),
    Someone("mediateur", "Gaspard Exemple", roles.MEDIATOR, "lens", True),
    Someone("operateur", "Hortense Exemple", roles.OPERATOR, "operator", True),
    Someone("anct", "Isidore Exemple", roles.FUNDER, "funder", True),
    Someone("comptable", "Jeanne Exemple", roles.ACCOUNTANT, "accountant", True),
    Someone("administrateur", "Kléber Exemple", roles.ADMINISTRATOR, "authority", True),
)
AGENT_NAMES = {
    "lens": "Lucie Exemple",
    "bethune": "Marius Exemple",
    "boulogne": "Noémie Exemple",
    "lievin": "Octave Exemple",
    "calais": "Perrine Exemple",
    "saint-omer": "Quentin Exemple",
    "henin": "Rosalie Exemple",
    "bruay": "Siméon Exemple",
    "montreuil": "Thaïs Exemple",
    "saint-pol": "Ulysse Exemple",
    "avion": "Violette Exemple",
}
MEDIATOR_NAMES = {
    "arras": "Wilfried Exemple",
    "boulogne": "Xavière Exemple",
    "calais": "Yann Exemple",
    "audomarois": "Zélie Exemple",
    "bus": "Anatole Exemple",
    "bethune": "Bérénice Exemple",
    "canche": "Côme Exemple",
}

POINTS = (
    Point("arras", "Arras", "arrageois", date(2021, 11, 29)),
    Point("lens", "Lens", "bassin minier", date(2021, 11, 29)),
    Point("bethune", "Béthune", "artois", date(2021, 11, 30)),
    Point("boulogne", "Boulogne-sur-Mer", "boulonnais", date(2021, 11, 30)),
    Point("lievin", "Liévin", "bassin minier", date(2022, 2, 1)),
    Point("calais", "Calais", "calaisis", date(2022, 2, 15)),
    Point("saint-omer", "Saint-Omer", "audomarois", date(2022, 5, 16)),
    Point("henin", "Hénin-Beaumont", "bassin minier", date(2022, 6, 1)),
    Point("bruay", "Bruay-la-Buissière", "artois", date(2022, 9, 5)),
    Point("montreuil", "Montreuil-sur-Mer", "montreuillois", date(2022, 9, 19)),
    Point("saint-pol", "Saint-Pol-sur-Ternoise", "ternois", date(2022, 10, 3)),
    Point("avion", "Avion", "bassin minier", date(2022, 10, 10)),
)

STRUCTURES = (
    Structure(
        "arras",
        "Médiathèque Exemple des Deux-Places",
        "Médiathèque Exemple",
        "00000001800010",
        "Arras",
        "62000",
        "FR7600000000000000000000194",
        date(2021, 10, 18),
        date(2021, 11, 26),
        (
            Site(
                "arras",
                "Médiathèque Exemple des Deux-Places",
                "Arras",
                "62000",
                ("arrageois",),
                (1, 3),
                ("outils", "demarches", "securite", "loisirs"),
            ),
        ),
        is_public=True,
    ),
    Structure(
        "lens",
        "Centre social Exemple du Bassin minier",
        "Centre social Exemple",
        "00000002600013",
        "Lens",
        "62300",
        "FR7600000000000000000000291",
        date(2021, 10, 20),
        date(2021, 11, 26),
        (
            Site(
                "lens",
                "Centre social Exemple, Lens",
                "Lens",
                "62300",
                ("bassin minier",),
                (0, 3),
                ("demarches", "outils", "emploi", "parentalite"),
            ),
            Site(
                "lievin",
                "Centre social Exemple, Liévin",
                "Liévin",
                "62800",
                ("bassin minier",),
                (1, 4),
                ("demarches", "emploi", "outils"),
            ),
            Site(
                "henin",
                "Centre social Exemple, Hénin-Beaumont",
                "Hénin-Beaumont",
                "62110",
                ("bassin minier",),
                (2,),
                ("outils", "demarches", "acces"),
            ),
        ),
    ),
    Structure(
        "boulogne",
        "Espace public numérique Exemple du Port",
        "EPN Exemple du Port",
        "00000003400017",
        "Boulogne-sur-Mer",
        "62200",
        "FR7600000000000000000000388",
        date(2021, 10, 25),
        date(2021, 12, 3),
        (
            Site(
                "boulogne",
                "EPN Exemple du Port",
                "Boulogne-sur-Mer",
                "62200",
                ("boulonnais",),
                (1, 4),
                ("outils", "demarches", "comprehension", "emploi"),
            ),
            Site(
                "outreau", "EPN Exemple, Outreau", "Outreau", "62230", ("boulonnais",), (2,), ("outils", "parentalite")
            ),
        ),
    ),
    Structure(
        "calais",
        "Espace numérique Exemple du Calaisis",
        "Espace Exemple du Calaisis",
        "00000004200010",
        "Calais",
        "62100",
        "FR7600000000000000000000485",
        date(2022, 1, 17),
        date(2022, 2, 21),
        (
            Site(
                "calais",
                "Espace numérique Exemple du Calaisis",
                "Calais",
                "62100",
                ("calaisis",),
                (0, 2),
                ("demarches", "outils", "emploi", "acces"),
            ),
        ),
    ),
    Structure(
        "audomarois",
        "Association Exemple Clic sur l'Aa",
        "Exemple Clic sur l'Aa",
        "00000005900014",
        "Saint-Omer",
        "62500",
        "FR7600000000000000000000582",
        date(2022, 4, 11),
        date(2022, 5, 20),
        (
            Site(
                "saint-omer",
                "Exemple Clic sur l'Aa, Saint-Omer",
                "Saint-Omer",
                "62500",
                ("audomarois",),
                (1, 3),
                ("outils", "securite", "demarches"),
            ),
            Site(
                "arques",
                "Exemple Clic sur l'Aa, Arques",
                "Arques",
                "62510",
                ("audomarois",),
                (4,),
                ("outils", "loisirs"),
            ),
        ),
    ),
    Structure(
        "bus",
        "Bus numérique Exemple des Sept-Vallées",
        "Bus Exemple",
        "00000006700017",
        "Hesdin",
        "62140",
        "FR7600000000000000000000679",
        date(2022, 8, 29),
        date(2022, 9, 26),
        (
            Site(
                "bus",
                "Bus numérique Exemple",
                "Hesdin",
                "62140",
                ("montreuillois", "ternois", "arrageois"),
                (2, 4),
                ("demarches", "outils", "acces", "materiel"),
                is_mobile=True,
            ),
        ),
    ),
    Structure(
        "bethune",
        "Maison Exemple des usages numériques",
        "Maison Exemple des usages",
        "00000007500010",
        "Béthune",
        "62400",
        "FR7600000000000000000000776",
        date(2021, 11, 8),
        date(2021, 12, 10),
        (
            Site(
                "bethune",
                "Maison Exemple des usages, Béthune",
                "Béthune",
                "62400",
                ("artois",),
                (0, 3),
                ("outils", "emploi", "demarches", "comprehension"),
            ),
            Site(
                "bruay",
                "Maison Exemple des usages, Bruay",
                "Bruay-la-Buissière",
                "62700",
                ("artois",),
                (1,),
                ("demarches", "outils", "parentalite"),
            ),
        ),
    ),
    Structure(
        "canche",
        "Médiathèque Exemple de la Canche",
        "Médiathèque de la Canche (exemple)",
        "00000008300014",
        "Montreuil-sur-Mer",
        "62170",
        "FR7600000000000000000000873",
        date(2022, 8, 30),
        date(2022, 9, 30),
        (
            Site(
                "montreuil",
                "Médiathèque Exemple de la Canche",
                "Montreuil-sur-Mer",
                "62170",
                ("montreuillois",),
                (3,),
                ("outils", "loisirs", "securite"),
            ),
        ),
        is_public=True,
    ),
    Structure(
        "avion",
        "Café numérique Exemple d'Avion",
        "Café Exemple",
        "00000009100017",
        "Avion",
        "62210",
        "FR7600000000000000000000970",
        date(2023, 5, 4),
        None,
        (Site("avion", "Café numérique Exemple", "Avion", "62210", ("bassin minier",), (2, 4), ("outils", "emploi")),),
    ),
)
