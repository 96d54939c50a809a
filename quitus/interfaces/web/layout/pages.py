"""The pages every audience is made of: each function is one shape of page, drawn one way.

A view builds data from ``components`` and returns one of these. When a page needs more than its
shape offers, pass ``template=`` with a template that extends the shape's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from quitus.domain.organisations.roles import LABELS
from quitus.interfaces.web.layout.components import (
    Chip,
    Empty,
    Fact,
    Figure,
    IndexPart,
    Link,
    Past,
    Status,
    Step,
    Table,
    Task,
    Thread,
    Words,
)
from quitus.interfaces.web.layout.lists import Page
from quitus.interfaces.web.layout.tasks import apart, in_order
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.refusals import Refusal

# What every page has above its content, as it is where a page says nothing of it.
FRAME: dict[str, object] = {"lead": "", "back": None, "actions": (), "status": None}


def show(
    request: HttpRequest,
    template: str,
    *,
    title: Words,
    lead: Words = "",
    back: Link | None = None,
    actions: Sequence[Link] = (),
    status: Status | None = None,
    code: int = 200,
    **context: object,
) -> HttpResponse:
    """Any page: its title and the sentence that says what it is.

    ``back`` is where one comes from, ``actions`` what one can do (the main one first), ``status``
    where the thing stands.
    """
    context |= {"title": title, "lead": lead, "back": back, "actions": actions, "status": status}
    return _drawn(request, template, context, code)


def _drawn(request: HttpRequest, template: str, context: dict[str, object], code: int = 200) -> HttpResponse:
    return render(request, template, FRAME | context, status=code)


def show_home(
    request: HttpRequest,
    *,
    title: Words,
    lead: Words = "",
    todo: Sequence[Task] = (),
    late: Sequence[Task] = (),
    recent: Sequence[Past] = (),
    figure: Figure | None = None,
    actions: Sequence[Link] = (),
    nothing: Empty | None = None,
    template: str = "layout/home.html",
    **context: object,
) -> HttpResponse:
    """A home: what waits for me, what is late, what I can do, the one figure that matters.

    Tasks are told in one order on every home, that of ``layout.tasks``, and those past their day with the late ones.
    """
    overdue, rest = apart([*late, *todo], today())
    context |= {"todo": in_order(rest, today()), "late": in_order(overdue, today())}
    context |= {"recent": recent, "figure": figure, "nothing": nothing}
    return _drawn(request, template, context | {"title": title, "lead": lead, "actions": actions})


def show_list(
    request: HttpRequest,
    *,
    title: Words,
    table: Table,
    lead: Words = "",
    back: Link | None = None,
    chips: Sequence[Chip] = (),
    figures: Sequence[Figure] = (),
    page: Page[Any] | None = None,
    actions: Sequence[Link] = (),
    template: str = "layout/list.html",
    **context: object,
) -> HttpResponse:
    """A list: filters with counts, a register, its pages."""
    context |= {"table": table, "chips": chips, "figures": figures, "page": page}
    return _drawn(request, template, context | {"title": title, "lead": lead, "back": back, "actions": actions})


def show_detail(
    request: HttpRequest,
    *,
    title: Words,
    facts: Sequence[Fact],
    thread: Thread | None = None,
    lead: Words = "",
    back: Link | None = None,
    status: Status | None = None,
    steps: Sequence[Step] = (),
    figures: Sequence[Figure] = (),
    index: Sequence[IndexPart] = (),
    tables: Sequence[Table] = (),
    actions: Sequence[Link] = (),
    template: str = "layout/detail.html",
    **context: object,
) -> HttpResponse:
    """One thing: where it stands in its chain, its facts and registers, and beside them its thread.

    ``index`` leads to the pages kept with it, when they are many: links, so that buttons stay few.
    """
    context |= {"facts": facts, "thread": thread, "steps": steps, "figures": figures, "tables": tables}
    context |= {"index": index}
    context |= {"title": title, "lead": lead, "back": back, "actions": actions, "status": status}
    return _drawn(request, template, context)


def show_form(
    request: HttpRequest,
    *,
    title: Words,
    form: forms.BaseForm,
    submit: Words,
    back: Link | None = None,
    lead: Words = "",
    facts: Sequence[Fact] = (),
    actions: Sequence[Link] = (),
    template: str = "layout/form.html",
    **context: object,
) -> HttpResponse:
    """A form in one column; ``submit`` is the verb on its button. A form with errors: status 422."""
    context |= {"form": form, "submit": submit, "facts": facts}
    code = 422 if form.is_bound and form.errors else 200
    context |= {"title": title, "lead": lead, "back": back, "actions": actions}
    return _drawn(request, template, context, code)


def show_confirm(
    request: HttpRequest,
    *,
    title: Words,
    happens: Words,
    button: Words,
    back: Link,
    facts: Sequence[Fact] = (),
    undo: Words = "",
    final: Words = "",
    again: Words = "",
    form: forms.BaseForm | None = None,
    danger: bool = False,
    template: str = "layout/confirm.html",
    **context: object,
) -> HttpResponse:
    """An act that binds: one sentence of what will happen, then one button with the verb.

    ``facts`` say on what, ``final`` what cannot be undone, ``undo`` until when it can be, ``again`` the button that
    goes back to what was typed before.
    """
    context |= {
        "happens": happens,
        "button": button,
        "facts": facts,
        "undo": undo,
        "final": final,
        "again": again,
        "form": form,
        "danger": danger,
        "cancel": back,
    }
    code = 422 if form is not None and form.is_bound and form.errors else 200
    return _drawn(request, template, context | {"title": title}, code)


@dataclass(frozen=True)
class Section:
    """A part of a sheet: its facts, its register, or a paragraph."""

    title: Words = ""
    text: Words = ""
    facts: Sequence[Fact] = ()
    table: Table | None = None


def show_sheet(
    request: HttpRequest,
    *,
    title: Words,
    sections: Sequence[Section],
    reference: Words = "",
    signatures: Sequence[Words] = (),
    lead: Words = "",
    back: Link | None = None,
    actions: Sequence[Link] = (),
    template: str = "layout/sheet.html",
    **context: object,
) -> HttpResponse:
    """A paper: a slip or minutes as they are printed, with a place for each signature."""
    context |= {"sections": sections, "reference": reference, "signatures": signatures}
    return _drawn(request, template, context | {"title": title, "lead": lead, "back": back, "actions": actions})


def show_refusal(request: HttpRequest, *, refusal: Refusal, back: Link | None = None) -> HttpResponse:
    """What could not be done and why, with the way back; status 409."""
    return show(
        request,
        "layout/refusal.html",
        title=_("Ce n'est pas possible pour l'instant"),
        back=back,
        code=409,
        sentence=sentence(refusal),
        retry=request.path if request.method == "POST" else "",
    )


def show_reserved(request: HttpRequest, *, roles: Sequence[str]) -> HttpResponse:
    """A page of this audience for other roles than the reader's; status 403."""
    return show(
        request,
        "layout/reserved.html",
        title=_("Cette page est réservée"),
        code=403,
        roles=[_(LABELS[role]) for role in roles],
    )
