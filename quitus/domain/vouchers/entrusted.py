"""Who answered for an order, and paid the venues, when a use of it was recorded.

An order names its operator's contract and its payer as they are now. Where it was handed to another operator while it
was active, what was recorded before that instant stays with the one before.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quitus.domain.audit import queries as audit
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import Entrustment, OperatorContract, Order, Voucher
from quitus.kernel.clock import today
from quitus.kernel.money import Cents

TO_ENTRUST = (states.DELIVERED, states.ACTIVE, states.CLOSING)
"""The states of an order in which its pass exist and may still be used."""

_AT = """coalesce((
    SELECT handed.{before} FROM vouchers_entrustment handed
    WHERE handed.order_id = {order}.id AND handed.live_count IS NOT NULL AND handed.recorded_at > {use}.recorded_at
    ORDER BY handed.recorded_at LIMIT 1
), {order}.{now})"""


def payer_sql(order: str, use: str) -> str:
    """SQL for the payer of a use: aliases of `vouchers_order`, and of a table with the `recorded_at` of the use."""
    return _AT.format(before="payer_before_id", now="payer_id", order=order, use=use)


def contract_sql(order: str, use: str) -> str:
    """The same for the operator's contract under which a use was recorded."""
    return _AT.format(before="contract_before_id", now="operator_contract_id", order=order, use=use)


def payer_of_use() -> Coalesce:
    """The same payer, to annotate redemptions with."""
    return _before("payer_before", "order__payer")


def contract_of_use() -> Coalesce:
    """The same contract, to annotate redemptions with."""
    return _before("contract_before", "order__operator_contract")


def _before(before: str, now: str) -> Coalesce:
    handed: QuerySet[Any] = Entrustment.objects.filter(
        order=OuterRef("order"), live_count__isnull=False, recorded_at__gt=OuterRef("recorded_at")
    )
    first = Subquery(handed.order_by("recorded_at").values(before)[:1])
    return Coalesce(first, F(f"{now}_id"), output_field=BigIntegerField())


def entrustments(order_id: int) -> QuerySet[Entrustment]:
    """To whom an order was handed, oldest first, with both contracts and their operators."""
    found = Entrustment.objects.filter(order_id=order_id).order_by("pk")
    return found.select_related("contract__operator", "contract_before__operator", "payer", "payer_before")


def handed_from(contract_id: int) -> QuerySet[Entrustment]:
    """The orders that a contract lost to another, oldest first, with the operator that has each since."""
    found = Entrustment.objects.filter(contract_before_id=contract_id).order_by("pk")
    return found.select_related("order", "contract__operator")


def last_handed_over(order_id: int) -> Entrustment | None:
    """The last time that an order was handed over while active; None when its first operator answers for it whole."""
    return Entrustment.objects.filter(order_id=order_id, live_count__isnull=False).order_by("pk").last()


def number_before(order_id: int) -> str:
    """The number that an order had in the instance it was taken up from; empty when it kept it, or was made here."""
    line = next(iter(audit.latest_of("order", [order_id], ["take_up_order"], limit=1)), None)
    return str(line.data.get("number_before", "")) if line else ""


@dataclass(frozen=True)
class LiveOrder:
    """An order that may be handed to another operator, and how many of its pass are neither used nor cancelled; of
    which some are blocked.
    """

    order: Order
    live_count: int
    blocked_count: int = 0

    @property
    def is_over(self) -> bool:
        """Whether its last day is past: venues may only enter what they took in time."""
        return self.order.usable_until < today()

    @property
    def value_cents(self) -> Cents:
        """What another operator is paid for them, in cents at face value, were nothing to be deducted; nothing while
        the order is not active, nor once its last day is past.
        """
        is_paid = self.order.activated_on is not None and not self.is_over
        return Cents(self.live_count * self.order.face_value_cents if is_paid else 0)


def live_orders(contract_id: int) -> list[LiveOrder]:
    """The orders of a contract that may be handed to another operator, oldest first: two queries."""
    found = queries.orders(states_in=TO_ENTRUST).filter(operator_contract_id=contract_id, figures_fixed_on__isnull=True)
    orders = list(found.order_by("drafted_on", "pk"))
    living = Voucher.objects.filter(order__in=orders, mark__in=(states.PLAIN, states.BLOCKED)).order_by()
    blocked = Count("number", filter=Q(mark=states.BLOCKED))
    rows = living.values_list("order").annotate(count=Count("number"), blocked=blocked)
    counts = {order_id: counted for order_id, *counted in rows}
    return [LiveOrder(order, *counts.get(order.pk, (0, 0))) for order in orders]


def contracts_of_others(contract: OperatorContract) -> QuerySet[OperatorContract]:
    """The contracts that run today with other operators than the one of a contract."""
    return queries.contracts(running_on=today()).exclude(operator_id=contract.operator_id)
