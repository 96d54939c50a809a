"""A use under the operator before is undone once the order is another's: its pass lives again, and adds up still."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from quitus.domain.budget.operations import notify_market
from quitus.domain.expiry import operations as expiry_operations
from quitus.domain.expiry import states
from quitus.domain.expiry.errors import (
    ComplementMandatMissing,
    DateBeforeTheStepBefore,
    MoreUsedThanPaid,
    NoCreditDue,
)
from quitus.domain.expiry.models import Statement
from quitus.domain.ledger.queries import balance
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.entrusting_errors import MandatAlreadyUsed
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS
from quitus.usecases import expiry
from quitus.usecases.exposure import OrderExposure, exposure
from quitus.usecases.redeem import undo_redemption
from tests.domain.expiry.test_statement import SCAN
from tests.factories.schemes import make_organisation
from tests.factories.world import World
from tests.usecases.succession.test_entrusting import entrust, faults, make_second

START = datetime(2022, 8, 1, 9, 0, tzinfo=PARIS)
FACE = 10_00
RANKS = range(6, 13)
DRAWN, CONCLUDED = date(2024, 4, 2), date(2024, 4, 3)


class Life:
    """The order of the small world with seven pass left, one deed a day, and who is to answer for each use."""

    def __init__(self, world: World) -> None:
        self.world, self.now = world, START
        self.scheme_id = world.scheme.pk
        self.turns: Counter[int] = Counter()
        self.standing: dict[int, Organisation] = {}
        self.paid: dict[Organisation, int] = {world.team.operator: 100}
        self.used: Counter[Organisation] = Counter({world.team.operator: 4})
        self.answers = world.team.operator
        self.contract = world.team.contract
        self.seen: dict[date, list[tuple[int, ...]]] = {}
        for first, last in ((5, 5), (13, 100)):
            with clock.at(START):
                vouchers.cancel_range(
                    by=world.team.anne.actor,
                    numbers=world.stock.numbers(first, last),
                    occurred_on=START.date(),
                    reason="Détruits",
                )

    def take(self, rank: int) -> None:
        self.world.reception.take(rank)
        self.turns[rank] += 1
        self.standing[rank] = self.answers
        self.used[self.answers] += 1

    def undo(self, rank: int) -> None:
        undo_redemption(
            by=self.world.reception.lina.actor,
            number=self.world.reception.pass_number(rank),
            turn=self.turns[rank],
            reason_code="other",
            note="Erreur",
        )
        self.used[self.standing.pop(rank)] -= 1

    def hand(self, contract: OperatorContract) -> None:
        (handed,) = entrust(
            self.world,
            contract,
            from_contract_id=self.contract.pk,
            occurred_on=self.now.date(),
            mandat_number=f"M-{contract.number}",
        )
        assert handed.live_count == len(RANKS) - len(self.standing)
        self.contract, self.answers = contract, contract.operator
        self.paid[self.answers] = handed.live_count

    def next_day(self) -> None:
        """Look at the day that ends, then go on."""
        self.seen[self.now.date()] = self.look(self.now.date())
        self.now += timedelta(days=1)

    def look(self, on: date) -> list[tuple[int, ...]]:
        shares: list[OrderExposure] = [one for held in exposure(on) for one in held.orders]
        return [
            (
                one.active_count, one.used_count, one.unused_cents, one.advanced_cents, one.at_risk_cents,
                one.credit_issued_cents, one.credit_due_cents, one.kept_cents, one.complement_cents,
            )
            for one in shares
        ]  # fmt: skip

    def check(self) -> None:
        """Face value × pass is used, unused and credited, for each operator, less what it advanced; as the ledger."""
        for held in exposure(self.now.date()):
            (one,), operator = held.orders, held.operator
            assert (one.active_count, one.used_count) == (self.paid[operator], self.used[operator])
            paid = one.active_count * FACE + one.complement_cents + one.advanced_cents
            left = one.unused_cents + one.awaited_cents
            assert paid == one.used_count * FACE + left + one.credit_issued_cents + one.kept_cents
            assert one.advanced_cents == max(self.used[operator] - self.paid[operator], 0) * FACE - one.complement_cents
            account = balance(self.scheme_id, f"held_by_payer:{operator.pk}")
            noted = one.credit_issued_cents - one.credit_received_cents
            assert one.at_risk_cents - noted == max(account, 0)


def make_third(world: World) -> OperatorContract:
    """One more operator, on the terms of the second."""
    second = OperatorContract.objects.get(number="C-2")
    market = notify_market(
        by=world.team.anne.actor,
        operator_id=make_organisation("Troisième opérateur (exemple)", kinds.OPERATOR).pk,
        number="2022-M-03",
        title="Seconde reprise",
        launched_on=date(2022, 6, 1),
        awarded_on=date(2022, 6, 20),
        notified_on=date(2022, 7, 1),
        ends_on=date(2024, 12, 31),
        ceiling_cents=520_000_00,
    )
    third = OperatorContract.objects.get(pk=second.pk)
    third.pk, third.operator_id, third.market, third.number = None, market.operator_id, market, "C-3"
    third.save(force_insert=True)
    return third


def conclude(life: Life, used: int) -> Statement:
    """From the end of validity to a concluded statement on which both agree."""
    anne, order = life.world.team.anne.actor, life.world.stock.order
    with clock.at(date(2024, 2, 1)):
        expiry_operations.expire_order(by=Actor.system(), order_id=order.pk)
    with clock.at(CONCLUDED):
        made = expiry_operations.draw_statement(by=anne, order_id=order.pk, drawn_on=DRAWN)
        with pytest.raises(MoreUsedThanPaid):
            answer(life, made, made.paid_count + made.revived_count + 1)
        answer(life, made, used)
        life.now = clock.now()
        return expiry.conclude_statement(by=anne, statement_id=made.pk, concluded_on=CONCLUDED)


def answer(life: Life, made: Statement, used: int) -> None:
    expiry_operations.answer_statement(
        by=life.world.team.anne.actor, statement_id=made.pk, theirs_used=used, answered_on=DRAWN, paper=SCAN
    )


def test_an_operator_is_paid_what_it_paid_for_pass_that_lived_again(world: World) -> None:
    life, finance = Life(world), world.team.finance.actor
    with clock.at(life.now):
        life.take(6)
        life.next_day()
    with clock.at(life.now):
        life.hand(make_second(world))
        life.undo(6)
        for rank in RANKS:
            life.take(rank)
        life.check()
    made = conclude(life, 7)
    assert (made.paid_count, made.revived_count, made.ours_used) == (6, 1, 7)
    assert (made.credit_due_cents, made.kept_cents, made.complement_cents) == (0, 0, 10_00)
    with clock.at(CONCLUDED):
        life.check()
        assert not expiry.is_over(made)
        with pytest.raises(NoCreditDue):
            expiry.record_credit_note(
                by=finance, statement_id=made.pk, number="AV-1", issued_on=CONCLUDED, amount_cents=0
            )
        with pytest.raises(ComplementMandatMissing):
            expiry.pay_complement(by=finance, statement_id=made.pk, mandat_number=" ", paid_on=CONCLUDED)
        with pytest.raises(DateBeforeTheStepBefore):
            expiry.pay_complement(by=finance, statement_id=made.pk, mandat_number="M-88", paid_on=DRAWN)
        for used in ("m-2021-01", "M-C-2"):
            with pytest.raises(MandatAlreadyUsed):
                expiry.pay_complement(by=finance, statement_id=made.pk, mandat_number=used, paid_on=CONCLUDED)
        assert faults() == []
        done = expiry.pay_complement(by=finance, statement_id=made.pk, mandat_number="M-88", paid_on=CONCLUDED)
        assert done.state == states.SETTLED
        assert expiry.is_over(done)
        assert balance(life.scheme_id, f"complement_due_to:{life.answers.pk}") == 0
        life.check()
        assert faults() == []


@pytest.mark.parametrize("seed", range(3))
def test_value_adds_up_for_each_operator_every_day_whatever_the_order_of_deeds(world: World, seed: int) -> None:
    dice, life = Random(seed), Life(world)
    with clock.at(life.now):
        life.next_day()
        others = [make_second(world), make_third(world)]
    hand_over = dice.sample(range(2, 20), 2)
    for step in range(24):
        with clock.at(life.now):
            free = [rank for rank in RANKS if rank not in life.standing]
            if step in hand_over:
                life.hand(others.pop(0))
            elif free and (not life.standing or dice.random() < 0.6):
                life.take(dice.choice(free))
            else:
                life.undo(dice.choice(sorted(life.standing)))
            life.check()
            life.next_day()
    for on, seen in life.seen.items():
        with clock.at(life.now):
            assert life.look(on) == seen, "the same day asked again gives the same figures"
    made = conclude(life, life.used[life.answers])
    with clock.at(CONCLUDED):
        if made.credit_due_cents:
            expiry.record_credit_note(
                by=world.team.finance.actor,
                statement_id=made.pk,
                number="AV-1",
                issued_on=CONCLUDED,
                amount_cents=made.credit_due_cents,
            )
        life.check()
        assert faults() == []
