"""The imprest: its act, its people, its points, and what moves between them."""

from dataclasses import replace
from datetime import date, timedelta

from quitus.domain.distribution import catalogue
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.regie import Terms
from quitus.kernel.calendar import next_working_day
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.usecases.example.booklets import LAST_SUPPLY_ON, LAST_TRANSFER, RETURNED, Plan
from quitus.usecases.example.invented import POINTS, Point, agent_key
from quitus.usecases.example.paper import pdf
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.example.structures import STRUCTURES
from quitus.usecases.regie import AMENDMENT, enter_assent

PROPOSED_ON = date(2021, 9, 27)
ASSENT_ON = date(2021, 10, 8)
CONSTITUTED_ON = date(2021, 10, 12)
APPOINTED_ON = date(2021, 10, 18)
SUBSTITUTE = (date(2022, 7, 11), date(2022, 8, 31))
CEILING_CENTS = 2_500_000
RAISED_CEILING_CENTS = 3_000_000
SUB_REGIE, SUB_REGIE_ON = "calais", date(2023, 1, 9)
SUB_REGIE_CEILING_CENTS = 600_000
MANDATED = STRUCTURES[0].key
ACT = "Arrêté n° 2021-R-EXEMPLE"
TERMS = Terms(
    purpose="Distribution des pass numériques aux personnes orientées par les services du Département (exemple)",
    ceiling_cents=CEILING_CENTS,
    allowed=frozenset({catalogue.HAND_OUT, catalogue.OPEN_POINTS}),
    periodicity="monthly",
    address="Hôtel du Département, rue Ferdinand Buisson, 62018 Arras Cedex 9",
    accounting_office="Paierie départementale du Pas-de-Calais (exemple)",
)


def write(diary: Diary, plan: Plan) -> None:
    """Constituted in autumn 2021, before any stock; points open one after the other."""
    diary.on(PROPOSED_ON, propose)
    diary.on(ASSENT_ON, assent)
    diary.on(CONSTITUTED_ON, constitute)
    diary.on(APPOINTED_ON, appoint, "regisseur", catalogue.HOLDER, APPOINTED_ON)
    diary.on(date(2022, 7, 4), appoint, "suppleant", catalogue.SUBSTITUTE, *SUBSTITUTE)
    for point in POINTS:
        diary.on(next_working_day(point.opened_on - timedelta(days=7)), open_point, point)
    diary.on(date(2022, 9, 12), amend)
    diary.on(SUB_REGIE_ON, make_sub_regie, SUB_REGIE)
    diary.on(date(2023, 5, 2), propose_mandate)
    for day, numbers in plan.supplies:
        diary.on(day, supply, day, numbers)
    for day, point, numbers in plan.transfers:
        diary.on(day, transfer, day, point, numbers)
    if plan.returned is not None:
        diary.on(RETURNED[1], give_back, plan.returned)


def propose(stage: Stage) -> None:
    """The authority proposes a régie to its accountant."""
    stage.ids["imprest"] = distribution.propose_imprest(
        by=stage.by("responsable"),
        name="Régie d'avances Pass numériques (exemple)",
        terms=TERMS,
    ).pk


def assent(stage: Stage) -> None:
    """The accountant agrees, first."""
    distribution.assent_to_imprest(by=stage.by("comptable"), imprest_id=stage.ids["imprest"], assent_on=ASSENT_ON)


def constitute(stage: Stage) -> None:
    """The act is signed: there is a safe."""
    distribution.open_imprest(
        by=stage.by("responsable"),
        imprest_id=stage.ids["imprest"],
        constituted_on=CONSTITUTED_ON,
        act_reference=ACT,
    )


def amend(stage: Stage) -> None:
    """More points, hence a higher ceiling from October 2022; the accountant agreed on paper, entered with its scan."""
    amendment = distribution.propose_imprest_amendment(
        by=stage.by("responsable"),
        imprest_id=stage.ids["imprest"],
        terms=replace(TERMS, ceiling_cents=RAISED_CEILING_CENTS),
        reason="Trois points de distribution de plus à l'automne (exemple)",
    )
    enter_assent(
        by=stage.by("responsable"),
        to=AMENDMENT,
        subject_id=amendment.pk,
        assent_on=today(),
        signed_by="Paul Exemple",
        quality="fondé de pouvoir (exemple)",
        file_name="avis-avenant-exemple.pdf",
        content=pdf(["Avis conforme sur l'avenant n° 1 à l'acte constitutif de la régie."]),
    )
    distribution.adopt_imprest_amendment(
        by=stage.by("responsable"),
        amendment_id=amendment.pk,
        adopted_on=today(),
        act_reference=f"{ACT}, avenant 1",
        starts_on=date(2022, 10, 1),
    )


