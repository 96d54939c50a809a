"""What reports and statements add to the authority's home."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from quitus.domain.obligations import queries as obligations
from quitus.domain.obligations import states as obligations_states
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.reporting import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import reports as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

AHEAD = timedelta(days=45)  # a report is announced six weeks before it is due

SUBJECTS = {"report": "authority:report", "statement": "authority:statement"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Reports due and statements to sign or to send, for the role of the request."""
    if request.actor.role == MANAGER:
        yield from _reports(request)
    yield from _statements(request)


def _reports(request: SchemeRequest) -> Iterator[Task]:
    scheme_id = request.membership.scheme_id
    prepared = {one.due_on: one for one in queries.reports(scheme_id, state=states.PREPARED)}
    owed = obligations.open_obligations(scheme_id).filter(
        kind=obligations_states.REPORT, owed_by=obligations_states.HOLDER, due_on__lte=today() + AHEAD
    )
    for obligation in owed:
        mine = prepared.pop(obligation.due_on, None)
        yield Task(
            title=_("Envoyer : %(report)s") % {"report": obligation.label}
            if mine
            else _("Préparer : %(report)s") % {"report": obligation.label},
            url=here(request, "authority:report", mine.pk)
            if mine
            else f"{here(request, 'authority:new_report')}?attendu={obligation.due_on}",
            detail=_("Attendu par le financeur"),
            due=obligation.due_on,
            tone="late" if obligation.due_on < today() else "waiting",
        )
    for one in prepared.values():
        yield Task(
            title=_("Envoyer : %(report)s") % {"report": written.kind_of_report(one.kind)},
            url=here(request, "authority:report", one.pk),
            detail=written.period(one.period_from, one.period_to),
            due=one.due_on,
            tone="late" if one.due_on and one.due_on < today() else "waiting",
        )
    for one in queries.returned_unanswered(scheme_id):
        yield Task(
            title=_("Reprendre : %(report)s") % {"report": written.kind_of_report(one.kind)},
            url=here(request, "authority:report", one.pk),
            detail=one.return_reason,
            tone="late",
        )


def _statements(request: SchemeRequest) -> Iterator[Task]:
    role, scheme_id = request.actor.role, request.membership.scheme_id
    wanted = {FINANCE: (states.PREPARED,), MANAGER: (states.ATTESTED, states.DECLINED)}.get(role, ())
    titles = {
        states.PREPARED: _("Signer l'état des dépenses"),
        states.ATTESTED: _("Transmettre l'état des dépenses attesté"),
        states.DECLINED: _("Reprendre l'état des dépenses"),
    }
    for one in queries.statements_awaiting(scheme_id, wanted):
        yield Task(
            title=titles[one.state],
            url=here(request, "authority:statement", one.pk),
            detail=one.decline_reason or _("arrêté au %(day)s") % {"day": day(one.until)},
            tone="late" if one.state == states.DECLINED else "waiting",
        )
