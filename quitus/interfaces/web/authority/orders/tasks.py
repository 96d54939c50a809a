"""What waits for the manager and for the finance officer about orders."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.distribution import queries as distribution
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.orders import awaited_words, due_of, ended_words, quantity_words
from quitus.kernel.clock import today

SUBJECTS = {"order": "authority:order", "operator_contract": "authority:contract", "legal_opinion": "authority:opinion"}

WAITING = (
    states.VISA_REFUSED,
    states.VISAED,
    states.CONFIRMED,
    states.PROOFED,
    states.PRODUCED,
    states.DELIVERED,
    states.CLOSING,
)
"""The states in which somebody of the authority owes something."""


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Orders to correct or to confirm, deliveries to count, self-issued ones to produce; orders to activate; what
    is left of those whose last day has passed.
    """
    if request.actor.role == MANAGER:
        yield from _ended(request)
    waiting = queries.orders(states_in=WAITING)
    if request.actor.role == MANAGER and not queries.visa_is_required(request.membership.scheme_id):
        waiting = queries.orders(states_in=(states.DRAFTED, *WAITING))
    to_sign, left = distribution.deliveries_to_sign(), queries.partly_delivered()
    for order in waiting:
        if queries.has_ended_unused(order):
            continue  # nobody can bring it further
        if order.state == states.DELIVERED and order.pk in to_sign:
            continue  # the accountant's turn
        made = _task_of(request.actor.role, order)
        if made is not None:
            title, view = made
            detail = awaited_words(order, left.get(order.pk))
            if order.state == states.VISA_REFUSED:
                detail = _("%(order)s : %(reason)s") % {"order": order.number, "reason": order.visa_refusal}
            yield Task(title, here(request, f"authority:{view}", order.pk), detail, due_of(order))


def _ended(request: SchemeRequest) -> Iterator[Task]:
    """The last day passed before the order could be used: what the manager can still do of it."""
    for order in queries.ended_unused():
        url = here(request, "authority:order", order.pk)
        detail = f"{order.number}, {quantity_words(order)}"
        yield Task(ended_words(order), url, detail, order.valid_until, "late")


def _task_of(role: str, order: Order) -> tuple[str, str] | None:
    if role == FINANCE:
        return (_("Activer la commande"), "activate_order") if order.state == states.DELIVERED else None
    if role != MANAGER:
        return None
    if order.state == states.CONFIRMED:
        return _proof_task(order)
    if order.state == states.PROOFED and order.shape != states.INSIDE:
        return _("Produire les pass"), "produce_order"
    if order.state == states.CLOSING and queries.closable_on(order) <= today():
        return _("Clore la commande"), "close_order"
    return {
        states.DRAFTED: (_("Confirmer la commande"), "confirm_order"),
        states.VISA_REFUSED: (_("Corriger la commande, dont le visa est refusé"), "correct_draft"),
        states.VISAED: (_("Confirmer la commande"), "confirm_order"),
        states.PRODUCED: (_("Enregistrer la livraison"), "receive_delivery"),
    }.get(order.state)


def _proof_task(order: Order) -> tuple[str, str] | None:
    """Of an operator inside, the proof to read again is told where it is printed."""
    return {
        states.OUTSIDE: (_("Joindre le bon à tirer signé"), "enter_proof"),
        states.SELF_ISSUED: (_("Préparer l'épreuve des pass"), "printing"),
    }.get(order.shape)
