"""When an operator fails: its live orders are handed to another operator of the same instance."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from quitus.domain.budget import operations as budget
from quitus.domain.budget.rules import reference_key
from quitus.domain.organisations import queries as organisations
from quitus.domain.vouchers import policies, queries, states
from quitus.domain.vouchers.entrusted import TO_ENTRUST
from quitus.domain.vouchers.entrusting_errors import (
    EntrustingMandatMissing,
    EntrustingNotExplained,
    FiguresAlreadyFixed,
    NothingUsableToPay,
    OrderNotToEntrust,
    OrderWithoutOperator,
    SameOperator,
)
from quitus.domain.vouchers.errors import (
    ContractNotRunning,
    DateBeforePreviousStep,
    MarketCeilingExceeded,
    MarketNotRunning,
    PayerNotOfTheOrder,
)
from quitus.domain.vouchers.models import Entrustment, OperatorContract, Order, Repayment
from quitus.domain.vouchers.operations.mandats import use_mandat
from quitus.domain.vouchers.operations.steps import locked, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

NOTHING_HELD: Mapping[int, int] = {}

# Whoever has begun to take a pass is done before they are counted, and whoever comes after is recorded after.
_HOLD = """
SELECT count(*) FROM (
    SELECT number FROM vouchers_voucher WHERE number BETWEEN %s AND %s ORDER BY number FOR NO KEY UPDATE
) AS held
"""


@operation
def entrust_order(
    *,
    by: Actor,
    order_id: int,
    contract_id: int,
    act_reference: str,
    reason: str,
    occurred_on: date,
    payer_id: int | None = None,
    mandat_number: str = "",
    held_cents: Mapping[int, int] = NOTHING_HELD,
) -> Entrustment:
    """Hand an order that was delivered and still lives to another operator, under a contract with it.

    From the instant of this record the other operator answers for the order, at the rates and delays of its contract:
    it pays the uses recorded from then on (or the authority does, by `payer_id`). Uses recorded before stay the debt of
    the operator before, as what it was paid for pass not used. Where the other pays the venues of an active order, the
    mandat `mandat_number` pays it the face value of the pass neither used nor cancelled, less what it still holds since
    it had the order before: `held_cents`, by the entrustment that ended that time.
    Refuses with `NotYourRole`, `OrderWithoutOperator`, `OrderNotToEntrust`, `FiguresAlreadyFixed`, `SameOperator`,
    `EntrustingNotExplained`, `EntrustingMandatMissing`, `MandatAlreadyUsed`, `NothingUsableToPay`,
    `PayerNotOfTheOrder`, `DateInTheFuture`, `DateBeforePreviousStep`, `ContractNotRunning`, `MarketNotRunning`,
    `MarketCeilingExceeded`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    contract = queries.contract(contract_id)
    before = _refuse_elsewhere(order, contract)
    if not act_reference.strip() or not reason.strip():
        raise EntrustingNotExplained()
    refuse_future(occurred_on)
    last_on = order.closing_on or order.activated_on or order.delivered_on
    if last_on is not None and occurred_on < last_on:
        raise DateBeforePreviousStep(previous_on=last_on)
    handed = Entrustment(
        scheme_id=order.scheme_id,
        order=order,
        contract_before=before,
        contract=contract,
        payer_before_id=order.payer_id,
        payer_id=_payer(order, contract, payer_id),
        act_reference=act_reference.strip(),
        reason=reason.strip(),
        occurred_on=occurred_on,
        user_id=by.user_id,
        actor_label=by.label,
    )
    deducted = _count_and_pay(handed, mandat_number.strip(), held_cents)
    refuse_outside_contract(contract, _added_cents(handed), occurred_on)
    return _hand(by, handed, deducted)


def _added_cents(handed: Entrustment) -> int:
    """What the market of the other operator has to bear more than before, in cents."""
    if handed.live_count is not None:
        return handed.amount_cents
    cost = queries.cost_cents(handed.order, handed.contract)
    same = handed.contract.market_id == handed.contract_before.market_id
    return cost - queries.cost_cents(handed.order, handed.contract_before) if same else cost


