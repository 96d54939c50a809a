"""Contracts with operators."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import queries as budget
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import operations, queries, states
from quitus.domain.vouchers.models import OperatorContract
from quitus.domain.vouchers.rules import MOST_PASS
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.operators.handed import handed_tables
from quitus.interfaces.web.authority.orders.contract_forms import ContractForm
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Status,
    Table,
    money,
    number,
    share,
)
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.order_standings import standings
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.words import count, day, euros
from quitus.kernel.clock import today


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
                    ],
                    url=here(request, "authority:contract", one.pk),
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


@page(audience="authority")
@require_GET
def contract(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """One contract: each of its terms, and the orders under it."""
    one = found(queries.contract, contract_id)
    running = one.starts_on <= today() <= one.ends_on
    status = Status("done", _("En cours")) if running else Status("neutral", _("Hors de sa durée"))
    orders = list(queries.orders().filter(operator_contract=one))
    return show_detail(
        request,
        title=_("Contrat %(number)s") % {"number": one.number},
        lead=_("Un changement de prix ou de délai est un nouveau contrat : les commandes passées gardent le leur."),
        back=Link(_("Contrats"), here(request, "authority:contracts")),
        status=status,
        facts=_facts(one),
        actions=list(_ways(request, one)),
        thread=fil("operator_contract", one.pk, stands=status),
        tables=[
            written.orders_table(
                orders,
                standings(one.scheme_id),
                url=lambda each: here(request, "authority:order", each.pk),
                empty=Empty(_("Aucune commande sous ce contrat.")),
            ),
            *handed_tables(request, one),
        ],
    )


def _ways(request: SchemeRequest, one: OperatorContract) -> Iterator[Link]:
    yield Link(_("Fichiers de l'opérateur"), here(request, "authority:operator_files", one.pk), icon="folder")
    if request.actor.role == MANAGER:
        yield Link(_("Confier ses commandes"), here(request, "authority:entrust_orders", one.pk), icon="people")
    if request.actor.role == FINANCE:
        yield Link(_("Somme rendue"), here(request, "authority:record_repayment", one.pk), icon="bank")


def _facts(one: OperatorContract) -> list[Fact]:
    sizes = ", ".join(str(size) for size in one.booklet_sizes)
    before = _("%(count)s jours avant le dernier jour")
    return [
        Fact(_("Opérateur"), one.operator.name, _("dans le logiciel") if one.operates_inside else _("à l'extérieur")),
        Fact(_("Marché"), str(one.market)),
        Fact(_("Durée"), _("du %(start)s au %(end)s") % {"start": day(one.starts_on), "end": day(one.ends_on)}),
        Fact(_("Sur les pass commandés"), share(one.fee_on_order_per_mille), _("hors taxe")),
        Fact(_("Sur les pass utilisés"), share(one.fee_on_redemption_per_mille), _("hors taxe")),
        Fact(_("Par lieu et par an"), money(one.yearly_fee_per_venue_cents), _("hors taxe")),
        Fact(_("Pass par carnet"), sizes or _("non précisé")),
        Fact(_("Pass par commande"), _bounds(one)),
        Fact(_("Jours pour livrer"), number(one.delivery_days) if one.delivery_days is not None else _("non précisé")),
        Fact(_("Tolérance"), _("%(count)s mois") % {"count": one.tolerance_months}),
        Fact(_("Jours pour saisir une utilisation"), number(one.late_entry_days)),
        Fact(_("Jours pour payer les structures"), number(one.payment_days)),
        Fact(_("Pass perdus ou volés"), _replacement(one)),
        Fact(_("Avoir sur les pass jamais utilisés"), _(states.CREDIT_NOTE_LABELS[one.credit_note])),
        Fact(_("Alerte de fin de validité"), before % {"count": one.alert_days}),
        Fact(_("Arrêt des remises"), before % {"count": one.blocking_days}),
        Fact(_("Accusé des distributeurs"), before % {"count": one.acknowledgement_days}),
    ]


def _bounds(one: OperatorContract) -> str:
    if one.least_quantity is None and one.most_quantity is None:
        return _("non précisé")
    said = {"least": count(one.least_quantity or 1), "most": count(one.most_quantity or MOST_PASS)}
    return _("de %(least)s à %(most)s") % said


def _replacement(one: OperatorContract) -> str:
    if not one.replaces_lost:
        return _("non remplacés")
    return _("remplacés, %(fee)s hors taxe par pass") % {"fee": euros(one.replacement_fee_cents)}


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
        refused={
            "contract_number_taken": "number",
            "contract_ends_before_it_starts": "ends_on",
            "contract_bounds_disagree": "most_quantity",
            "contract_delays_disagree": "alert_days",
            "replacement_not_in_the_contract": "replacement_fee_cents",
        },
    ) or show_form(
        request,
        title=_("Enregistrer un contrat d'opérateur"),
        lead=_("Les frais sont hors taxe, en part de la valeur faciale."),
        form=form,
        submit=_("Enregistrer le contrat"),
        back=Link(_("Contrats"), to),
    )
