"""Pass taken by venues, session by session, and the few takings undone."""

from collections.abc import Iterator, Sequence
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from quitus.domain.redemption import operations as redemption
from quitus.domain.redemption import rules
from quitus.usecases.example.booklets import Plan
from quitus.usecases.example.invented import mediator_key
from quitus.usecases.example.people import Person
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.example.visits import Session
from quitus.usecases.redeem import undo_redemption

# Of so many sessions, one where a pass is taken under the wrong service, undone, and taken again.
CORRECTED_EVERY = 140
# The session where a pass is undone because the service was not given.
NOT_GIVEN = 400


def write(diary: Diary, people: list[Person], sessions: Sequence[Session], plan: Plan) -> None:
    """Each person's pass are used in order."""
    pass_of = {person.reference: numbers_of(person, plan) for person in people}
    for rank, session in enumerate(sessions, start=1):
        numbers = [number for use in session.uses for number in islice(pass_of[use.person.reference], use.count)]
        diary.on(session.on, redeem, session, numbers, rank)


def numbers_of(person: Person, plan: Plan) -> Iterator[int]:
    """The numbers of a person's pass, in the order in which they were received."""
    for gift in person.gifts:
        received = plan.gifts[person.reference, gift.on]
        yield from range(received.first, received.last + 1)


def redeem(stage: Stage, session: Session, numbers: Sequence[int], rank: int) -> None:
    """The mediator types the pass of a session; now and then one is corrected at once."""
    taken = list(numbers)
    if rank % CORRECTED_EVERY == 0:
        wrong = next(service for service in session.site.services if service != session.service)
        take(stage, session, taken[:1], wrong, f"{rank}-wrong")
        undo(stage, session, taken[0], rules.WRONG_SERVICE)
    take(stage, session, taken, session.service, str(rank))
    if rank == NOT_GIVEN:
        undo(stage, session, taken[0], rules.SERVICE_NOT_GIVEN)


def take(stage: Stage, session: Session, numbers: Sequence[int], service: str, name: str) -> None:
    """One request for all the pass of a session; every one of them must be taken."""
    answers = redemption.redeem(
        by=stage.by(mediator_key(session.structure.key)),
        venue_id=stage.ids[f"venue {session.site.key}"],
        service_code=service,
        service_on=session.on,
        request=uuid5(NAMESPACE_URL, f"quitus:exemple:{name}"),
        numbers=numbers,
        people_count=len(session.uses),
    )
    for answer in answers:
        if answer.refusal is not None:
            raise answer.refusal


def undo(stage: Stage, session: Session, number: int, reason: str) -> None:
    """The first taking of a pass is undone."""
    undo_redemption(by=stage.by(mediator_key(session.structure.key)), number=number, turn=1, reason_code=reason)
