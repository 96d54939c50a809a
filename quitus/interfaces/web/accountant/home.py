"""The first page of the accountant: what waits for a visa, an assent, a count or an attestation."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.slices import modules, show_home_of

PARTS = (__package__, ("orders", "stock", "registers", "regie", "controls", "statements"))


@page(audience="accountant")
@require_GET
def home(request: SchemeRequest) -> HttpResponse:
    """What waits for the accountant, from every part."""
    return show_home_of(
        request, modules(*PARTS, "tasks"), lead=_("Ce qui attend votre visa, votre avis ou votre prise en charge.")
    )
