"""A running, migrated database for a command, whether `quitus up` runs or not."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.database import point_at
from config.environment import Server
from quitus.connectors import secrets_file
from quitus.connectors.database_roles import ROLES, RolesRefused, ensure_defaults, ensure_roles
from quitus.connectors.embedded_postgres import DATABASE_NAME, EmbeddedPostgres, EmbeddedPostgresError, running
from quitus.interfaces.commands.support.stop import Stop
from quitus.usecases.keys import make_first_key

Admin = psycopg.Connection[tuple[object, ...]]


@contextlib.contextmanager
def running_database(*, alone: bool = False) -> Iterator[EmbeddedPostgres | None]:
    """Have the database running and migrated for the duration; Django's aliases point at it.

    Gives the embedded server, or None where DATABASE_URL names another one (which only
    `quitus up` and `quitus migrate` change). With `alone`, refuses when another process runs
    the embedded server. Stops with one line when the database cannot be had.
    """
    if settings.DATABASE_SERVER or settings.SERVING:  # somebody else runs it
        yield None
        return
    data: Path = settings.QUITUS_DATA
    prepare_folder(data)
    with contextlib.ExitStack() as stack:
        try:
            secrets_file.keep(data, settings.SECRETS)
            server = EmbeddedPostgres(data, settings.SECRETS["superuser_password"])
            stack.enter_context(running(server, prepare=prepare, alone=alone))
        except (EmbeddedPostgresError, OSError) as refusal:
            raise Stop(str(refusal)) from None
        point_at(server.port)
        yield server


def prepare_folder(data: Path) -> None:
    """Make the data folder; stop when it cannot be written. Only its owner may list it."""
    try:
        # Root's PostgreSQL runs as another user, who must be able to pass through.
        data.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    except OSError as refusal:
        raise Stop(f"the data folder {data} cannot be made ({refusal.strerror})") from None
    for name in ("documents", "mail"):
        with contextlib.suppress(OSError):
            (data / name).mkdir(mode=0o700, exist_ok=True)
    if not os.access(data, os.W_OK | os.X_OK):
        raise Stop(f"the data folder {data} cannot be written by this user; choose another with QUITUS_DATA")


def prepare(server: EmbeddedPostgres | None) -> None:
    """Make what is missing: database, roles, default rights, tables, the first key."""
    passwords = {role: settings.SECRETS[f"{role}_password"] for role in ROLES}
    try:
        if server:
            point_at(server.port)
            make_database(server)
        with server.connect(DATABASE_NAME) if server else _admin(settings.DATABASE_SERVER) as admin:
            ensure_roles(admin, settings.QUITUS_ROLES, passwords, ours=server is not None)
    except psycopg.OperationalError as refusal:
        raise Stop(f"the database cannot be reached: {_first_line(refusal)}") from None
    except RolesRefused as refusal:
        raise Stop(str(refusal)) from None
    try:
        migrate()
        make_first_key()
    except DatabaseError as refusal:
        raise Stop(
            f"the database cannot be prepared as {settings.QUITUS_ROLES['owner']}: {_first_line(refusal)}"
        ) from (None if isinstance(refusal.__cause__, psycopg.OperationalError) else refusal)


def make_database(server: EmbeddedPostgres) -> None:
    """Make the embedded server's database if it is not there."""
    with server.connect() as admin:
        known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]).fetchone()
        if not known:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE_NAME)))


def migrate() -> None:
    """Bring tables up to date as the owner; quick when they are."""
    owner = connections["owner"]
    executor = MigrationExecutor(owner)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        ensure_defaults(owner.connection, settings.QUITUS_ROLES)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("createcachetable", database="owner", verbosity=0)
    owner.close()


def _admin(server: Server | None) -> Admin:
    assert server, "neither the embedded server nor DATABASE_URL"
    return psycopg.connect(
        make_conninfo(**dict(server.options)),
        host=server.host,
        port=server.port,
        user=server.user or None,
        password=server.password or None,
        dbname=server.name,
        autocommit=True,
        connect_timeout=5,
    )


def _first_line(refusal: Exception) -> str:
    return str(refusal).strip().splitlines()[0]
