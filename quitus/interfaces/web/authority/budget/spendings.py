"""Spendings: the list, one of them, and a new one."""

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import operations, queries, states
from quitus.domain.budget.models import BudgetLine, Spending
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.standings import LABELS
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.budget import forms, showing
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Next,
    Row,
    Step,
    StepState,
    Table,
    Weight,
    day,
    money,
)
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import address, as_csv, chips, order_by, paginate
from quitus.interfaces.web.layout.order_standings import standings
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.kernel.clock import today

# The step that follows each state: the operation's page, its words, the role that owes it.
NEXT = {
    states.COMMITTED: ("record_invoice", MANAGER),
    states.INVOICED: ("record_mandat", FINANCE),
    states.MANDATED: ("record_payment", FINANCE),
}


@page(audience="authority")
@require_GET
def spendings(request: SchemeRequest) -> HttpResponse:
    """Every spending, from its commitment to its payment."""
    scheme_id = request.membership.scheme_id
    state = request.GET.get("etat", "")
    line = _line_asked(request)
    every = queries.spendings(
        scheme_id, state=state if state in states.SPENDING_LABELS else "", line_id=line.pk if line else None
    )
    if request.GET.get("format") == "csv":
        return as_csv(showing.spending_export(request, every), "depenses")
    on_the_line = queries.spendings(scheme_id, line_id=line.pk if line else None)
    counts = dict(on_the_line.order_by().values_list("state").annotate(count=Count("pk", distinct=True)))
    lines = paginate(request, every.order_by(order_by(request, {"date": "committed_on"}, "-committed_on"), "-pk"))
    leads = request.actor.role == MANAGER
    new = Link(_("Engager une dépense"), here(request, "authority:commit_spending"), "primary")
    table = showing.spending_table(
        request,
        lines.items,
        caption=_("Dépenses"),
        sort="date",
        empty=Empty(
            _("Aucune dépense ici."),
            _("Une dépense s'engage sur un poste du plan de financement."),
            new if leads else None,
        ),
    )
    return show_list(
        request,
        title=_("Dépenses"),
        lead=_("Sur le poste « %(line)s ».") % {"line": line.label}
        if line
        else _("Ce qui est engagé, facturé, mandaté et payé, avec ses pièces."),
        back=Link(_("Plan de financement"), here(request, "authority:financing_plan")) if line else None,
        actions=[
            *([new] if leads else []),
            Link(_("Plan de financement"), here(request, "authority:financing_plan")),
            Link(_("Marchés"), here(request, "authority:markets")),
            Link(_("Versements du financeur"), here(request, "authority:instalments")),
            Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download"),
        ],
        figures=_figures(request, scheme_id),
        chips=chips(
            request,
            "etat",
            [(key, _(label), counts[key]) for key, label in states.SPENDING_LABELS.items() if key in counts],
            everything=_("Toutes"),
        ),
        page=lines,
        table=table,
    )


@page(audience="authority")
@require_GET
def spending(request: SchemeRequest, spending_id: int) -> HttpResponse:
    """One spending: its steps, its amounts, its evidence."""
    one = found(queries.spending, spending_id)
    status = showing.spending_status(one)
    return show_detail(
        request,
        title=one.title,
        lead=_("%(supplier)s, sur le poste « %(line)s ».") % {"supplier": one.supplier.name, "line": one.line.label},
        back=Link(_("Dépenses"), here(request, "authority:budget")),
        status=status,
        steps=_steps(one),
        facts=_facts(request, one),
        thread=fil("spending", one.pk, stands=status, coming=_coming(request, one)),
        tables=[_evidence(request, one)],
        actions=_actions(request, one),
    )


@page(audience="authority", roles=(MANAGER,))
def commit(request: SchemeRequest) -> HttpResponse:
    """A spending to commit."""
    scheme_id = request.membership.scheme_id
    orders = vouchers.orders(states_in=vouchers.COMMITTED)
    form = forms.CommitmentForm(queries.budget_lines(scheme_id), queries.markets(scheme_id), orders, sent(request))
    return carry_out(
        request,
        form,
        operations.commit_spending,
        done=_("La dépense est engagée."),
        to=lambda made: here(request, "authority:spending", made.pk),
        refused={"siret_not_valid": "supplier_siret", "committed_outside_market": "committed_on"},
    ) or show_form(
        request,
        title=_("Engager une dépense"),
        lead=_("Un dépassement de poste ou de plafond n'est pas refusé : il est montré."),
        form=form,
        submit=_("Engager la dépense"),
        back=Link(_("Dépenses"), here(request, "authority:budget")),
    )


def _line_asked(request: SchemeRequest) -> BudgetLine | None:
    """The budget line the address keeps to (`?poste=`), if any."""
    asked = request.GET.get("poste", "")
    lines = queries.budget_lines(request.membership.scheme_id)
    return lines.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None


def _figures(request: SchemeRequest, scheme_id: int) -> list[Figure]:
    uses = queries.line_uses(scheme_id)
    told = [
        Figure(
            money(sum(use.committed_cents for use in uses)),
            _("engagés"),
            here(request, "authority:financing_plan"),
        ),
        Figure(
            money(sum(use.invoiced_cents for use in uses)), _("facturés"), here(request, "authority:financing_plan")
        ),
    ]
    try:
        told.append(showing.engineering_figure(request, queries.engineering(scheme_id, today())))
    except ConventionNotSigned:  # there is no cap before the convention: nothing to compare with
        return told
    return told


