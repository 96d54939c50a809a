"""How a letter names pages: the addresses of the doors, by name."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from quitus.domain.obligations.tokens import stop_token_of
from quitus.domain.organisations.models import Scheme
from quitus.domain.users.models import User
from quitus.usecases.reminders import Doors


def doors() -> Doors:
    """The addresses that reminders give: the home of the reader, which tells what waits, and where they stop."""
    return Doors(agenda=_agenda, stop=_stop)


def _agenda(scheme: Scheme, user: User) -> str:
    return urljoin(settings.QUITUS_URL, reverse("public:front"))


def _stop(scheme: Scheme, user: User) -> str:
    return urljoin(settings.QUITUS_URL, reverse("public:stop_reminders", args=[scheme.slug, stop_token_of(user.pk)]))
