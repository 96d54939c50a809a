"""What happens by itself at the end of validity, the letters it sends, and what an avoir changes in the ledger."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from quitus.connectors.mail import Mail, RefusedForGood
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import Holder, Holding
from quitus.domain.expiry import operations, queries, rules, states
from quitus.domain.expiry.errors import (
    MoreUsedThanPaid,
    NoComplementDue,
    NoCreditDue,
    StatementStillOpen,
    StockStillOut,
)
from quitus.domain.expiry.models import Notice, Statement, Step
from quitus.domain.ledger import queries as ledger
from quitus.domain.users.models import NO_ADDRESS, User
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel import clock
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange
from quitus.usecases import expiry
from quitus.usecases.exposure import OrderExposure, exposure
from quitus.usecases.verify import ledger as verified
from tests.domain.expiry.test_statement import CONCLUDED, answer, conclude, draw, settle
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

ALERT, AFTER = date(2023, 12, 1), date(2024, 2, 1)


class Post:
    """A mail server that keeps what it takes, and refuses some for good."""

    def __init__(self, *refuses: str) -> None:
        self.taken: list[Mail] = []
        self.refuses = refuses

    def __call__(self, mail: Mail, *, leaves: bool = True) -> None:
        if mail.to in self.refuses:
            raise RefusedForGood()
        self.taken.append(mail)


def follow(on: date, post: Post) -> expiry.Done:
    with clock.at(on):
        return expiry.follow_calendar(lambda scheme: f"https://quitus.test/{scheme.slug}", send=post)


def test_an_end_is_announced_and_comes_by_itself_once_each(stock: Stock) -> None:
    post = Post()
    assert follow(date(2023, 11, 30), post) == expiry.Done(0, 0, 0)
    first = follow(ALERT, post)
    assert (first.announced, first.expired) == (1, 0)
    assert first.mailed == len(post.taken) == Notice.objects.count()
    assert follow(ALERT, post) == expiry.Done(0, 0, 0)
    assert follow(AFTER, post) == expiry.Done(0, 1, 0)
    assert follow(AFTER, post) == expiry.Done(0, 0, 0)
    assert [step.verb for step in Step.objects.order_by("pk")] == ["announce_end", "expire_order"]


def test_the_letter_gives_the_totals_and_the_same_number_when_it_comes_twice(stock: Stock) -> None:
    referral = refer(stock)
    distribution.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(1, 12),
        occurred_on=HANDED_ON,
        referral_id=referral.pk,
    )
    post = Post()
    follow(ALERT, post)
    letter = next(one for one in post.taken if one.to == stock.team.dado.user.email)
    assert "10 livrés, 2 remis, 8 non remis, 0 commencés" in letter.body
    assert "31 décembre 2023" in letter.body
    Notice.objects.update(mailed_at=None)
    again = Post()
    follow(ALERT, again)
    assert {one.message_id for one in again.taken} == {one.message_id for one in post.taken}


def test_a_letter_that_no_longer_holds_is_not_sent(stock: Stock) -> None:
    with clock.at(ALERT):
        operations.announce_end(by=stock.team.anne.actor, order_id=stock.order.pk)
        vouchers.prolong_order(
            by=stock.team.anne.actor,
            order_id=stock.order.pk,
            valid_until=date(2024, 6, 30),
            reason="Avenant",
            act_reference="2023-512",
        )
    post = Post()
    assert follow(ALERT, post).mailed == 0
    assert not Notice.objects.filter(given_up=False).exists()


def test_a_letter_refused_for_good_stops_no_other(stock: Stock) -> None:
    post = Post(stock.team.dado.user.email)
    done = follow(ALERT, post)
    assert done.mailed == Notice.objects.count() - 1
    assert Notice.objects.get(given_up=True).user_id == stock.team.dado.user.pk


def test_who_has_no_address_is_told_in_the_program_only(stock: Stock) -> None:
    dado, post = stock.team.dado.user, Post()
    User.objects.filter(pk=dado.pk).update(email=f"1{NO_ADDRESS}")
    assert follow(ALERT, post).mailed == Notice.objects.count() - 1
    assert Notice.objects.get(given_up=True).user_id == dado.pk


@pytest.mark.parametrize(("kind", "to"), [(states.REFUNDED, "treasury"), (states.DEDUCTED, "paid_to_payer")])
def test_an_avoir_leaves_the_operator_and_comes_back_to_the_cent(stock: Stock, kind: str, to: str) -> None:
    made = conclude(stock, answer(stock, draw(stock, 1, 2), 2, ranks(1, 2)))
    payer, finance = stock.order.payer_id, stock.team.finance.actor
    expiry.record_credit_note(by=finance, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=980_00)
    assert ledger.balance(stock.order.scheme_id, f"held_by_payer:{payer}") == 20_00
    assert ledger.balance(stock.order.scheme_id, f"credit_due_from:{payer}") == 980_00
    expiry.receive_credit(by=finance, statement_id=made.pk, received_on=CONCLUDED, kind=kind, reference="T-88")
    assert ledger.balance(stock.order.scheme_id, f"credit_due_from:{payer}") == 0
    into = ledger.balance(stock.order.scheme_id, "treasury" if to == "treasury" else f"paid_to_payer:{payer}")
    assert into == (980_00 if to == "treasury" else -20_00)
    assert queries.credited().count() == 1
    assert accounts_at_fault() == []


def accounts_at_fault() -> list[str]:
    """The accounts that do not say what the lines say."""
    with connection.cursor() as cursor:
        return [fault.key for check in verified.CHECKS for fault in check.faults(cursor)]


def test_value_that_a_contract_without_avoir_leaves_to_the_operator_is_held_no_more(stock: Stock) -> None:
    OperatorContract.objects.filter(pk=stock.order.operator_contract_id).update(credit_note="nothing")
    made = answer(stock, draw(stock, 1, 2), 3, ranks(1, 3))
    settle(stock, made, states.THEIRS, side=states.THEIRS)
    done = expiry.conclude_statement(by=stock.team.anne.actor, statement_id=made.pk, concluded_on=CONCLUDED)
    assert (done.credit_due_cents, done.kept_cents, done.complement_cents) == (0, 970_00, 0)
    assert expiry.is_over(done)
    payer = stock.order.payer_id
    held = ledger.balance(stock.order.scheme_id, f"held_by_payer:{payer}")
    assert held == 20_00, "the two uses of our register, that it pays"
    assert ledger.balance(stock.order.scheme_id, f"kept_by_payer:{payer}") == 970_00
    assert accounts_at_fault() == []
    (one,) = exposure(clock.today())[0].orders
    assert (one.kept_cents, one.credit_issued_cents, one.credit_due_cents) == (970_00, 0, 0)
    with pytest.raises(NoCreditDue):
        expiry.record_credit_note(
            by=stock.team.finance.actor, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=0
        )
    with pytest.raises(NoComplementDue):
        expiry.pay_complement(by=stock.team.finance.actor, statement_id=made.pk, mandat_number="M-1", paid_on=CONCLUDED)


def test_a_statement_keeps_its_promises_of_value(stock: Stock) -> None:
    made = conclude(stock, answer(stock, draw(stock, 1, 2), 2, ranks(1, 2)))
    wrong: dict[str, dict[str, object]] = {
        "credit_is_the_face_value_of_pass_paid_and_not_used": {"credit_due_cents": 0},
        "unused_value_is_given_back_or_kept_or_a_complement_is_owed": {"credit_due_cents": 0, "kept_cents": 980_00},
        "who_gives_credit_was_paid_beforehand": {
            "is_prepaid": False, "kept_cents": 0, "credit_due_cents": 0, "complement_cents": 0
        },
        "complement_is_paid_by_a_mandat": {"complement_mandat": "M-1"},
    }  # fmt: skip
    for promise, facts in wrong.items():
        broken = Statement.objects.get(pk=made.pk)
        for name, value in facts.items():
            setattr(broken, name, value)
        broken.pk = None
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            broken.save(force_insert=True)


def test_a_use_that_the_operator_alone_holds_leaves_nothing_at_risk_once_recognised(stock: Stock) -> None:
    made = answer(stock, draw(stock, 1, 2), 3, ranks(1, 3))
    settle(stock, made, states.THEIRS, side=states.THEIRS)
    expiry.conclude_statement(by=stock.team.anne.actor, statement_id=made.pk, concluded_on=CONCLUDED)
    expiry.record_credit_note(
        by=stock.team.finance.actor, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=970_00
    )
    payer = stock.order.payer_id
    assert ledger.balance(stock.order.scheme_id, f"held_by_payer:{payer}") == 20_00
    assert ledger.balance(stock.order.scheme_id, f"recognised_uses:{payer}") == 10_00


@given(
    ours=st.sets(st.integers(1, 20)),
    theirs=st.sets(st.integers(1, 20)),
    recognised=st.sets(st.integers(1, 20)),
    settled=st.integers(0, 20),
)
def test_no_settlement_makes_what_an_operator_holds_negative(
    ours: set[int], theirs: set[int], recognised: set[int], settled: int
) -> None:
    _only_ours, only_theirs = rules.differences(ours, [NumberRange(one, one) for one in theirs])
    accepted = len(recognised & set(only_theirs))
    due = rules.credit_due(20, len(ours) + accepted, Cents(10_00))
    operator = SimpleNamespace(operator_id=1)
    order = SimpleNamespace(operator_contract=operator, payer_id=1, face_value_cents=10_00)
    one = OrderExposure(order, 20, len(ours), min(settled, len(ours)), due, Cents(accepted * 10_00), Cents(0))  # type: ignore[arg-type]
    assert one.unused_cents == 0
    assert one.unpaid_cents >= 0
    assert one.at_risk_cents == one.unpaid_cents + due >= 0


def test_uses_of_pass_never_delivered_are_not_recognised(stock: Stock) -> None:
    made = draw(stock, *range(1, 100))
    Statement.objects.filter(pk=made.pk).update(paid_count=99)
    answer(stock, made, 1, ranks(100, 100))
    settle(stock, made, states.OURS, side=states.OURS)
    with pytest.raises(MoreUsedThanPaid):
        settle(stock, made, states.THEIRS, side=states.THEIRS)
    settle(stock, made, states.OURS, side=states.THEIRS)
    done = expiry.conclude_statement(by=stock.team.anne.actor, statement_id=made.pk, concluded_on=CONCLUDED)
    assert (done.agreed_used, done.credit_due_cents) == (99, 0)


def test_an_order_is_closed_once_its_pass_are_back_and_its_avoir_came(stock: Stock) -> None:
    anne, finance = stock.team.anne.actor, stock.team.finance.actor
    made = conclude(stock, answer(stock, draw(stock, 1, 2), 2, ranks(1, 2)))

    def close() -> str:
        return expiry.close_order(by=anne, order_id=stock.order.pk, closed_on=CONCLUDED).state

    with pytest.raises(StockStillOut):
        close()
    accountant = Holder.objects.get(kind="accountant")
    Holding.objects.filter(order_id=stock.order.pk).update(holder=accountant)
    with pytest.raises(StatementStillOpen):
        close()
    expiry.record_credit_note(by=finance, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=980_00)
    expiry.receive_credit(
        by=finance, statement_id=made.pk, received_on=CONCLUDED, kind=states.REFUNDED, reference="T-88"
    )
    assert close() == "closed"
