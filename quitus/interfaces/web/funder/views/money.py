"""Statements of expenditure received, and instalments claimed."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import queries as budget
from quitus.domain.budget import states as budget_states
from quitus.domain.budget.models import Instalment
from quitus.domain.reporting import queries, states
from quitus.domain.reporting.models import ExpenditureStatement
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import reports as figures
from quitus.interfaces.web.layout import statements as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Figure, Link, Row, Status, Table, Tone, money
from quitus.interfaces.web.layout.lists import as_csv, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list

TONES: dict[str, Tone] = {
    budget_states.PLANNED: "neutral",
    budget_states.CLAIMED: "waiting",
    budget_states.RECEIVED: "done",
}


@page(audience="funder")
@require_GET
def statements(request: SchemeRequest) -> HttpResponse:
    """The statements transmitted, attested by the public accountant."""
    received = queries.statements(request.membership.scheme_id, states_in=(states.TRANSMITTED,))
    lines = paginate(request, received)
    return show_list(
        request,
        title=_("États des dépenses reçus"),
        lead=_("Signés par la collectivité et attestés par son comptable public."),
        page=lines,
        table=written.statements_table(
            lines.items,
            url=lambda one: here(request, "funder:statement", one.pk),
            empty=Empty(_("Aucun état reçu."), _("Il arrive une fois attesté par le comptable public.")),
        ),
    )


@page(audience="funder")
@require_GET
def statement(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """One statement received."""
    try:
        one = queries.expenditure_statement(statement_id)
    except ExpenditureStatement.DoesNotExist as missing:
        raise Http404 from missing
    if one.state != states.TRANSMITTED:
        raise Http404
    told = queries.figures_of(one)
    if request.GET.get("format") == "csv":
        return as_csv(written.statement_csv_table(told.figures), f"etat-des-depenses-{one.until}")
    return show_detail(
        request,
        title=written.kind_of_statement(one.kind),
        lead=written.lead(one),
        back=Link(_("États reçus"), here(request, "funder:statements")),
        status=written.statement_status(one.state),
        steps=written.steps_of(one),
        facts=[*written.facts(one, told), *figures.basis_facts(told.figures)],
        tables=[written.statement_table(told.figures), figures.spending_table(told.figures)],
        actions=[Link(_("Exporter (CSV)"), f"{here(request, 'funder:statement', one.pk)}?format=csv", icon="download")],
    )


@page(audience="funder")
@require_GET
def instalments(request: SchemeRequest) -> HttpResponse:
    """What is expected, claimed and paid of the grant."""
    found = list(budget.instalments(request.membership.scheme_id))
    return show_list(
        request,
        title=_("Versements"),
        lead=_("Les parts de la subvention : prévues, demandées par la collectivité, versées."),
        figures=[
            Figure(money(sum(one.expected_cents for one in found)), _("prévus")),
            Figure(money(sum(one.claimed_cents or 0 for one in found)), _("demandés")),
            Figure(money(sum(one.received_cents or 0 for one in found)), _("versés")),
        ]
        if found
        else [],
        table=Table(
            caption=_("Versements"),
            columns=[
                Column(_("Versement")),
                Column(_("Déclenché par")),
                Column(_("Échéance"), "day"),
                Column(_("Prévu"), "money"),
                Column(_("Demandé"), "money"),
                Column(_("Versé"), "money"),
                Column(_("État")),
            ],
            rows=[_row(one) for one in found],
            totals=[
                _("Total"),
                "",
                "",
                sum(one.expected_cents for one in found),
                sum(one.claimed_cents or 0 for one in found),
                sum(one.received_cents or 0 for one in found),
                "",
            ]
            if found
            else (),
            empty=Empty(_("Aucun versement prévu."), _("La collectivité reprend ici ceux que fixe la convention.")),
        ),
    )


def _row(one: Instalment) -> Row:
    state = Status(TONES[one.state], _(budget_states.INSTALMENT_LABELS[one.state]))
    trigger = f"{one.trigger} ({_('exemple, à remplacer')})" if one.is_placeholder else one.trigger
    return Row(
        [
            one.label,
            trigger,
            one.due_on,
            one.expected_cents,
            one.claimed_cents,
            one.received_cents,
            state,
        ]
    )
