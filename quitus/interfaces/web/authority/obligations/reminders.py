"""The manager's own reminders and calendar."""

from django.http import HttpResponse

from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import reminders


@page(audience="authority", roles=(MANAGER,))
def mine(request: SchemeRequest) -> HttpResponse:
    """What reminders I want, and my calendar."""
    return reminders.my_reminders(request, renew="authority:renew_calendar")


@page(audience="authority", roles=(MANAGER,))
def renew(request: SchemeRequest) -> HttpResponse:
    """A new secret address for my calendar."""
    return reminders.renew_calendar(request, back="authority:my_reminders")
