"""What an operator reported of an order that was another's by then: refused, and told on the page of the order."""

from django.utils.translation import gettext as _

from quitus.domain.operators import queries
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.authority.operators.files import status_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, number


def late_uses(request: SchemeRequest, order: Order) -> tuple[list[Fact], list[Table]]:
    """How many uses of an order were refused since it was handed over, what to do, and in which files: one query."""
    files = [(one, one.entrusted_counts[str(order.series)]) for one in queries.files_refused_for(order)]
    if not files:
        return [], []
    total = sum(count for _file, count in files)
    fact = Fact(
        _("Utilisations refusées depuis la reprise"),
        number(total),
        _(
            "l'opérateur d'avant les a envoyées après : annulez les pass qui ont servi, et dites aux lieux de lui "
            "demander leur dû, ou à son liquidateur"
        ),
    )
    reads = request.actor.role in (MANAGER, FINANCE)
    table = Table(
        caption=_("Fichiers d'utilisations arrivés après la reprise"),
        columns=[
            Column(_("Fichier")),
            Column(_("Opérateur")),
            Column(_("Reçu le"), "moment"),
            Column(_("État")),
            Column(_("Lignes refusées"), "number"),
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
            for one, count in files
        ],
        totals=[_("Total"), "", "", "", total, ""],
        empty=Empty(_("Aucun.")),
    )
    return [fact], [table]
