"""The état contradictoire of an order with its operator: drawn, answered, each difference settled, concluded."""

from collections.abc import Mapping, Sequence
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import policies, queries, rules, states
from quitus.domain.expiry.errors import (
    DateBeforeTheStepBefore,
    DifferenceReasonMissing,
    DifferencesRemain,
    LinesMayStillCome,
    MoreUsedThanPaid,
    NoStatementWithoutOperator,
    NotYetExpired,
    NumbersOfAnotherOrder,
    StatementAlreadyDrawn,
    StatementStandsElsewhere,
    TotalAndNumbersDisagree,
    UseStillStands,
)
from quitus.domain.expiry.models import NumberDifference, Statement
from quitus.domain.vouchers import operations as voucher_operations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.money import Cents
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, merged, size
from quitus.kernel.words import N_


def refuse_too_early(end: queries.End, on: date) -> OperatorContract:
    """The contract under which a statement is drawn on a day, for whoever draws it or opens its page.

    Refuses with `NoStatementWithoutOperator`, `StatementAlreadyDrawn`, `NotYetExpired`, `LinesMayStillCome`.
    """
    order, contract = end.order, end.order.operator_contract
    if contract is None:
        raise NoStatementWithoutOperator(number=order.number)
    if queries.statement(order.pk) is not None:
        raise StatementAlreadyDrawn(number=order.number)
    if end.state != states.EXPIRED:
        raise NotYetExpired(number=order.number, until=order.usable_until)
    if on < (from_on := vouchers.closable_on(order)):
        raise LinesMayStillCome(from_on=from_on)
    return contract


@operation
def draw_statement(*, by: Actor, order_id: int, drawn_on: date) -> Statement:
    """Set out our figures of an order whose end has come, for its operator to answer.

    Drawn once venues can record nothing late any more, so that our figure moves no more. Refuses with `NotYourRole`,
    `DateInTheFuture`, `NoStatementWithoutOperator`, `StatementAlreadyDrawn`, `NotYetExpired`, `LinesMayStillCome`.
    """
    refuse_unless(policies.may_draw_statement(by.role))
    refuse_future(drawn_on)
    lock(vouchers.orders().filter(pk=order_id))
    end = queries.end(order_id)
    order, contract = end.order, refuse_too_early(end, drawn_on)
    voucher_operations.fix_figures(by=by, order_id=order_id, fixed_on=drawn_on)
    paid, used = queries.paid_and_used(order)
    statement = Statement.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        drawn_on=drawn_on,
        paid_count=paid,
        revived_count=queries.revived_count(order),
        ours_used=used,
        face_value_cents=order.face_value_cents,
        is_prepaid=(is_prepaid := order.payer_id == contract.operator_id),
        gives_credit=is_prepaid and contract.credit_note == voucher_states.FACE_VALUE,
    )
    _told(by, "draw_statement", order, N_("État contradictoire dressé"), {"used": statement.ours_used})
    return statement


@operation
def answer_statement(
    *,
    by: Actor,
    statement_id: int,
    theirs_used: int,
    answered_on: date,
    numbers: Sequence[NumberRange] = (),
    paper: OnPaper | None = None,
) -> Statement:
    """The operator says how many pass it holds for used, and which when it gives `numbers`; differences follow.

    One that sends files has its answer entered by the programme manager, with the signed scan. Refuses with
    `NotYourRole`, `DateInTheFuture`, `StatementStandsElsewhere`, `DateBeforeTheStepBefore`, `NumbersOfAnotherOrder`,
    `TotalAndNumbersDisagree`, `MoreUsedThanPaid`.
    """
    statement = _locked(statement_id, "answer_statement")
    contract = statement.order.operator_contract
    own = contract is not None and contract.operator_id == by.organisation_id
    refuse_unless(policies.may_answer_statement(by.role, own=own) and (own or paper is not None))
    refuse_future(answered_on)
    _refuse_before(answered_on, statement.drawn_on)
    _refuse_incoherent(statement, theirs_used, numbers)
    statement.state = states.ANSWERED
    statement.answered_on = answered_on
    statement.answered_by = paper.signed_by if paper else by.label
    statement.theirs_used = theirs_used
    statement.theirs_first = [one.first for one in numbers]
    statement.theirs_last = [one.last for one in numbers]
    if paper is not None:
        statement.paper = keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="order",
            subject_id=statement.order_id,
            verb="answer_statement",
            signed_on=answered_on,
        )
    statement.save()
    found = NumberDifference.objects.bulk_create(_differences(statement, numbers))
    data = {"used": theirs_used, "differences": len(found)}
    _told(by, "answer_statement", statement.order, N_("Réponse de l'opérateur à l'état contradictoire"), data)
    return statement


def _refuse_incoherent(statement: Statement, theirs_used: int, numbers: Sequence[NumberRange]) -> None:
    if theirs_used > (most := statement.paid_count + statement.revived_count):
        raise MoreUsedThanPaid(used=theirs_used, paid=most)
    whole = vouchers.order_range(statement.order)
    if whole is None or not all(whole.covers(one) for one in numbers):
        raise NumbersOfAnotherOrder(number=statement.order.number)
    listed = size(merged(numbers))
    if numbers and listed != theirs_used:
        raise TotalAndNumbersDisagree(listed=listed, total=theirs_used)


