"""The other operator works in the same instance: live orders are handed to it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from quitus.domain.ledger.errors import AccountNamedOtherwise
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.domain.operators import operations as operators
from quitus.domain.operators.errors import NothingToHandOver
from quitus.domain.organisations import queries as organisations
from quitus.domain.reimbursement.operations.accounts import held_by_payer
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.models import Entrustment
from quitus.domain.vouchers.operations.entrusting import entrust_order
from quitus.kernel.actors import Actor
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.succession.repayments import held_since


@operation
def entrust_orders(
    *,
    by: Actor,
    from_contract_id: int,
    order_ids: Sequence[int],
    contract_id: int,
    act_reference: str,
    reason: str,
    occurred_on: date,
    authority_pays: bool = False,
    mandat_number: str = "",
) -> list[Entrustment]:
    """Hand orders of a contract to another operator, all or none; what a mandat pays it again enters the ledger.

    Whoever imports a file of the operator before is done first, or finds the orders gone. What the other operator still
    holds of an order that it had before is deducted from what it is paid.
    Refuses with `NothingToHandOver` when no order is given or one is not of the contract, and as `entrust_order`.
    """
    before, contract = queries.contract(from_contract_id), queries.contract(contract_id)
    for held in queries.contracts().filter(operator_id=before.operator_id).order_by("pk"):
        operators.hold(held.pk)
    known = set(queries.orders().filter(operator_contract_id=from_contract_id).values_list("pk", flat=True))
    if not order_ids or not known.issuperset(order_ids):
        raise NothingToHandOver(operator=before.operator.short_name)
    authority_id = organisations.scheme_by_id(current_scheme_id()).authority_id
    wanted = sorted(set(order_ids))
    lock(queries.orders().filter(pk__in=wanted))  # every order before the first mark and the number of the mandat
    made = []
    for order_id in wanted:
        handed = entrust_order(
            by=by,
            order_id=order_id,
            contract_id=contract_id,
            act_reference=act_reference,
            reason=reason,
            occurred_on=occurred_on,
            payer_id=authority_id if authority_pays else None,
            mandat_number=mandat_number,
            held_cents=held_since(order_id, contract.operator_id),
        )
        _pay(by, handed)
        made.append(handed)
    return made


def _pay(by: Actor, handed: Entrustment) -> None:
    """The face value of what is left, paid to who pays the venues next; what the one before holds stays its debt."""
    if not handed.amount_cents:
        return
    paid = f"paid_to_payer:{handed.payer_id}"
    with suppress(AccountNamedOtherwise):
        open_account(scheme_id=handed.scheme_id, code=paid, label=f"Versé à {handed.payer.short_name}")
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"entrust_order:{handed.pk}"),
        debit=held_by_payer(handed.scheme_id, handed.payer),
        credit=paid,
        amount_cents=handed.amount_cents,
        occurred_on=handed.occurred_on,
        label=f"Commande {handed.order.number} confiée, mandat {handed.mandat_number}",
        subject_kind="order",
        subject_id=handed.order_id,
    )
