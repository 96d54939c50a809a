"""What the act does not say: invented, plausible for the Pas-de-Calais, marked « exemple ».

Every name here carries the word *exemple* or *Exemple*. What must be replaced by the programme's
own text (the payment schedule of article 5, the funder's frameworks) says so: « exemple, à
remplacer ». SIRET numbers have a valid key but begin with zeros, which no real one does.
"""

from dataclasses import dataclass
from datetime import date

from quitus.domain.organisations import roles
from quitus.kernel.text import sort_key
from quitus.usecases.example.structures import STRUCTURES

TO_REPLACE = "exemple, à remplacer"
SLUG = "pas-de-calais"
SCHEME_NAME = "Pass numériques du Pas-de-Calais (exemple)"
BEGINNING = date(2020, 7, 1)
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
    """A person who works in the example: in which role, for whom, from when.

    `signs_in` for one of each role. `employer` is a key of the organisations of the example.
    """

    key: str
    full_name: str
    role: str
    employer: str
    signs_in: bool = False
    since: date = BEGINNING

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
        of = "d'" if sort_key(self.commune)[0] in "aeiouh" else "de "
        return f"Maison des solidarités {of}{self.commune} (exemple)"


OFFICE = (
    Someone("responsable", "Ariane Exemple", roles.MANAGER, "authority", True),
    Someone("finances", "Basile Exemple", roles.FINANCE, "authority", True),
    Someone("regisseur", "Clémence Exemple", roles.IMPREST_HOLDER, "authority", True),
    Someone("suppleant", "Diane Exemple", roles.IMPREST_HOLDER, "authority"),
    Someone("prescripteur", "Flora Exemple", roles.PRESCRIBER, "authority", True),
    Someone("prescripteur-2", "Donatien Exemple", roles.PRESCRIBER, "authority"),
    Someone("prescripteur-3", "Éloïse Exemple", roles.PRESCRIBER, "authority"),
    Someone("operateur", "Hortense Exemple", roles.OPERATOR, "operator", True, date(2021, 10, 4)),
    Someone("anct", "Isidore Exemple", roles.FUNDER, "funder", True),
    Someone("comptable", "Jeanne Exemple", roles.ACCOUNTANT, "accountant", True),
    Someone("administrateur", "Kléber Exemple", roles.ADMINISTRATOR, "authority", True),
    Someone("assemblees", "Yvonne Exemple", roles.ASSEMBLY, "authority", True),
)
AGENT_NAMES = {
    "arras": "Émile Exemple",
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
    "lens": "Gaspard Exemple",
    "boulogne": "Xavière Exemple",
    "calais": "Yann Exemple",
    "audomarois": "Zélie Exemple",
    "bus": "Anatole Exemple",
    "bethune": "Bérénice Exemple",
    "canche": "Côme Exemple",
}
SIGN_IN_POINT, SIGN_IN_STRUCTURE = "arras", "lens"

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


def agent_key(point: str) -> str:
    """The key of the agent of a point."""
    return "mandataire" if point == SIGN_IN_POINT else f"mandataire-{point}"


def mediator_key(structure: str) -> str:
    """The key of the mediator of a structure."""
    return "mediateur" if structure == SIGN_IN_STRUCTURE else f"mediateur-{structure}"


PEOPLE = (
    *OFFICE,
    *(
        Someone(
            agent_key(point.key),
            AGENT_NAMES[point.key],
            roles.HANDOUT_AGENT,
            "authority",
            point.key == SIGN_IN_POINT,
            date(2021, 10, 1),
        )
        for point in POINTS
    ),
    *(
        Someone(
            mediator_key(structure.key),
            MEDIATOR_NAMES[structure.key],
            roles.MEDIATOR,
            structure.key,
            structure.key == SIGN_IN_STRUCTURE,
            structure.applied_on,
        )
        for structure in STRUCTURES
        if structure.key in MEDIATOR_NAMES
    ),
)
