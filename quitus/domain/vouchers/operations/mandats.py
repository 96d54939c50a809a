"""A mandat pays once: orders when they are activated, or when they are handed to another operator."""

from quitus.domain.vouchers import states
from quitus.domain.vouchers.entrusting_errors import MandatAlreadyUsed
from quitus.domain.vouchers.models import Entrustment, Order


def refuse_mandat_of_another(number: str, order: Order, handed: Entrustment | None = None) -> None:
    """Refuse a mandat that has paid something else than this order, or than this act of handing over.

    One act may hand over several orders that one mandat pays. The number of an engagement, under which the authority
    issues pass itself, may cover several orders. Refuses with `MandatAlreadyUsed`.
    """
    activated = Order.objects.exclude(shape=states.SELF_ISSUED).filter(mandat_number__iexact=number)
    if handed is None:
        activated = activated.exclude(pk=order.pk)
    paid = Entrustment.objects.filter(mandat_number__iexact=number).select_related("order")
    if handed is not None:
        paid = paid.exclude(contract=handed.contract, act_reference=handed.act_reference)
    other = activated.first()
    if other is None:
        first = paid.first()
        other = first.order if first else None
    if other is not None:
        raise MandatAlreadyUsed(mandat=number, number=other.number)
