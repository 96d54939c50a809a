"""Orders that wait for the accountant."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.vouchers import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.orders import awaited_words, due_of

SUBJECTS = {"order": "accountant:order", "legal_opinion": "accountant:opinion"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Orders to visa, deliveries to take in charge."""
    waiting = {
        states.DRAFTED: (_("Viser la commande"), "accountant:visa_order"),
        states.PRODUCED: (_("Enregistrer la livraison"), "accountant:receive_delivery"),
    }
    if not queries.visa_is_required(request.membership.scheme_id):
        del waiting[states.DRAFTED]
    left = queries.partly_delivered()
    for order in queries.orders(states_in=tuple(waiting)):
        if queries.has_ended_unused(order):
            continue  # the manager corrects it first, or prolongs it
        title, view = waiting[order.state]
        detail = awaited_words(order, left.get(order.pk))
        yield Task(title, here(request, view, order.pk), detail, due_of(order))
    for opinion in queries.legal_opinions().filter(is_favourable=True, assent_on=None):
        yield Task(
            _("Donner votre accord à l'émission par la collectivité"),
            here(request, "accountant:assent", opinion.pk),
            _("Avis %(reference)s") % {"reference": opinion.reference},
        )
