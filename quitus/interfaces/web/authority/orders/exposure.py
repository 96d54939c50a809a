"""What each operator holds of public money: for the authority, never for the operator nor the funder."""

from datetime import date

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Figure, Link, Row, Table, money
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.lists import address, as_csv
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import day
from quitus.interfaces.web.layout.workbooks import as_workbook
from quitus.kernel.clock import today
from quitus.usecases.exposure import OperatorExposure, OrderExposure
from quitus.usecases.exposure import exposure as exposure_on

AMOUNTS = ("paid_cents", "unused_cents", "unpaid_cents", "credit_due_cents", "at_risk_cents", "fee_cents")


@page(audience="authority")
@require_GET
def exposure(request: SchemeRequest) -> HttpResponse:
    """What each operator was paid and holds on a day, order by order; what its failure would cost."""
    form = DayAsked(request.GET if "au" in request.GET else None, initial={"au": today()})
    on = form.cleaned_data["au"] if form.is_valid() else today()
    found = exposure_on(on)
    table = _table(request, found, on)
    if request.GET.get("format") == "csv":
        return as_csv(table, f"exposition-{on.isoformat()}")
    if request.GET.get("format") == "xlsx":
        return as_workbook(
            table, f"exposition-{on.isoformat()}", author=request.membership.scheme.authority.name, on=on
        )
    return show_list(
        request,
        title=_("Exposition aux opérateurs"),
        lead=_(
            "Ce que chaque opérateur a reçu d'avance et détient au %(day)s, tel qu'on le savait ce jour-là. "
            "S'il cessait son activité ce jour, c'est ce que les gens, les lieux ou la collectivité perdraient."
        )
        % {"day": day(on)},
        back=Link(_("Commandes"), here(request, "authority:orders")),
        actions=[
            Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download"),
            Link(_("Exporter (XLSX)"), address(request, format="xlsx"), icon="download"),
        ],
        figures=_figures(found),
        table=table,
        template="authority/orders/exposure.html",
        form=form,
    )


class DayAsked(forms.Form):
    """The day at the end of which one looks."""

    au = DayField(label=gettext_lazy("Au"), not_after_today=True)


def _figures(found: list[OperatorExposure]) -> list[Figure]:
    def total(name: str) -> object:
        return money(sum(one.total(name) for one in found))

    return [
        Figure(total("at_risk_cents"), _("perdus si les opérateurs cessaient leur activité")),
        Figure(total("unused_cents"), _("payés, non utilisés")),
        Figure(total("unpaid_cents"), _("utilisés, pas encore payés aux lieux")),
        Figure(
            total("credit_due_cents"),
            _("à recevoir des opérateurs"),
            note=_("pass périmés, ou commandes confiées à un autre"),
        ),
    ]


def _table(request: SchemeRequest, found: list[OperatorExposure], on: date) -> Table:
    return Table(
        caption=_("Exposition au %(day)s") % {"day": day(on)},
        columns=[
            Column(_("Commande")),
            Column(_("Opérateur")),
            Column(_("Payé d'avance"), "money"),
            Column(_("Payé, non utilisé"), "money"),
            Column(_("Utilisé, dû aux lieux"), "money"),
            Column(_("Avoir ou somme à recevoir"), "money"),
            Column(_("Coût d'une défaillance"), "money"),
            Column(_("Frais, hors taxe et hors frais annuels des lieux"), "money"),
        ],
        rows=[
            Row(_cells(one), url=here(request, "authority:order", one.order.pk))
            for operator in found
            for one in operator.orders
        ],
        besides=[
            [_("Ensemble"), operator.operator.short_name, *(money(operator.total(name)) for name in AMOUNTS)]
            for operator in found
            if len(found) > 1
        ],
        totals=[_("Total"), "", *(money(sum(one.total(name) for one in found)) for name in AMOUNTS)] if found else [],
        empty=Empty(
            _("Aucune commande d'un opérateur n'était active ce jour-là."),
            _("Une commande compte ici dès que son mandat l'active."),
        ),
    )


def _cells(one: OrderExposure) -> list[object]:
    contract = one.order.operator_contract
    assert contract is not None
    operator = contract.operator.short_name
    if not one.pays_venues:
        operator = _("%(operator)s ; la collectivité paie les lieux") % {"operator": operator}
    elif one.awaits_statement:
        operator = _("%(operator)s ; dernier jour passé, sans avoir : état contradictoire attendu") % {
            "operator": operator
        }
    return [one.order.number, operator, *(getattr(one, amount) for amount in AMOUNTS)]
