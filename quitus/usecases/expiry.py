"""The end of validity: what happens by itself on its day, and what a statement and its avoir change in the ledger."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, uuid5

import structlog
from django.db import transaction

from quitus.connectors import mail
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import operations, queries
from quitus.domain.expiry.errors import CreditNoteNotAsDeclared, StatementStillOpen, StockStillOut
from quitus.domain.expiry.models import CreditNote, Statement, Told
from quitus.domain.expiry.states import CONCLUDED, REFUNDED, SETTLED
from quitus.domain.ledger.errors import AccountNamedOtherwise
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.domain.operators import queries as operators
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.reimbursement.operations.accounts import held_by_payer, treasury
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.money import Cents
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases.end_letters import Send, send_notices
from quitus.usecases.signed_papers import on_paper

log = structlog.get_logger(__name__)
CALENDAR = Actor.system("Calendrier de fin de validité")


@dataclass(frozen=True)
class Done:
    """What a passage of the calendar did: orders announced, orders whose end came, letters taken."""

    announced: int
    expired: int
    mailed: int


@dataclass(frozen=True)
class Waiting:
    """A step that comes by itself and is not taken yet: the slug of the scheme, the number of the order, the verb."""

    scheme: str
    order: str
    verb: str


def waiting() -> list[Waiting]:
    """What `follow_calendar` would do now, in every scheme."""
    found = []
    for scheme in list(organisations.schemes()):
        with transaction.atomic(), within_scheme(scheme):
            found += [Waiting(scheme.slug, end.order.number, verb) for end, verb in queries.automatic_on(today())]
    return found


def follow_calendar(address: Callable[[Scheme], str], *, send: Send = mail.send) -> Done:
    """Announces what is to be announced and ends what has ended, in every scheme at the date at which it lives.

    `address` gives the page that letters name. Each order is a transaction of its own: a passage that is cut begins
    again where it was, and a second one does nothing. The stop of hand-outs is decided by a person, never here.
    """
    total = Done(0, 0, 0)
    for scheme in list(organisations.schemes()):
        try:
            announced, expired = follow_scheme(scheme)
            mailed = send_notices(scheme, address(scheme), send=send)
            total = Done(total.announced + announced, total.expired + expired, total.mailed + mailed)
        except Exception:
            log.exception("calendar_of_a_scheme_failed", scheme=scheme.slug)
    return total


def follow_scheme(scheme: Scheme) -> tuple[int, int]:
    """Takes the steps that come by themselves in one scheme, at its moment; how many announced, how many ends come."""
    counts = dict.fromkeys(AUTOMATIC, 0)
    with transaction.atomic(), within_scheme(scheme):
        waiting = [(end.order.pk, verb) for end, verb in queries.automatic_on(today())]
    for order_id, verb in waiting:
        with transaction.atomic(), within_scheme(scheme):
            try:
                AUTOMATIC[verb](by=CALENDAR, order_id=order_id)
            except Refusal as refused:  # somebody did it, or prolonged the order, in between
                log.info("step_of_an_end_refused", scheme=scheme.slug, order=order_id, code=refused.code)
                continue
            counts[verb] += 1
    return counts["announce_end"], counts["expire_order"]


AUTOMATIC: dict[str, Callable[..., object]] = {
    "announce_end": operations.announce_end,
    "tell_stop": operations.tell_stop,
    "expire_order": operations.expire_order,
}
"""What the calendar does. It decides no stop of hand-outs: it tells those that somebody decided."""


@operation
def conclude_statement(*, by: Actor, statement_id: int, concluded_on: date) -> Statement:
    """Concludes a statement, and enters what follows for an operator that was paid beforehand.

    Uses that it alone holds, once recognised, and value that its contract leaves to it, leave what it holds for venues;
    what it advanced for pass that it was never paid for is owed to it.

    Refuses as `expiry.conclude_statement`.
    """
    statement = operations.conclude_statement(by=by, statement_id=statement_id, concluded_on=concluded_on)
    if not statement.is_prepaid:
        return statement
    payer = statement.order.payer
    held = held_by_payer(statement.scheme_id, payer)
    recognised = (statement.agreed_used or 0) - statement.ours_used
    if recognised:
        to = _opened(statement.scheme_id, f"recognised_uses:{payer.pk}", "Utilisations reconnues à", payer)
        _follow(by, statement, "conclude_statement", to, held, recognised * statement.face_value_cents)
    if statement.kept_cents:
        to = _opened(statement.scheme_id, f"kept_by_payer:{payer.pk}", "Acquis à", payer)
        _follow(by, statement, "keep_unused", to, held, statement.kept_cents)
    if statement.complement_cents:
        due = _complement_due(statement.scheme_id, payer)
        _follow(by, statement, "owe_complement", held, due, statement.complement_cents)
    return statement


def _follow(by: Actor, statement: Statement, verb: str, debit: str, credit: str, amount_cents: int) -> None:
    assert statement.concluded_on is not None, "concluded"
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"{verb}:{statement.pk}"),
        debit=debit,
        credit=credit,
        amount_cents=amount_cents,
        occurred_on=statement.complement_paid_on or statement.concluded_on,
        label=f"État contradictoire, commande {statement.order.number}",
        subject_kind="order",
        subject_id=statement.order_id,
    )


@operation
def pay_complement(*, by: Actor, statement_id: int, mandat_number: str, paid_on: date) -> Statement:
    """Records the mandat that pays an operator what a statement owes it. Refuses as `expiry.pay_complement`."""
    statement = operations.pay_complement(
        by=by, statement_id=statement_id, mandat_number=mandat_number, paid_on=paid_on
    )
    payer = statement.order.payer
    due, paid = _complement_due(statement.scheme_id, payer), f"paid_to_payer:{payer.pk}"
    _follow(by, statement, "pay_complement", due, paid, statement.complement_cents)
    return statement


@operation
def close_order(*, by: Actor, order_id: int, closed_on: date) -> Order:
    """Ends an order whose pass are all accounted for: none left where it could be handed out, the avoir settled.

    Refuses with `StockStillOut`, `StatementStillOpen`, and as `vouchers.close_order`.
    """
    order = vouchers.close_order(by=by, order_id=order_id, closed_on=closed_on)
    left = sum(line.count for line in distribution.stock() if line.order.pk == order_id and line.holder.kind in OUT)
    if left:
        raise StockStillOut(count=left, number=order.number)
    statement = queries.statement(order_id)
    owes = order.operator_contract_id is not None and order.activated_on is not None
    if owes and (statement is None or not is_over(statement)):
        raise StatementStillOpen(number=order.number)
    return order


OUT = frozenset({custody.SAFE, custody.POINT, custody.MANDATED, custody.DRAWER, custody.CARRIER, custody.PRINTER})
"""Who may still have pass of an order that is over, and could hand them out or lose them unseen."""


def is_over(statement: Statement) -> bool:
    """Whether nothing more is awaited of a statement: settled, or concluded without avoir nor complement."""
    owed = statement.credit_due_cents or statement.complement_cents
    return statement.state == SETTLED or (statement.state == CONCLUDED and not owed)


@operation
def enter_acknowledgement(
    *, by: Actor, told_id: int, left_count: int, acknowledged_on: date, signed_by: str, file: tuple[str, bytes]
) -> Told:
    """Enters an acknowledgement signed on paper, with its scan. Refuses as `expiry.acknowledge_end` and `on_paper`."""
    return operations.acknowledge_end(
        by=by,
        told_id=told_id,
        left_count=left_count,
        acknowledged_on=acknowledged_on,
        paper=on_paper(signed_by, *file, by=by),
    )


@operation
def enter_answer(
    *,
    by: Actor,
    statement_id: int,
    theirs_used: int,
    answered_on: date,
    numbers: Sequence[NumberRange],
    signed_by: str,
    file: tuple[str, bytes],
) -> Statement:
    """Enters the answer of an operator signed on paper. Refuses as `expiry.answer_statement` and `on_paper`."""
    return operations.answer_statement(
        by=by,
        statement_id=statement_id,
        theirs_used=theirs_used,
        answered_on=answered_on,
        numbers=numbers,
        paper=on_paper(signed_by, *file, by=by),
    )


@operation
def enter_credit_note(
    *,
    by: Actor,
    statement_id: int,
    number: str,
    issued_on: date,
    amount_cents: int,
    signed_by: str,
    file: tuple[str, bytes],
) -> CreditNote:
    """Records an avoir with its scan. Refuses as `record_credit_note` and `on_paper`."""
    return record_credit_note(
        by=by,
        statement_id=statement_id,
        number=number,
        issued_on=issued_on,
        amount_cents=amount_cents,
        paper=on_paper(signed_by, *file, by=by),
    )


@dataclass(frozen=True)
class DeclaredAvoir:
    """The avoir of an order as the operator's files declare it, lines of one number added up; cents."""

    note: str
    noted_on: date
    amount_cents: Cents


