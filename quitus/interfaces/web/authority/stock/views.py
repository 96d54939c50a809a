"""Where the pass are: the stock at a glance, registers, slips."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder
from quitus.domain.distribution.queries import asleep, screens
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.stock import glance
from quitus.interfaces.web.authority.stock.road import road_links
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import address, as_csv
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.receipts import handing_links
from quitus.interfaces.web.layout.registers import paper_receipt, show_register, show_slip, show_slips
from quitus.interfaces.web.layout.supply_requests import paper_refusal_links, paper_request_links
from quitus.kernel.clock import today

WEEKS = 1


@page(audience="authority")
@require_GET
def stock(request: SchemeRequest) -> HttpResponse:
    """How many pass, where, for how long, which of them sleep."""
    on = today()
    lines = glance.in_stock()
    kind = request.GET.get("detient", "")
    shown = [line for line in lines if kind in ("", line.holder.kind)]
    table = glance.stock_table(request, shown, on)
    if request.GET.get("format") == "csv":
        return as_csv(table, "stock")
    booklet_days, point_days = glance.delays(request.membership.scheme_id, on)
    sleeping = asleep.sleeping_booklets(on - timedelta(days=booklet_days), on)
    return show_list(
        request,
        title=_("Où sont les pass"),
        lead=_("Chaque pass est dans une main et une seule. Ouvrez une ligne pour lire son registre."),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        where=glance.figures(request),
        chips=glance.kinds(request, lines),
        asleep=glance.sleeping_figures(request, screens.points_now(on, WEEKS), sleeping, booklet_days, point_days, on),
        actions=[
            Link(_("Points de distribution"), here(request, "authority:points"), icon="geo-alt"),
            Link(_("Registres et états"), here(request, "authority:papers"), icon="journal-text"),
            Link(_("Chercher un pass"), here(request, "authority:pass_life"), icon="search"),
            Link(_("Bordereaux"), here(request, "authority:slips"), icon="file-text"),
            Link(_("Régie d'avances"), here(request, "authority:imprests"), icon="bank"),
            Link(_("Contrôles et pertes"), here(request, "authority:controls"), icon="shield-check"),
            Link(_("Exporter (CSV)"), address(request, format="csv"), "link", icon="download"),
        ],
        table=table,
        template="authority/stock/glance.html",
    )


@page(audience="authority")
@require_GET
def register(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """The register of one holder."""
    holder = found(queries.holder, holder_id)
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    return show_register(
        request,
        holder,
        slip_view="authority:slip",
        back=back,
        actions=[
            *road_links(request, holder),
            *_on_paper(request, holder),
            *paper_request_links(request, holder, "authority:enter_request"),
            *paper_refusal_links(request, holder, "authority:enter_refusal"),
        ],
    )


def _on_paper(request: SchemeRequest, holder: Holder) -> list[Link]:
    """What whoever has no account signs by hand: entered from his register."""
    if holder.kind != states.ACCOUNTANT:
        links = list(handing_links(request, holder, "authority:enter_handing"))
        if holder.point_id is not None:
            enter = here(request, "authority:enter_handout", holder.point_id)
            links.append(Link(_("Saisir une remise faite sur papier"), enter, "link"))
        return links
    return [
        Link(_("Saisir un approvisionnement signé"), here(request, "authority:enter_supply"), icon="safe"),
        Link(_("Saisir un retour à l'opérateur signé"), here(request, "authority:enter_return"), "link"),
    ]


@page(audience="authority")
@require_GET
def slips(request: SchemeRequest) -> HttpResponse:
    """Every slip, or those nobody acknowledged."""
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    return show_slips(request, queries.slips(), slip_view="authority:slip", back=back)


@page(audience="authority")
@require_GET
def slip(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """One slip as it is printed."""
    back = Link(_("Bordereaux"), here(request, "authority:slips"))
    one = found(queries.slip, slip_id)
    return show_slip(request, one, back=back, actions=paper_receipt(request, one, "authority:enter_receipt"))
