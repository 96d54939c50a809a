"""`quitus up`: everything, in one command."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator

import click
from django.conf import settings

from config.database import refuse_superuser
from quitus.interfaces.commands.support import example
from quitus.interfaces.commands.support.children import Children
from quitus.interfaces.commands.support.database import prepare, running_database
from quitus.interfaces.commands.support.stop import Stop

HOST = "127.0.0.1"
READY_SECONDS = 60
MOST_WEB_WORKERS = 8
INTERRUPTED = 130


@click.command("up", epilog="Example: PORT=8080 quitus up")
@click.option("--example/--no-example", "wanted", default=None, help="Load the example scheme, or do not.")
def command(wanted: bool | None) -> None:
    """Start database, web server and worker; Ctrl-C stops them and keeps the data.

    The first start loads the example scheme: by default on the embedded database, not on
    the one of DATABASE_URL.
    """
    _refuse_busy_port()
    with _told_to_stop() as told:
        _run(told, wanted)


def _run(told: _Told, wanted: bool | None) -> None:
    with running_database(alone=True) as server:
        if server is None:
            prepare(None)
        if wanted or (server and wanted is None):
            example.load_once(say=lambda line: click.echo(f"· {line}"))
        refuse_superuser()
        told.at_once = False
        with Children() as children:
            _start(children)
            _wait_ready(children, told)
            if not told.is_set():
                _welcome()
            while not told.wait(0.5):
                if name := children.ended():
                    raise Stop(f"the {name} process ended by itself; its last lines are above")
                if server and server.ended():
                    raise Stop(f"the database ended by itself; its last lines are in {settings.QUITUS_DATA}")
            click.echo("\nStopping…")


def _start(children: Children) -> None:
    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, MOST_WEB_WORKERS)
    options = [*settings.WEB_SERVER, "--port", str(settings.PORT), "--workers", str(workers)]
    web = [sys.executable, "-m", "granian", *options, "--respawn-failed-workers", "config.wsgi:application"]
    children.start("web", web, settings.BASE_DIR, orphaned=signal.SIGTERM)  # it stops its own children
    # The worker would wait for a database that dies with us; a job cut short is taken up again.
    worker = [sys.executable, "-m", "quitus", "worker"]
    children.start("worker", worker, settings.BASE_DIR, orphaned=signal.SIGKILL)


def _refuse_busy_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, settings.PORT))
        except OSError as refusal:
            raise Stop(f"port {settings.PORT} cannot be used ({refusal.strerror}); choose another: PORT=8080") from None


class _Told(threading.Event):
    """Set by Ctrl-C or SIGTERM; while `at_once`, the process ends there and then.

    Nothing needs care before people are let in: what was begun is a transaction, which the
    database undoes, and it stops when its parent dies. An exception raised out of a signal
    could be lost in any callback instead.
    """

    at_once = True

    def answer(self, *_: object) -> None:
        self.set()
        if self.at_once:
            os._exit(INTERRUPTED)


@contextlib.contextmanager
def _told_to_stop() -> Iterator[_Told]:
    told = _Told()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, told.answer) for number in signals}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_ready(children: Children, told: _Told) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not told.wait(0.05):
        if name := children.ended():
            raise Stop(f"the {name} process did not start; its last lines are above")
        if _answers():
            return
        if time.monotonic() > deadline:
            raise Stop(f"the web server did not answer within {READY_SECONDS} s")


def _answers() -> bool:
    connection = http.client.HTTPConnection(HOST, settings.PORT, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _welcome() -> None:
    click.echo(f"\nQuitus answers at {settings.QUITUS_URL}")
    if lines := example.sign_in_lines():
        click.echo("\nSign-ins of the example scheme:")
        for line in lines:
            click.echo(f"  {line}")
    click.echo("\nCtrl-C stops everything and keeps the data.")
