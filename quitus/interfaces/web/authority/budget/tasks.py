"""What waits for the manager and for the finance officer about money."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.budget import queries, states
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.authority.budget.showing import to_undo
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task

SUBJECTS = {
    "spending": "authority:spending",
    "market": "authority:market",
    "procurement": "authority:procurement",
    "instalment": "authority:instalment",
}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Invoices expected and instalments to claim for the one; mandats, payments and receipts for the other."""
    scheme_id = request.membership.scheme_id
    if request.actor.role == MANAGER:
        both = _("Enregistrer la facture ou annuler l'engagement")
        yield from _spendings(request, states.COMMITTED, "record_invoice", _("Enregistrer la facture"), both)
        for one in queries.instalments_due(scheme_id):
            yield Task(_("Demander le versement"), here(request, "authority:instalment", one.pk), one.label, one.due_on)
    if request.actor.role == FINANCE:
        yield from _to_undo(request)
        both = _("Mandater la dépense ou annuler l'engagement")
        yield from _spendings(request, states.INVOICED, "record_mandat", _("Mandater la dépense"), both)
        yield from _spendings(request, states.MANDATED, "record_payment", _("Enregistrer le paiement"))
        for one in queries.instalments(scheme_id).filter(state=states.CLAIMED):
            url = here(request, "authority:receive_instalment", one.pk)
            yield Task(_("Enregistrer le versement reçu"), url, one.label)


def _to_undo(request: SchemeRequest) -> Iterator[Task]:
    """Commitments of orders that ended without pass, and of which nothing is owed."""
    found = list(queries.spendings_awaiting(request.membership.scheme_id, states.COMMITTED))
    undoing = to_undo(found)
    for one in found:
        if not undoing.get(one.pk, True):
            url = here(request, "authority:reverse_spending", one.pk)
            yield Task(_("Annuler l'engagement"), url, f"{one.title}, {one.supplier.name}")


def _spendings(request: SchemeRequest, state: str, view: str, title: str, both: str = "") -> Iterator[Task]:
    """The step that comes next; `both` names it where to undo the commitment is the other way."""
    found = list(queries.spendings_awaiting(request.membership.scheme_id, state))
    undoing = to_undo(found)
    for one in found:
        amount = one.gross_cents if one.gross_cents is not None else one.committed_cents
        detail = f"{one.title}, {one.supplier.name}, {words.euros(amount)}"
        if one.pk not in undoing:
            yield Task(title, here(request, f"authority:{view}", one.pk), detail)
        elif undoing[one.pk]:
            yield Task(both, here(request, "authority:spending", one.pk), detail)
