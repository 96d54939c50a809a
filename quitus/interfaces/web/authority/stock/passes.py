"""One pass or a range of them, for the authority."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import passes as shared
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.pages import show


def sight(request: SchemeRequest) -> shared.Sight:
    """Every pass of the scheme, every slip."""

    def slip_url(slip_id: int, _hands: Sequence[int]) -> str:
        return here(request, "authority:slip", slip_id)

    return shared.Sight("authority", lambda _numbers: True, slip_url, "authority:order", prints=True)


@page(audience="authority")
@require_GET
def choose(request: SchemeRequest) -> HttpResponse:
    """Say which pass one means."""
    return show(
        request,
        "layout/find_pass.html",
        title=_("Chercher un pass"),
        lead=_("Son numéro, son code, une plage ou un carnet : tout de lui, sauf à qui il a été remis."),
        back=_back(request),
        action=here(request, "authority:search"),
    )


@page(audience="authority")
@require_GET
def one(request: SchemeRequest, number: int) -> HttpResponse:
    """The life of one pass."""
    return shared.show_life(request, sight(request), number, back=_back(request))


@page(audience="authority")
@require_GET
def several(request: SchemeRequest, first: int, last: int) -> HttpResponse:
    """Where the pass of a range are."""
    return shared.show_range(request, sight(request), first, last, back=_back(request))


def _back(request: SchemeRequest) -> Link:
    return Link(_("Où sont les pass"), here(request, "authority:stock"))
