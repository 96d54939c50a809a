"""What the page of an order, and that of a contract, tell of orders handed to another operator."""

from django.utils.translation import gettext as _

from quitus.domain.operators import queries
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import entrusted
from quitus.domain.vouchers.models import Entrustment, OperatorContract, Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.authority.operators.files import status_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, number
from quitus.interfaces.web.layout.words import euros
from quitus.usecases import succession


def since_entrusted(request: SchemeRequest, order: Order) -> tuple[list[Fact], list[Table]]:
    """To whom an order was handed and what that cost; how many pass had their use refused since, what to do, and
    in which files: two queries, or one of an order that was never handed over.
    """
    handed = list(entrusted.entrustments(order.pk))
    facts = [_handed_fact(one) for one in handed]
    late = queries.uses_refused_for(order) if handed else None
    if late is None or not late.files:
        return facts, []
    refused = Fact(
        _("Pass dont l'utilisation est arrivée trop tard, refusée"),
        number(late.count),
        _(
            "l'opérateur d'avant les a envoyées après : annulez les pass qui ont servi, et dites aux lieux de lui "
            "demander leur dû, ou à son liquidateur"
        ),
    )
    return [*facts, refused], [_files_table(request, late)]


def _files_table(request: SchemeRequest, late: queries.RefusedUses) -> Table:
    reads = request.actor.role in (MANAGER, FINANCE)
    return Table(
        caption=_("Fichiers d'utilisations arrivés trop tard"),
        columns=[
            Column(_("Fichier")),
            Column(_("Opérateur")),
            Column(_("Reçu le"), "moment"),
            Column(_("État")),
            Column(_("Pass refusés"), "number"),
            Column(_("Avec leur motif")),
        ],
        rows=[
            Row(
                [
                    one.file_name,
                    one.contract.operator.short_name,
                    one.received_at,
                    status_of(one),
                    count,
                    Link(_("Télécharger les lignes rejetées"), here(request, "authority:rejects", one.pk))
                    if reads
                    else "",
                ],
                url=here(request, "authority:operator_file", one.pk) if reads else "",
            )
            for one, count in late.files
        ],
        totals=[_("Total, chaque pass une fois"), "", "", "", late.count, ""],
        empty=Empty(_("Aucun.")),
    )


def _handed_fact(one: Entrustment) -> Fact:
    facts = {"before": one.contract_before.operator.short_name, "act": one.act_reference}
    note = _("par %(before)s, acte %(act)s") % facts
    if one.amount_cents:
        paid = {"note": note, "amount": euros(one.amount_cents), "mandat": one.mandat_number}
        note = _("%(note)s ; %(amount)s versés par le mandat %(mandat)s") % paid
    return Fact(_("Confiée à %(operator)s") % {"operator": one.contract.operator.short_name}, one.occurred_on, note)


def handed_tables(request: SchemeRequest, contract: OperatorContract) -> list[Table]:
    """The orders of a contract that were handed to another operator, and what its own still holds of them."""
    handed = list(entrusted.handed_from(contract.pk))
    if not handed:
        return []
    held = {one.handed.pk: one.cents for one in succession.held_before(contract.pk)}
    return [
        Table(
            caption=_("Commandes confiées à un autre opérateur"),
            columns=[
                Column(_("Commande")),
                Column(_("Confiée à")),
                Column(_("Date de l'acte"), "day"),
                Column(_("Acte")),
                Column(_("Pass qui restaient"), "number"),
                Column(_("Somme encore détenue"), "money"),
            ],
            rows=[
                Row(
                    [
                        one.order.number,
                        one.contract.operator.short_name,
                        one.occurred_on,
                        one.act_reference,
                        one.live_count,
                        held.get(one.pk, 0),
                    ],
                    url=here(request, "authority:order", one.order_id),
                )
                for one in handed
            ],
            totals=[_("Total"), "", "", "", "", sum(held.values())],
            empty=Empty(_("Aucune.")),
        )
    ]
