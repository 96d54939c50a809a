"""The funder officer's own reminders and calendar."""

from django.http import HttpResponse

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import reminders


@page(audience="funder")
def mine(request: SchemeRequest) -> HttpResponse:
    """What reminders I want, and my calendar."""
    return reminders.my_reminders(request, renew="funder:renew_calendar")


@page(audience="funder")
def renew(request: SchemeRequest) -> HttpResponse:
    """A new secret address for my calendar."""
    return reminders.renew_calendar(request, back="funder:my_reminders")
