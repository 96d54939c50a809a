"""The état contradictoire with the operator: both figures, each difference, the avoir at face value."""

from datetime import date
from functools import partial

import pytest
from django.db import connection

from quitus.domain.budget.errors import TitreAlreadyUsed
from quitus.domain.budget.operations import use_titre
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import operations, queries, states
from quitus.domain.expiry.errors import (
    CreditNoteNotAtFaceValue,
    CreditReferenceMissing,
    DateBeforeTheStepBefore,
    DifferenceReasonMissing,
    DifferencesRemain,
    LinesMayStillCome,
    MoreUsedThanPaid,
    NotYetExpired,
    NumbersOfAnotherOrder,
    StatementAlreadyDrawn,
    StatementStandsElsewhere,
    TotalAndNumbersDisagree,
    UseStillStands,
)
from quitus.domain.expiry.models import NumberDifference, Statement
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from tests.factories.stock import Stock, ranks

AFTER, DRAWN, ANSWERED, CONCLUDED = date(2024, 2, 1), date(2024, 4, 2), date(2024, 4, 20), date(2024, 5, 6)
SCAN = OnPaper("Cartopass (exemple)", "réponse.pdf", "b" * 64, "application/pdf", 12)


def expire(stock: Stock, *used: int) -> None:
    numbers = [stock.numbers(rank, rank).first for rank in used]
    Voucher.objects.filter(number__in=numbers).update(mark="redeemed", turn=1, marked_on=date(2023, 5, 2))
    with clock.at(AFTER):
        operations.expire_order(by=Actor.system(), order_id=stock.order.pk)


def draw(stock: Stock, *used: int) -> Statement:
    expire(stock, *used)
    return operations.draw_statement(by=stock.team.anne.actor, order_id=stock.order.pk, drawn_on=DRAWN)


def answer(stock: Stock, made: Statement, theirs_used: int, *numbers: NumberRange, **facts: object) -> Statement:
    given: dict[str, object] = {"by": stock.team.printer.actor, "answered_on": ANSWERED}
    return operations.answer_statement(
        statement_id=made.pk,
        theirs_used=theirs_used,
        numbers=numbers,
        **(given | facts),  # type: ignore[arg-type]
    )


def settle(stock: Stock, made: Statement, outcome: str, *, side: str, reason: str = "Lots relus ensemble") -> None:
    found = NumberDifference.objects.filter(statement=made, side=side)
    operations.settle_difference(
        by=stock.team.anne.actor,
        statement_id=made.pk,
        difference_ids=[one.pk for one in found],
        outcome=outcome,
        reason=reason,
        settled_on=CONCLUDED,
    )


def conclude(stock: Stock, made: Statement) -> Statement:
    return operations.conclude_statement(by=stock.team.anne.actor, statement_id=made.pk, concluded_on=CONCLUDED)


def test_a_statement_is_drawn_once_nothing_can_come_late_any_more(stock: Stock) -> None:
    with pytest.raises(NotYetExpired):
        operations.draw_statement(by=stock.team.anne.actor, order_id=stock.order.pk, drawn_on=DRAWN)
    expire(stock, 1, 2)
    with pytest.raises(LinesMayStillCome):
        operations.draw_statement(by=stock.team.anne.actor, order_id=stock.order.pk, drawn_on=date(2024, 3, 31))
    made = operations.draw_statement(by=stock.team.anne.actor, order_id=stock.order.pk, drawn_on=date(2024, 4, 1))
    assert (made.paid_count, made.ours_used, made.gives_credit) == (100, 2, True)
    with pytest.raises(StatementAlreadyDrawn):
        operations.draw_statement(by=stock.team.anne.actor, order_id=stock.order.pk, drawn_on=DRAWN)


def test_differences_are_told_by_number(stock: Stock) -> None:
    made = draw(stock, 1, 2, 3)
    answer(stock, made, 4, ranks(2, 4), ranks(9, 9))
    found = {(one.number, one.side) for one in queries.number_differences(made.pk)}
    assert found == {
        (ranks(1, 1).first, states.OURS),
        (ranks(4, 4).first, states.THEIRS),
        (ranks(9, 9).first, states.THEIRS),
    }


def test_an_operator_that_gives_a_total_alone_differs_by_a_total(stock: Stock) -> None:
    made = draw(stock, 1, 2, 3)
    answer(stock, made, 5)
    (found,) = queries.number_differences(made.pk)
    assert (found.number, found.side, found.count) == (None, states.THEIRS, 2)