def _steps(one: Spending) -> list[Step]:
    chain = [
        (_("Engagée"), one.committed_on),
        (_("Facturée"), one.invoiced_on),
        (_("Mandatée"), one.mandated_on),
        (_("Payée"), one.paid_on),
    ]
    steps, told = [], getattr(one, "reversal", None) is not None
    for label, on in chain:
        state: StepState = "done" if on is not None else "to_come"
        if on is None and not told:
            state, told = "current", True
        steps.append(Step(label, state, on))
    return steps


def _facts(request: SchemeRequest, one: Spending) -> list[Fact]:
    facts = [
        Fact(_("Engagement"), one.commitment_reference),
        Fact(_("Montant engagé"), money(one.committed_cents), _("Toutes taxes comprises.")),
    ]
    if one.market is not None:
        facts.append(Fact(_("Marché"), Link(one.market.number, here(request, "authority:market", one.market.pk))))
    if one.order_id is not None:
        order = vouchers.order(one.order_id)
        number = Link(order.number, here(request, "authority:order", order.pk))
        facts.append(Fact(_("Commande de pass"), number, _(LABELS[standings(order.scheme_id).of(order)])))
    if one.invoiced_on is not None:
        facts += [
            Fact(_("Facture"), one.invoice_reference),
            Fact(_("Hors taxes"), money(one.net_cents)),
            Fact(_("TVA"), money(one.vat_cents)),
            Fact(_("Toutes taxes comprises"), money(one.gross_cents)),
            Fact(_("Montant éligible"), money(one.eligible_cents), _eligible_note(one)),
        ]
    if one.mandated_on is not None:
        facts += [Fact(_("Mandat"), one.mandat_number), Fact(_("Bordereau"), one.bordereau_number)]
    reversal = getattr(one, "reversal", None)
    if reversal is not None:
        facts.append(Fact(_("Annulée le"), day(reversal.occurred_on), reversal.reason))
    return facts


def _eligible_note(one: Spending) -> str:
    outside = showing.outside_today(one)
    if outside:
        return outside
    if one.line.kind == states.ENGINEERING:
        return _("Avant le plafond de l'ingénierie, qui porte sur le total.")
    return ""


def _coming(request: SchemeRequest, one: Spending) -> list[Next]:
    if getattr(one, "reversal", None) is not None or one.state not in NEXT:
        return []
    undoing, undo = showing.to_undo([one]), []
    if one.pk in undoing:
        acts = request.actor.role in (MANAGER, FINANCE)
        url = here(request, "authority:reverse_spending", one.pk) if acts else ""
        label = _("Annuler l'engagement : la commande finit sans pass")
        if undoing[one.pk]:
            label = _("Ou annuler l'engagement si rien n'est dû : la commande finit sans pass")
        undo = [Next(label, _("l'ordonnateur"), url=url)]
        if not undoing[one.pk]:
            return undo
    view, role = NEXT[one.state]
    who = _("la personne responsable du dispositif") if role == MANAGER else _("l'ordonnateur")
    url = here(request, f"authority:{view}", one.pk) if request.actor.role == role else ""
    return [Next(_label(view), who, url=url), *undo]


def _label(view: str) -> str:
    return {
        "record_invoice": _("Enregistrer la facture"),
        "record_mandat": _("Enregistrer le mandat"),
        "record_payment": _("Enregistrer le paiement"),
    }[view]


def _actions(request: SchemeRequest, one: Spending) -> list[Link]:
    links = []
    is_reversed = getattr(one, "reversal", None) is not None
    undoing, role = {} if is_reversed else showing.to_undo([one]), request.actor.role
    over, may_be_owed = one.pk in undoing, undoing.get(one.pk, True)
    if not is_reversed and may_be_owed and one.state in NEXT and NEXT[one.state][1] == role:
        view = NEXT[one.state][0]
        links.append(Link(_label(view), here(request, f"authority:{view}", one.pk), "primary"))
    if over and role in (MANAGER, FINANCE):
        weight: Weight = "secondary" if may_be_owed else "primary"
        links.append(Link(_("Annuler l'engagement"), here(request, "authority:reverse_spending", one.pk), weight))
    links.append(Link(_("Joindre une pièce"), here(request, "authority:join_evidence", one.pk)))
    if role == MANAGER and not is_reversed and not over:
        links.append(Link(_("Annuler la dépense"), here(request, "authority:reverse_spending", one.pk), "link"))
    return links


def _evidence(request: SchemeRequest, one: Spending) -> Table:
    return Table(
        caption=_("Pièces justificatives"),
        columns=[
            Column(_("Pièce")),
            Column(_("Nature")),
            Column(_("Jointe le"), "moment"),
            Column(_("Empreinte"), "code"),
        ],
        rows=[
            Row(
                [file.file_name, _(states.EVIDENCE_KINDS[file.kind]), file.recorded_at, file.sha256[:12]],
                url=here(request, "authority:evidence", file.pk),
            )
            for file in one.evidence.all()
        ],
        empty=Empty(
            _("Aucune pièce n'est jointe."),
            _("Le financeur demande toutes les pièces : joignez l'engagement et la facture."),
            Link(_("Joindre une pièce"), here(request, "authority:join_evidence", one.pk)),
        ),
    )
