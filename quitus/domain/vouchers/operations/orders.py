"""An order from its visa to its activation, save its production and its delivery."""

from datetime import date

from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import Market
from quitus.domain.budget.rules import reference_key
from quitus.domain.documents.signed import OnPaper
from quitus.domain.grants import queries as grants
from quitus.domain.grants.parameters import VISA_REQUIRED
from quitus.domain.organisations.operations import refuse_who_prepared
from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.draft_errors import VisaRefusalNotExplained, VisaRefusalTooLong
from quitus.domain.vouchers.ended_errors import EndedBeforeActivation
from quitus.domain.vouchers.errors import (
    ContractNotRunning,
    FaceValueNotOfTheConvention,
    MandatNumberMissing,
    MarketCeilingExceeded,
    MarketNotRunning,
    ProofApproverMissing,
    ProofFileMissing,
    VisaMissing,
)
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.domain.vouchers.operations.law import refuse_without_law
from quitus.domain.vouchers.operations.mandats import use_mandat
from quitus.domain.vouchers.operations.steps import (
    PREPARED_BY,
    advance,
    keep_paper,
    locked,
    refuse_ended,
    refuse_unread,
    said_on,
    told,
)
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def visa_order(*, by: Actor, order_id: int, revision: int, visa_on: date, paper: OnPaper | None = None) -> Order:
    """The public accountant agrees to an order (by analogy with CGCT R.1611-11), as `revision` of it says.

    With a `paper` he signed, the authority enters his visa. It is not dated before the last correction.
    Refuses with `NotYourRole`, `SamePersonOnBothSides`, `OrderCorrectedSince`, `OrderStandsElsewhere`,
    `DateInTheFuture`, `DateBeforePreviousStep`, `EndedBeforeProduction`.
    """
    refuse_unless(policies.may_visa_order(by.role, on_paper=paper is not None))
    if paper is None:
        refuse_who_prepared(by, "order", order_id, PREPARED_BY["visa_order"])
    order = locked(order_id)
    refuse_unread(order, revision)
    advance(order, "visa_order", visa_on, said_on(order))
    refuse_ended(order, visa_on)
    order.visa_on = visa_on
    order.save(update_fields=["state", "visa_on"])
    keep_paper(by, order, "visa_order", visa_on, paper)
    told(by, "visa_order", order, N_("Visa du comptable donné"), {"on": visa_on})
    return order


@operation
def refuse_visa(
    *, by: Actor, order_id: int, revision: int, refused_on: date, reason: str, paper: OnPaper | None = None
) -> Order:
    """The public accountant sends an order back as `revision` of it says, and says what is wrong: the manager corrects
    it, or answers.

    With a `paper` he signed, the authority enters his refusal.
    Refuses with `NotYourRole`, `SamePersonOnBothSides`, `OrderCorrectedSince`, `OrderStandsElsewhere`,
    `DateInTheFuture`, `DateBeforePreviousStep`, `VisaRefusalNotExplained`, `VisaRefusalTooLong`.
    """
    refuse_unless(policies.may_visa_order(by.role, on_paper=paper is not None))
    if paper is None:
        refuse_who_prepared(by, "order", order_id, PREPARED_BY["visa_order"])
    order = locked(order_id)
    refuse_unread(order, revision)
    advance(order, "refuse_visa", refused_on, said_on(order))
    if not reason.strip():
        raise VisaRefusalNotExplained()
    if len(reason.strip()) > rules.MOST_SAID:
        raise VisaRefusalTooLong(most=rules.MOST_SAID)
    order.visa_refused_on = refused_on
    order.visa_refusal = reason.strip()
    order.save(update_fields=["state", "visa_refused_on", "visa_refusal"])
    keep_paper(by, order, "refuse_visa", refused_on, paper)
    told(by, "refuse_visa", order, N_("Visa refusé : %(reason)s"), {"on": refused_on, "reason": order.visa_refusal})
    return order


