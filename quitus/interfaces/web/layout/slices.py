"""The parts of an audience's pages, one package each: its addresses, and what it adds to the home.

A part has ``urls.py`` (``urlpatterns``). It may have ``tasks.py``: ``tasks(request) -> Iterable[Task]``
is what waits for the role of the request, ``figure(request) -> Figure | None`` the number of the home
(the first part that answers gives it), ``actions(request) -> Iterable[Link]`` what one may do unasked,
``SUBJECTS`` the page of each kind of thing the audit speaks of.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from quitus.domain.audit import queries as audit
from quitus.domain.audit.models import Entry
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Link, Past, Task, Words
from quitus.interfaces.web.layout.pages import show_home
from quitus.interfaces.web.layout.threads import lately

READ = 100  # lines of the audit among which the same thing done several times is told once
RECENT = 8


@cache
def modules(package: str, names: tuple[str, ...], module: str) -> tuple[ModuleType, ...]:
    """That module of each part of an audience that has one, in the order of the names."""
    places = [f"{package}.{name}" for name in names]
    there = [f"{place}.{module}" for place in places if find_spec(place) and find_spec(f"{place}.{module}")]
    return tuple(import_module(place) for place in there)


def tasks_of(request: SchemeRequest, parts: Sequence[ModuleType]) -> list[Task]:
    """What waits, from every part."""
    return [task for part in parts for task in part.tasks(request)]


def figure_of(request: SchemeRequest, parts: Sequence[ModuleType]) -> Figure | None:
    """The number of the home, from the first part that has one."""
    for part in parts:
        found: Figure | None = part.figure(request) if hasattr(part, "figure") else None
        if found is not None:
            return found
    return None


def actions_of(request: SchemeRequest, parts: Sequence[ModuleType]) -> list[Link]:
    """What one may do without being asked, from every part that offers something."""
    return [link for part in parts if hasattr(part, "actions") for link in part.actions(request)]


def recent_of(request: SchemeRequest, parts: Sequence[ModuleType]) -> list[Past]:
    """What this person did lately, with the page of each thing that has one."""
    subjects: dict[str, str] = {}
    for part in parts:
        subjects |= getattr(part, "SUBJECTS", {})

    def page_of(entry: Entry) -> str:
        view = subjects.get(entry.subject_kind)
        try:
            return here(request, view, entry.subject_id) if view else ""
        except NoReverseMatch:
            return ""

    done = audit.latest(request.membership.scheme_id, user_id=request.actor.user_id, limit=READ)
    return lately(done, page_of, limit=RECENT)


def show_home_of(request: SchemeRequest, parts: Sequence[ModuleType], *, lead: Words) -> HttpResponse:
    """The home of somebody who works alone: what waits from every part, and what this person did lately."""
    tasks = tasks_of(request, parts)
    return show_home(
        request,
        title=_("Bonjour"),
        lead=lead,
        late=[task for task in tasks if task.tone == "late"],
        todo=[task for task in tasks if task.tone != "late"],
        recent=recent_of(request, parts),
        figure=figure_of(request, parts),
        actions=actions_of(request, parts),
    )
