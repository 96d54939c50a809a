"""Steps of an order that several rooms take together: production, delivery, activation."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from quitus.domain.distribution import operations as distribution
from quitus.domain.documents.signed import OnPaper
from quitus.domain.ledger.errors import AccountNamedOtherwise
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.domain.organisations import queries as organisations
from quitus.domain.reimbursement.operations.accounts import held_by_payer
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange


@operation
def produce_order(*, by: Actor, order_id: int, produced_on: date, series: int | None = None) -> Order:
    """Mint the pass of an order, and write them in the register as held by the printer.

    Refuses as `vouchers.produce_order`.
    """
    order = vouchers.produce_order(by=by, order_id=order_id, produced_on=produced_on, series=series)
    distribution.place_order_at_printer(by=by, order_id=order_id)
    return order


@operation
def receive_delivery(
    *,
    by: Actor,
    order_id: int,
    delivered_on: date,
    missing: Sequence[NumberRange] = (),
    note: str = "",
    received: Sequence[NumberRange] | None = None,
    surplus_count: int = 0,
    slip_reference: str = "",
    paper: OnPaper | None = None,
) -> Order:
    """Count what is delivered: the accountant takes it in charge, what is missing is cancelled and set apart.

    Refuses as `vouchers.receive_delivery`.
    """
    order = vouchers.receive_delivery(
        by=by,
        order_id=order_id,
        delivered_on=delivered_on,
        missing=missing,
        note=note,
        received=received,
        surplus_count=surplus_count,
        slip_reference=slip_reference,
        paper=paper,
    )
    distribution.record_delivery_movement(by=by, order_id=order_id)
    return order


@operation
def activate_order(*, by: Actor, order_id: int, mandat_number: str, activated_on: date) -> Order:
    """Make the pass usable, and enter what the mandat paid to the operator who will pay the venues.

    Where the authority pays the venues itself nothing is paid beforehand, so that nothing is entered.
    Refuses as `vouchers.activate_order`.
    """
    order = vouchers.activate_order(by=by, order_id=order_id, mandat_number=mandat_number, activated_on=activated_on)
    order = queries.order(order.pk)
    amount = (order.delivered_count or 0) * order.face_value_cents
    if order.payer_id == organisations.scheme_by_id(order.scheme_id).authority_id or amount == 0:
        return order
    paid = f"paid_to_payer:{order.payer_id}"
    with suppress(AccountNamedOtherwise):
        open_account(scheme_id=order.scheme_id, code=paid, label=f"Versé à {order.payer.short_name}")
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"activate_order:{order.pk}"),
        debit=held_by_payer(order.scheme_id, order.payer),
        credit=paid,
        amount_cents=amount,
        occurred_on=activated_on,
        label=f"Commande {order.number}, mandat {order.mandat_number}",
        subject_kind="order",
        subject_id=order.pk,
    )
    return order
