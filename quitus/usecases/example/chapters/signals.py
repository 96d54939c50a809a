"""A tired mediator mistypes many codes one afternoon; the lines are looked at, and the authority asks."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from quitus.domain.redemption import operations as redemption
from quitus.domain.signals import operations, queries, reading, rules
from quitus.kernel.actors import Actor
from quitus.usecases.example.invented import mediator_key
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.example.structures import STRUCTURES

MISTYPED_ON = date(2023, 5, 9)
LOOKED_ON = date(2023, 5, 10)
TIMES = 16


def write(diary: Diary) -> None:
    """Three days before the day on which the example lives."""
    diary.on(MISTYPED_ON, mistype)
    diary.on(LOOKED_ON, look)


def mistype(stage: Stage) -> None:
    """Codes that are none, one after the other."""
    structure = next(one for one in STRUCTURES if one.qualified_on is not None)
    site = structure.sites[0]
    for rank in range(TIMES):
        redemption.redeem(
            by=stage.by(mediator_key(structure.key)),
            venue_id=stage.ids[f"venue {site.key}"],
            service_code=site.services[0],
            service_on=MISTYPED_ON,
            request=uuid5(NAMESPACE_URL, f"quitus:exemple:erreur-{rank}"),
            codes=[f"00000-0000{rank:X}-0000"],
        )


def look(stage: Stage) -> None:
    """What the job of each night does, then the question of the authority."""
    looked = operations.look_for_signals(
        by=Actor.system(),
        taken_to=redemption.settled_takings(),
        undone_to=redemption.settled_reversals(),
        wrong_to=reading.settled_attempts(),
    )
    assert not looked.left, "all the lines of the example are looked at in one go"
    signal = queries.signals(kind=rules.WRONG_CODES).get()
    operations.ask_venue(
        by=stage.by("responsable"),
        signal_id=signal.pk,
        question="Seize codes erronés le 9 mai : les caractères imprimés sont-ils lisibles ? (exemple)",
    )
