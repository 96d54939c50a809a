"""The manager's own reminders and calendar."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import reminders
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link


@page(audience="authority", roles=(MANAGER,))
def mine(request: SchemeRequest) -> HttpResponse:
    """What reminders I want, and my calendar."""
    back = Link(_("Obligations"), here(request, "authority:obligations"))
    return reminders.my_reminders(request, renew="authority:renew_calendar", back=back)


@page(audience="authority", roles=(MANAGER,))
def renew(request: SchemeRequest) -> HttpResponse:
    """A new secret address for my calendar."""
    return reminders.renew_calendar(request, back="authority:my_reminders")
