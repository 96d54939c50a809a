"""The first page of the operator: what to print, to deliver and to pay."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.slices import modules, show_home_of

PARTS = (__package__, ("orders", "printing", "stock", "claims", "expiry"))


@page(audience="operator")
@require_GET
def home(request: SchemeRequest) -> HttpResponse:
    """What waits for this operator, from every part."""
    return show_home_of(
        request,
        modules(*PARTS, "tasks"),
        lead=_("Ce que la collectivité attend de vous."),
    )
