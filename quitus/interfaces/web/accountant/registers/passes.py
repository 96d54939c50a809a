"""One pass or a range of them, and the search box, for the accountant."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import passes as shared
from quitus.interfaces.web.layout import searching
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link, Row


def sight(request: SchemeRequest) -> shared.Sight:
    """Every pass of the scheme, every slip."""

    def slip_url(slip_id: int, _hands: Sequence[int]) -> str:
        return here(request, "accountant:slip", slip_id)

    return shared.Sight("accountant", lambda _numbers: True, slip_url, "accountant:order")


@page(audience="accountant")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SchemeRequest) -> HttpResponse:
    """What answers what is typed in the box."""
    return searching.answer(
        request,
        sight(request),
        quick=lambda asked: _quick(request, asked),
        everything=lambda _asked: (),
        advice=_("Cherchez un numéro de pass, un code, une plage, une commande ou un bordereau."),
    )


def _quick(request: SchemeRequest, asked: str) -> Iterator[Row]:
    yield from searching.orders(request, "accountant:order", asked)
    yield from searching.slips(request, "accountant:slip", asked)
    yield from searching.files(request, "accountant", asked)


@page(audience="accountant")
@require_GET
def one(request: SchemeRequest, number: int) -> HttpResponse:
    """The life of one pass."""
    return shared.show_life(request, sight(request), number, back=_back(request))


@page(audience="accountant")
@require_GET
def several(request: SchemeRequest, first: int, last: int) -> HttpResponse:
    """Where the pass of a range are."""
    return shared.show_range(request, sight(request), first, last, back=_back(request))


def _back(request: SchemeRequest) -> Link:
    return Link(_("Où sont les pass"), here(request, "accountant:holders"))
