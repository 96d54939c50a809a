"""The first page of the authority: what waits, what is late, what was done lately."""

from datetime import date

from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.audit.queries import Entry
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority import slices
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Past
from quitus.interfaces.web.layout.pages import show_home

RECENT = 8


@page(audience="authority")
@require_GET
def home(request: SchemeRequest) -> HttpResponse:
    """What waits for the manager or the finance officer, from every part of the scheme."""
    tasks = [task for part in slices.modules("tasks") for task in part.tasks(request)]
    tasks.sort(key=lambda task: task.due or date.max)  # what has no date comes last
    leads = request.actor.role == MANAGER
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_("Ce qui attend le pilotage du dispositif.") if leads else _("Ce qui attend l'ordonnateur."),
        late=[task for task in tasks if task.tone == "late"],
        todo=[task for task in tasks if task.tone != "late"],
        recent=[_past(request, entry) for entry in audit.latest(request.membership.scheme_id, limit=RECENT)],
        figure=_figure(request),
    )


def _figure(request: SchemeRequest) -> Figure | None:
    for part in slices.modules("tasks"):
        found: Figure | None = part.figure(request) if hasattr(part, "figure") else None
        if found is not None:
            return found
    return None


def _past(request: SchemeRequest, entry: Entry) -> Past:
    return Past(at=entry.at, sentence=_(entry.summary), who=entry.actor_label, url=_page_of(request, entry))


def _page_of(request: SchemeRequest, entry: Entry) -> str:
    subjects: dict[str, str] = {}
    for part in slices.modules("tasks"):
        subjects |= getattr(part, "SUBJECTS", {})
    view = subjects.get(entry.subject_kind)
    try:
        return here(request, view, entry.subject_id) if view else ""
    except NoReverseMatch:
        return ""
