"""A point is counted and a booklet is missing; the accountant controls the régie."""

from datetime import date

from quitus.domain.controls import catalogue, operations, queries
from quitus.domain.controls.operations import WhatHappened
from quitus.domain.distribution import queries as custody
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.usecases.example.booklets import LOST, Plan
from quitus.usecases.example.invented import agent_key
from quitus.usecases.example.stage import Diary, Stage

CONTROLLED_ON = date(2023, 3, 16)
ANSWERED_ON = date(2023, 3, 23)
SLIPS_BY = date(2023, 5, 31)


def write(diary: Diary, plan: Plan) -> None:
    """An inventory in February 2023, a control in March; one finding still waits for its answer."""
    if plan.lost is not None:
        diary.on(LOST[1], count_point, plan.lost)
    diary.on(CONTROLLED_ON, control)
    diary.on(ANSWERED_ON, answer)


def count_point(stage: Stage, lost: NumberRange) -> None:
    """The agent of a point counts: one booklet is not there, declared lost and blocked at once."""
    agent = stage.by(agent_key(LOST[0]))
    holder_id = custody.point(stage.ids[f"point {LOST[0]}"]).holder.pk
    inventory = operations.open_inventory(by=agent, holder_ids=[holder_id], purpose=catalogue.ROUTINE)
    there = [part for numbers in custody.ranges(holder_id) for part in numbers.minus(lost)]
    operations.count_pass(by=agent, place_id=inventory.places.get().pk, ranges=there, way=catalogue.RANGE)
    operations.close_count(by=agent, inventory_id=inventory.pk)
    (gap,) = queries.differences(inventory.pk)
    what = WhatHappened(
        kind=catalogue.LOSS,
        occurred_on=today(),
        discovered_on=today(),
        circumstances="Carnet introuvable au comptage du point, armoire fermée à clé (exemple)",
    )
    operations.open_loss_file(by=agent, holder_id=holder_id, ranges=[lost], what=what, difference_id=gap.pk)
    operations.conclude_inventory(
        by=agent, inventory_id=inventory.pk, concluded_on=today(), conclusion="Un carnet manquant, déclaré perdu."
    )
    _sign(stage, agent_key(LOST[0]), catalogue.INVENTORY, inventory.pk, catalogue.COUNTER, "Mandataire")


def control(stage: Stage) -> None:
    """The accountant counts the safe and writes two findings."""
    accountant = stage.by("comptable")
    safe_id = custody.imprest(stage.ids["imprest"]).safe.pk
    inventory = operations.open_inventory(by=accountant, holder_ids=[safe_id], purpose=catalogue.CONTROL)
    held = custody.ranges(safe_id)
    if held:
        operations.count_pass(by=accountant, place_id=inventory.places.get().pk, ranges=held, way=catalogue.RANGE)
    operations.close_count(by=accountant, inventory_id=inventory.pk)
    operations.conclude_inventory(by=accountant, inventory_id=inventory.pk, concluded_on=today())
    made = operations.write_control(
        by=accountant,
        imprest_id=stage.ids["imprest"],
        side=catalogue.ACCOUNTANT,
        controller_name=accountant.label,
        controller_quality="Comptable public (exemple)",
        controlled_on=today(),
        inventory_id=inventory.pk,
        observations="Coffre compté en présence du régisseur : aucun écart. Registre à jour (exemple).",
    )
    stage.ids["control"] = made.pk
    for text, request, due_on in (
        ("Un carnet perdu au point de Bruay en février.", "Faire compter les points chaque trimestre.", None),
        ("Des bordereaux de transfert sont confirmés avec retard.", "Confirmer le jour même.", SLIPS_BY),
    ):
        operations.add_finding(by=accountant, control_id=made.pk, text=text, request=request, due_on=due_on)
    _sign(stage, "comptable", catalogue.CONTROL_MINUTES, made.pk, catalogue.CONTROLLER, "Comptable public (exemple)")


def answer(stage: Stage) -> None:
    """The imprest holder answers the first finding."""
    first = queries.control(stage.ids["control"]).findings.all()[0]
    operations.answer_finding(
        by=stage.by("regisseur"),
        finding_id=first.pk,
        answer="Chaque point est compté au premier jour du trimestre (exemple).",
        answered_on=today(),
    )


def _sign(stage: Stage, key: str, subject_kind: str, subject_id: int, party: str, quality: str) -> None:
    operations.sign_minutes(
        by=stage.by(key),
        subject_kind=subject_kind,
        subject_id=subject_id,
        party=party,
        signed_on=today(),
        quality=quality,
    )
