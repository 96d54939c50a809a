"""The end of validity: what happens by itself on its day, the letters, and what an avoir changes in the ledger."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, NAMESPACE_URL, uuid5

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from quitus.connectors import mail
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import operations, queries
from quitus.domain.expiry.errors import StatementStillOpen, StockStillOut
from quitus.domain.expiry.models import CreditNote, Notice, Statement, Told
from quitus.domain.expiry.states import CONCLUDED, REFUNDED, SETTLED
from quitus.domain.ledger.errors import AccountNamedOtherwise
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.reimbursement.operations.accounts import held_by_payer, treasury
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import format_date
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.kernel.text import one_line
from quitus.usecases.signed_papers import on_paper

log = structlog.get_logger(__name__)
CALENDAR = Actor.system("Calendrier de fin de validité")
Send = Callable[..., None]


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
            announced, expired = _pass(scheme)
            mailed = send_notices(scheme, address(scheme), send=send)
            total = Done(total.announced + announced, total.expired + expired, total.mailed + mailed)
        except Exception:
            log.exception("calendar_of_a_scheme_failed", scheme=scheme.slug)
    return total


def _pass(scheme: Scheme) -> tuple[int, int]:
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


def send_notices(scheme: Scheme, page: str, *, send: Send = mail.send) -> int:
    """Sends the letters that wait, the oldest first; how many were taken. Those of an example never leave."""
    with transaction.atomic(), within_scheme(scheme):
        waiting = [notice.pk for notice in queries.to_mail()]
    taken = 0
    for key in waiting:
        try:
            taken += _send_one(scheme, key, page, send)
        except OSError as problem:
            log.warning("notice_not_sent", scheme=scheme.slug, notice=key, problem=type(problem).__name__)
            if isinstance(problem, mail.RefusedForGood):
                with transaction.atomic(), within_scheme(scheme):
                    operations.give_up_notice(notice_id=key)
    return taken


def _send_one(scheme: Scheme, key: int, page: str, send: Send) -> int:
    with transaction.atomic(), within_scheme(scheme):
        # Another worker may be sending it: then it is his.
        waiting = queries.to_mail().filter(pk=key).select_for_update(skip_locked=True, of=("self",))
        notice = waiting.first()
        if notice is None:
            return 0
        order = notice.step.order
        concerned = queries.people_concerned(scheme.pk, today())
        if notice.step.valid_until != order.valid_until or notice.user_id not in concerned:
            operations.give_up_notice(notice_id=key)
            return 0
        send(_letter(scheme, notice, page), leaves=not scheme.is_example)
        operations.mark_mailed(notice_id=key)
        return 1


def _letter(scheme: Scheme, notice: Notice, page: str) -> mail.Mail:
    step, user = notice.step, notice.user
    name = f"{settings.QUITUS_URL}/fin-de-validite/{scheme.pk}/{step.pk}/{user.pk}"
    if notice.turn > 1:
        name += f"/{notice.turn}"
    host = urlsplit(settings.QUITUS_URL).hostname or "localhost"
    with override(user.language):
        facts = {
            "number": one_line(step.order.number),
            "until": format_date(step.valid_until, user.language),
            **step.figures,
        }
        if step.verb == "announce_end":
            subject = gettext("Fin de validité des pass de la commande %(number)s le %(until)s") % facts
            told = gettext(
                "Les pass de la commande %(number)s sont valables jusqu'au %(until)s.\n"
                "En carnets : %(issued)s livrés, %(handed_out)s remis, %(not_handed_out)s non remis, "
                "%(started)s commencés.\n"
                "Remettez d'abord ces carnets, et rappelez aux personnes d'utiliser les leurs."
            )
        else:
            said = gettext("Arrêt des remises de la commande %(number)s")
            if notice.turn > 1:
                said = gettext("Rappel : arrêt des remises de la commande %(number)s")
            subject = said % facts
            facts["from"] = format_date(date.fromisoformat(step.figures["blocked_from"]), user.language)
            told = gettext(
                "À partir du %(from)s, ne remettez plus de pass de la commande %(number)s : "
                "ils sont valables jusqu'au %(until)s.\n"
                "Accusez réception et indiquez les pass qui vous restent."
            )
        parts = [gettext("Bonjour %(name)s,") % {"name": one_line(user.full_name)}, told % facts, page]
        body = "\n\n".join(parts) + "\n"
        message_id = f"<{uuid5(NAMESPACE_URL, name)}@{host}>"
        return mail.Mail(user.email, one_line(f"{scheme.name} : {subject}"), body, message_id)


@operation
def conclude_statement(*, by: Actor, statement_id: int, concluded_on: date) -> Statement:
    """Concludes a statement; uses that only the operator holds, once recognised, leave what it holds in the ledger.

    Refuses as `expiry.conclude_statement`.
    """
    statement = operations.conclude_statement(by=by, statement_id=statement_id, concluded_on=concluded_on)
    recognised = (statement.agreed_used or 0) - statement.ours_used
    if recognised and statement.gives_credit:
        payer = statement.order.payer
        post_transfer(
            by=by,
            key=uuid5(NAMESPACE_OID, f"conclude_statement:{statement.pk}"),
            debit=_opened(statement.scheme_id, f"recognised_uses:{payer.pk}", "Utilisations reconnues à", payer),
            credit=held_by_payer(statement.scheme_id, payer),
            amount_cents=recognised * statement.face_value_cents,
            occurred_on=concluded_on,
            label=f"État contradictoire, commande {statement.order.number}",
            subject_kind="order",
            subject_id=statement.order_id,
        )
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
    """Whether nothing more is awaited of a statement: settled, or concluded without any avoir."""
    done = statement.state == SETTLED
    return done or (statement.state == CONCLUDED and not statement.credit_due_cents)


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
        paper=on_paper(signed_by, *file),
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
        paper=on_paper(signed_by, *file),
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
        paper=on_paper(signed_by, *file),
    )


@operation
def record_credit_note(
    *, by: Actor, statement_id: int, number: str, issued_on: date, amount_cents: int, paper: OnPaper | None = None
) -> CreditNote:
    """Records the avoir of an operator, and enters in the ledger that it no longer holds that money for venues.

    Refuses as `expiry.record_credit_note`.
    """
    note = operations.record_credit_note(
        by=by, statement_id=statement_id, number=number, issued_on=issued_on, amount_cents=amount_cents, paper=paper
    )
    if amount_cents:
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


def _opened(scheme_id: int, code: str, label: str, payer: Organisation) -> str:
    with suppress(AccountNamedOtherwise):
        open_account(scheme_id=scheme_id, code=code, label=f"{label} {payer.short_name}")
    return code
