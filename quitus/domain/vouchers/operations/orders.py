"""An order from its draft to its end, save its production."""

from datetime import date

from quitus.domain.budget import operations as budget
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import Terms
from quitus.domain.organisations import queries as organisations
from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.errors import (
    ContractNotRunning,
    ConventionMissing,
    FaceValueNotOfTheConvention,
    LateEntriesStillAllowed,
    MandatNumberMissing,
    MarketCeilingExceeded,
    MarketNotRunning,
    NotWholeBooklets,
    OrderNotDelivered,
    OrderNumberTaken,
    PayerNotOfTheOrder,
    TooManyPassInOneOrder,
    ValidityAlreadyOver,
)
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.domain.vouchers.operations.steps import advance, locked, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.constraints import refused_by
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def draft_order(
    *,
    by: Actor,
    number: str,
    quantity: int,
    booklet_size: int,
    face_value_cents: int,
    valid_until: date,
    drafted_on: date,
    operator_contract_id: int | None = None,
    payer_id: int | None = None,
) -> Order:
    """Prepare an order of `quantity` pass, bound in booklets of `booklet_size`.

    Without a contract the authority issues the pass itself and pays the venues, with no tolerance and the convention's
    delay of late entry. `payer_id` is who pays: the operator (default) or the authority. `valid_until` is printed on
    the pass. Refuses with `NotYourRole`, `DateInTheFuture`, `NotWholeBooklets`, `OrderNumberTaken`,
    `TooManyPassInOneOrder`, `ValidityAlreadyOver`, `PayerNotOfTheOrder`, `ConventionMissing`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    refuse_future(drafted_on)
    if quantity < 1 or quantity % booklet_size:
        raise NotWholeBooklets(quantity=quantity, booklet_size=booklet_size)
    if quantity > rules.MOST_PASS:
        raise TooManyPassInOneOrder(most=rules.MOST_PASS)
    if valid_until < drafted_on:
        raise ValidityAlreadyOver(valid_until=valid_until)
    scheme_id = current_scheme_id()
    convention = grants.convention_of(scheme_id)
    if convention is None:
        raise ConventionMissing()
    contract = _contract(operator_contract_id)
    order = Order(
        scheme_id=scheme_id,
        convention=convention,
        market_id=contract.market_id if contract else None,
        operator_contract=contract,
        payer_id=_payer(scheme_id, contract, payer_id),
        number=number.strip(),
        quantity=quantity,
        booklet_size=booklet_size,
        face_value_cents=face_value_cents,
        drafted_on=drafted_on,
        valid_until=valid_until,
        usable_until=rules.usable_until(valid_until, contract.tolerance_months if contract else 0),
        late_entry_days=_late_entry_days(scheme_id, contract, drafted_on),
    )
    _save_new(order)
    told(by, "draft_order", order, N_("Commande préparée"), {"quantity": quantity})
    return order


def _contract(operator_contract_id: int | None) -> OperatorContract | None:
    if operator_contract_id is None:
        return None
    return queries.contracts().get(pk=operator_contract_id)


def _late_entry_days(scheme_id: int, contract: OperatorContract | None, on: date) -> int:
    """The contract's delay; the convention's for pass that the authority issues itself."""
    if contract is not None:
        return contract.late_entry_days
    try:
        return grants.terms_at(scheme_id, on).late_entry_days
    except ConventionNotSigned:
        return Terms.late_entry_days


def _payer(scheme_id: int, contract: OperatorContract | None, payer_id: int | None) -> int:
    authority_id = organisations.scheme_by_id(scheme_id).authority_id
    allowed = {authority_id, contract.operator_id} if contract else {authority_id}
    payer = payer_id or (contract.operator_id if contract else authority_id)
    if payer not in allowed:
        raise PayerNotOfTheOrder()
    return payer


def _save_new(order: Order) -> None:
    with refused_by("order_has_a_number_of_its_own", OrderNumberTaken(number=order.number)):
        order.save(force_insert=True)


@operation
def visa_order(*, by: Actor, order_id: int, visa_on: date) -> Order:
    """The public accountant agrees to an order (by analogy with CGCT R.1611-11).

    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`.
    """
    refuse_unless(policies.may_visa_order(by.role))
    order = locked(order_id)
    advance(order, "visa_order", visa_on, order.drafted_on)
    order.visa_on = visa_on
    order.save(update_fields=["state", "visa_on"])
    told(by, "visa_order", order, N_("Visa du comptable donné"), {"on": visa_on})
    return order


@operation
def confirm_order(*, by: Actor, order_id: int, confirmed_on: date) -> Order:
    """Send the order to the operator (or decide to issue it): from now on it counts.

    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`,
    `DateBeforePreviousStep`, `ConventionNotSigned` (on that day), `FaceValueNotOfTheConvention`,
    `ContractNotRunning`, `MarketNotRunning`, `MarketCeilingExceeded`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    advance(order, "confirm_order", confirmed_on, order.visa_on)
    terms = grants.terms_at(order.scheme_id, confirmed_on)
    if terms.face_value_cents != order.face_value_cents:
        raise FaceValueNotOfTheConvention(convention_cents=terms.face_value_cents, order_cents=order.face_value_cents)
    if order.operator_contract is not None:
        _refuse_outside_contract(order, order.operator_contract, confirmed_on)
    order.confirmed_on = confirmed_on
    order.save(update_fields=["state", "confirmed_on"])
    told(by, "confirm_order", order, N_("Commande confirmée"), {"on": confirmed_on})
    return order


