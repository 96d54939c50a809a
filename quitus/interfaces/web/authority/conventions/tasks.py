"""What waits for the manager about the convention."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from quitus.domain.grants import queries, states
from quitus.domain.grants.models import Convention
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.kernel.clock import today

SUBJECTS = {
    "amendment": "authority:amendment",
    "obligation": "authority:obligation",
}
A_MONTH = timedelta(days=31)
A_QUARTER = timedelta(days=92)


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The convention to prepare or sign, the amendment to sign, obligations that are late or near.

    A committee is told a month ahead, what has to be written three months ahead.
    """
    if request.actor.role != MANAGER:
        return
    convention = queries.convention_of(request.membership.scheme_id)
    if convention is None:
        yield Task(_("Préparer la convention"), here(request, "authority:draft_convention"))
        return
    if convention.state == states.DRAFTED:
        yield Task(_("Faire signer la convention"), here(request, "authority:convention"), convention.title)
    yield from _amendments(request, convention)
    now = today()
    for one in queries.obligations(convention.scheme_id).filter(done_on=None, due_on__lte=now + A_QUARTER):
        is_late = one.due_on < now
        if one.kind == states.COMMITTEE and one.due_on > now + A_MONTH:
            continue
        if one.owed_by == states.HOLDER or is_late:
            detail = "" if one.owed_by == states.HOLDER else _("Attendu du financeur")
            url = here(request, "authority:obligation", one.pk)
            yield Task(one.label, url, detail, one.due_on, "late" if is_late else "waiting")


def _amendments(request: SchemeRequest, convention: Convention) -> Iterator[Task]:
    for text in queries.amendments(convention.pk).filter(state=states.DRAFTED):
        url = here(request, "authority:amendment", text.pk)
        act = text.deliberation
        if act is None:
            yield Task(_("Faire voter l'avenant"), url, text.title)
        elif act.deadlines.executory_on is not None:
            yield Task(_("Faire signer l'avenant"), url, text.title)
