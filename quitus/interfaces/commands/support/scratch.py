"""A database for the time of one command: a server of its own, thrown away whole; nobody's data is near it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connections

from config import database
from config.environment import Server
from quitus.connectors.embedded_postgres import DATABASE_NAME, EmbeddedPostgres, EmbeddedPostgresError, running
from quitus.interfaces.commands.support.database import prepare, prepare_folder
from quitus.interfaces.commands.support.stop import Stop

PREFIX = "scratch-"


@contextlib.contextmanager
def scratch_database() -> Iterator[EmbeddedPostgres]:
    """Have an empty, migrated database of its own for the duration, with a data folder and keys of its own: its server.

    Inside, settings and aliases speak of it alone; afterwards this process is not to go on. Whatever DATABASE_URL
    says, the server is the one that comes with the program, as durable as that of `quitus up`. What an earlier command
    left behind when it was killed is swept away. Stops with one line when it cannot be had.
    """
    if settings.SERVING:
        raise Stop("a process that serves people makes no database: unset QUITUS_SERVING")
    prepare_folder(settings.QUITUS_DATA)
    _sweep(settings.QUITUS_DATA)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=settings.QUITUS_DATA))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    server = EmbeddedPostgres(folder, settings.SECRETS["superuser_password"])
    try:
        _move_to(folder)
        with running(server, prepare=_prepare):
            yield server
    except EmbeddedPostgresError as refusal:
        raise Stop(str(refusal)) from None
    finally:
        connections.close_all()
        shutil.rmtree(server.cluster, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _move_to(folder: Path) -> None:
    """Nothing of the instance's own is read or written from now on."""
    settings.QUITUS_DATA = folder
    settings.MEDIA_ROOT = folder / "documents"
    settings.EMAIL_FILE_PATH = folder / "mail"
    settings.KEYS_FOLDER, settings.KEYS_GIVEN = folder / "keys", ()
    settings.DATABASE_SERVER = None
    prepare_folder(folder)


def _prepare(server: EmbeddedPostgres) -> None:
    here = database.aliases(
        Server("127.0.0.1", server.port, DATABASE_NAME), settings.QUITUS_ROLES, dict(settings.SECRETS)
    )
    for alias, described in here.items():
        connections[alias].close()
        for known in (connections.settings[alias], connections[alias].settings_dict):
            known.update({name: described[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD", "OPTIONS")})
    prepare(server)


def _sweep(data: Path) -> None:
    """Remove the folders of processes that are no more."""
    for left in data.glob(f"{PREFIX}*"):
        pid = left.name.removeprefix(PREFIX).partition("-")[0]
        if not (pid.isdigit() and _runs(int(pid))):
            shutil.rmtree(left, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
