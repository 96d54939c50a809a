"""How a letter names pages: the addresses of the doors, by name."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from quitus.domain.obligations.tokens import stop_token_of
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.roles import FUNDER, MANAGER
from quitus.domain.users.models import User
from quitus.usecases.reminders import Doors


def doors() -> Doors:
    """The addresses that reminders give: where all that is owed is read, and where they stop."""
    return Doors(agenda=_agenda, stop=_stop)


def _agenda(scheme: Scheme, user: User) -> str:
    """The agenda for who leads the scheme, what is due for the funder; the home of anybody else."""
    held = {one.role for one in organisations.members(scheme.pk).filter(user_id=user.pk)}
    for role, view in ((MANAGER, "authority:obligations"), (FUNDER, "funder:convention")):
        if role in held:
            return urljoin(settings.QUITUS_URL, reverse(view, args=[scheme.slug]))
    return urljoin(settings.QUITUS_URL, reverse("public:front"))


def _stop(scheme: Scheme, user: User) -> str:
    token = stop_token_of(scheme.slug, user.pk)
    return urljoin(settings.QUITUS_URL, reverse("public:stop_reminders", args=[scheme.slug, token]))
