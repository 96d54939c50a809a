"""The financing plan, engineering against its cap, and the markets."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import operations, queries, states
from quitus.domain.budget.models import BudgetLine, Market
from quitus.domain.grants import queries as grants
from quitus.domain.organisations import kinds
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.budget import forms, showing
from quitus.interfaces.web.authority.budget.procurements import under_way
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Figure, Link, Row, Status, Table, day, money
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases.procurement import notify_market


def back_to_budget(request: SchemeRequest) -> Link:
    """The way back."""
    return Link(_("Dépenses"), here(request, "authority:budget"))


@page(audience="authority")
@require_GET
def financing_plan(request: SchemeRequest) -> HttpResponse:
    """What is planned, line by line, and what is used of it."""
    scheme_id = request.membership.scheme_id
    lines = list(queries.budget_lines(scheme_id))
    expenditure = queries.planned_cents(lines, resources=False)
    resources = queries.planned_cents(lines, resources=True)
    new = Link(_("Inscrire un poste"), here(request, "authority:plan_budget_line"), "primary")
    leads = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Plan de financement"),
        lead=_("Les postes de la convention : ce qui est prévu, ce qui est engagé, ce qui reste."),
        back=back_to_budget(request),
        actions=[new] if leads else [],
        figures=[
            Figure(money(expenditure), _("de dépenses prévues"), note=_gap(request, expenditure)),
            Figure(money(resources), _("de ressources prévues")),
        ],
        table=_uses(request, scheme_id, Empty(_("Aucun poste n'est inscrit."), "", new if leads else None)),
        template="authority/budget/plan.html",
        resources=_resources(lines),
    )


@page(audience="authority", roles=(MANAGER,))
def line(request: SchemeRequest) -> HttpResponse:
    """A line to add to the plan."""
    convention = convention_of(request)
    form = forms.LineForm(sent(request))
    plan = Link(_("Plan de financement"), here(request, "authority:financing_plan"))
    return carry_out(
        request,
        form,
        operations.plan_budget_line,
        done=_("Le poste est inscrit."),
        to=plan.url,
        refused={"line_already_planned": "code"},
        convention_id=convention.pk,
    ) or show_form(request, title=_("Inscrire un poste"), form=form, submit=_("Inscrire le poste"), back=plan)


@page(audience="authority")
@require_GET
def engineering(request: SchemeRequest) -> HttpResponse:
    """Engineering against its cap: what is spent, what of it is eligible."""
    found_so_far = queries.engineering(request.membership.scheme_id, today())
    lines = queries.spendings(request.membership.scheme_id).filter(line__kind=states.ENGINEERING)
    out = found_so_far.spent_cents - found_so_far.eligible_cents
    return show_detail(
        request,
        title=_("Ingénierie"),
        lead=_("Études et accompagnement qui aident au déploiement, éligibles jusqu'à un plafond."),
        back=back_to_budget(request),
        status=Status("late", _("Au-delà du plafond"))
        if found_so_far.beyond_cents
        else Status("done", _("Sous le plafond")),
        facts=[
            Fact(_("Facturé"), money(found_so_far.spent_cents), _("Jamais refusé comme dépense.")),
            Fact(_("Éligible"), money(found_so_far.eligible_cents)),
            Fact(_("Non éligible"), money(out), _("Par nature, par sa date ou au-delà du plafond.") if out else ""),
            Fact(
                _("Plafond"),
                money(found_so_far.cap_cents),
                _("%(rate)s du budget prévu, %(base)s.")
                % {"rate": words.share(found_so_far.cap_per_mille), "base": words.euros(found_so_far.base_cents)},
            ),
            Fact(_("Reste sous le plafond"), money(found_so_far.left_cents)),
        ],
        tables=[
            showing.spending_table(
                request,
                lines,
                caption=_("Dépenses d'ingénierie"),
                empty=Empty(_("Aucune dépense d'ingénierie.")),
            )
        ],
    )


@page(audience="authority")
@require_GET
def markets(request: SchemeRequest) -> HttpResponse:
    """The markets under which pass are bought."""
    leads = request.actor.role == MANAGER
    launch = Link(_("Lancer une procédure d'achat"), here(request, "authority:launch_procurement"), "primary")
    new = Link(_("Enregistrer un marché déjà notifié"), here(request, "authority:notify_market"))
    return show_list(
        request,
        title=_("Marchés"),
        lead=_("Une commande se passe sous un marché notifié, dans la limite de son plafond."),
        back=back_to_budget(request),
        actions=[launch, new] if leads else [],
        template="authority/budget/markets.html",
        procurements=under_way(request),
        table=Table(
            caption=_("Marchés"),
            columns=[
                Column(_("Numéro")),
                Column(_("Objet")),
                Column(_("Opérateur")),
                Column(_("Notifié le"), "day"),
                Column(_("Fin"), "day"),
                Column(_("Plafond"), "money"),
            ],
            rows=[
                Row(
                    [one.number, one.title, one.operator.name, one.notified_on, one.ends_on, one.ceiling_cents],
                    url=here(request, "authority:market", one.pk),
                )
                for one in queries.markets(request.membership.scheme_id)
            ],
            empty=Empty(
                _("Aucun marché n'est enregistré."),
                _("Un marché naît d'une procédure lancée, attribuée, puis notifiée."),
                launch if leads else None,
            ),
        ),
    )


@page(audience="authority")
@require_GET
def market(request: SchemeRequest, market_id: int) -> HttpResponse:
    """One market: its dates, its ceiling, its spendings."""
    one = found(queries.market, market_id)
    is_over = one.ends_on < today()
    status = Status("neutral", _("Terminé")) if is_over else Status("done", _("En cours"))
    return show_detail(
        request,
        title=_("Marché n° %(number)s") % {"number": one.number},
        lead=one.title,
        back=Link(_("Marchés"), here(request, "authority:markets")),
        status=status,
        facts=[
            Fact(_("Opérateur"), one.operator.name),
            Fact(_("Lancé le"), day(one.launched_on)),
            *_procedure(request, one),
            Fact(_("Attribué le"), day(one.awarded_on)),
            Fact(_("Notifié le"), day(one.notified_on)),
            Fact(_("Fin"), day(one.ends_on)),
            Fact(_("Plafond"), money(one.ceiling_cents), _("Une commande qui le dépasse est refusée.")),
            Fact(_("Dépenses rattachées"), money(queries.market_used_cents(one.pk))),
        ],
        thread=fil("market", one.pk, stands=status),
        tables=[
            showing.spending_table(
                request,
                queries.spendings(one.scheme_id).filter(market=one),
                caption=_("Dépenses sous ce marché"),
                empty=Empty(_("Aucune dépense n'est rattachée à ce marché.")),
            )
        ],
    )


@page(audience="authority", roles=(MANAGER,))
def notify(request: SchemeRequest) -> HttpResponse:
    """A market notified to its operator."""
    form = forms.MarketForm(organisations.organisations(kinds.OPERATOR), sent(request))
    return carry_out(
        request,
        form,
        notify_market,
        done=_("Le marché est enregistré."),
        to=lambda made: here(request, "authority:market", made.pk),
        refused={"market_already_notified": "number", "market_dates_disagree": "notified_on"},
    ) or show_form(
        request,
        title=_("Enregistrer un marché"),
        lead=_("Une fois notifié à son opérateur."),
        form=form,
        submit=_("Enregistrer le marché"),
        back=Link(_("Marchés"), here(request, "authority:markets")),
    )


def _procedure(request: SchemeRequest, one: Market) -> list[Fact]:
    """The procedure that led to it, when it was followed here."""
    if one.procurement is None:
        return []
    return [
        Fact(
            _("Procédure d'achat"),
            Link(one.procurement.title, here(request, "authority:procurement", one.procurement_id)),
        )
    ]


def _uses(request: SchemeRequest, scheme_id: int, empty: Empty) -> Table:
    uses = queries.line_uses(scheme_id)
    return Table(
        caption=_("Dépenses"),
        columns=[
            Column(_("Poste")),
            Column(_("Nature")),
            Column(_("Prévu"), "money"),
            Column(_("Engagé"), "money"),
            Column(_("Facturé"), "money"),
            Column(_("Reste"), "money"),
        ],
        rows=[
            Row(
                [
                    use.line.label,
                    _(states.LINE_KINDS[use.line.kind]),
                    use.line.planned_cents,
                    use.committed_cents,
                    use.invoiced_cents,
                    use.left_cents,
                ],
                url=here(request, "authority:budget", query=f"poste={use.line.pk}"),
            )
            for use in uses
        ],
        totals=[
            _("Total"),
            "",
            money(sum(use.line.planned_cents for use in uses)),
            money(sum(use.committed_cents for use in uses)),
            money(sum(use.invoiced_cents for use in uses)),
            money(sum(use.left_cents for use in uses)),
        ]
        if uses
        else (),
        empty=empty,
    )


def _resources(lines: Sequence[BudgetLine]) -> Table:
    return Table(
        caption=_("Ressources"),
        columns=[Column(_("Ressource")), Column(_("Prévu"), "money")],
        rows=[Row([one.label, one.planned_cents]) for one in lines if one.kind == states.RESOURCE],
        empty=Empty(_("Aucune ressource n'est inscrite.")),
    )


def _gap(request: SchemeRequest, expenditure: int) -> str:
    """What separates the lines from the budget of the convention, said and never smoothed over."""
    convention = grants.convention_of(request.membership.scheme_id)
    if convention is None:
        return ""
    told = {one.name: one.value for one in grants.consolidated_parameters(convention.pk, today())}
    budget = told["budget_cents"]
    if not isinstance(budget, int) or budget == expenditure:
        return ""
    gap = words.euros(abs(expenditure - budget))
    if expenditure > budget:
        return _("%(gap)s de plus que le budget de la convention") % {"gap": gap}
    return _("%(gap)s de moins que le budget de la convention") % {"gap": gap}
