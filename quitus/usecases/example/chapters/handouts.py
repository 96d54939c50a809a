"""Referrals and hand-outs: from December 2021 to 11 May 2023, and those who still wait."""

from datetime import date

from quitus.domain.distribution import operations as distribution
from quitus.domain.vouchers import operations as vouchers
from quitus.kernel.ranges import NumberRange
from quitus.usecases import handout
from quitus.usecases.example.booklets import Plan
from quitus.usecases.example.invented import POINTS, agent_key
from quitus.usecases.example.people import Gift, Person
from quitus.usecases.example.stage import Diary, Stage

PRESCRIBERS = ("prescripteur", "prescripteur-2", "prescripteur-3")
# Who waits on 12 May 2023: first name, last name, age, publics, point, day, prescriber.
WAITING = (
    ("Colette", "Mésange", "70_over", ("personne_agee",), "arras", date(2023, 5, 9), "prescripteur"),
    ("Bastien", "Houblon", "25_39", ("rsa",), "arras", date(2023, 5, 10), "prescripteur-2"),
    ("Inès", "Genêt", "18_24", ("ase",), "lens", date(2023, 5, 10), "prescripteur"),
    ("Rémi", "Tilleul", "40_59", ("rsa", "handicap"), "arras", date(2023, 5, 11), "prescripteur"),
    ("Odile", "Verdier", "60_69", ("personne_agee",), "calais", date(2023, 5, 11), "prescripteur-3"),
)
NOT_REACHED = ("Firmin", "Sarcelle", "40_59", ("rsa",), "arras", date(2023, 1, 16), "prescripteur")
NOT_REACHED_ON = date(2023, 3, 6)
BLOCKED_ON = date(2023, 4, 18)


def write(diary: Diary, people: list[Person], plan: Plan) -> None:
    """Everybody is registered, referred for most, and receives one booklet or two."""
    for rank, person in enumerate(people):
        prescriber = PRESCRIBERS[rank % len(PRESCRIBERS)]
        if person.referred_on is not None:
            diary.on(person.referred_on, refer, person, prescriber)
        for gift in person.gifts:
            diary.on(gift.on, hand_out, person, gift, plan.gifts[person.reference, gift.on])
    for waiting in WAITING:
        diary.on(waiting[5], wait, *waiting)
    diary.on(NOT_REACHED[5], wait, *NOT_REACHED)
    diary.on(NOT_REACHED_ON, close_not_reached)
    lost = next(person for person in people if person.presence == 0 and person.gifts[0].on > date(2023, 1, 1))
    diary.on(BLOCKED_ON, block, lost, plan.gifts[lost.reference, lost.gifts[0].on])


def refer(stage: Stage, person: Person, prescriber: str) -> None:
    """A prescriber registers the person and issues a fiche d'orientation."""
    assert person.referred_on is not None
    referral = handout.refer_new_person(
        by=stage.by(prescriber),
        person=known_of(person),
        point_id=stage.ids[f"point {person.point.key}"],
        issued_on=person.referred_on,
    )
    stage.ids[f"referral {person.reference}"] = referral.pk


def known_of(person: Person) -> distribution.Person:
    """What is written of a person before anything is handed out."""
    return distribution.Person(
        first_name=person.first_name,
        last_name=person.last_name,
        age_band=person.age_band,
        commune=person.point.commune,
        publics=person.publics,
        far_evidence=person.evidence,
    )


def hand_out(stage: Stage, person: Person, gift: Gift, numbers: NumberRange) -> None:
    """The agent of the point hands out; a person without a fiche is registered on the spot."""
    by, point_id = stage.by(agent_key(person.point.key)), stage.ids[f"point {person.point.key}"]
    referral = stage.ids.pop(f"referral {person.reference}", None)
    if referral is None and person.reference not in stage.ids:
        made = handout.hand_out_on_the_spot(
            by=by, person=known_of(person), point_id=point_id, numbers=numbers, occurred_on=gift.on
        )
    else:
        made = distribution.hand_out(
            by=by,
            point_id=point_id,
            numbers=numbers,
            occurred_on=gift.on,
            referral_id=referral,
            beneficiary_id=stage.ids.get(person.reference),
        )
    stage.ids[person.reference] = made.beneficiary_id


def wait(
    stage: Stage,
    first_name: str,
    last_name: str,
    age_band: str,
    publics: tuple[str, ...],
    point: str,
    issued_on: date,
    prescriber: str,
) -> None:
    """A person referred who has not come yet."""
    referral = handout.refer_new_person(
        by=stage.by(prescriber),
        person=distribution.Person(
            first_name=first_name,
            last_name=last_name,
            age_band=age_band,
            commune=next(known.commune for known in POINTS if known.key == point),
            publics=publics,
            far_evidence="interview",
        ),
        point_id=stage.ids[f"point {point}"],
        issued_on=issued_on,
        note="Souhaite un rendez-vous en matinée (exemple)",
    )
    stage.ids[f"waiting {first_name} {last_name}"] = referral.pk


def close_not_reached(stage: Stage) -> None:
    """A fiche that ends without a hand-out, with its reason."""
    distribution.close_referral(
        by=stage.by("mandataire"),
        referral_id=stage.ids["waiting Firmin Sarcelle"],
        closed_on=NOT_REACHED_ON,
        reason="not_reached",
    )


def block(stage: Stage, person: Person, numbers: NumberRange) -> None:
    """A person says that the booklet is lost: it is blocked."""
    vouchers.block_range(
        by=stage.by(agent_key(person.point.key)),
        numbers=numbers,
        occurred_on=BLOCKED_ON,
        reason="Carnet perdu par le bénéficiaire (exemple)",
    )
