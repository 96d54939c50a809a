"""What each database role is, and what it may do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from config.environment import Server
from quitus.connectors.database_roles import ROLES, RolesRefused, ensure_roles, is_superuser
from tests.harness import cluster

_number = itertools.count()


@pytest.fixture
def anew(database_server: Server, database_name: str) -> Iterator[tuple[Server, str]]:
    """Give an empty database of somebody else, and the prefix of roles that do not exist yet."""
    name = f"{database_name}_roles_{next(_number)}"
    cluster.create(database_server, name, "template0")
    yield database_server, name
    cluster.drop(database_server, name)
    with cluster.admin(database_server) as admin:
        for role in [*ROLES, "clerk"]:
            admin.execute(f'DROP ROLE IF EXISTS "{name}_{role}"')


def _names(prefix: str) -> dict[str, str]:
    return {role: f"{prefix}_{role}" for role in ROLES}


PASSWORDS = {role: f"password of {role}" for role in ROLES}


@pytest.mark.django_db(databases=["default", "owner", "reader", "redeemer", "ratelimit"])
@pytest.mark.parametrize(
    ("alias", "role"),
    [
        ("default", "web"),
        ("ratelimit", "web"),
        ("owner", "owner"),
        ("reader", "reader"),
        ("redeemer", "redeemer"),
    ],
)
def test_each_alias_is_its_role_and_none_is_a_superuser(alias: str, role: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (settings.QUITUS_ROLES[role], False)


@pytest.mark.django_db(databases=["default"])
def test_web_cannot_change_tables() -> None:
    with (
        pytest.raises(Exception, match=r"must be owner of table|permission denied"),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE organisations_scheme DISABLE ROW LEVEL SECURITY")


@pytest.mark.django_db(databases=["reader"])
def test_reader_only_reads() -> None:
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_scheme")
    with pytest.raises(Exception, match="permission denied"), connections["reader"].cursor() as cursor:
        cursor.execute("DELETE FROM organisations_scheme")


@pytest.mark.django_db(databases=["reader"])
@pytest.mark.parametrize(
    "table", ["distribution_beneficiaryidentity", "users_user", "django_session", "mfa_authenticator"]
)
def test_reader_reads_neither_names_nor_secrets(table: str) -> None:
    with pytest.raises(Exception, match="permission denied"), connections["reader"].cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table}")


def test_roles_are_made_once_and_the_database_given_to_the_owner(anew: tuple[Server, str]) -> None:
    server, name = anew
    with cluster.admin(server, name) as admin:
        for _ in range(2):
            ensure_roles(admin, _names(name), PASSWORDS, ours=False)
        owner = admin.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert owner == (f"{name}_owner",)
    for role in ROLES:
        with psycopg.connect(
            host=server.host, port=server.port, dbname=name, user=f"{name}_{role}", password=PASSWORDS[role]
        ) as connection:
            assert not is_superuser(connection)


def test_passwords_of_roles_on_somebody_elses_server_are_left_alone(anew: tuple[Server, str]) -> None:
    server, name = anew
    with cluster.admin(server, name) as admin:
        ensure_roles(admin, _names(name), PASSWORDS, ours=False)
        ensure_roles(admin, _names(name), dict.fromkeys(ROLES, "another"), ours=False)
    address = f"host={server.host} port={server.port} dbname={name} user={name}_web"
    psycopg.connect(f"{address} password='{PASSWORDS['web']}'").close()


def test_roles_of_the_embedded_server_enter_no_other_database(database_server: Server, database_name: str) -> None:
    for alias in ("web", "owner", "reader", "redeemer"):
        name, password = settings.QUITUS_ROLES[alias], settings.SECRETS[f"{alias}_password"]
        told = {"host": database_server.host, "port": database_server.port, "user": name, "password": password}
        psycopg.connect(**told, dbname=database_name).close()
        for database in ("postgres", "template1"):
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(**told, dbname=database)


@pytest.mark.parametrize(("right", "enough"), [("CREATEROLE", True), ("NOCREATEROLE", False)])
def test_a_login_that_may_not_make_roles_is_told_the_sql_to_run(
    anew: tuple[Server, str], right: str, enough: bool
) -> None:
    server, name = anew
    with cluster.admin(server) as admin:
        admin.execute(f"CREATE ROLE \"{name}_clerk\" LOGIN PASSWORD 'clerk' CREATEDB {right}")
        admin.execute(f'ALTER DATABASE "{name}" OWNER TO "{name}_clerk"')
    with psycopg.connect(
        host=server.host, port=server.port, dbname=name, user=f"{name}_clerk", password="clerk", autocommit=True
    ) as clerk:
        if enough:
            ensure_roles(clerk, _names(name), PASSWORDS, ours=False)
            return
        with pytest.raises(RolesRefused) as refused:
            ensure_roles(clerk, _names(name), PASSWORDS, ours=False)
    said = str(refused.value)
    assert f"CREATE ROLE {name}_owner LOGIN PASSWORD" in said
    assert "QUITUS_WEB_PASSWORD" in said
    assert "\n" not in said
