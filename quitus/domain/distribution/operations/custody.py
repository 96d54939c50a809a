"""The one way in which pass change hands: a range, from one holder to another, on a slip."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg.types.range import Range

from quitus.domain.distribution import rules, states
from quitus.domain.distribution.errors import MovedBeforeItArrived, NotInThatCustody
from quitus.domain.distribution.models import Holder, Holding, Movement, Slip
from quitus.kernel.actors import Actor
from quitus.kernel.locks import lock
from quitus.kernel.ranges import NumberRange
from quitus.kernel.tenancy import current_scheme_id

NEXT = """
INSERT INTO distribution_numbering (scheme_id, series, last) VALUES (%s, %s, 1)
ON CONFLICT (scheme_id, series) DO UPDATE SET last = distribution_numbering.last + 1
RETURNING last
"""


def number_paper(letter: str, on: date) -> str:
    """The next number of a kind of paper in the year of `on`: `B2022-0137`. Nobody else numbers until the commit."""
    series = f"{letter}{on.year}"
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [current_scheme_id(), series])
        (last,) = cursor.fetchone()
    return f"{series}-{last:04d}"


def as_range(numbers: NumberRange) -> Range[int]:
    """The numbers as the database writes a range."""
    return Range(numbers.first, numbers.last + 1, "[)")


def only_holder(kind: str) -> Holder:
    """The holder of a kind that stands once in each scheme (accountant, beneficiaries, lost…)."""
    found, _ = Holder.objects.get_or_create(
        scheme_id=current_scheme_id(), kind=kind, defaults={"label": states.CUSTODY_LABELS[kind]}
    )
    return found


def locked_holder(holder_id: int) -> Holder:
    """The holder from whom pass leave, locked: movements out of one hand come one after the other.

    Holdings of a holder change only under this lock, so that what is read next stays true.
    """
    (found,) = lock(Holder.objects.filter(pk=holder_id))
    return found


def locked_point_holder(point_id: int) -> Holder:
    """What a point of distribution holds, locked as `locked_holder` does."""
    (found,) = lock(Holder.objects.filter(point_id=point_id))
    return found


@dataclass(frozen=True, slots=True)
class Passage:
    """A range that goes from one holder (locked) to another, what for and when."""

    verb: str
    order_id: int
    numbers: NumberRange
    from_holder: Holder
    to_holder: Holder
    occurred_on: date

    def __post_init__(self) -> None:
        if states.CUSTODY[self.from_holder.kind].get(self.verb) != self.to_holder.kind:
            raise ValueError(f"{self.verb} does not lead from {self.from_holder.kind} to {self.to_holder.kind}")


def write_slip(passage: Passage, *, kind: str, handed_by: str, received_by: str = "", note: str = "") -> Slip:
    """The paper of a passage; with `received_by` it is received at once."""
    return Slip.objects.create(
        scheme_id=passage.from_holder.scheme_id,
        number=number_paper("B", passage.occurred_on),
        kind=kind,
        from_holder=passage.from_holder,
        to_holder=passage.to_holder,
        occurred_on=passage.occurred_on,
        handed_by=handed_by,
        received_by=received_by,
        received_on=passage.occurred_on if received_by else None,
        note=note.strip(),
    )


def refuse_unless_held(passage: Passage) -> list[Holding]:
    """The holdings that a passage takes from, all in the giver's hands since that day or before.

    Refuses with `NotInThatCustody`, `MovedBeforeItArrived`.
    """
    wanted = as_range(passage.numbers)
    theirs = list(Holding.objects.filter(holder=passage.from_holder, numbers__overlap=wanted))
    lacking = rules.missing([holding.range for holding in theirs], passage.numbers)
    if lacking:
        other = Holding.objects.select_related("holder").filter(numbers__contains=lacking[0].first).first()
        raise NotInThatCustody(
            holder=passage.from_holder.label,
            elsewhere=other.holder.label if other else states.CUSTODY_LABELS[states.NOT_DELIVERED],
        )
    since_on = max(holding.since_on for holding in theirs)
    if passage.occurred_on < since_on:
        raise MovedBeforeItArrived(since_on=since_on)
    return theirs


def move(by: Actor, passage: Passage, slip: Slip, held: list[Holding] | None = None) -> Movement:
    """Write one line of the register, and change who holds what: as many rows as ranges touched, never as pass.

    `held` is what `refuse_unless_held` gave, where it was asked before. Refuses as it does.
    """
    theirs = refuse_unless_held(passage) if held is None else held
    left = [
        Holding(
            scheme_id=holding.scheme_id,
            order_id=holding.order_id,
            numbers=as_range(rest),
            holder_id=holding.holder_id,
            since_on=holding.since_on,
        )
        for holding in theirs
        for rest in holding.range.minus(passage.numbers)
    ]
    Holding.objects.filter(pk__in=[holding.pk for holding in theirs]).delete()
    Holding.objects.bulk_create(
        [*left, _held(passage.order_id, passage.numbers, passage.to_holder, passage.occurred_on)]
    )
    return Movement.objects.create(
        scheme_id=slip.scheme_id,
        slip=slip,
        order_id=passage.order_id,
        first=passage.numbers.first,
        last=passage.numbers.last,
        from_holder=passage.from_holder,
        to_holder=passage.to_holder,
        verb=passage.verb,
        occurred_on=passage.occurred_on,
        user_id=by.user_id,
        actor_label=by.label,
    )


def bring_in(by: Actor, order_id: int, numbers: NumberRange, to: Holder, on: date) -> Movement:
    """The first line of an order: its pass are printed and somebody holds them."""
    _held(order_id, numbers, to, on).save(force_insert=True)
    return Movement.objects.create(
        scheme_id=to.scheme_id,
        order_id=order_id,
        first=numbers.first,
        last=numbers.last,
        to_holder=to,
        verb=states.PRINTED,
        occurred_on=on,
        user_id=by.user_id,
        actor_label=by.label,
    )


def _held(order_id: int, numbers: NumberRange, holder: Holder, since_on: date) -> Holding:
    return Holding(
        scheme_id=holder.scheme_id, order_id=order_id, numbers=as_range(numbers), holder=holder, since_on=since_on
    )
