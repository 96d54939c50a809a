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
AHEAD = timedelta(days=45)  # what is due later is in the list of obligations, not yet to do
A_MONTH = timedelta(days=31)


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The convention to prepare or sign, the amendment to sign, obligations that are late or near.

    A report that the authority owes is not among them: it is told with the reports, once.
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
    yield from _obligations(request, convention)


def _amendments(request: SchemeRequest, convention: Convention) -> Iterator[Task]:
    for text in queries.amendments(convention.pk).filter(state=states.DRAFTED):
        url = here(request, "authority:amendment", text.pk)
        act = text.deliberation
        if act is None:
            yield Task(_("Faire voter l'avenant"), url, text.title)
        elif text.authority_signed_on is not None:
            yield Task(_("Obtenir la signature du financeur"), url, text.title)
        elif act.deadlines.executory_on is not None:
            yield Task(_("Faire signer l'avenant"), url, text.title)


def _obligations(request: SchemeRequest, convention: Convention) -> Iterator[Task]:
    now = today()
    near = queries.obligations(convention.scheme_id).filter(done_on=None, due_on__lte=now + AHEAD)
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
