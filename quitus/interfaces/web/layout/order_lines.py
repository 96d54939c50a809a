"""What happened to an order several times: deliveries, prolongations, papers signed by hand."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import Delivery, Order
from quitus.interfaces.web.layout.components import Column, Empty, Row, Table, number
from quitus.interfaces.web.layout.orders import pass_words
from quitus.interfaces.web.layout.words import count
from quitus.kernel.ranges import NumberRange


def lines_of(order: Order) -> list[Table]:
    """The registers of an order that have lines."""
    tables = []
    delivered = queries.deliveries(order.pk)
    if delivered:
        tables.append(_deliveries(order, delivered))
    if order.prolongations.exists():
        tables.append(_prolongations(order))
    return tables


def _deliveries(order: Order, delivered: Sequence[Delivery]) -> Table:
    awaited = sum(numbers.count for numbers in queries.awaited(order))
    rows = [
        Row(
            [
                one.delivered_on,
                one.counted,
                _ranges(order, one, states.CAME),
                _ranges(order, one, states.MISSING),
                number(one.surplus_count or None),
                one.slip_reference,
                one.note,
            ]
        )
        for one in delivered
    ]
    caption = _("Livraisons")
    if awaited:
        caption = _("Livraisons : %(count)s pass encore attendus") % {"count": count(awaited)}
    return Table(
        caption=caption,
        columns=[
            Column(_("Date"), "day"),
            Column(_("Pass acceptés"), "number"),
            Column(_("Lesquels")),
            Column(_("Manquants, annulés")),
            Column(_("En trop, refusés"), "number"),
            Column(_("Bon de livraison")),
            Column(_("Constat")),
        ],
        rows=rows,
        totals=[_("Total"), number(sum(one.counted for one in delivered)), "", "", "", "", ""],
        empty=Empty(_("Aucune livraison.")),
    )


def _ranges(order: Order, delivery: Delivery, kind: str) -> str:
    return range_words(order, [line.range for line in delivery.ranges.all() if line.kind == kind])


def range_words(order: Order, ranges: Sequence[NumberRange]) -> str:
    """« carnets 1 à 5, carnet 8 »; the first ones when they are many."""
    shown = ", ".join(pass_words(numbers, order) for numbers in ranges[:8])
    return _("%(shown)s… (%(count)s plages)") % {"shown": shown, "count": len(ranges)} if len(ranges) > 8 else shown


def _prolongations(order: Order) -> Table:
    return Table(
        caption=_("Prolongations"),
        columns=[
            Column(_("Décidée le"), "day"),
            Column(_("Dernier jour avant"), "day"),
            Column(_("Dernier jour après"), "day"),
            Column(_("Acte")),
            Column(_("Motif")),
            Column(_("Par")),
        ],
        rows=[
            Row(
                [
                    one.decided_on,
                    one.valid_until_before,
                    one.valid_until,
                    one.act_reference,
                    one.reason,
                    one.actor_label,
                ]
            )
            for one in order.prolongations.all()
        ],
        empty=Empty(_("Aucune prolongation.")),
    )
