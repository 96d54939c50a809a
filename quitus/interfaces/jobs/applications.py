"""The letters of applications leave, each with the address of the page that it speaks of."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from quitus.domain.organisations.models import Scheme
from quitus.usecases.application_letters import Doors, send_letters
from quitus.usecases.applications import token_of


def doors() -> Doors:
    """Where a link is confirmed, where who applies reads the application, where a structure reads its file."""
    return Doors(link=_link, application=_application, home=_home)


def send_application_letters() -> None:
    """Sends what waits."""
    send_letters(doors())


def _link(scheme: Scheme, request_id: int) -> str:
    return _whole(reverse("public:apply_link", args=[scheme.slug, token_of(scheme.slug, request_id)]))


def _application(scheme: Scheme, application_id: int) -> str:
    return _whole(reverse("public:application", args=[scheme.slug, application_id]))


def _home(scheme: Scheme) -> str:
    return _whole(reverse("venue:structure", args=[scheme.slug]))


def _whole(path: str) -> str:
    return urljoin(settings.QUITUS_URL, path)
