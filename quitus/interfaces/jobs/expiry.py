"""How a letter about the end of validity names its page."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from quitus.domain.organisations.models import Scheme


def front(_scheme: Scheme) -> str:
    """The front door: each reader goes on to his own pages once he has signed in."""
    return urljoin(settings.QUITUS_URL, reverse("public:front"))