def make_sub_regie(stage: Stage, key: str) -> None:
    """A point far from the safe becomes a sous-régie; its agent answers for it."""
    sub_regie = distribution.propose_sub_regie(
        by=stage.by("responsable"), point_id=stage.ids[f"point {key}"], ceiling_cents=SUB_REGIE_CEILING_CENTS
    )
    distribution.assent_to_sub_regie(by=stage.by("comptable"), sub_regie_id=sub_regie.pk, assent_on=today())
    distribution.open_sub_regie(
        by=stage.by("responsable"), sub_regie_id=sub_regie.pk, adopted_on=today(), act_reference=f"{ACT}, sous-régie"
    )
    appoint(stage, agent_key(key), catalogue.SUB_HOLDER, today(), point=key)


def propose_mandate(stage: Stage) -> None:
    """A structure could distribute for the authority: the accountant is asked first, and has not answered yet."""
    distribution.propose_mandate(
        by=stage.by("responsable"),
        body_id=stage.organisations[MANDATED].pk,
        purpose="Remettre des pass aux jeunes suivis par la structure (exemple)",
        ceiling_cents=500_000,
        starts_on=date(2023, 9, 1),
        ends_on=date(2024, 8, 31),
    )


def appoint(stage: Stage, key: str, kind: str, starts_on: date, ends_on: date | None = None, point: str = "") -> None:
    """Somebody is appointed, on the accountant's assent."""
    user_id = stage.by(key).user_id
    assert user_id is not None
    appointment = distribution.appoint(
        by=stage.by("responsable"),
        imprest_id=stage.ids["imprest"],
        user_id=user_id,
        kind=kind,
        act_reference=f"{ACT}, nomination",
        starts_on=starts_on,
        ends_on=ends_on,
        point_id=stage.ids[f"point {point}"] if point else None,
    )
    distribution.assent_to_appointment(
        by=stage.by("comptable"),
        appointment_id=appointment.pk,
        assent_on=min(starts_on, today()),
    )


def open_point(stage: Stage, point: Point) -> None:
    """A Maison des solidarités becomes a point, with its agent."""
    stage.ids[f"point {point.key}"] = distribution.open_point(
        by=stage.by("responsable"),
        imprest_id=stage.ids["imprest"],
        name=point.name,
        commune=point.commune,
        opened_on=point.opened_on,
        organisation_name="Département du Pas-de-Calais",
        address="1 place de l'Exemple",
    ).pk
    appoint(stage, agent_key(point.key), catalogue.AGENT, point.opened_on, point=point.key)


def supply(stage: Stage, day: date, numbers: NumberRange) -> None:
    """The accountant supplies the safe; the imprest holder signs, but for the last slip."""
    slip = distribution.supply_safe(
        by=stage.by("comptable"), imprest_id=stage.ids["imprest"], numbers=numbers, occurred_on=day
    )
    if day != LAST_SUPPLY_ON:
        distribution.acknowledge_slip(by=stage.by(keeper(day)), slip_id=slip.pk, received_on=day)


def transfer(stage: Stage, day: date, point: Point, numbers: NumberRange) -> None:
    """The safe supplies a point; its agent signs, but for the last slip."""
    slip = distribution.transfer_to_point(
        by=stage.by(keeper(day)),
        point_id=stage.ids[f"point {point.key}"],
        numbers=numbers,
        occurred_on=day,
    )
    if (point.key, day) != LAST_TRANSFER:
        distribution.acknowledge_slip(by=stage.by(agent_key(point.key)), slip_id=slip.pk, received_on=day)


def keeper(day: date) -> str:
    """The imprest holder, or the substitute in summer 2022."""
    return "suppleant" if SUBSTITUTE[0] <= day <= SUBSTITUTE[1] else "regisseur"


def give_back(stage: Stage, numbers: NumberRange) -> None:
    """A point that has too many gives a booklet back to the safe."""
    slip = distribution.return_from_point(
        by=stage.by(agent_key(RETURNED[0])),
        point_id=stage.ids[f"point {RETURNED[0]}"],
        numbers=numbers,
        occurred_on=RETURNED[1],
        note="Stock trop élevé (exemple)",
    )
    distribution.acknowledge_slip(by=stage.by("regisseur"), slip_id=slip.pk, received_on=RETURNED[1])
