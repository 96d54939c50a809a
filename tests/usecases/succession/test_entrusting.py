"""An operator fails and another works in the same instance: each answers for what was recorded in its time."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from quitus.domain.budget.operations import notify_market
from quitus.domain.expiry import queries as expiry
from quitus.domain.ledger.queries import balance
from quitus.domain.operators.errors import NothingToHandOver
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.reimbursement import operations as reimbursement
from quitus.domain.reimbursement.models import OperatorFee
from quitus.domain.vouchers import entrusting_errors as errors
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.errors import ContractNotRunning, DateBeforePreviousStep, MarketCeilingExceeded
from quitus.domain.vouchers.models import Entrustment, OperatorContract, Order
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS
from quitus.kernel.clock import DateInTheFuture, today
from quitus.kernel.refusals import NotYourRole, Refusal
from quitus.usecases import succession
from quitus.usecases.exposure import exposure
from quitus.usecases.settle import claim_month, issue_payments
from quitus.usecases.verify import claims, ledger, parameters
from tests.factories.schemes import make_organisation
from tests.factories.world import World

BEFORE = datetime(2022, 8, 1, 9, 0, tzinfo=PARIS)
HANDED = BEFORE + timedelta(hours=1)
AFTER = BEFORE + timedelta(hours=2)
LATER = datetime(2022, 9, 5, 9, 0, tzinfo=PARIS)


def make_second(world: World, ceiling_cents: int = 520_000_00) -> OperatorContract:
    """The contract of another operator, which pays sooner and asks less."""
    market = notify_market(
        by=world.team.anne.actor,
        operator_id=make_organisation("Second opérateur (exemple)", kinds.OPERATOR).pk,
        number="2022-M-02",
        title="Reprise des pass",
        launched_on=date(2022, 6, 1),
        awarded_on=date(2022, 6, 20),
        notified_on=date(2022, 7, 1),
        ends_on=date(2024, 12, 31),
        ceiling_cents=ceiling_cents,
    )
    return vouchers.sign_operator_contract(
        by=world.team.anne.actor,
        market_id=market.pk,
        number="C-2",
        fee_on_order_per_mille=40,
        fee_on_redemption_per_mille=20,
        yearly_fee_per_venue_cents=0,
        tolerance_months=1,
        late_entry_days=60,
        payment_days=15,
        starts_on=date(2022, 7, 1),
        ends_on=date(2024, 12, 31),
    )


def entrust(world: World, contract: OperatorContract, **facts: object) -> list[Entrustment]:
    given: dict[str, object] = {
        "by": world.team.anne.actor,
        "from_contract_id": world.team.contract.pk,
        "order_ids": [world.stock.order.pk],
        "contract_id": contract.pk,
        "act_reference": "2022-DEC-41",
        "reason": "Liquidation judiciaire",
        "occurred_on": BEFORE.date(),
        "mandat_number": "M-2022-77",
    }
    return succession.entrust_orders(**(given | facts))  # type: ignore[arg-type]


def faults() -> list[str]:
    """What the proofs about orders, claims and accounts find in the current scheme."""
    with connection.cursor() as cursor:
        checks = (*claims.CHECKS, *ledger.CHECKS, *parameters.CHECKS)
        return [f"{fault.check} {fault.key}" for check in checks for fault in check.faults(cursor)]


def test_each_operator_answers_for_what_was_recorded_in_its_time(world: World) -> None:
    team, first, order = world.team, world.team.operator, world.stock.order
    with clock.at(BEFORE):
        contract = make_second(world)
        committed = queries.committed_cents(team.market.pk)
        world.reception.take(5, 6)
    with clock.at(HANDED):
        (handed,) = entrust(world, contract)
    assert (handed.live_count, handed.amount_cents) == (94, 940_00), "of a hundred, six were used"
    with clock.at(AFTER):
        world.reception.take(7, 8, 9)
    with clock.at(LATER):
        sent = claim_month(by=world.reception.lina.actor, month=date(2022, 8, 1), submitted_on=LATER.date())
        assert {claim.payer: claim.line_count for claim in sent} == {first: 2, contract.operator: 3}
        assert {claim.payer: (claim.pay_by - LATER.date()).days for claim in sent} == {first: 30, contract.operator: 15}
        for claim in sent:
            reimbursement.certify_service_fait(by=team.finance.actor, claim_id=claim.pk, certified_on=LATER.date())
        issue_payments(by=team.finance.actor, claim_ids=[claim.pk for claim in sent], issued_on=LATER.date())
        fees = OperatorFee.objects.filter(payment__issued_on=LATER.date()).order_by("pk")
        assert {(fee.contract.number, fee.base_cents, fee.rate_per_mille) for fee in fees} == {
            ("C-1", 20_00, 40),
            ("C-2", 30_00, 20),
        }
        shares = {held.operator: held.orders[0] for held in exposure(LATER.date())}
        old, new = shares[first], shares[contract.operator]
        assert (old.paid_cents, old.used_count, old.unused_cents, old.unpaid_cents) == (1_000_00, 6, 0, 20_00)
        assert (old.credit_due_cents, new.credit_due_cents) == (940_00, 0), "94 pass are left, held with one operator"
        assert (new.paid_cents, new.used_count, new.unused_cents, new.unpaid_cents) == (940_00, 3, 910_00, 30_00)
        assert (old.fee_cents, new.fee_cents) == (40_00 + 2_40, 60)
        assert old.at_risk_cents == balance(world.scheme.pk, f"held_by_payer:{first.pk}")
        assert new.at_risk_cents == balance(world.scheme.pk, f"held_by_payer:{contract.operator_id}")
        assert expiry.paid_and_used(queries.order(order.pk)) == (94, 3), "the statement is with who answers now"
        assert queries.committed_cents(team.market.pk) == committed, "what was paid stays a cost of its market"
        assert queries.committed_cents(contract.market_id) == 940_00
        assert [one.operator for one in exposure(HANDED.date() - timedelta(days=1))] == [first]
        assert faults() == []


def archived(operator: Organisation) -> tuple[int, int]:
    """Pass and cents due, as an archive made now says them; the list of uses and the sums by structure agree."""
    made = succession.make_archive(by=Actor.system(), operator_id=operator.pk, reason="Essai", occurred_on=today())
    archive = succession.read_archive(succession.archive_content(made.pk)[1])
    owed = [(int(count), int(cents)) for _siret, _name, count, cents in archive.rows("due.csv")]
    told = (archive.manifest["due_pass"], archive.manifest["due_cents"])
    assert told == (sum(count for count, _ in owed), sum(cents for _, cents in owed))
    assert len(list(archive.rows("uses.csv"))) == told[0]
    return told


def exposed(operator: Organisation) -> int:
    """Used and not paid to the venues yet, as the exposure says it today."""
    return next(held.total("unpaid_cents") for held in exposure(today()) if held.operator == operator)


def test_the_archive_says_what_the_exposure_says_that_its_operator_owes_before_and_after_it_lost_an_order(
    world: World,
) -> None:
    first, order = world.team.operator, world.stock.order
    with clock.at(BEFORE):
        contract = make_second(world)
        world.reception.take(5, 6)
        assert (archived(first), exposed(first)) == ((2, 20_00), 20_00)
    with clock.at(HANDED):
        entrust(world, contract)
        assert (archived(first), exposed(first)) == ((2, 20_00), 20_00), "no order is left to it, its debt is"
    with clock.at(AFTER):
        world.reception.take(7, 8, 9)
        assert (archived(first), exposed(first)) == ((2, 20_00), 20_00)
        assert (archived(contract.operator), exposed(contract.operator)) == ((3, 30_00), 30_00)
    closed = {"state": states.CLOSED, "closing_on": AFTER.date(), "closed_on": AFTER.date()}
    Order.objects.filter(pk=order.pk).update(**closed)
    with clock.at(LATER):
        assert (archived(contract.operator), exposed(contract.operator)) == ((3, 30_00), 30_00), "closed, and unpaid"
        for claim in claim_month(by=world.reception.lina.actor, month=AFTER.date(), submitted_on=LATER.date()):
            if claim.payer == first:
                reimbursement.certify_service_fait(by=world.team.finance.actor, claim_id=claim.pk, certified_on=today())
                (payment,) = issue_payments(by=world.team.finance.actor, claim_ids=[claim.pk], issued_on=today())
                reimbursement.record_payment(by=world.team.printer.actor, payment_id=payment.pk, paid_on=today())
        with pytest.raises(NothingToHandOver):
            archived(first)
        assert exposed(first) == 0


def test_what_the_authority_owes_is_no_debt_of_the_operator(world: World) -> None:
    with clock.at(HANDED):
        contract = make_second(world)
        entrust(world, contract, authority_pays=True, mandat_number="")
    with clock.at(AFTER):
        world.reception.take(5, 6)
        assert (archived(contract.operator), exposed(contract.operator)) == ((0, 0), 0)


def test_the_authority_may_pay_from_then_on_and_nothing_is_paid_again(world: World) -> None:
    with clock.at(HANDED):
        contract = make_second(world)
        (handed,) = entrust(world, contract, authority_pays=True, mandat_number="")
        assert (handed.payer, handed.amount_cents) == (world.scheme.authority, 0)
        order = queries.order(world.stock.order.pk)
        assert (order.payer, order.operator_contract) == (world.scheme.authority, contract)
        assert faults() == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"mandat_number": " "}, errors.EntrustingMandatMissing),
        ({"act_reference": " "}, errors.EntrustingNotExplained),
        ({"reason": ""}, errors.EntrustingNotExplained),
        ({"occurred_on": date(2022, 8, 2)}, DateInTheFuture),
        ({"occurred_on": date(2021, 7, 1)}, DateBeforePreviousStep),
        ({"occurred_on": date(2022, 6, 30)}, ContractNotRunning),
        ({"order_ids": []}, NothingToHandOver),
        ({"order_ids": [999_999]}, NothingToHandOver),
    ],
)
def test_orders_change_hands_by_an_act_within_a_contract(
    world: World, facts: dict[str, object], refusal: type[Refusal]
) -> None:
    with clock.at(HANDED):
        contract = make_second(world)
        with pytest.raises(refusal):
            entrust(world, contract, **facts)
        assert not Entrustment.objects.exists()


def test_only_the_manager_hands_a_live_order_to_another_operator_within_its_ceiling(world: World) -> None:
    with clock.at(HANDED):
        poor = make_second(world, ceiling_cents=100_00)
        with pytest.raises(MarketCeilingExceeded):
            entrust(world, poor)
        with pytest.raises(errors.SameOperator):
            entrust(world, world.team.contract)
        with pytest.raises(NotYourRole):
            entrust(world, poor, by=world.team.dado.actor)
        order = world.stock.order
        type(order).objects.filter(pk=order.pk).update(figures_fixed_on=HANDED.date())
        with pytest.raises(errors.FiguresAlreadyFixed):
            entrust(world, poor)


def test_the_database_keeps_the_promises_of_hand_overs(world: World) -> None:
    with clock.at(HANDED):
        (handed,) = entrust(world, make_second(world))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Entrustment.objects.filter(pk=handed.pk).update(reason="Autre")
    wrong = {
        "entrustment_hands_over_to_another_contract": {"contract": handed.contract_before},
        "entrustment_says_why_and_by_which_act": {"reason": ""},
        "entrustment_is_paid_by_a_mandat_if_and_only_if_it_is_paid": {"mandat_number": ""},
    }
    for promise, facts in wrong.items():
        broken = Entrustment.objects.get(pk=handed.pk)
        for name, value in facts.items():
            setattr(broken, name, value)
        broken.pk = None
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            broken.save(force_insert=True)