def _hand(by: Actor, handed: Entrustment, deducted: Mapping[int, int]) -> Entrustment:
    if handed.mandat_number:
        use_mandat("entrust_order", handed.mandat_number, handed.order, handed)
    handed.save(force_insert=True)
    Repayment.objects.bulk_create(
        Repayment(
            scheme_id=handed.scheme_id,
            entrustment_id=entrustment_id,
            amount_cents=cents,
            carried_to=handed,
            occurred_on=handed.occurred_on,
            user_id=by.user_id,
            actor_label=by.label,
        )
        for entrustment_id, cents in deducted.items()
    )
    order, contract = handed.order, handed.contract
    order.operator_contract, order.market_id, order.payer_id = contract, contract.market_id, handed.payer_id
    order.shape = states.INSIDE if contract.operates_inside else states.OUTSIDE
    order.save(update_fields=["operator_contract", "market", "payer", "shape"])
    facts = {"to": contract.operator.short_name, "contract": contract.number, "act": handed.act_reference}
    data = {**facts, "reason": handed.reason, "on": handed.occurred_on, "amount_cents": handed.amount_cents}
    told(by, "entrust_order", order, N_("Commande confiée à %(to)s, contrat %(contract)s, acte %(act)s"), data)
    return handed


def _refuse_elsewhere(order: Order, contract: OperatorContract) -> OperatorContract:
    """The contract before, unless the order is not to be handed over."""
    before = order.operator_contract
    if before is None:
        raise OrderWithoutOperator(number=order.number)
    if order.state not in TO_ENTRUST:
        raise OrderNotToEntrust(number=order.number, state=states.ORDER_LABELS[order.state])
    if order.figures_fixed_on is not None:
        raise FiguresAlreadyFixed(number=order.number)
    if before.operator_id == contract.operator_id:
        raise SameOperator(number=order.number, operator=contract.operator.short_name)
    return before


def _payer(order: Order, contract: OperatorContract, payer_id: int | None) -> int:
    """Where the authority paid the venues it goes on; else the other operator does, unless told otherwise."""
    authority_id = organisations.scheme_by_id(order.scheme_id).authority_id
    own = order.payer_id == authority_id
    payer = payer_id or (authority_id if own else contract.operator_id)
    if payer not in {authority_id, contract.operator_id}:
        raise PayerNotOfTheOrder()
    return payer


def _count_and_pay(handed: Entrustment, mandat_number: str, held_cents: Mapping[int, int]) -> dict[int, int]:
    """What still lives of an active order, and what its next payer is paid for it; what is deducted from that."""
    order = handed.order
    if order.activated_on is None:
        return {}
    handed.live_count = _living(order)
    operator = handed.contract.operator
    if handed.payer_id != operator.pk or not handed.live_count:
        return {}
    if order.usable_until < today():
        raise NothingUsableToPay(number=order.number, usable_until=order.usable_until, operator=operator.short_name)
    left, deducted = handed.live_count * order.face_value_cents, dict[int, int]()
    for entrustment_id, cents in sorted(held_cents.items()):
        if taken := min(cents, left):
            deducted[entrustment_id] = taken
            left -= taken
    if left:
        if not reference_key(mandat_number):
            raise EntrustingMandatMissing(operator=operator.short_name)
        handed.amount_cents, handed.mandat_number = left, mandat_number
    return deducted


def _living(order: Order) -> int:
    """How many pass of an order are neither used nor cancelled, which nobody may change until the end."""
    whole = queries.order_range(order)
    assert whole is not None, "an active order has its numbers"
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [whole.first, whole.last])
    marks = queries.counts_by_mark(order.pk)
    return marks.get(states.PLAIN, 0) + marks.get(states.BLOCKED, 0)


def refuse_outside_contract(contract: OperatorContract, asked_cents: int, on: date) -> None:
    """Refuses with `ContractNotRunning`, `MarketNotRunning`, `MarketCeilingExceeded` (cents) what comes to a contract
    from elsewhere.
    """
    if not contract.starts_on <= on <= contract.ends_on:
        raise ContractNotRunning(contract=contract.number, on=on)
    # Locked: whoever confirms another order of this market waits here, so that two never fit by chance.
    market = budget.lock_market(contract.market_id)
    if not market.notified_on <= on <= market.ends_on:
        raise MarketNotRunning(market=market.number, on=on)
    total = queries.committed_cents(market.pk) + asked_cents
    if total > market.ceiling_cents:
        raise MarketCeilingExceeded(market=market.number, total_cents=total, ceiling_cents=market.ceiling_cents)
