"""What operators still hold of orders that were handed to others, and what they give back of it."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from django.db import connection

from quitus.domain.ledger.operations import post_transfer
from quitus.domain.reimbursement.operations.accounts import held_by_payer, treasury
from quitus.domain.vouchers.models import Entrustment, Repayment
from quitus.domain.vouchers.operations.repayments import record_repayment as record
from quitus.domain.vouchers.operations.steps import locked
from quitus.kernel.actors import Actor
from quitus.kernel.money import Cents
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.signed_papers import joined

# What a payer was given for the time that each entrustment ended, less the uses of that time that stand and what it
# gave back. A use undone since leaves it more.
_HELD = """
WITH handed AS (
    SELECT *, lag(id) OVER steps AS began_by, lag(recorded_at) OVER steps AS since
    FROM vouchers_entrustment WHERE scheme_id = %(scheme)s AND live_count IS NOT NULL
    WINDOW steps AS (PARTITION BY order_id ORDER BY id)
)
SELECT handed.id, (
    CASE WHEN began_by IS NULL THEN o.delivered_count * o.face_value_cents
    ELSE (SELECT amount_cents FROM vouchers_entrustment WHERE id = began_by)
       + (SELECT coalesce(sum(amount_cents), 0) FROM vouchers_repayment WHERE carried_to_id = began_by) END
    - o.face_value_cents * (
        SELECT count(*) FROM redemption_redemption taken
        WHERE taken.order_id = o.id AND taken.recorded_at < handed.recorded_at
          AND (handed.since IS NULL OR taken.recorded_at >= handed.since)
          AND NOT EXISTS (SELECT FROM redemption_redemptionreversal undone
                          WHERE undone.number = taken.number AND undone.turn = taken.turn))
    - (SELECT coalesce(sum(amount_cents), 0) FROM vouchers_repayment WHERE entrustment_id = handed.id)
)::bigint
FROM handed
JOIN vouchers_order o ON o.id = handed.order_id
JOIN organisations_scheme scheme ON scheme.id = handed.scheme_id AND scheme.authority_id <> handed.payer_before_id
WHERE handed.contract_before_id = coalesce(%(contract)s, handed.contract_before_id)
  AND handed.payer_before_id = coalesce(%(payer)s, handed.payer_before_id)
  AND handed.order_id = coalesce(%(order)s, handed.order_id)
"""


@dataclass(frozen=True, slots=True)
class HeldBefore:
    """What the payer before still holds, in cents, of an order that `handed` took from it."""

    handed: Entrustment
    cents: Cents


def held_before(contract_id: int) -> list[HeldBefore]:
    """What the operator of a contract still holds of orders that were handed to others, oldest first: two queries."""
    held = _held(contract=contract_id)
    found = Entrustment.objects.select_related("order", "payer_before").in_bulk(held)
    return [HeldBefore(found[key], Cents(held[key])) for key in sorted(held)]


def held_since(order_id: int, payer_id: int) -> dict[int, int]:
    """What a payer still holds of an order that it had before, in cents, by the entrustment that ended that time."""
    return _held(order=order_id, payer=payer_id)


def _held(contract: int | None = None, order: int | None = None, payer: int | None = None) -> dict[int, int]:
    facts = {"scheme": current_scheme_id(), "contract": contract, "order": order, "payer": payer}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, facts)
        return {key: cents for key, cents in cursor.fetchall() if cents > 0}


@operation
def record_repayment(
    *,
    by: Actor,
    entrustment_id: int,
    amount_cents: int,
    title_number: str,
    occurred_on: date,
    signed_by: str = "",
    file: tuple[str, bytes] | None = None,
) -> Repayment:
    """Record what an operator gave back of an order that is another's now: from what it holds to the treasury.

    Raises `Entrustment.DoesNotExist`. Refuses as `vouchers.record_repayment` and `signed_papers.joined`.
    """
    handed = Entrustment.objects.select_related("order", "payer_before").get(pk=entrustment_id)
    locked(handed.order_id)
    held = held_since(handed.order_id, handed.payer_before_id)
    made = record(
        by=by,
        handed=handed,
        amount_cents=amount_cents,
        held_cents=held.get(handed.pk, 0),
        title_number=title_number,
        occurred_on=occurred_on,
        paper=None if file is None else joined(signed_by, *file),
    )
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"record_repayment:{made.pk}"),
        debit=treasury(made.scheme_id),
        credit=held_by_payer(made.scheme_id, handed.payer_before),
        amount_cents=amount_cents,
        occurred_on=occurred_on,
        label=f"Commande {handed.order.number}, somme rendue, titre {made.title_number}",
        subject_kind="entrustment",
        subject_id=handed.pk,
    )
    return made
