"""Where orders stand, in one word for lists, their filters and pages: their state, or what is more pressing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Count, F, QuerySet, Value, When

from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import Order
from quitus.kernel.clock import today
from quitus.kernel.words import N_

VISA_AWAITED, COUNTED, ENDED = "visa_awaited", "counted", "ended"

LABELS = {
    ENDED: N_("Dernier jour passé"),
    VISA_AWAITED: N_("Visa attendu"),
    COUNTED: N_("Comptée, prise en charge attendue"),
    **states.ORDER_LABELS,
}
"""What is pressing first, then the states in the order of a life."""


@dataclass(frozen=True)
class Standings:
    """What tells where the orders of a scheme stand, read once for a page, whatever their number.

    `to_sign`: the orders of which the accountant has a delivery to sign for; `visa_asked`: whether the convention asks
    for a visa, so that a draft waits for it.
    """

    to_sign: Collection[int]
    visa_asked: bool

    def of(self, order: Order) -> str:
        """Where one order stands, a key of `LABELS`."""
        if queries.has_ended_unused(order):
            return ENDED
        if order.state == states.DRAFTED and self.visa_asked:
            return VISA_AWAITED
        if order.state == states.DELIVERED and order.pk in self.to_sign:
            return COUNTED
        return order.state

    def only(self, orders: QuerySet[Order], key: str) -> QuerySet[Order]:
        """Of some orders, those that stand there; all of them when `key` is none of `LABELS`."""
        return orders.alias(standing=self._case()).filter(standing=key) if key in LABELS else orders

    def counts(self, orders: QuerySet[Order]) -> dict[str, int]:
        """How many of some orders stand where any does, in the order of `LABELS`: one query."""
        rows = orders.order_by().annotate(standing=self._case()).values_list("standing")
        counts = dict(rows.annotate(count=Count("pk")))
        return {key: counts[key] for key in LABELS if key in counts}

    def _case(self) -> Case:
        drafts = [When(state=states.DRAFTED, then=Value(VISA_AWAITED))] if self.visa_asked else []
        return Case(
            When(state__in=queries.UNUSED, valid_until__lt=today(), then=Value(ENDED)),
            *drafts,
            When(state=states.DELIVERED, pk__in=self.to_sign, then=Value(COUNTED)),
            default=F("state"),
        )
