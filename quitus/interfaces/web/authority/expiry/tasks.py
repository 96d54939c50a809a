"""What the end of validity asks of the authority."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.expiry import queries, states
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


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The stop to decide, statements to draw and to treat; avoirs to record and to receive."""
    role, on = request.actor.role, today()
    if role == MANAGER:
        drawn = {one.order_id for one in queries.statements()}
        for end in queries.ends():
            found = _of(end, drawn)
            if found is not None:
                title, view = found
                due = end.calendar.blocking_on if view == "decide_blocking" else None
                late = due is not None and due < on
                yield Task(
                    title,
                    here(request, f"authority:{view}", end.order.pk),
                    end.order.number,
                    due=due,
                    tone="late" if late else "waiting",
                )
    for one in queries.statements().filter(state__in=OWED.get(role, ())):
        status = statement_status(one)
        if status.tone != "done":  # nothing is awaited of a statement without avoir nor complement
            yield Task(status.label, here(request, "authority:end_statement", one.order_id), one.order.number)


def _of(end: queries.End, drawn: set[int]) -> tuple[str, str] | None:
    owed = queries.owed(end)
    if owed == "decide_blocking":
        return _("Décider l'arrêt des remises"), "decide_blocking"
    if owed == "draw_statement" and end.order.pk not in drawn:
        return _("Dresser l'état contradictoire"), "draw_end_statement"
    return None
