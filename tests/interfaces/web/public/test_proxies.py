"""Whose address is written down: the reader's, told by the proxies that are trusted and by nobody else."""

import pytest

from quitus.domain.audit.models import Entry
from quitus.domain.organisations import roles
from quitus.interfaces.web.middleware import address_of
from tests.factories.people import make_person


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "nonsense", None),
    ],
)
def test_the_address_is_that_which_a_trusted_proxy_tells(rf, settings, trusted, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    told = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.1", **told)) == address


@pytest.mark.parametrize(("trusted", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_the_trail_keeps_that_address(client, scheme, settings, trusted, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    client.force_login(make_person(scheme, "Paul Administrateur", roles.ADMINISTRATOR).user)

    client.post("/langue/", {"language": "en"}, headers={"x-forwarded-for": "203.0.113.9"})

    assert Entry.objects.latest("pk").ip == address
