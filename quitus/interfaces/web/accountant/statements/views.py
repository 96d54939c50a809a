"""Statements signed by the authority: read, attested, or declined with a reason."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.reporting import operations, queries, states
from quitus.domain.reporting.models import ExpenditureStatement
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.accountant.statements.forms import AttestForm, DeclineForm
from quitus.interfaces.web.layout import reports as figures
from quitus.interfaces.web.layout import statements as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Empty, Fact, Link, money
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.lists import as_csv, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list, show_sheet
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.clock import today

SEEN = (states.SIGNED, states.DECLINED, states.ATTESTED, states.TRANSMITTED)
REFUSED = {"earlier_than_the_step_before": "on"}


@page(audience="accountant")
@require_GET
def statements(request: SchemeRequest) -> HttpResponse:
    """The statements that the authority has signed."""
    lines = paginate(request, queries.statements(request.membership.scheme_id, states_in=SEEN))
    return show_list(
        request,
        title=_("États des dépenses réalisées"),
        lead=_("Signés par la collectivité : vous attestez que ces dépenses ont été payées."),
        page=lines,
        table=written.statements_table(
            lines.items,
            url=lambda one: here(request, "accountant:statement", one.pk),
            empty=Empty(_("Aucun état à attester."), _("Il arrive ici une fois signé par l'ordonnateur.")),
        ),
    )


@page(audience="accountant")
@require_GET
def statement(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """One statement, each expense with its mandat."""
    one = _signed(statement_id)
    told = queries.figures_of(one)
    if request.GET.get("format") == "csv":
        return as_csv(written.statement_csv_table(told.figures), f"etat-des-depenses-{one.until}")
    return show_detail(
        request,
        title=written.kind_of_statement(one.kind),
        lead=written.lead(one),
        back=Link(_("États des dépenses"), here(request, "accountant:statements")),
        status=written.statement_status(one.state),
        steps=written.steps_of(one),
        facts=[*written.facts(one, told), *figures.basis_facts(told.figures)],
        thread=thread(
            audit.thread("statement", one.pk), stands=written.statement_status(one.state), coming=written.coming(one)
        ),
        tables=[written.statement_table(told.figures), figures.spending_table(told.figures)],
        actions=_actions(request, one),
    )


@page(audience="accountant")
@require_GET
def paper(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """The statement to print and sign by hand."""
    one = _signed(statement_id)
    return show_sheet(
        request,
        title=written.kind_of_statement(one.kind),
        reference=written.reference(one),
        sections=written.sections(one, queries.figures_of(one)),
        signatures=written.signatures(),
        back=Link(written.kind_of_statement(one.kind), here(request, "accountant:statement", one.pk)),
    )


@page(audience="accountant")
def attest(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """Attest a statement."""
    one = _signed(statement_id)
    act = Act(
        title=_("Attester l'état des dépenses"),
        happens=_("Vous attestez que les dépenses de cet état ont été payées par mandat. La collectivité le transmet."),
        facts=_reminder(one),
        final=_("Une attestation ne se retire pas."),
        button=_("Attester l'état"),
        done=_("L'état est attesté."),
        refused=REFUSED,
    )
    form = AttestForm(sent(request), initial={"on": today()})
    back = Link(_("Ne pas attester maintenant"), here(request, "accountant:statement", one.pk))
    return bind(request, form, operations.attest_statement, act, back=back, statement_id=one.pk)


@page(audience="accountant")
def decline(request: SchemeRequest, statement_id: int) -> HttpResponse:
    """Decline to attest, with a reason."""
    one = _signed(statement_id)
    act = Act(
        title=_("Refuser d'attester"),
        happens=_("L'état n'est pas attesté ; la collectivité en prépare un autre."),
        facts=_reminder(one),
        final=_("Le refus et son motif restent au fil de cet état."),
        button=_("Refuser l'attestation"),
        done=_("Le refus est transmis à la collectivité."),
        refused=REFUSED,
        danger=True,
    )
    form = DeclineForm(sent(request), initial={"on": today()})
    back = Link(_("Revenir à l'état"), here(request, "accountant:statement", one.pk))
    return bind(request, form, operations.decline_statement, act, back=back, statement_id=one.pk)


def _signed(statement_id: int) -> ExpenditureStatement:
    try:
        one = queries.expenditure_statement(statement_id)
    except ExpenditureStatement.DoesNotExist as missing:
        raise Http404 from missing
    if one.state not in SEEN:  # still the authority's own draft
        raise Http404
    return one


def _reminder(one: ExpenditureStatement) -> tuple[Fact, ...]:
    told = one.frozen.figures
    return (
        Fact(_("Arrêté au"), one.until),
        Fact(_("Signé par"), one.signed_by),
        Fact(_("Dépenses"), len(told["lines"])),
        Fact(_("Total payé"), money(told["totals"]["gross_cents"])),
    )


def _actions(request: SchemeRequest, one: ExpenditureStatement) -> list[Link]:
    deciding = [
        Link(_("Attester l'état"), here(request, "accountant:attest_statement", one.pk), "primary"),
        Link(_("Refuser d'attester"), here(request, "accountant:decline_statement", one.pk)),
    ]
    return [
        *(deciding if one.state == states.SIGNED else []),
        Link(_("Version à imprimer"), here(request, "accountant:statement_paper", one.pk), icon="printer"),
        Link(_("Exporter (CSV)"), f"{here(request, 'accountant:statement', one.pk)}?format=csv", icon="download"),
    ]
