"""Pass printed and not delivered yet, their register, the slips of deliveries."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, Slip
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.carriers import Mine, coming_back_links, lines_of
from quitus.interfaces.web.layout.components import Empty, Link
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.registers import show_held, show_register, show_slip, show_slips


def own_printer(request: SchemeRequest) -> Holder | None:
    """Where the pass of the operator of the request are before delivery; None before it printed any."""
    printers = queries.holders().filter(kind=states.PRINTER)
    return printers.filter(organisation_id=request.membership.organisation_id).first()


def own_orders(request: SchemeRequest) -> Mine:
    """Which orders the operator of the request prints."""

    def mine(order: Order) -> bool:
        contract = order.operator_contract
        return contract is not None and contract.operator_id == request.membership.organisation_id

    return mine


@page(audience="operator")
@require_GET
def stock(request: SchemeRequest) -> HttpResponse:
    """What is printed and waits for its delivery."""
    printer = own_printer(request)
    leave = Link(_("Confier à un transporteur"), here(request, "operator:dispatch"), icon="truck")
    return show_held(
        request,
        printer,
        title=_("Pass à livrer"),
        lead=_("Les pass que vous avez produits et que le comptable public n'a pas encore comptés."),
        empty=Empty(_("Aucun pass à livrer."), _("Ils apparaissent ici dès que vous produisez une commande.")),
        actions=[
            *([leave] if printer is not None and lines_of(printer, own_orders(request)) else []),
            Link(_("Registre"), here(request, "operator:register"), icon="journal-text"),
            Link(_("Bordereaux de livraison"), here(request, "operator:slips"), icon="file-text"),
            *coming_back_links(request, "operator:coming_back", own_orders(request)),
        ],
    )


@page(audience="operator")
@require_GET
def register(request: SchemeRequest) -> HttpResponse:
    """What was printed, delivered, found missing."""
    printer = own_printer(request)
    if printer is None:
        raise Http404
    return show_register(request, printer, slip_view="operator:slip", back=back_to_stock(request))


@page(audience="operator")
@require_GET
def slips(request: SchemeRequest) -> HttpResponse:
    """The slips of deliveries."""
    return show_slips(request, _own_slips(request), slip_view="operator:slip", back=back_to_stock(request))


@page(audience="operator")
@require_GET
def slip(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """One slip as it is printed; 404 for another's."""
    if not _own_slips(request).filter(pk=slip_id).exists():
        raise Http404
    back = Link(_("Bordereaux de livraison"), here(request, "operator:slips"))
    return show_slip(request, found(queries.slip, slip_id), back=back)


def _own_slips(request: SchemeRequest) -> QuerySet[Slip]:
    printer = own_printer(request)
    return queries.slips().filter(Q(from_holder=printer) | Q(to_holder=printer)) if printer else queries.slips().none()


def back_to_stock(request: SchemeRequest) -> Link:
    """The way back to what waits for its delivery."""
    return Link(_("Pass à livrer"), here(request, "operator:stock"))