def declared_avoir(order_id: int, note: str = "") -> DeclaredAvoir | None:
    """The avoir of that number that files declare for an order, or the last one of any; None when none does."""
    lines = list(operators.declared_credit_notes(order_id=order_id))
    if note:
        lines = [one for one in lines if one.note == note]
    if not lines:
        return None
    last = lines[0]
    amount = sum(one.amount_cents for one in lines if one.note == last.note)
    return DeclaredAvoir(last.note, last.noted_on, Cents(amount))


@operation
def record_credit_note(
    *, by: Actor, statement_id: int, number: str, issued_on: date, amount_cents: int, paper: OnPaper | None = None
) -> CreditNote:
    """Records the avoir of an operator, and enters in the ledger that it no longer holds that money for venues.

    Refuses with `CreditNoteNotAsDeclared` when a file of the operator gives that number another date or amount, and as
    `expiry.record_credit_note`.
    """
    note = operations.record_credit_note(
        by=by, statement_id=statement_id, number=number, issued_on=issued_on, amount_cents=amount_cents, paper=paper
    )
    _refuse_unlike_declared(note)
    payer = note.statement.order.payer
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"record_credit_note:{note.pk}"),
        debit=_credit_due(note.scheme_id, payer),
        credit=held_by_payer(note.scheme_id, payer),
        amount_cents=amount_cents,
        occurred_on=issued_on,
        label=f"Avoir {note.number}, commande {note.statement.order.number}",
        subject_kind="order",
        subject_id=note.statement.order_id,
    )
    return note


