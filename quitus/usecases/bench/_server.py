"""The real web server on the database of the moment, for the time of a measure."""

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

from django.conf import settings

from quitus.connectors import secrets_file
from quitus.connectors.child_process import die_with_parent

HOST = "127.0.0.1"
READY_SECONDS = 60
SERVED = ("web_password", "redeemer_password", "django_secret_key")


@dataclass(frozen=True)
class Site:
    """A web server: its port, and the process that started its workers."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """The processes that serve, now."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]


@contextmanager
def web_server(workers: int) -> Iterator[Site]:
    """Serve people and software as `quitus up` does, with so many processes."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    surroundings = {
        **os.environ,
        **{secrets_file.variable(name): settings.SECRETS[name] for name in SERVED},
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "QUITUS_DATA": str(settings.QUITUS_DATA),
        "QUITUS_SERVING": "yes",
        "PORT": str(port),
    }
    surroundings.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "granian", *settings.WEB_SERVER, "--workers", str(workers), "--port", str(port)]
    command.append("--respawn-failed-workers")
    process = subprocess.Popen(
        [*command, "config.wsgi:application"],
        cwd=settings.BASE_DIR,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # ours is for the figure alone
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        _wait(process, port)
        yield Site(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection:
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            except OSError:
                time.sleep(0.1)
    raise RuntimeError("the web server did not start")
