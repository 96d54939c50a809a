"""Orders that wait for the operator."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.vouchers import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.orders import awaited_words, due_of
from quitus.interfaces.web.operator.orders.views import own_orders

SUBJECTS = {"order": "operator:order"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Orders to produce; those to deliver, which the accountant counts."""
    waiting = {
        states.PROOFED: (_("Produire les pass"), "operator:produce_order"),
        states.PRODUCED: (_("Livrer les pass au comptable public, qui les compte"), "operator:order"),
    }
    left = queries.partly_delivered()
    for order in own_orders(request, *waiting):
        if queries.has_ended_unused(order):
            continue  # the manager cancels it, or prolongs it
        title, view = waiting[order.state]
        detail = awaited_words(order, left.get(order.pk))
        yield Task(title, here(request, view, order.pk), detail, due_of(order))
