"""Contracts with operators."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import queries as budget
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.vouchers import operations, queries
from quitus.domain.vouchers.models import OperatorContract
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.orders.forms import ContractForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Table
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.words import day


@page(audience="authority")
@require_GET
def contracts(request: SchemeRequest) -> HttpResponse:
    """What each operator does and for how much."""
    lines = paginate(request, queries.contracts())
    new = Link(_("Enregistrer un contrat"), here(request, "authority:new_contract"), "primary", "plus-lg")
    leads = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Contrats d'opérateur"),
        lead=_("Ce que fait chaque opérateur, pour combien : un changement de prix est un nouveau contrat."),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        actions=[new] if leads else [],
        page=lines,
        table=Table(
            caption=_("Contrats"),
            columns=[
                Column(_("Opérateur")),
                Column(_("Contrat")),
                Column(_("Marché")),
                Column(_("Sur les pass commandés"), "share"),
                Column(_("Sur les pass utilisés"), "share"),
                Column(_("Par lieu et par an"), "money"),
                Column(_("Tolérance, saisie, paiement")),
                Column(_("Durée")),
            ],
            rows=[
                Row(
                    [
                        one.operator.short_name,
                        one.number,
                        one.market.number,
                        one.fee_on_order_per_mille,
                        one.fee_on_redemption_per_mille,
                        one.yearly_fee_per_venue_cents,
                        _delays(one),
                        _("du %(start)s au %(end)s") % {"start": day(one.starts_on), "end": day(one.ends_on)},
                    ]
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucun contrat pour l'instant."),
                _("Un contrat met en œuvre un marché notifié."),
                new if leads else None,
            ),
        ),
    )


def _delays(one: OperatorContract) -> str:
    days = {"tolerance": one.tolerance_months, "entry": one.late_entry_days, "payment": one.payment_days}
    return _("%(tolerance)s mois, %(entry)s j, %(payment)s j") % days


@page(audience="authority", roles=(MANAGER,))
def new_contract(request: SchemeRequest) -> HttpResponse:
    """Record a contract signed with the operator of a market."""
    markets = [
        (one.pk, f"{one.number} – {one.operator.short_name}") for one in budget.markets(request.membership.scheme_id)
    ]
    form = ContractForm(sent(request), markets=markets)
    to = here(request, "authority:contracts")
    return carry_out(
        request,
        form,
        operations.sign_operator_contract,
        done=_("Le contrat est enregistré."),
        to=to,
        refused={"contract_number_taken": "number", "contract_ends_before_it_starts": "ends_on"},
    ) or show_form(
        request,
        title=_("Enregistrer un contrat d'opérateur"),
        lead=_("Les frais sont hors taxe, en part de la valeur faciale."),
        form=form,
        submit=_("Enregistrer le contrat"),
        back=Link(_("Contrats"), to),
    )
