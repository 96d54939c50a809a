"""The first page of the authority: what waits, what is late, what was done lately."""

from collections.abc import Sequence
from types import ModuleType

from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.audit.models import Entry
from quitus.domain.organisations.roles import ASSEMBLY, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import tasks as acts
from quitus.interfaces.web.authority.acts.doors import READERS, is_guest
from quitus.interfaces.web.authority.slices import PARTS
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Past
from quitus.interfaces.web.layout.pages import show_home
from quitus.interfaces.web.layout.threads import lately

READ = 200  # lines of the audit among which the latest that have a page here are looked for
RECENT = 8


@page(audience="authority", roles=READERS)
@require_GET
def home(request: SchemeRequest) -> HttpResponse:
    """What waits for the role of the reader, from every part of the scheme that this role sees."""
    parts = (acts,) if is_guest(request) else PARTS
    tasks = [task for part in parts for task in part.tasks(request)]
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_lead(request.actor.role),
        late=[task for task in tasks if task.tone == "late"],
        todo=[task for task in tasks if task.tone != "late"],
        recent=_recent(request, parts),
        figure=_figure(request, parts),
    )


def _lead(role: str) -> str:
    if role == ASSEMBLY:
        return _("Ce qui attend le service des assemblées.")
    return _("Ce qui attend le pilotage du dispositif.") if role == MANAGER else _("Ce qui attend l'ordonnateur.")


def _figure(request: SchemeRequest, parts: Sequence[ModuleType]) -> Figure | None:
    for part in parts:
        found: Figure | None = part.figure(request) if hasattr(part, "figure") else None
        if found is not None:
            return found
    return None


def _recent(request: SchemeRequest, parts: Sequence[ModuleType]) -> list[Past]:
    """What was done lately to things that have a page here."""
    subjects: dict[str, str] = {}
    for part in parts:
        subjects |= getattr(part, "SUBJECTS", {})

    def page_of(entry: Entry) -> str:
        try:
            return here(request, subjects[entry.subject_kind], entry.subject_id)
        except NoReverseMatch:
            return ""

    latest = audit.latest(request.membership.scheme_id, limit=READ)
    return lately((entry for entry in latest if entry.subject_kind in subjects), page_of, limit=RECENT)
