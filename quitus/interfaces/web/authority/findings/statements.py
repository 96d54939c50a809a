"""What the texts state: the list, a passage to record, one to set aside."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import operations, queries
from quitus.domain.grants.contradictions import kinds
from quitus.domain.grants.models import Convention, Statement
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.findings import forms, showing
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_form, show_list


def back_to_statements(request: SchemeRequest) -> Link:
    """The way back."""
    return Link(_("Énoncés des textes"), here(request, "authority:text_statements"))


def texts_of(request: SchemeRequest, convention: Convention) -> list[tuple[str, str]]:
    """The texts in which a passage may stand, as a form offers them."""
    amended = queries.compared_texts(convention)
    acts = {
        text.deliberation.pk: text.deliberation.number or text.deliberation.title
        for text in (convention, *amended)
        if text.deliberation is not None
    }
    return forms.texts(amended, acts.items())


@page(audience="authority")
@require_GET
def statements(request: SchemeRequest) -> HttpResponse:
    """The passages recorded, by text; by kind when the filter says so."""
    convention = convention_of(request)
    every = queries.statements(convention.pk)
    asked = request.GET.get("nature", "")
    lines = paginate(request, [one for one in every if asked in ("", one.kind)])
    leads = request.actor.role == MANAGER
    record = Link(_("Relever un énoncé"), here(request, "authority:new_text_statement"), "primary")
    read = Link(_("Relever les énoncés des textes"), here(request, "authority:proposed_text_statements"), icon="search")
    counted = {kind: sum(one.kind == kind for one in every) for kind in kinds.KINDS}
    return show_list(
        request,
        title=_("Énoncés des textes"),
        lead=_("Ce que chaque passage dit, avec ses mots : c'est ce que les constats comparent."),
        back=Link(_("Constats"), here(request, "authority:findings")),
        actions=[record, read] if leads else [],
        chips=chips(
            request,
            "nature",
            [(kind, _(kinds.KINDS[kind].label), count) for kind, count in counted.items() if count],
            everything=_("Tous"),
        ),
        page=lines,
        table=_table(request, lines.items, record if leads else None),
    )


def _table(request: SchemeRequest, shown: Sequence[Statement], record: Link | None) -> Table:
    return Table(
        caption=_("Énoncés"),
        columns=[Column(_("Passage")), Column(_("Énonce")), Column(_("Mots du texte"))],
        rows=[
            Row(
                [
                    showing.where(queries.passage_of(one)),
                    f"{_(kinds.KINDS[one.kind].label)} · "
                    + showing.statement_values(one.kind, kinds.read(one.kind, one.values)),
                    showing.quoted(one.quote),
                ],
                url=here(request, "authority:set_text_statement_aside", one.pk) if record else "",
            )
            for one in shown
        ],
        empty=Empty(_("Aucun passage n'est relevé."), _("Relevez durées, dates, montants et délais."), record),
    )


@page(audience="authority", roles=(MANAGER,))
@require_GET
def choose(request: SchemeRequest) -> HttpResponse:
    """Which kind of passage to record."""
    convention_of(request)
    return show_list(
        request,
        title=_("Relever un énoncé"),
        lead=_("Que dit le passage ?"),
        back=back_to_statements(request),
        table=Table(
            caption=_("Natures d'énoncé"),
            columns=[Column(_("Nature")), Column(_("Par exemple"))],
            rows=[
                Row([_(about.label), _(about.help)], url=here(request, "authority:record_text_statement", kind))
                for kind, about in kinds.KINDS.items()
            ],
            empty=Empty(_("Aucune nature.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def new(request: SchemeRequest, kind: str) -> HttpResponse:
    """A passage to record."""
    convention = convention_of(request)
    if kind not in kinds.KINDS:
        raise Http404
    form = forms.StatementForm(kind, texts_of(request, convention), sent(request))
    back = back_to_statements(request)
    return carry_out(
        request,
        form,
        operations.record_statement,
        done=_("L'énoncé est enregistré. Les constats en tiennent compte."),
        to=back.url,
        refused={"statement_without_quote": "quote", "statement_already_recorded": "quote"},
        convention_id=convention.pk,
        kind=kind,
    ) or show_form(
        request,
        title=_("Relever : %(kind)s") % {"kind": _(kinds.KINDS[kind].label).lower()},
        lead=_("Par exemple : %(example)s") % {"example": _(kinds.KINDS[kind].help)},
        form=form,
        submit=_("Enregistrer l'énoncé"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def set_aside(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """A passage read wrong: it is kept, and compared no more."""
    one = found(queries.statement, statement_id)
    form = forms.SetAsideForm(sent(request))
    back = back_to_statements(request)
    return carry_out(
        request,
        form,
        operations.set_statement_aside,
        done=_("L'énoncé est écarté : les constats n'en tiennent plus compte."),
        to=back.url,
        refused={"reason_missing": "reason"},
        statement_id=one.pk,
    ) or show_confirm(
        request,
        title=_(kinds.KINDS[one.kind].label),
        happens=_("Cet énoncé ne sera plus comparé. Il reste enregistré, avec le motif."),
        facts=[
            Fact(_("Passage"), showing.where(queries.passage_of(one))),
            Fact(_("Mots du texte"), showing.quoted(one.quote)),
            Fact(_("Énonce"), showing.statement_values(one.kind, kinds.read(one.kind, one.values))),
        ],
        undo=_("Pour le corriger : écartez-le, puis relevez-le de nouveau."),
        button=_("Écarter l'énoncé"),
        back=Link(_("Ne rien changer"), back.url),
        form=form,
    )
