"""The funder officer's own reminders and calendar."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import reminders
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link


@page(audience="funder")
def mine(request: SchemeRequest) -> HttpResponse:
    """What reminders I want, and my calendar."""
    back = Link(_("Convention"), here(request, "funder:convention"))
    return reminders.my_reminders(request, renew="funder:renew_calendar", back=back)


@page(audience="funder")
def renew(request: SchemeRequest) -> HttpResponse:
    """A new secret address for my calendar."""
    return reminders.renew_calendar(request, back="funder:my_reminders")