def _differences(statement: Statement, numbers: Sequence[NumberRange]) -> list[NumberDifference]:
    """By number when the operator gave its own, or both have none; else one difference of the totals."""
    assert statement.theirs_used is not None, "answered"
    if not numbers and statement.theirs_used:
        lacking = statement.ours_used - statement.theirs_used
        if not lacking:
            return []
        side = states.OURS if lacking > 0 else states.THEIRS
        return [_difference(statement, side, None, abs(lacking))]
    whole = vouchers.order_range(statement.order)
    assert whole is not None, "the order was produced"
    only_ours, only_theirs = rules.differences(queries.used_numbers(whole), numbers)
    return [
        *(_difference(statement, states.OURS, number) for number in only_ours),
        *(_difference(statement, states.THEIRS, number) for number in only_theirs),
    ]


def _difference(statement: Statement, side: str, number: int | None, count: int = 1) -> NumberDifference:
    return NumberDifference(scheme_id=statement.scheme_id, statement=statement, number=number, side=side, count=count)


@operation
def settle_difference(
    *, by: Actor, statement_id: int, difference_ids: Sequence[int], outcome: str, reason: str, settled_on: date
) -> int:
    """Settle differences for "ours" or "theirs", with a reason; how many were settled.

    No line of use is written nor undone. A use of our register stays: its venue is paid for it; a use that only the
    operator holds may be recognised, and lowers the avoir. Refuses with `NotYourRole`, `DateInTheFuture`,
    `StatementStandsElsewhere`, `DifferenceReasonMissing`, `UseStillStands`, `MoreUsedThanPaid`.
    """
    refuse_unless(policies.may_draw_statement(by.role))
    refuse_future(settled_on)
    statement = _locked(statement_id, "settle_difference")
    if not reason.strip() or outcome not in states.OUTCOMES:
        raise DifferenceReasonMissing()
    found = lock(NumberDifference.objects.filter(statement=statement, pk__in=difference_ids))
    if outcome == states.THEIRS and any(one.side == states.OURS for one in found):
        raise UseStillStands()
    for one in found:
        one.outcome, one.reason = outcome, reason.strip()
        one.settled_on, one.settled_by = settled_on, by.label
    NumberDifference.objects.bulk_update(found, ["outcome", "reason", "settled_on", "settled_by"])
    _refuse_more_than_paid(statement)
    count = sum(one.count for one in found)
    data = {"count": count, "outcome": states.OUTCOMES[outcome], "reason": reason.strip()}
    summary = N_("Écarts traités : %(count)s pass, %(outcome)s")
    _told(by, "settle_difference", statement.order, summary, data)
    return len(found)


def _refuse_more_than_paid(statement: Statement) -> None:
    """Pass that were never delivered are nobody's: no use of them is recognised."""
    accepted = statement.differences.filter(outcome=states.THEIRS, side=states.THEIRS)
    used = statement.ours_used + sum(accepted.values_list("count", flat=True))
    if used > (most := statement.paid_count + statement.revived_count):
        raise MoreUsedThanPaid(used=used, paid=most)


@operation
def conclude_statement(*, by: Actor, statement_id: int, concluded_on: date) -> Statement:
    """Conclude a statement whose differences are all settled. What follows, in cents at face value: the avoir that is
    due, what a contract without avoir leaves to the operator, or the complement that it is owed for pass that were
    paid to the operator before.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StatementStandsElsewhere`, `DateBeforeTheStepBefore`,
    `DifferencesRemain`.
    """
    refuse_unless(policies.may_draw_statement(by.role))
    refuse_future(concluded_on)
    statement = _locked(statement_id, "conclude_statement")
    assert statement.answered_on is not None, "answered"
    _refuse_before(concluded_on, statement.answered_on)
    settled = list(NumberDifference.objects.filter(statement=statement))
    if remain := sum(not one.outcome for one in settled):
        raise DifferencesRemain(count=remain)
    accepted = sum(one.count for one in settled if one.outcome == states.THEIRS)
    statement.state = states.CONCLUDED
    statement.concluded_on = concluded_on
    statement.agreed_used = statement.ours_used + accepted
    follows = rules.Outcome()
    if statement.is_prepaid:
        value = Cents(statement.face_value_cents)
        paid, used = statement.paid_count, statement.agreed_used
        follows = rules.outcome(paid, used, value, gives_credit=statement.gives_credit)
    statement.credit_due_cents = follows.credit_due
    statement.kept_cents, statement.complement_cents = follows.kept, follows.complement
    statement.save()
    data = {
        "used": statement.agreed_used,
        "due_cents": statement.credit_due_cents,
        "kept_cents": statement.kept_cents,
        "complement_cents": statement.complement_cents,
    }
    _told(by, "conclude_statement", statement.order, N_("État contradictoire arrêté"), data)
    return statement


def _locked(statement_id: int, verb: str) -> Statement:
    found = lock(Statement.objects.select_related("order__operator_contract", "order__payer").filter(pk=statement_id))
    if not found:
        raise Statement.DoesNotExist(statement_id)
    if after(states.STATEMENT, found[0].state, verb) is None:
        raise StatementStandsElsewhere(state=states.STATEMENT_LABELS[found[0].state])
    return found[0]


def _refuse_before(on: date, previous_on: date) -> None:
    if on < previous_on:
        raise DateBeforeTheStepBefore(previous_on=previous_on)


def _told(by: Actor, verb: str, order: Order, summary: str, data: Mapping[str, object]) -> None:
    record(by=by, verb=verb, subject_kind="order", subject_id=order.pk, summary=summary, data=data)
