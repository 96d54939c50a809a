"""What the suite promises about itself."""

from __future__ import annotations

import socket
import warnings

import pytest
from django.db import transaction
from django.template import engines

from config.environment import Server
from tests.factories.schemes import make_scheme
from tests.harness import cluster
from tests.harness.kept import HERE, contents, kept
from tests.harness.network import NetworkIsClosed
from tests.harness.put_back import put_back


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


def test_what_is_put_back_is_what_was_made(db: None, request: pytest.FixtureRequest) -> None:
    given, there = [], []
    for _ in range(3):  # made, made and noted, put back
        with transaction.atomic():
            request.node.stash[HERE] = {}  # as in a test of its own
            given.append(kept(request, "a scheme", make_scheme))
            there.append(contents())
            transaction.set_rollback(True)
    _, made, put_back = given
    assert made == put_back
    assert made is not put_back
    assert there[1] == there[2] != there[0]


def test_what_stands_on_something_else_is_made_anew(db: None, request: pytest.FixtureRequest) -> None:
    made = [kept(request, "anything", lambda: [], scheme=None) for _ in range(3)]
    assert len({id(one) for one in made}) == 3


def test_what_is_made_beside_other_rows_is_not_noted(db: None, request: pytest.FixtureRequest) -> None:
    def asked(*before: str) -> int:
        """The key of a scheme asked for after these others were made, as in a test of its own."""
        with transaction.atomic():
            request.node.stash[HERE] = {}
            for slug in before:
                make_scheme(slug)
            made = kept(request, "one more", lambda: make_scheme("tiers"))
            transaction.set_rollback(True)
        return made.pk

    for _ in range(2):  # made, then noted: the bare ground is known
        request.node.stash[HERE] = {}
        kept(request, "nothing", lambda: None)
    assert len({asked(), asked("autre"), asked("autre")}) == 3
    noted = asked()
    assert asked() == asked("autre") == noted


def test_a_database_in_which_something_was_committed_is_put_back_row_by_row(
    transactional_db: None, database_server: Server, database_name: str
) -> None:
    with cluster.admin(database_server, database_name) as superuser:

        def there() -> list[tuple[str, str]]:
            return sorted(superuser.execute("SELECT name, line FROM quitus_tests.contents()").fetchall())

        before = there()
        assert before  # the catalogues that migrations wrote
        make_scheme()
        superuser.execute("DELETE FROM grants_targetpublic")
        assert there() != before
        assert put_back(superuser)
        assert there() == before
        superuser.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        assert not put_back(superuser), "more than rows were changed: the database is to be cloned anew"
