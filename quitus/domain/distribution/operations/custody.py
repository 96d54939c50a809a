"""The one way in which pass change hands: ranges, from one holder to another, on a slip."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Self

from django.db import connection
from django.db.models import QuerySet
from psycopg.types.range import Range

from quitus.domain.audit.operations import record
from quitus.domain.distribution import states
from quitus.domain.distribution.errors import MovedBeforeItArrived, NotInThatCustody
from quitus.domain.distribution.models import Holder, Holding, Movement, Slip
from quitus.domain.distribution.queries.stock import holdings_of, lines_awaited
from quitus.domain.distribution.slip_errors import NoNumbersGiven, NumbersGivenTwice, PassNotReceived
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.clock import now
from quitus.kernel.locks import lock
from quitus.kernel.ranges import NumberRange, common, merged, missing, without
from quitus.kernel.tenancy import current_scheme_id

NEXT = """
INSERT INTO distribution_numbering (scheme_id, series, last) VALUES (%s, %s, 1)
ON CONFLICT (scheme_id, series) DO UPDATE SET last = distribution_numbering.last + 1
RETURNING last
"""

Ranges = NumberRange | Sequence[NumberRange]
"""What moves on one slip: one range, or several."""


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


def locked_only_holder(kind: str) -> Holder:
    """The holder of a kind that stands once in each scheme, locked as `locked_holder` does."""
    found = lock(Holder.objects.filter(scheme_id=current_scheme_id(), kind=kind))
    return found[0] if found else locked_holder(only_holder(kind).pk)


def locked_point_holder(point_id: int) -> Holder:
    """What a point of distribution holds, locked as `locked_holder` does."""
    (found,) = lock(Holder.objects.filter(point_id=point_id))
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A range that moves, with its order."""

    order: Order
    numbers: NumberRange

    @property
    def value_cents(self) -> int:
        """What it is worth, in cents."""
        return self.numbers.count * self.order.face_value_cents

    def within(self, ranges: Iterable[NumberRange]) -> Iterator[Self]:
        """The parts of it that these ranges hold."""
        for held in ranges:
            if held.overlaps(self.numbers):
                yield type(self)(self.order, common(held, self.numbers))


def pieces_of(numbers: Ranges) -> list[Piece]:
    """The ranges given, neighbours merged, each with its order: one query.

    Refuses with `NoNumbersGiven`, `NumbersGivenTwice`, `NumbersUnknown`.
    """
    given = [numbers] if isinstance(numbers, NumberRange) else sorted(numbers)
    if not given:
        raise NoNumbersGiven()
    for one, other in pairwise(given):
        if one.overlaps(other):
            raise NumbersGivenTwice(numbers=str(common(one, other)))
    ranges = merged(given)
    if len(ranges) == 1:
        return [Piece(vouchers.order_of_range(ranges[0]), ranges[0])]
    orders = vouchers.orders_by_series({voucher_rules.series_of(one.first) for one in ranges})
    return [Piece(vouchers.with_all_of(orders.get(voucher_rules.series_of(one.first)), one), one) for one in ranges]


