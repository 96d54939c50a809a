"""One pass or a range of them, and the search box, for the operator: its own orders, never who holds a pass."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quitus.domain.vouchers import rules
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import passes as shared
from quitus.interfaces.web.layout import searching
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link, Row
from quitus.interfaces.web.operator.orders.views import own_orders
from quitus.interfaces.web.operator.stock.views import own_printer
from quitus.kernel.ranges import NumberRange


def sight(request: SchemeRequest) -> shared.Sight:
    """The pass of the orders sent to the operator, the slips of its hands."""
    series = frozenset(own_orders(request).filter(series__isnull=False).values_list("series", flat=True))
    printer = own_printer(request)

    def sees(numbers: NumberRange) -> bool:
        return rules.series_of(numbers.first) in series

    def slip_url(slip_id: int, hands: Sequence[int]) -> str:
        return here(request, "operator:slip", slip_id) if printer and printer.pk in hands else ""

    return shared.Sight("operator", sees, slip_url, "operator:order", hands=False, prints=True)


@page(audience="operator")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SchemeRequest) -> HttpResponse:
    """What answers what is typed in the box: own orders, their pass, own slips."""
    return searching.answer(
        request,
        sight(request),
        quick=lambda asked: _quick(request, asked),
        everything=lambda _asked: (),
        advice=_("Cherchez un numéro de pass, un code, un carnet, une de vos commandes ou un bordereau de livraison."),
    )


def _quick(request: SchemeRequest, asked: str) -> Iterator[Row]:
    yield from searching.orders(request, "operator:order", asked, among=own_orders(request))
    printer = own_printer(request)
    if printer is not None:
        yield from searching.slips(request, "operator:slip", asked, holder_ids=[printer.pk])


@page(audience="operator")
@require_GET
def one(request: SchemeRequest, number: int) -> HttpResponse:
    """The life of one pass, as far as it is the operator's."""
    return shared.show_life(request, sight(request), number, back=_back(request))


@page(audience="operator")
@require_GET
def several(request: SchemeRequest, first: int, last: int) -> HttpResponse:
    """A range of pass: which order, how many used or blocked."""
    return shared.show_range(request, sight(request), first, last, back=_back(request))


def _back(request: SchemeRequest) -> Link:
    return Link(_("Commandes"), here(request, "operator:orders"))
