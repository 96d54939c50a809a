"""An order from its draft to its activation, save its production and its delivery."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from quitus.domain.budget import operations as budget
from quitus.domain.documents.signed import OnPaper
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.models import Convention
from quitus.domain.grants.parameters import VISA_REQUIRED
from quitus.domain.grants.rules import Terms
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.operations import refuse_who_prepared
from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.errors import (
    ContractNotRunning,
    ConventionMissing,
    FaceValueNotOfTheConvention,
    MandatNumberMissing,
    MarketCeilingExceeded,
    MarketNotRunning,
    NotWholeBooklets,
    OrderNumberTaken,
    PayerNotOfTheOrder,
    ProofApproverMissing,
    ProofFileMissing,
    TooManyPassInOneOrder,
    ValidityAlreadyOver,
    VisaMissing,
)
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.domain.vouchers.operations.contracts import refuse_outside_bounds
from quitus.domain.vouchers.operations.law import refuse_without_law
from quitus.domain.vouchers.operations.mandats import refuse_mandat_of_another
from quitus.domain.vouchers.operations.restrictions import refuse_wrong_days, restricted_to
from quitus.domain.vouchers.operations.steps import PREPARED_BY, advance, keep_paper, locked, told
from quitus.kernel.actors import Actor, refuse_unless
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
    territory: Sequence[str] = (),
    services: Sequence[str] = (),
    publics: Sequence[str] = (),
) -> Order:
    """Prepare an order of `quantity` pass, bound in booklets of `booklet_size`.

    Without a contract the authority issues the pass itself and pays the venues, with no tolerance and the convention's
    delay of late entry. `payer_id` is who pays: the operator (default) or the authority. `valid_until` is printed on
    the pass. `territory` (départements and postcodes of venues), `services` and `publics` (codes of the catalogue)
    restrict the use; empty means no restriction.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NotWholeBooklets`, `OrderNumberTaken`, `TooManyPassInOneOrder`,
    `ValidityAlreadyOver`, `PayerNotOfTheOrder`, `ConventionMissing`, `BookletSizeNotOfTheContract`,
    `QuantityOutsideTheContract`, `TerritoryUnknown`, `ServiceUnknown`, `PublicUnknown`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    refuse_wrong_days(drafted_on, valid_until)
    _refuse_wrong_quantity(quantity, booklet_size)
    scheme_id = current_scheme_id()
    contract = _contract(operator_contract_id)
    if contract is not None:
        refuse_outside_bounds(contract, quantity, booklet_size)
    order = Order(
        scheme_id=scheme_id,
        convention=_convention(scheme_id),
        **_issued_under(contract),
        payer_id=_payer(scheme_id, contract, payer_id),
        number=number.strip(),
        quantity=quantity,
        booklet_size=booklet_size,
        face_value_cents=face_value_cents,
        drafted_on=drafted_on,
        valid_until=valid_until,
        usable_until=rules.usable_until(valid_until, contract.tolerance_months if contract else 0),
        late_entry_days=_late_entry_days(scheme_id, contract, drafted_on),
        **restricted_to(territory, services, publics),
    )
    _save_new(order)
    told(by, "draft_order", order, N_("Commande préparée"), {"quantity": quantity})
    return order


def _refuse_wrong_quantity(quantity: int, booklet_size: int) -> None:
    if quantity < 1 or quantity % booklet_size:
        raise NotWholeBooklets(quantity=quantity, booklet_size=booklet_size)
    if quantity > rules.MOST_PASS:
        raise TooManyPassInOneOrder(most=rules.MOST_PASS)


def _convention(scheme_id: int) -> Convention:
    convention = grants.convention_of(scheme_id)
    if convention is None:
        raise ConventionMissing()
    return convention


def _issued_under(contract: OperatorContract | None) -> dict[str, Any]:
    """The market and the contract of an order, and the shape that follows from them."""
    if contract is None:
        return {"shape": rules.shape(has_contract=False, operates_inside=False)}
    shape = rules.shape(has_contract=True, operates_inside=contract.operates_inside)
    return {"market_id": contract.market_id, "operator_contract": contract, "shape": shape}


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
def visa_order(*, by: Actor, order_id: int, visa_on: date, paper: OnPaper | None = None) -> Order:
    """The public accountant agrees to an order (by analogy with CGCT R.1611-11).

    With a `paper` he signed, the authority enters his visa.
    Refuses with `NotYourRole`, `SamePersonOnBothSides`, `OrderStandsElsewhere`, `DateInTheFuture`,
    `DateBeforePreviousStep`.
    """
    refuse_unless(policies.may_visa_order(by.role, on_paper=paper is not None))
    if paper is None:
        refuse_who_prepared(by, "order", order_id, PREPARED_BY["visa_order"])
    order = locked(order_id)
    advance(order, "visa_order", visa_on, order.drafted_on)
    order.visa_on = visa_on
    order.save(update_fields=["state", "visa_on"])
    keep_paper(by, order, "visa_order", visa_on, paper)
    told(by, "visa_order", order, N_("Visa du comptable donné"), {"on": visa_on})
    return order


@operation
def confirm_order(*, by: Actor, order_id: int, confirmed_on: date) -> Order:
    """Send the order to the operator (or decide to issue it): from now on it counts.

    An order is confirmed without visa only where the convention asks for none. One that the authority issues itself
    needs a favourable opinion on law and the accountant's assent to it.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `VisaMissing`, `DateInTheFuture`, `DateBeforePreviousStep`,
    `ConventionNotSigned` (on that day), `FaceValueNotOfTheConvention`, `LegalOpinionMissing`, `SelfIssueAssentMissing`,
    `ContractNotRunning`, `MarketNotRunning`, `MarketCeilingExceeded`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    advance(order, "confirm_order", confirmed_on, order.visa_on or order.drafted_on)
    terms = grants.terms_at(order.scheme_id, confirmed_on)
    if order.visa_on is None and terms.order_visa == VISA_REQUIRED:
        raise VisaMissing(number=order.number)
    if terms.face_value_cents != order.face_value_cents:
        raise FaceValueNotOfTheConvention(convention_cents=terms.face_value_cents, order_cents=order.face_value_cents)
    if order.operator_contract is not None:
        _refuse_outside_contract(order, order.operator_contract, confirmed_on)
    else:
        refuse_without_law(order, confirmed_on)
    order.confirmed_on = confirmed_on
    order.visa_waived = order.visa_on is None
    order.save(update_fields=["state", "confirmed_on", "visa_waived"])
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
def approve_proof(
    *, by: Actor, order_id: int, approved_on: date, approved_name: str, paper: OnPaper | None = None
) -> Order:
    """A named person of the authority says that what will be printed is right (« bon à tirer »).

    The proof of an operator outside this instance is a file that was signed, given as `paper`.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`,
    `ProofApproverMissing`, `ProofFileMissing`.
    """
    refuse_unless(policies.may_approve_proof(by.role))
    order = locked(order_id)
    advance(order, "approve_proof", approved_on, order.confirmed_on)
    if not approved_name.strip():
        raise ProofApproverMissing()
    if order.shape == states.OUTSIDE and paper is None:
        raise ProofFileMissing(number=order.number)
    order.proof_on = approved_on
    order.proof_by = approved_name.strip()
    order.save(update_fields=["state", "proof_on", "proof_by"])
    keep_paper(by, order, "approve_proof", approved_on, paper)
    told(by, "approve_proof", order, N_("Bon à tirer donné"), {"on": approved_on, "by": order.proof_by})
    return order


@operation
def activate_order(*, by: Actor, order_id: int, mandat_number: str, activated_on: date) -> Order:
    """Make the pass of a delivered order usable, by the number of the mandat that pays them.

    A self-issued order has no mandat of face value: the number of the engagement stands for it.
    Refuses with `NotYourRole`, `OrderNotDelivered`, `OrderPartlyDelivered`, `OrderStandsElsewhere`,
    `MandatNumberMissing`, `MandatAlreadyUsed`, `DateInTheFuture`, `DateBeforePreviousStep`, `ValidityAlreadyOver`.
    """
    refuse_unless(policies.may_activate_order(by.role))
    order = locked(order_id)
    advance(order, "activate_order", activated_on, order.delivered_on)
    if not mandat_number.strip():
        raise MandatNumberMissing()
    if order.shape != states.SELF_ISSUED:
        refuse_mandat_of_another(mandat_number.strip(), order)
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
    latest = max(day for day in (order.drafted_on, order.visa_on, order.confirmed_on, order.proof_on) if day)
    advance(order, "cancel_order", cancelled_on, latest)
    order.cancelled_on = cancelled_on
    order.save(update_fields=["state", "cancelled_on"])
    told(by, "cancel_order", order, N_("Commande annulée"), {"reason": reason.strip()})
    return order
