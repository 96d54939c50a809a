"""Proofs that wait for the operator."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.printing import queries
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.orders import quantity_words
from quitus.interfaces.web.operator.orders.views import own_orders


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Confirmed orders without a proof that waits for the authority."""
    awaiting = set(queries.proofs_awaiting().values_list("order_id", flat=True))
    for order in vouchers.unended(own_orders(request, states.CONFIRMED)):
        if order.pk not in awaiting:
            detail = f"{order.number}, {quantity_words(order)}"
            yield Task(_("Préparer l'épreuve"), here(request, "operator:printing", order.pk), detail)
