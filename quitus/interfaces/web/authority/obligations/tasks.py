"""What waits for the manager about what is owed."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from quitus.domain.obligations import queries, states
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.kernel.clock import today

SUBJECTS = {
    "obligation": "authority:obligation",
    "duty": "authority:duty",
    "committee_meeting": "authority:meeting",
    "letter": "authority:letter",
}
AHEAD = timedelta(days=45)  # what is due later is in the list of obligations, not yet to do
A_MONTH = timedelta(days=31)


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Obligations that are late or near.

    A report that the authority owes is not among them: it is told with the reports, once.
    """
    if request.actor.role != MANAGER:
        return
    now = today()
    near = queries.open_obligations(request.membership.scheme_id).filter(due_on__lte=now + AHEAD)
    for one in near.exclude(kind=states.REPORT, owed_by=states.HOLDER):
        is_late = one.due_on < now
        if one.kind == states.COMMITTEE and one.due_on > now + A_MONTH:
            continue
        url = here(request, "authority:obligation", one.pk)
        if one.owed_by == states.HOLDER:
            title = _("Participer : %(what)s") if one.kind == states.COMMITTEE else _("Tenir l'obligation : %(what)s")
            yield Task(title % {"what": one.label}, url, "", one.due_on, "late" if is_late else "waiting")
        elif is_late:
            yield Task(_("Relancer le financeur : %(what)s") % {"what": one.label}, url, "", one.due_on, "late")
