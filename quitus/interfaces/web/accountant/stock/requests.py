"""Pass asked for: declined for a reason, or entered from a paper signed by hand. A supply answers the others."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.supply_requests import show_refusal, show_request_on_paper


@page(audience="accountant")
def decline(request: SchemeRequest, request_id: int) -> HttpResponse:
    """Give no pass, and say why."""
    back = Link(_("Pass en caisse"), here(request, "accountant:stock"))
    return show_refusal(request, found(queries.supply_request, request_id), back=back)


@page(audience="accountant")
def enter(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Enter a request that who keeps the safe, or the stock of the body, signed by hand."""
    back = Link(_("Registre"), here(request, "accountant:register", holder_id))
    return show_request_on_paper(request, found(queries.holder, holder_id), back=back)
