"""The tests' own PostgreSQL: migrated once into a template, cloned for each worker.

An embedded server with durability off, gone at the end of the run; a copy of it as it was after the
migrations is kept in `build/`, because migrating takes longer than most runs of tests. With `TEST_DATABASE_URL`
(a superuser of another server, of another version) its databases are made there instead.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config import environment
from config.database import CACHE_LABEL
from quitus.connectors.database_roles import ROLES, ensure_defaults, ensure_roles
from quitus.connectors.embedded_postgres import EmbeddedPostgres
from quitus.connectors.system_user import SystemUser
from tests.harness import kept, put_back

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "test-cluster"
TEMPLATE = "quitus_test_template"
READ_BY_MIGRATIONS = (
    "acts/online.py",
    "campaigns/proposed.py",
    "keys/operations.py",
    "organisations/served.py",
    "organisations/roles.py",
    "grants/catalogue.py",
)
_MADE_LIKE: dict[str, str] = {}  # database -> the one it was cloned from, in this process
NO_DURABILITY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "256MB",
}


class Cluster:
    """The server of one run, in the process that started it."""

    def __init__(self) -> None:
        """Start the server, with the migrated template in it."""
        given = environment.server("TEST_DATABASE_URL")
        if given:
            self.folder, self.embedded, self.server = None, None, given
            make_template(given)
            return
        self.folder = Path(tempfile.mkdtemp(prefix="quitus-tests-"))
        self.folder.chmod(0o711)  # PostgreSQL runs as another user when we are root
        self.embedded = EmbeddedPostgres(self.folder, "tests", NO_DURABILITY)
        try:
            self.server = self._filled(self.embedded)
        except BaseException:
            self.stop()
            raise

    @staticmethod
    def _filled(embedded: EmbeddedPostgres) -> environment.Server:
        kept = KEPT / _digest()
        with _kept_alone():
            known = kept.exists()
            if known:
                _copy(kept, embedded.cluster, owner=embedded.user)
        embedded.start()
        server = environment.Server("127.0.0.1", embedded.port, "postgres", "postgres", "tests")
        if not known:
            make_template(server)
            embedded.stop()
            with _kept_alone():
                for other in KEPT.iterdir():
                    shutil.rmtree(other)
                _copy(embedded.cluster, kept, owner=None)
            embedded.start()
        return environment.Server("127.0.0.1", embedded.port, "postgres", "postgres", "tests")

    def address(self) -> dict[str, Any]:
        """Describe the server for another process."""
        return vars(self.server)

    def stop(self) -> None:
        """Stop the server and remove every trace of it."""
        if self.embedded is None or self.folder is None:
            return
        self.embedded.stop()
        shutil.rmtree(self.embedded.cluster, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def _digest() -> str:
    """Tell whether a kept cluster still is what migrations would make: a digest of all they read."""
    sources = [
        *ROOT.glob("quitus/**/migrations/*.py"),
        *ROOT.glob("quitus/kernel/*.py"),
        *(ROOT / "quitus" / "domain" / read for read in READ_BY_MIGRATIONS),
        ROOT / "quitus" / "connectors" / "database_roles.py",
        ROOT / "requirements" / "base.txt",
        ROOT / "config" / "database.py",
        ROOT / "tests" / "settings.py",
        Path(__file__),
        Path(kept.__file__),
        Path(put_back.__file__),
    ]
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]


@contextlib.contextmanager
def _kept_alone() -> Iterator[None]:
    """Let one run at a time read or replace the kept cluster: half of one is worse than none."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(source: Path, target: Path, *, owner: SystemUser | None) -> None:
    """Copy a stopped cluster; a copy that is there is whole, even after a run that was killed."""
    draft = target.with_name(f".{target.name}-{os.getpid()}")
    shutil.copytree(source, draft)
    draft.chmod(0o700)
    if owner:
        for path in (draft, *draft.rglob("*")):
            os.chown(path, owner.uid, owner.gid)
    draft.rename(target)


def admin(server: environment.Server, database: str = "") -> psycopg.Connection[Any]:
    """Connect as superuser, each statement by itself."""
    return psycopg.connect(
        host=server.host,
        port=server.port,
        user=server.user,
        password=server.password,
        dbname=database or server.name,
        autocommit=True,
    )


def point_at(server: environment.Server, database: str) -> None:
    """Make every alias of Django speak to this database from now on."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
    for alias in connections:
        connections.settings[alias].update(HOST=server.host, PORT=server.port, NAME=database)
        connections[alias].settings_dict.update(HOST=server.host, PORT=server.port, NAME=database)


def make_template(server: environment.Server) -> None:
    """Make roles and a migrated database, from which the others are cloned."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from quitus.usecases.keys import make_first_key

    drop(server, TEMPLATE)
    create(server, TEMPLATE, "template0")
    names = settings.QUITUS_ROLES
    passwords = {role: settings.SECRETS[f"{role}_password"] for role in ROLES}
    with admin(server, TEMPLATE) as connection:
        ensure_roles(connection, names, passwords, ours=True)
        connection.execute(kept.FUNCTIONS)
    point_at(server, TEMPLATE)
    owner = connections["owner"]
    owner.ensure_connection()
    ensure_defaults(owner.connection, names)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("createcachetable", CACHE_LABEL, database="owner", verbosity=0)
    make_first_key()
    connections.close_all()
    with admin(server, TEMPLATE) as connection:
        connection.execute(put_back.FUNCTIONS)


def create(server: environment.Server, name: str, template: str = TEMPLATE) -> None:
    """Make a database like another one."""
    kept.made_anew(name)
    _MADE_LIKE[name] = template
    locale = " LOCALE 'C.UTF-8' ENCODING 'UTF8'" if template == "template0" and _is_foreign() else ""
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY" + locale)
    with admin(server) as connection:
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        if template != "template0":
            owner = connection.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [template]
            ).fetchone()
            assert owner is not None
            connection.execute(
                sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), sql.Identifier(owner[0]))
            )


def like_template(server: environment.Server, name: str) -> None:
    """Make a database like the template; one that was made like it is put back, where its rows are all that changed."""
    if _MADE_LIKE.get(name) == TEMPLATE:
        with admin(server, name) as connection:
            if put_back.put_back(connection):
                return
    drop(server, name)
    create(server, name)


def drop(server: environment.Server, name: str) -> None:
    """Remove a database, whoever is connected to it."""
    with admin(server) as connection:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(statement.format(sql.Identifier(name)))


def _is_foreign() -> bool:
    return bool(os.environ.get("TEST_DATABASE_URL"))
