"""What the end of validity asks of the authority."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.expiry import queries, states
from quitus.domain.expiry.models import Statement, Told
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.endings import statement_status
from quitus.kernel.clock import today

OWED = {
    MANAGER: (states.ANSWERED,),
    FINANCE: (states.CONCLUDED, states.CREDITED),
}


COMES_BY_ITSELF = ("announce_end", "expire_order")
"""What the worker does on its day: the manager is asked only once that day has passed."""


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The stop to decide, what the calendar has not done by its day, signatures to ask for again, statements to draw
    and to treat; avoirs to record and to receive.
    """
    role = request.actor.role
    if role == MANAGER:
        drawn = {one.order_id for one in queries.statements()}
        for end in queries.ends():
            yield from _of(request, end, drawn)
        yield from _unsigned(request)
    for one in queries.statements().filter(state__in=OWED.get(role, ())):
        if statement_status(one).tone != "done":  # nothing is awaited of a statement without avoir nor complement
            yield Task(_to_do(one), here(request, "authority:end_statement", one.order_id), one.order.number)


def _to_do(one: Statement) -> str:
    if one.state == states.ANSWERED:
        return _("Arrêter l'état")
    if one.state == states.CREDITED:
        return _("Enregistrer l'encaissement")
    return _("Enregistrer le mandat du complément") if one.complement_cents else _("Enregistrer l'avoir")


def _of(request: SchemeRequest, end: queries.End, drawn: set[int]) -> Iterator[Task]:
    owed, due = queries.owed(end), None
    if owed == "decide_blocking":
        title, view, due = _("Décider l'arrêt des remises"), "decide_blocking", end.calendar.blocking_on
    elif owed == "announce_end":
        title, view, due = _("Annoncer la fin de validité"), "announce_end", end.calendar.alert_on
    elif owed == "expire_order":
        title, view, due = _("Constater la fin de validité"), "expire_order", end.calendar.refused_from
    elif owed == "draw_statement" and end.order.pk not in drawn:
        title, view = _("Dresser l'état contradictoire"), "draw_end_statement"
    else:
        return
    is_late = due is not None and due < today()
    if view in COMES_BY_ITSELF and not is_late:
        return
    url = here(request, f"authority:{view}", end.order.pk)
    yield Task(title, url, end.order.number, due=due, tone="late" if is_late else "waiting")


def _unsigned(request: SchemeRequest) -> Iterator[Task]:
    """One task for each order whose stop some keeper of pass has not signed by his day, and was not asked for today."""
    late: dict[int, list[Told]] = {}
    for told in queries.unsigned():
        if queries.due_on(told) < today() and told.reminded_on != today():
            late.setdefault(told.order_id, []).append(told)
    for order_id, those in late.items():
        title = ngettext(
            "Relancer le détenteur qui n'a pas signé l'arrêt des remises",
            "Relancer les %(count)s détenteurs qui n'ont pas signé l'arrêt des remises",
            len(those),
        ) % {"count": len(those)}
        url = here(request, "authority:remind_keepers", order_id)
        yield Task(title, url, those[0].order.number, due=min(map(queries.due_on, those)), tone="late")
