"""Pass given to a carrier on their way to the accountant, and those that it brings back."""

from django.http import HttpResponse

from quitus.domain.distribution import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.carriers import show_coming_back, show_dispatch
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.operator.stock.views import back_to_stock, own_orders, own_printer


@page(audience="operator")
def dispatch(request: SchemeRequest) -> HttpResponse:
    """Give pass printed to a carrier."""
    printer, back = own_printer(request), back_to_stock(request)
    return show_dispatch(request, printer, own_orders(request), slip_view="operator:slip", back=back)


@page(audience="operator")
def coming_back(request: SchemeRequest, carrier_id: int) -> HttpResponse:
    """Say which pass a carrier brought back."""
    carrier, back = found(queries.holder, carrier_id), back_to_stock(request)
    return show_coming_back(request, carrier, own_orders(request), slip_view="operator:slip", back=back)