def _refuse_unlike_declared(note: CreditNote) -> None:
    declared = declared_avoir(note.statement.order_id, note.number)
    if declared and (declared.noted_on, declared.amount_cents) != (note.issued_on, note.amount_cents):
        raise CreditNoteNotAsDeclared(
            note=note.number,
            noted_on=declared.noted_on,
            declared_cents=declared.amount_cents,
            issued_on=note.issued_on,
            amount_cents=note.amount_cents,
        )


@operation
def receive_credit(*, by: Actor, statement_id: int, received_on: date, kind: str, reference: str) -> CreditNote:
    """Records how an avoir came back. A refund enters the treasury; a deduction lowers what is paid to the operator.

    Refuses as `expiry.receive_credit`.
    """
    note = operations.receive_credit(
        by=by, statement_id=statement_id, received_on=received_on, kind=kind, reference=reference
    )
    if note.amount_cents:
        payer = note.statement.order.payer
        to = treasury(note.scheme_id) if kind == REFUNDED else f"paid_to_payer:{payer.pk}"
        post_transfer(
            by=by,
            key=uuid5(NAMESPACE_OID, f"receive_credit:{note.pk}"),
            debit=to,
            credit=_credit_due(note.scheme_id, payer),
            amount_cents=note.amount_cents,
            occurred_on=received_on,
            label=f"Avoir {note.number}, {note.received_reference}",
            subject_kind="order",
            subject_id=note.statement.order_id,
        )
    return note


def _credit_due(scheme_id: int, payer: Organisation) -> str:
    return _opened(scheme_id, f"credit_due_from:{payer.pk}", "Avoir à recevoir de", payer)


def _complement_due(scheme_id: int, payer: Organisation) -> str:
    return _opened(scheme_id, f"complement_due_to:{payer.pk}", "Complément dû à", payer)


def _opened(scheme_id: int, code: str, label: str, payer: Organisation) -> str:
    with suppress(AccountNamedOtherwise):
        open_account(scheme_id=scheme_id, code=code, label=f"{label} {payer.short_name}")
    return code