def _refuse_outside_contract(order: Order, contract: OperatorContract, on: date) -> None:
    if not contract.starts_on <= on <= contract.ends_on:
        raise ContractNotRunning(contract=contract.number, on=on)
    # Locked: whoever confirms another order of this market waits here, so that two never fit by chance.
    market = budget.lock_market(contract.market_id)
    if not market.notified_on <= on <= market.ends_on:
        raise MarketNotRunning(market=market.number, on=on)
    total = queries.committed_cents(market.pk) + queries.cost_cents(order)
    if total > market.ceiling_cents:
        raise MarketCeilingExceeded(market=market.number, total_cents=total, ceiling_cents=market.ceiling_cents)


@operation
def activate_order(*, by: Actor, order_id: int, mandat_number: str, activated_on: date) -> Order:
    """Make the pass of a delivered order usable, by the number of the mandat that pays them.

    A self-issued order has no mandat of face value: the number of the engagement stands for it.
    Refuses with `NotYourRole`, `OrderNotDelivered`, `OrderStandsElsewhere`, `MandatNumberMissing`,
    `DateInTheFuture`, `DateBeforePreviousStep`, `ValidityAlreadyOver`.
    """
    refuse_unless(policies.may_activate_order(by.role))
    order = locked(order_id)
    if order.delivered_on is None and order.state != states.CANCELLED:
        raise OrderNotDelivered(number=order.number)
    advance(order, "activate_order", activated_on, order.delivered_on)
    if not mandat_number.strip():
        raise MandatNumberMissing()
    if activated_on > order.valid_until:
        raise ValidityAlreadyOver(valid_until=order.valid_until)
    order.activated_on = activated_on
    order.mandat_number = mandat_number.strip()
    order.save(update_fields=["state", "activated_on", "mandat_number"])
    told(by, "activate_order", order, N_("Commande activée"), {"mandat_number": order.mandat_number})
    return order


@operation
def cancel_order(*, by: Actor, order_id: int, cancelled_on: date, reason: str) -> Order:
    """Give up an order that is not produced yet.

    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    latest = max(day for day in (order.drafted_on, order.visa_on, order.confirmed_on) if day)
    advance(order, "cancel_order", cancelled_on, latest)
    order.cancelled_on = cancelled_on
    order.save(update_fields=["state", "cancelled_on"])
    told(by, "cancel_order", order, N_("Commande annulée"), {"reason": reason.strip()})
    return order


@operation
def close_order(*, by: Actor, order_id: int, closed_on: date) -> Order:
    """End an order once its pass can be neither used nor recorded late: after the last day on which venues accept
    them, and the delay that its contract leaves to record a service given by then.

    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `LateEntriesStillAllowed`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    advance(order, "close_order", closed_on, None)
    if closed_on < (closable_on := queries.closable_on(order)):
        raise LateEntriesStillAllowed(number=order.number, closable_on=closable_on)
    order.closed_on = closed_on
    order.save(update_fields=["state", "closed_on"])
    told(by, "close_order", order, N_("Commande close"))
    return order
