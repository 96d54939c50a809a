"""What the public reads of a venue, written by its own people."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from quitus.domain.venues import operations, queries
from quitus.domain.venues.describing import VenueTold
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.describing import describe


@page(audience="venue")
def describe_venue(request: SchemeRequest, venue_id: int) -> HttpResponse:
    """Write what the public reads of a venue of the structure."""
    own = queries.venues_of_structure(request.membership.organisation_id).select_related("description")
    place = own.filter(pk=venue_id).first()
    if place is None:
        raise Http404
    back = Link(_("Ma structure"), here(request, "venue:structure"))

    def write(told: VenueTold) -> object:
        return operations.describe_venue(by=request.actor, venue_id=place.pk, told=told)

    def done() -> HttpResponse:
        messages.success(request, _("La description est enregistrée."))
        return redirect(back.url)

    return describe(request, place, write, back, done)