@dataclass(frozen=True, slots=True)
class Passage:
    """Ranges that go from one holder (locked) to another, what for and when."""

    verb: str
    pieces: Sequence[Piece]
    from_holder: Holder
    to_holder: Holder
    occurred_on: date

    def __post_init__(self) -> None:
        if states.CUSTODY[self.from_holder.kind].get(self.verb) != self.to_holder.kind:
            raise ValueError(f"{self.verb} does not lead from {self.from_holder.kind} to {self.to_holder.kind}")

    @property
    def count(self) -> int:
        """How many pass move."""
        return sum(piece.numbers.count for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs one side of a slip: in the program, or by hand on a paper that `by` enters with its scan.

    `signer_id` is his account where it is known though he signed by hand. `of` gives the mark of somebody who is only
    named on the slip: a printer, a carrier, a person.
    """

    by: Actor | None
    paper: OnPaper | None = None
    named: str = ""
    signer_id: int | None = None

    @classmethod
    def of(cls, name: str) -> Self:
        """Somebody named, who signs on the printed slip if at all."""
        return cls(None, None, name)

    @property
    def name(self) -> str:
        """As it stands on the slip."""
        if self.paper is not None:
            return self.paper.signed_by
        return self.by.label if self.by is not None else self.named

    @property
    def user_id(self) -> int | None:
        """The account of who signed; on paper, None unless it is known."""
        return self.by.user_id if self.by is not None and self.paper is None else self.signer_id

    def keep(self, slip: Slip, verb: str, on: date) -> None:
        """Keep the scan with the slip, if there is one."""
        if self.paper is not None and self.by is not None:
            keep_signed_paper(
                by=self.by, paper=self.paper, subject_kind="slip", subject_id=slip.pk, verb=verb, signed_on=on
            )


def write_slip(
    passage: Passage, *, kind: str, handed: Signature, received: Signature | None = None, number: str = "",
    note: str = "",
) -> Slip:  # fmt: skip
    """The paper of a passage; with `received` it is received at once."""
    slip = Slip.objects.create(
        scheme_id=passage.from_holder.scheme_id,
        number=number or number_paper("B", passage.occurred_on),
        kind=kind,
        from_holder=passage.from_holder,
        to_holder=passage.to_holder,
        occurred_on=passage.occurred_on,
        handed_by=handed.name[:200],
        handed_by_user_id=handed.user_id,
        handed_on_paper=handed.paper is not None,
        received_by=received.name[:200] if received else "",
        received_by_user_id=received.user_id if received else None,
        received_on=passage.occurred_on if received else None,
        received_at=now() if received else None,
        received_on_paper=received is not None and received.paper is not None,
        note=note.strip(),
    )
    handed.keep(slip, passage.verb, passage.occurred_on)
    if received is not None:
        received.keep(slip, "acknowledge_slip", passage.occurred_on)
    return slip


def refuse_unless_held(passage: Passage) -> list[Holding]:
    """The holdings that a passage takes from, all in the giver's hands since that day or before, and signed for.

    What its receiver contests goes back unsigned, and what a delivery did not bring is lost before it is signed.
    Refuses with `NotInThatCustody`, `MovedBeforeItArrived`, `PassNotReceived`.
    """
    theirs = [holding for piece in passage.pieces for holding in _holdings(passage.from_holder, piece.numbers)]
    theirs = list({holding.pk: holding for holding in theirs}.values())
    for piece in passage.pieces:
        lacking = missing([holding.range for holding in theirs], piece.numbers)
        if lacking:
            wanted = NumberRange(lacking[0].first, lacking[0].first)
            other = holdings_of(wanted).select_related("holder").first()
            raise NotInThatCustody(
                holder=passage.from_holder.label,
                elsewhere=other.holder.label if other else states.CUSTODY_LABELS[states.NOT_DELIVERED],
            )
    since_on = max(holding.since_on for holding in theirs)
    if passage.occurred_on < since_on:
        raise MovedBeforeItArrived(since_on=since_on)
    _refuse_unreceived(passage)
    return theirs


def _refuse_unreceived(passage: Passage) -> None:
    if passage.verb in states.CONTESTS.values():
        return
    for line in lines_awaited([passage.from_holder.pk]).select_related("slip"):
        if line.verb == "receive_delivery" and passage.to_holder.kind in states.LOSSES:
            continue
        if line.slip is not None and any(piece.numbers.overlaps(line.range) for piece in passage.pieces):
            raise PassNotReceived(holder=passage.from_holder.label, slip=line.slip.number)


def _holdings(holder: Holder, numbers: NumberRange) -> QuerySet[Holding]:
    """What a holder has that shares a number with a range."""
    return holdings_of(numbers).filter(holder=holder)


def move(by: Actor, passage: Passage, slip: Slip, held: list[Holding] | None = None) -> list[Movement]:
    """Write the lines of the register, and change who holds what: as many rows as ranges touched, never as pass.

    `held` is what `refuse_unless_held` gave, where it was asked before. Refuses as it does.
    """
    theirs = refuse_unless_held(passage) if held is None else held
    left = []
    for holding in theirs:
        rest = [holding.range]
        for piece in passage.pieces:
            rest = without(rest, piece.numbers)
        left += [_held(holding.order_id, numbers, passage.from_holder, holding.since_on) for numbers in rest]
    came = [_held(piece.order.pk, piece.numbers, passage.to_holder, passage.occurred_on) for piece in passage.pieces]
    Holding.objects.filter(pk__in=[holding.pk for holding in theirs]).delete()
    Holding.objects.bulk_create([*left, *came])
    return Movement.objects.bulk_create(
        Movement(
            scheme_id=slip.scheme_id,
            slip=slip,
            order_id=piece.order.pk,
            first=piece.numbers.first,
            last=piece.numbers.last,
            from_holder=passage.from_holder,
            to_holder=passage.to_holder,
            verb=passage.verb,
            occurred_on=passage.occurred_on,
            user_id=by.user_id,
            actor_label=by.label,
        )
        for piece in passage.pieces
    )


def carried(
    by: Actor, passage: Passage, kind: str, summary: str, *, handed: Signature | None = None,
    received: Signature | None = None, paper: OnPaper | None = None, note: str = "",
) -> Slip:  # fmt: skip
    """Move what a passage moves on a slip of its own, handed by `by` if not said, told in the thread of the slip."""
    slip = write_slip(passage, kind=kind, handed=handed or Signature(by, paper), received=received, note=note)
    move(by, passage, slip)
    told(by, passage.verb, slip, summary, {"count": passage.count, "to": passage.to_holder.label})
    return slip


def told(by: Actor, verb: str, slip: Slip, summary: str, facts: Mapping[str, object] | None = None) -> None:
    """Add a line to the thread of a slip."""
    data = {"slip": slip.number, **(facts or {})}
    record(by=by, verb=verb, subject_kind="slip", subject_id=slip.pk, summary=summary, data=data)


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
