"""Whose address is written down: the reader's, told by the proxies that are trusted and by nobody else."""

import pytest
from structlog.testing import capture_logs

from quitus.domain.audit.models import Entry
from quitus.domain.organisations import roles
from quitus.interfaces.web import middleware
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


def test_a_proxy_that_nobody_has_declared_is_told_once_in_the_log(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    middleware.warn_of_proxy.cache_clear()
    with capture_logs() as told:
        for _ in range(2):
            address_of(rf.get("/", headers={"x-forwarded-for": "203.0.113.9"}))
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        address_of(rf.get("/", headers={"x-forwarded-for": "203.0.113.9"}))
    assert [line["event"] for line in told] == ["proxy_not_declared"]


@pytest.mark.parametrize(("trusted", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_the_trail_keeps_that_address(client, scheme, settings, trusted, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    client.force_login(make_person(scheme, "Paul Administrateur", roles.ADMINISTRATOR).user)

    client.post("/langue/", {"language": "en"}, headers={"x-forwarded-for": "203.0.113.9"})

    assert Entry.objects.latest("pk").ip == address
