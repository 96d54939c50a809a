"""What printing asks of the programme manager."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.printing import queries
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.orders import quantity_words

SUBJECTS = {"print_design": "authority:print_design"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Proofs to read again; what the pass say, when an order waits for it and nothing is written."""
    if request.actor.role != MANAGER:
        return
    for proof in queries.proofs_awaiting():
        if vouchers.has_ended_unused(proof.order):
            continue  # to be cancelled
        detail = f"{proof.order.number}, {quantity_words(proof.order)}"
        yield Task(_("Relire l'épreuve"), here(request, "authority:proof", proof.pk), detail)
    confirmed = vouchers.unended(vouchers.orders(states_in=(states.CONFIRMED,)))
    if queries.current_design() is None and confirmed.exists():
        yield Task(_("Écrire le modèle d'impression des pass"), here(request, "authority:write_print_design"))
