"""What the suite promises about itself."""

from __future__ import annotations

import socket
import warnings

import pytest
from django.db import transaction
from django.template import engines

from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person, make_person
from tests.harness.kept import contents, kept
from tests.harness.network import NetworkIsClosed


def test_the_network_is_closed() -> None:
    with pytest.raises(NetworkIsClosed), socket.socket() as caller:
        caller.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkIsClosed):
        socket.create_connection(("pypi.example", 443))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_warnings_are_errors() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("careful", stacklevel=1)


def test_an_undefined_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable"):
        engines["django"].from_string("{{ nothing_by_that_name }}").render({})


def test_what_is_put_back_is_what_was_made(scheme: Scheme, request: pytest.FixtureRequest) -> None:
    def ask() -> Person:
        return kept(request, "rose", lambda: make_person(scheme, "Rose Bruyère", roles.FINANCE), scheme=scheme)

    given, there = [], []
    for _ in range(3):  # made, made and noted, put back
        with transaction.atomic():
            given.append(ask())
            there.append(contents())
            transaction.set_rollback(True)
    _, made, put_back = given
    assert made == put_back
    assert made.user is not put_back.user
    assert there[1] == there[2] != there[0]


def test_what_stands_on_something_else_is_made_anew(scheme: Scheme, request: pytest.FixtureRequest) -> None:
    made = [kept(request, "anything", lambda: [], scheme=None) for _ in range(3)]
    assert len({id(one) for one in made}) == 3
