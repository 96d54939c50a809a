"""Supplying the safe of a régie or a mandated body against receipt: choose, then confirm."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.supplies import Side, show_choice, show_confirmation


@page(audience="accountant")
def choose(request: SchemeRequest) -> HttpResponse:
    """Choose to whom and which booklets; nothing is written yet."""
    return show_choice(request, _side(request))


@page(audience="accountant")
def confirm(request: SchemeRequest) -> HttpResponse:
    """Say what goes where, then do it."""
    return show_confirmation(request, _side(request))


def _side(request: SchemeRequest) -> Side:
    back = Link(_("Pass en caisse"), here(request, "accountant:stock"))
    return Side(
        "accountant:supply_safe",
        "accountant:confirm_supply",
        "accountant:slip",
        back,
        decline="accountant:decline_request",
    )
