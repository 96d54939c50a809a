"""Servers for browser tests: one for the test's own database, one for the whole example."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from config.environment import Server
from quitus.connectors.child_process import die_with_parent
from quitus.domain.organisations.models import Scheme
from quitus.usecases.example import invented
from tests.harness import cluster


@dataclass(frozen=True)
class ExampleSite:
    """The example scheme behind a real web server."""

    url: str
    sign_ins: dict[str, tuple[str, str]]  # role -> e-mail, password
    database: str


@pytest.fixture
def live(live_server: Any) -> str:
    """Give the address of a server that shows this test's database, as the web role.

    What the test commits is seen by the server and the other way round; all of it is gone after
    the test.
    """
    return str(live_server.url)


@pytest.fixture(scope="session")
def example_site(
    database_server: Server,
    database_name: str,
    loaded_example: str,
    example_documents: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ExampleSite]:
    """Serve this worker's copy of the example as `quitus up` does, for the whole run.

    Tests that change it must not mind what others changed: prefer `example` with `live`.
    """
    password = settings.SECRETS["example_password"]
    people = {person.role: (person.email, password) for person in invented.PEOPLE if person.signs_in}
    data = tmp_path_factory.mktemp("example-site")
    (data / "documents").symlink_to(example_documents, target_is_directory=True)
    database = f"{database_name}_site"
    cluster.create(database_server, database, loaded_example)
    with serve(database_server, database, data) as url:
        yield ExampleSite(url, people, database)
    cluster.drop(database_server, database)


@pytest.fixture
def own_example_site(
    database_server: Server, database_name: str, example: Scheme, example_documents: Path, tmp_path: Path
) -> Iterator[str]:
    """Serve the example of this test alone as `quitus up` does: long walks are three times as quick as with `live`."""
    (tmp_path / "documents").symlink_to(example_documents, target_is_directory=True)
    with serve(database_server, database_name, tmp_path) as url:
        yield url


@contextmanager
def serve(server: Server, database: str, data: Path, workers: int = 1) -> Iterator[str]:
    """Run the real web server, with all but real settings, on a database; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.site_settings",
        "DATABASE_URL": f"postgresql://{server.host}:{server.port}/{database}",
        "QUITUS_DATA": str(data),
        "QUITUS_SERVING": "yes",
        "PORT": str(port),
    }
    options = [*settings.WEB_SERVER, "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "config.wsgi:application"],
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
