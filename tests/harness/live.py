"""Servers for browser tests: one for the test's own database, one for the whole example."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from config.environment import Server
from quitus.connectors.child_process import die_with_parent
from tests.harness import cluster

EXAMPLE = "quitus_test_example"
LOCK = 2023204  # any number: the example is loaded by one process of the run


@dataclass(frozen=True)
class ExampleSite:
    """The example scheme behind a real web server."""

    url: str
    sign_ins: dict[str, tuple[str, str]]  # role on screen -> e-mail, password
    database: str


@pytest.fixture
def live(live_server: Any) -> str:
    """Give the address of a server that shows this test's database, as the web role.

    What the test commits is seen by the server and the other way round; all of it is gone after
    the test.
    """
    return str(live_server.url)


@pytest.fixture(scope="session")
def _example_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    folder = shared / "example"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def _example_template(
    database_server: Server,
    database_name: str,
    django_db_setup: None,
    django_db_blocker: Any,
    _example_folder: Path,
) -> str:
    """Load the example once a run, whichever worker comes first; give its database's name."""
    with cluster.admin(database_server) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [EXAMPLE]).fetchone():
            draft = f"{EXAMPLE}_draft"
            cluster.create(database_server, draft)
            with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=_example_folder / "documents"):
                cluster.point_at(database_server, draft)
                try:
                    from quitus.usecases.example.history import load_example

                    load_example(lambda line: None)
                finally:
                    cluster.point_at(database_server, database_name)
            admin.execute(f"ALTER DATABASE {draft} RENAME TO {EXAMPLE}")
    return EXAMPLE


@pytest.fixture
def example_database(
    transactional_db: None,
    database_server: Server,
    database_name: str,
    _example_template: str,
) -> None:
    """Make the example scheme this test's database: write in it freely, it is gone afterwards."""
    cluster.point_at(database_server, database_name)
    cluster.drop(database_server, database_name)
    cluster.create(database_server, database_name, _example_template)


@pytest.fixture(scope="session")
def example_site(
    database_server: Server, database_name: str, _example_template: str, _example_folder: Path
) -> Iterator[ExampleSite]:
    """Serve this worker's copy of the example as `quitus up` does, for the whole run.

    Tests that change it must not mind what others changed: prefer `example_database` and `live`.
    """
    from django.conf import settings

    from quitus.usecases.example import invented

    database = f"{database_name}_site"
    cluster.create(database_server, database, _example_template)
    password = settings.SECRETS["example_password"]
    people = {person.role: (person.email, password) for person in invented.PEOPLE if person.signs_in}
    with serve(database_server, database, _example_folder) as url:
        yield ExampleSite(url, people, database)
    cluster.drop(database_server, database)


@pytest.fixture
def serve_database(database_server: Server, tmp_path: Path) -> Callable[[str], Any]:
    """Give a way to serve any database of the run with the real settings: `with serve_database(name) as url`."""
    return lambda database: serve(database_server, database, tmp_path)


@contextmanager
def serve(server: Server, database: str, data: Path) -> Iterator[str]:
    """Run the real web server, with the real settings, on a database; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"postgresql://{server.host}:{server.port}/{database}",
        "QUITUS_DATA": str(data),
        "PORT": str(port),
    }
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--log-level"]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "error", "config.wsgi:application"],
        cwd=cluster.ROOT,
        env=surroundings,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the web server did not start; its last lines are above"
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            except OSError:
                time.sleep(0.1)
    pytest.fail("the web server did not answer")