@operation
def confirm_order(*, by: Actor, order_id: int, revision: int, confirmed_on: date) -> Order:
    """Send the order to the operator (or decide to issue it), as `revision` of it says: from now on it counts.

    An order is confirmed without visa only where the convention asks for none. One that the authority issues itself
    needs a favourable opinion on law and the accountant's assent to it.
    Refuses with `NotYourRole`, `OrderCorrectedSince`, `OrderStandsElsewhere`, `VisaMissing`, `DateInTheFuture`,
    `DateBeforePreviousStep`, `ConventionNotSigned` (on that day), `FaceValueNotOfTheConvention`, `LegalOpinionMissing`,
    `SelfIssueAssentMissing`, `ContractNotRunning`, `MarketNotRunning`, `MarketCeilingExceeded`,
    `EndedBeforeProduction`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    refuse_unread(order, revision)
    advance(order, "confirm_order", confirmed_on, order.visa_on or said_on(order))
    refuse_ended(order, confirmed_on)
    terms = grants.terms_at(order.scheme_id, confirmed_on)
    if order.visa_on is None and terms.order_visa == VISA_REQUIRED:
        raise VisaMissing(number=order.number)
    if terms.face_value_cents != order.face_value_cents:
        raise FaceValueNotOfTheConvention(convention_cents=terms.face_value_cents, order_cents=order.face_value_cents)
    if order.operator_contract is not None:
        _refuse_outside_contract(order, order.operator_contract, confirmed_on)
    else:
        refuse_without_law(order, confirmed_on)
        if order.market is not None:
            _refuse_ended_market(order.market, confirmed_on)
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
    _refuse_ended_market(market, on)
    total = queries.committed_cents(market.pk) + queries.cost_cents(order)
    if total > market.ceiling_cents:
        raise MarketCeilingExceeded(market=market.number, total_cents=total, ceiling_cents=market.ceiling_cents)


def _refuse_ended_market(market: Market, on: date) -> None:
    if not market.notified_on <= on <= market.ends_on:
        raise MarketNotRunning(market=market.number, on=on)


@operation
def approve_proof(
    *, by: Actor, order_id: int, approved_on: date, approved_name: str, paper: OnPaper | None = None
) -> Order:
    """A named person of the authority says that what will be printed is right (« bon à tirer »).

    The proof of an operator outside this instance is a file that was signed, given as `paper`.
    Refuses with `NotYourRole`, `OrderStandsElsewhere`, `DateInTheFuture`, `DateBeforePreviousStep`,
    `ProofApproverMissing`, `ProofFileMissing`, `EndedBeforeProduction`.
    """
    refuse_unless(policies.may_approve_proof(by.role))
    order = locked(order_id)
    advance(order, "approve_proof", approved_on, order.confirmed_on)
    refuse_ended(order, approved_on)
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

    Where the authority pays the venues, no mandat pays the pass beforehand: the number of the engagement stands for it,
    under which other orders may be.
    Refuses with `NotYourRole`, `OrderNotDelivered`, `OrderPartlyDelivered`, `OrderStandsElsewhere`,
    `MandatNumberMissing`, `MandatAlreadyUsed`, `DateInTheFuture`, `DateBeforePreviousStep`, `EndedBeforeActivation`.
    """
    refuse_unless(policies.may_activate_order(by.role))
    order = locked(order_id)
    advance(order, "activate_order", activated_on, order.delivered_on)
    if not reference_key(mandat_number):
        raise MandatNumberMissing()
    if activated_on > order.valid_until:
        raise EndedBeforeActivation(number=order.number, valid_until=order.valid_until)
    if queries.paid_beforehand(order):
        use_mandat("activate_order", mandat_number.strip(), order)
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
    latest = order.proof_on or order.confirmed_on or order.visa_on or said_on(order)
    advance(order, "cancel_order", cancelled_on, latest)
    order.cancelled_on = cancelled_on
    order.save(update_fields=["state", "cancelled_on"])
    told(by, "cancel_order", order, N_("Commande annulée"), {"reason": reason.strip()})
    return order