@pytest.mark.parametrize(
    ("total", "numbers", "refusal"),
    [
        (101, [], MoreUsedThanPaid),
        (2, [ranks(1, 3)], TotalAndNumbersDisagree),
        (1, [ranks(101, 101)], NumbersOfAnotherOrder),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    stock: Stock, total: int, numbers: list[NumberRange], refusal: type[Exception]
) -> None:
    made = draw(stock, 1)
    with pytest.raises(refusal):
        answer(stock, made, total, *numbers)


def test_only_its_operator_answers_or_somebody_enters_its_signed_paper(stock: Stock) -> None:
    made = draw(stock, 1)
    for by in (stock.team.dado.actor, stock.team.anne.actor):
        with pytest.raises(NotYourRole):
            answer(stock, made, 1, by=by)
    with pytest.raises(DateBeforeTheStepBefore):
        answer(stock, made, 1, answered_on=date(2024, 4, 1))
    done = answer(stock, made, 1, by=stock.team.anne.actor, paper=SCAN)
    assert done.answered_by == SCAN.signed_by
    with pytest.raises(StatementStandsElsewhere):
        answer(stock, made, 1)


def test_the_avoir_follows_from_what_both_agree_on(stock: Stock) -> None:
    made = answer(stock, draw(stock, 1, 2, 3), 4, ranks(2, 4), ranks(9, 9))
    with pytest.raises(DifferenceReasonMissing):
        settle(stock, made, states.OURS, side=states.OURS, reason=" ")
    with pytest.raises(UseStillStands):  # its venue is paid for it: an avoir would pay it twice
        settle(stock, made, states.THEIRS, side=states.OURS)
    settle(stock, made, states.OURS, side=states.OURS)
    with pytest.raises(DifferencesRemain):
        conclude(stock, made)
    settle(stock, made, states.THEIRS, side=states.THEIRS)
    done = conclude(stock, made)
    assert (done.agreed_used, done.credit_due_cents) == (5, 950_00)
    with pytest.raises(CreditNoteNotAtFaceValue):
        operations.record_credit_note(
            by=stock.team.finance.actor,
            statement_id=made.pk,
            number="AV-1",
            issued_on=CONCLUDED,
            amount_cents=988_00,  # with the fee: never refunded
        )
    with pytest.raises(NotYourRole):
        operations.record_credit_note(
            by=stock.team.anne.actor, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=950_00
        )


def test_a_statement_without_difference_is_concluded_at_once_and_its_avoir_comes_back(stock: Stock) -> None:
    made = answer(stock, draw(stock, 1, 2), 2, ranks(1, 2))
    conclude(stock, made)
    finance = stock.team.finance.actor
    note = operations.record_credit_note(
        by=finance, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=980_00
    )
    with pytest.raises(CreditReferenceMissing):
        operations.receive_credit(
            by=finance, statement_id=made.pk, received_on=CONCLUDED, kind=states.REFUNDED, reference=" "
        )
    use_titre("receive_instalment", "T-87", "Acompte", CONCLUDED)
    with pytest.raises(TitreAlreadyUsed):
        operations.receive_credit(
            by=finance, statement_id=made.pk, received_on=CONCLUDED, kind=states.REFUNDED, reference="t 87"
        )
    operations.receive_credit(
        by=finance, statement_id=made.pk, received_on=CONCLUDED, kind=states.REFUNDED, reference="T-88"
    )
    made.refresh_from_db()
    note.refresh_from_db()
    assert (made.state, note.received_reference) == (states.SETTLED, "T-88")


def test_the_number_of_an_avoir_is_one_however_it_is_typed(stock: Stock) -> None:
    made = answer(stock, draw(stock, 1, 2), 2, ranks(1, 2))
    conclude(stock, made)
    note = partial(operations.record_credit_note, by=stock.team.finance.actor, statement_id=made.pk)
    due = {"issued_on": CONCLUDED, "amount_cents": 980_00}
    with pytest.raises(CreditReferenceMissing):
        note(number=" – ", **due)
    first = note(number="AV-1", **due)
    assert (first.number, first.key) == ("AV-1", "av1")
    with connection.cursor() as cursor:  # a second note of the same key, however typed: the constraint is of the key
        cursor.execute(
            "INSERT INTO expiry_creditnote (scheme_id, statement_id, number, key, issued_on, amount_cents, "
            "received_kind, received_reference) SELECT scheme_id, statement_id, 'av 1', key, issued_on, amount_cents, "
            "'', '' FROM expiry_creditnote ON CONFLICT (scheme_id, key) DO NOTHING"
        )
        assert cursor.rowcount == 0
