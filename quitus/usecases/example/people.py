"""Who receives pass, where and when: drawn from a seed, the same on every machine.

500 people receive ten pass each between December 2021 and 11 May 2023, slowly, then quicker; a few
receive them five by five, and six come back for five more: « plus de 5000 pass ».
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from quitus.kernel.calendar import is_working_day, month_bounds
from quitus.usecases.example.invented import LIVES_ON, POINTS, Point

SEED = "quitus : exemple du Pas-de-Calais"
BOOKLET = 10
SMALL_BOOKLET = 5
FIRST_SMALL_BOOKLETS_ON = date(2022, 10, 3)

# (month, people who receive their first pass that month); 500 in all.
PACE = (
    (date(2021, 12, 1), 6),
    (date(2022, 1, 1), 10),
    (date(2022, 2, 1), 12),
    (date(2022, 3, 1), 15),
    (date(2022, 4, 1), 15),
    (date(2022, 5, 1), 18),
    (date(2022, 6, 1), 20),
    (date(2022, 7, 1), 14),
    (date(2022, 8, 1), 8),
    (date(2022, 9, 1), 28),
    (date(2022, 10, 1), 34),
    (date(2022, 11, 1), 36),
    (date(2022, 12, 1), 28),
    (date(2023, 1, 1), 46),
    (date(2023, 2, 1), 48),
    (date(2023, 3, 1), 62),
    (date(2023, 4, 1), 62),
    (date(2023, 5, 1), 38),
)
IN_TWO_TIMES = 10
COMING_BACK = 6

# (publics, share per mille, age bands): RSA alone is above half, as the call for projects asks.
PUBLICS = (
    (("rsa",), 540, ("18_24", "25_39", "25_39", "40_59", "40_59")),
    (("rsa", "handicap"), 20, ("25_39", "40_59")),
    (("personne_agee",), 220, ("60_69", "70_over", "70_over")),
    (("collegien",), 90, ("under_12", "12_17", "12_17", "12_17")),
    (("handicap",), 80, ("25_39", "40_59", "60_69")),
    (("ase",), 50, ("12_17", "18_24")),
)
EVIDENCE = ("questionnaire", "questionnaire", "interview")
REFERRED = 300  # per mille of the people who come with a fiche d'orientation

FIRST_NAMES = (
    "Agathe Aimé Alban Alix Amélie Anaïs Armel Aurèle Aymeric Babette Bastien Blanche Brieuc "
    "Capucine Célestin Colette Cyprien Delphine Désiré Edmée Élie Emma Estelle Étienne Eugénie "
    "Fanny Firmin Flavien Gaël Ginette Gontran Honoré Inès Irène Jeannot Joséphine Justin Léonie "
    "Lucien Madeleine Mathurin Maxence Nicaise Odile Oscar Paulette Philibert Rémi Rose Sidonie "
    "Suzon Théophile Victoire Zacharie"
)
LAST_NAMES = (
    "Alouette Aubépine Bergeronnette Bouleau Bruyère Capucine Chardonneret Coquelicot Épervier "
    "Fougère Genêt Grive Hirondelle Houblon Lavandière Martinet Mésange Mouette Noisetier Oseille "
    "Pinson Primevère Roitelet Rossignol Sarcelle Sittelle Tilleul Tourterelle Vanneau Verdier"
)


@dataclass(frozen=True)
class Gift:
    """Pass received on one day: a booklet of ten, or one of five."""

    on: date
    size: int


@dataclass(frozen=True)
class Person:
    """An invented beneficiary, with what is recorded at the hand-over and the pass received.

    `presence` is how many of those pass the person will use in the end, if time allows.
    """

    reference: str
    first_name: str
    last_name: str
    age_band: str
    publics: tuple[str, ...]
    evidence: str
    point: Point
    referred_on: date | None
    gifts: tuple[Gift, ...]
    presence: int


def seeded(purpose: str) -> Random:
    """Draws that are the same everywhere; nothing secret ever comes from them."""
    return Random(f"{SEED} : {purpose}")  # noqa: S311


def people() -> list[Person]:
    """The 500 people, in the order of their first hand-out."""
    draw = seeded("personnes")
    found: list[Person] = []
    for month, count in PACE:
        days = working_days(month)
        for on in sorted(draw.choice(days) for _ in range(count)):
            found.append(_person(draw, len(found) + 1, on))
    return _with_small_booklets(found)


def working_days(month: date) -> list[date]:
    """The working days of a month on which pass are handed out, none after 11 May 2023."""
    first, last = month_bounds(month)
    last = min(last, LIVES_ON - timedelta(days=1))
    opening = max(first, date(2021, 12, 6))
    days = (opening + timedelta(days=step) for step in range((last - opening).days + 1))
    return [day for day in days if is_working_day(day)]


def _person(draw: Random, rank: int, on: date) -> Person:
    publics, _, ages = draw.choices(PUBLICS, weights=[share for _, share, _ in PUBLICS])[0]
    open_points = [point for point in POINTS if point.opened_on < on]
    point = draw.choice(open_points)
    referred_on = max(_working_day_before(on, draw.randint(2, 15)), point.opened_on)
    return Person(
        reference=f"EX-{rank:04d}",
        first_name=draw.choice(FIRST_NAMES.split()),
        last_name=draw.choice(LAST_NAMES.split()),
        age_band=draw.choice(ages),
        publics=publics,
        evidence=draw.choice(EVIDENCE),
        point=point,
        referred_on=referred_on if draw.randrange(1000) < REFERRED else None,
        gifts=(Gift(on, BOOKLET),),
        # One in ten leaves the booklet in a drawer; the others use most of it, or all.
        presence=0 if draw.randrange(10) == 0 else draw.choice((3, 5, 6, 8, 10, 10, 10, 10, 10)),
    )


def _with_small_booklets(found: list[Person]) -> list[Person]:
    """Spread, among those who come late enough, the few who receive booklets of five."""
    late = [
        rank for rank, person in enumerate(found) if FIRST_SMALL_BOOKLETS_ON <= person.gifts[0].on < date(2023, 3, 1)
    ]
    chosen = late[:: len(late) // (IN_TWO_TIMES + COMING_BACK)][: IN_TWO_TIMES + COMING_BACK]
    for place, rank in enumerate(chosen):
        person = found[rank]
        on = person.gifts[0].on
        again = _working_day_before(on + timedelta(days=50), 0)
        first = SMALL_BOOKLET if place < IN_TWO_TIMES else BOOKLET
        found[rank] = replace(
            person, gifts=(Gift(on, first), Gift(again, SMALL_BOOKLET)), presence=first + SMALL_BOOKLET
        )
    return found


def _working_day_before(on: date, days: int) -> date:
    """The last working day not after the day `days` before `on`, nor before 1 December 2021."""
    day = max(on - timedelta(days=days), date(2021, 12, 1))
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
