"""The invented structures and their venues, all marked *exemple*."""

from dataclasses import dataclass
from datetime import date


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
                (0,),
                ("demarches", "outils", "emploi", "parentalite"),
            ),
            Site(
                "lievin",
                "Centre social Exemple, Liévin",
                "Liévin",
                "62800",
                ("bassin minier",),
                (1,),
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
                (1,),
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
                (0,),
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
                (1,),
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
                (2,),
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
                (0,),
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
