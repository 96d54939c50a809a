"""What the suite promises about itself."""

from __future__ import annotations

import socket
import warnings

import pytest
from django.template import engines

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
