"""Statements of expenditure, on the authority's side: drawn up, signed, transmitted once attested."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.reporting import operations, queries, states
from quitus.domain.reporting.models import ExpenditureStatement
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.reports import behind
from quitus.interfaces.web.authority.reports.forms import DatedForm, StatementForm, TransmitForm
from quitus.interfaces.web.layout import reports as figures
from quitus.interfaces.web.layout import statements as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Fact, Link, money
from quitus.interfaces.web.layout.doing import carry_out, found
from quitus.interfaces.web.layout.lists import as_csv, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list, show_sheet
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.clock import today
from quitus.usecases import reports as usecases


@page(audience="authority")
@require_GET
def statements(request: SchemeRequest) -> HttpResponse:
    """The statements of the scheme, latest first."""
    lines = paginate(request, queries.statements(request.membership.scheme_id))
    preparing = Link(_("Préparer un état"), here(request, "authority:new_statement"), "primary")
    return show_list(
        request,
        title=_("États des dépenses réalisées"),
        lead=_("Signés par la collectivité, attestés par le comptable public, puis transmis au financeur."),
        back=Link(_("Rapports"), here(request, "authority:reports")),
        actions=[preparing],
        page=lines,
        table=written.statements_table(
            lines.items,
            url=lambda one: here(request, "authority:statement", one.pk),
            empty=Empty(
                _("Aucun état des dépenses."),
                _("Il reprend les dépenses payées à une date que vous choisissez."),
                preparing,
            ),
        ),
    )


@page(audience="authority")
def new_statement(request: SchemeRequest) -> HttpResponse:
    """Draw up a statement closed on a day."""
    form = StatementForm(request.POST or None, initial={"kind": "intermediate", "until": today()})
    response = carry_out(
        request,
        form,
        operations.prepare_statement,
        done=_("L'état est préparé : relisez-le avant la signature."),
        to=lambda made: here(request, "authority:statement", made.pk),
        refused={"action_not_over": "until", "statement_already_prepared": "until", "date_in_the_future": "until"},
    )
    return response or show_form(
        request,
        title=_("Préparer un état des dépenses"),
        lead=_("Il liste chaque dépense payée, avec son mandat, et calcule la part du financeur."),
        form=form,
        submit=_("Préparer l'état"),
        back=_back(request),
    )


@page(audience="authority")
@require_GET
def statement(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """One statement: its lines, what the funder's share is computed on, where it stands."""
    one = found(queries.expenditure_statement, statement_id)
    told = queries.figures_of(one)
    if request.GET.get("format") == "csv":
        return as_csv(written.statement_csv_table(told.figures), f"etat-des-depenses-{one.until}")
    return show_detail(
        request,
        title=written.kind_of_statement(one.kind),
        lead=written.lead(one),
        back=_back(request),
        status=written.statement_status(one.state),
        steps=written.steps_of(one),
        facts=[*written.facts(one, told), *figures.basis_facts(told.figures)],
        thread=thread(
            audit.thread("statement", one.pk), stands=written.statement_status(one.state), coming=written.coming(one)
        ),
        tables=[
            written.statement_table(told.figures, behind.spendings(request, told.figures["lines"])),
            figures.spending_table(told.figures),
        ],
        actions=_actions(request, one),
    )


@page(audience="authority")
@require_GET
def paper(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """The statement as it is printed and signed on paper."""
    one = found(queries.expenditure_statement, statement_id)
    told = queries.figures_of(one)
    return show_sheet(
        request,
        title=written.kind_of_statement(one.kind),
        reference=written.reference(one),
        sections=written.sections(one, told),
        signatures=written.signatures(),
        back=Link(written.kind_of_statement(one.kind), here(request, "authority:statement", one.pk)),
    )


@page(audience="authority", roles=(FINANCE,))
def sign(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """Sign for the authorising officer: the lines are frozen."""
    one = found(queries.expenditure_statement, statement_id)
    form = DatedForm(request.POST or None, initial={"on": today()})
    back = Link(_("Ne pas signer"), here(request, "authority:statement", one.pk))
    response = carry_out(
        request,
        form,
        operations.sign_statement,
        done=_("L'état est signé : il attend l'attestation du comptable public."),
        to=back.url,
        refused={"earlier_than_the_step_before": "on"},
        statement_id=one.pk,
    )
    told = queries.figures_of(one)
    return response or show_confirm(
        request,
        title=_("Signer l'état des dépenses"),
        happens=_(
            "Les dépenses sont figées telles qu'elles sont connues maintenant, et l'état part chez le comptable public."
        ),
        facts=[
            Fact(_("Arrêté au"), one.until),
            Fact(_("Dépenses"), len(told.figures["lines"])),
            Fact(_("Total payé"), money(told.figures["totals"]["gross_cents"])),
            Fact(_("Part du financeur"), money(told.figures["basis"]["state_cents"])),
        ],
        final=_("Un état signé ne se modifie plus ; si le comptable ne l'atteste pas, vous en préparez un autre."),
        form=form,
        button=_("Signer l'état"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def transmit(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """Record that the attested statement was sent."""
    one = found(queries.expenditure_statement, statement_id)
    form = TransmitForm(request.POST or None, initial={"on": today()})
    back = Link(_("Ne pas transmettre"), here(request, "authority:statement", one.pk))
    response = carry_out(
        request,
        form,
        usecases.transmit_statement,
        done=_("L'état est transmis : le financeur le lit dans ses pages."),
        to=back.url,
        refused={"earlier_than_the_step_before": "on"},
        statement_id=one.pk,
    )
    return response or show_confirm(
        request,
        title=_("Transmettre l'état des dépenses"),
        happens=_("Le financeur pourra lire cet état, attesté par le comptable public."),
        facts=[
            Fact(_("Arrêté au"), one.until),
            Fact(_("Attesté le"), one.attested_on),
            Fact(_("Par"), one.attested_by),
        ],
        final=_("Une transmission ne se retire pas."),
        form=form,
        button=_("Transmettre au financeur"),
        back=back,
    )


def _back(request: SchemeRequest) -> Link:
    return Link(_("États des dépenses"), here(request, "authority:statements"))


def _actions(request: SchemeRequest, one: ExpenditureStatement) -> list[Link]:
    actions = []
    if one.state == states.PREPARED and request.actor.role == FINANCE:
        actions.append(Link(_("Signer l'état"), here(request, "authority:sign_statement", one.pk), "primary"))
    if one.state == states.ATTESTED and request.actor.role == MANAGER:
        actions.append(
            Link(_("Transmettre au financeur"), here(request, "authority:transmit_statement", one.pk), "primary")
        )
    return [
        *actions,
        Link(_("Version à imprimer"), here(request, "authority:statement_paper", one.pk), icon="printer"),
        Link(_("Exporter (CSV)"), f"{here(request, 'authority:statement', one.pk)}?format=csv", icon="download"),
    ]
