"""The pass in the accountant's charge; registers and slips, everybody's."""

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries, states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.blocking import blocking_link
from quitus.interfaces.web.layout.components import Empty, Figure, Link, number
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.receipts import handing_links
from quitus.interfaces.web.layout.registers import paper_receipt, show_held, show_register, show_slip, show_slips
from quitus.interfaces.web.layout.stock import stock_table
from quitus.interfaces.web.layout.supply_requests import paper_request_links

OWN = ("delivery", "supply", "return")
"""The kinds of slip that the accountant signs."""


@page(audience="accountant")
@require_GET
def stock(request: SchemeRequest) -> HttpResponse:
    """What the accountant holds, range by range."""
    holder = queries.holder_of_kind(states.ACCOUNTANT)
    actions = [
        Link(_("Approvisionner le coffre"), here(request, "accountant:supply_safe"), "primary", "safe"),
        Link(_("Bordereaux"), here(request, "accountant:slips"), icon="file-text"),
        Link(_("Où sont les pass"), here(request, "accountant:holders"), icon="search"),
        Link(_("Rendre à l'opérateur"), here(request, "accountant:to_operator"), "link"),
        Link(_("Des pass sont retrouvés"), here(request, "accountant:found"), "link"),
    ]
    if holder is not None:
        actions.insert(1, Link(_("Registre"), here(request, "accountant:register", holder.pk), icon="journal-text"))
    return show_held(
        request,
        holder,
        title=_("Pass en caisse"),
        lead=_("Les valeurs inactives dont vous avez la charge, jusqu'à leur remise au régisseur."),
        empty=Empty(_("Aucun pass en caisse."), _("Ils y entrent quand vous comptez une livraison.")),
        actions=actions,
    )


@page(audience="accountant")
@require_GET
def holders(request: SchemeRequest) -> HttpResponse:
    """Who holds how many pass."""
    lines = queries.stock()
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.holder.kind] = counts.get(line.holder.kind, 0) + line.count
    shown = (states.ACCOUNTANT, states.SAFE, states.POINT, states.BENEFICIARIES)
    return show_list(
        request,
        title=_("Où sont les pass"),
        lead=_("Chaque pass est dans une main et une seule. Ouvrez une ligne pour lire son registre."),
        back=Link(_("Pass en caisse"), here(request, "accountant:stock")),
        figures=[Figure(number(counts.get(kind, 0)), _(states.CUSTODY_LABELS[kind])) for kind in shown],
        table=stock_table(
            lines,
            url=lambda holder: here(request, "accountant:register", holder.pk),
            empty=Empty(_("Aucun pass n'est encore produit."), _("Ils seront suivis ici, plage par plage.")),
        ),
    )


@page(audience="accountant")
@require_GET
def register(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """The register of one holder."""
    back = Link(_("Où sont les pass"), here(request, "accountant:holders"))
    holder = found(queries.holder, holder_id)
    on_paper = handing_links(
        request, holder, "accountant:enter_return", may=lambda _giver, taker: taker.kind == states.ACCOUNTANT
    )
    asked = paper_request_links(request, holder, "accountant:enter_request")
    return show_register(request, holder, slip_view="accountant:slip", back=back, actions=[*on_paper, *asked])


@page(audience="accountant")
@require_GET
def slips(request: SchemeRequest) -> HttpResponse:
    """The slips that the accountant signs: deliveries received, safes supplied."""
    back = Link(_("Pass en caisse"), here(request, "accountant:stock"))
    mine = Q(from_holder__kind=states.ACCOUNTANT) | Q(to_holder__kind=states.ACCOUNTANT)
    found_here = queries.slips().filter(mine, kind__in=OWN)
    return show_slips(request, found_here, slip_view="accountant:slip", back=back)


@page(audience="accountant")
@require_GET
def slip(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """One slip as it is printed."""
    back = Link(_("Bordereaux"), here(request, "accountant:slips"))
    one = found(queries.slip, slip_id)
    awaited = one.to_holder.kind == states.ACCOUNTANT and one.received_on is None
    receive = Link(_("Confirmer la réception"), here(request, "accountant:receive_slip", one.pk), "primary")
    if one.from_holder.kind == states.ACCOUNTANT:
        blocking = blocking_link(request, one, "accountant:block_slip")
        enter = paper_receipt(request, one, "accountant:enter_receipt")
        return show_slip(request, one, back=back, actions=[*enter, *blocking])
    return show_slip(request, one, back=back, actions=[receive] if awaited else [])
