"""The four database roles of an instance, and what each may do from the start."""

from __future__ import annotations

import psycopg
from psycopg import sql

ROLES = ("owner", "web", "redeemer", "reader")
# Who may connect and see the schema; table rights come from defaults below and from migrations.
GUESTS = ("web", "redeemer", "reader")

Connection = psycopg.Connection[tuple[object, ...]]


class RolesRefused(Exception):
    """The roles cannot be made with the login given; the text is one line with the SQL to run."""


def ensure_roles(admin: Connection, names: dict[str, str], passwords: dict[str, str], *, ours: bool) -> None:
    """Make the roles that are missing, and give the database to the owner.

    `admin` is an autocommit connection to the database itself. `names` and `passwords` are keyed by role.
    With `ours` (the embedded server) existing roles take these passwords and enter no other database; on somebody
    else's server they are left alone. Raises RolesRefused when the login may not do it.
    """
    try:
        for role in ROLES:
            _ensure_role(admin, names[role], passwords[role], ours=ours)
        _give_database(admin, names["owner"])
        if ours:
            _close_other_databases(admin, names)
    except psycopg.errors.InsufficientPrivilege as refusal:
        raise RolesRefused(_what_to_run(admin, names, refusal)) from None


def ensure_defaults(owner: Connection, names: dict[str, str]) -> None:
    """Say what each role may do with tables that migrations will make.

    `owner` is a connection as the owner. Web reads and writes, reader reads, redeemer gets what
    migrations name; rooms narrow it further.
    """
    own, web, reader = (sql.Identifier(names[role]) for role in ("owner", "web", "reader"))
    defaults = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} ON {} TO {}")
    for rights, kind, role in (
        ("SELECT, INSERT, UPDATE, DELETE", "TABLES", web),
        ("USAGE, SELECT", "SEQUENCES", web),
        ("SELECT", "TABLES", reader),
    ):
        owner.execute(defaults.format(own, sql.SQL(rights), sql.SQL(kind), role))
    guests = sql.SQL(", ").join(sql.Identifier(names[role]) for role in GUESTS)
    owner.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(guests))


def is_superuser(connection: Connection) -> bool:
    """Say whether this connection escapes row-level security."""
    row = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _ensure_role(admin: Connection, name: str, password: str, *, ours: bool) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    if known and not ours:
        return
    verb = sql.SQL("ALTER" if known else "CREATE")
    statement = sql.SQL("{} ROLE {} LOGIN NOCREATEDB NOCREATEROLE INHERIT PASSWORD {}")
    admin.execute(statement.format(verb, sql.Identifier(name), sql.Literal(password)))


def _give_database(admin: Connection, owner: str) -> None:
    row = admin.execute(
        "SELECT pg_get_userbyid(datdba), current_user FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    if row[0] == owner:
        return
    database = sql.Identifier(admin.info.dbname)
    new, me = sql.Identifier(owner), sql.Identifier(str(row[1]))
    if not is_superuser(admin):
        admin.execute(sql.SQL("GRANT {} TO {}").format(new, me))
    admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, new))
    admin.execute(sql.SQL("REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))


def _close_other_databases(admin: Connection, names: dict[str, str]) -> None:
    """Leave the databases that come with the server to its superuser."""
    for database in ("postgres", "template1"):
        row = admin.execute("SELECT has_database_privilege(%s, %s, 'CONNECT')", [names["web"], database]).fetchone()
        if row and row[0]:
            admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))


def _what_to_run(admin: Connection, names: dict[str, str], refusal: Exception) -> str:
    statements = [f"CREATE ROLE {names[role]} LOGIN PASSWORD '…'" for role in ROLES]
    statements.append(f'ALTER DATABASE "{admin.info.dbname}" OWNER TO {names["owner"]}')
    variables = ", ".join(f"QUITUS_{role.upper()}_PASSWORD" for role in ROLES)
    reason = str(refusal).splitlines()[0]
    return (
        f"the login of DATABASE_URL may not prepare the database ({reason}). As a superuser, run: "
        f"{'; '.join(statements)}; then give the passwords as {variables}"
    )
