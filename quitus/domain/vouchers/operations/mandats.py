"""A mandat pays once: an order when it is activated, orders that one act hands to another operator, a complement."""

from quitus.domain.budget.rules import reference_key
from quitus.domain.vouchers.entrusting_errors import MandatAlreadyUsed
from quitus.domain.vouchers.models import Entrustment, Mandat, Order


def use_mandat(verb: str, number: str, order: Order, handed: Entrustment | None = None) -> None:
    """Write down that the mandat `number` pays an operator for an order by `verb`: « activate_order »,
    « pay_complement », or « entrust_order » with the line `handed`, one act of which may hand over several orders that
    one mandat pays.

    Who uses the same number at the same moment waits for the first to be done. Refuses with `MandatAlreadyUsed`.
    """
    paid = Mandat(
        scheme_id=order.scheme_id,
        number=number,
        key=reference_key(number),
        verb=verb,
        order=order,
        contract=handed.contract if handed else None,
        act_reference=handed.act_reference if handed else "",
    )
    Mandat.objects.bulk_create([paid], ignore_conflicts=True)
    kept = Mandat.objects.select_related("order").get(key=paid.key)
    if _payment(kept) != _payment(paid):
        raise MandatAlreadyUsed(mandat=number, number=kept.order.number)


def _payment(one: Mandat) -> tuple[object, ...]:
    """What tells a payment from any other: its act, or its order."""
    return one.verb, one.contract_id or one.order_id, one.act_reference
