import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from quitus.domain.audit.operations import record
from quitus.kernel import tables
from quitus.kernel.actors import Actor

CHANGES = [
    "UPDATE audit_entry SET summary = 'autre'",
    "UPDATE audit_entry SET summary = 'autre' WHERE false",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
]


def add_a_line() -> None:
    record(by=Actor.system(), verb="test", subject_kind="test", subject_id=1, summary="Essai")


@pytest.mark.django_db
@pytest.mark.parametrize("statement", CHANGES)
def test_the_web_role_has_no_right_to_change_what_is_only_added(statement: str) -> None:
    add_a_line()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connections["default"].cursor().execute(statement)


@pytest.mark.django_db(databases=["owner"])
@pytest.mark.parametrize("statement", CHANGES)
def test_the_owner_himself_is_refused_by_the_trigger(statement: str) -> None:
    with pytest.raises(IntegrityError, match="added, never changed"), transaction.atomic(using="owner"):
        connections["owner"].cursor().execute(statement)


@pytest.mark.django_db(databases=["owner", "redeemer"])
def test_a_grant_gives_the_redeemer_what_it_names_and_nothing_else() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(using="redeemer"):
        connections["redeemer"].cursor().execute("SELECT full_name FROM users_user")
    (given,) = tables.grant("redeemer", "SELECT (full_name)", "users_user")
    with connections["owner"].cursor() as cursor:
        cursor.execute(given.sql)  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT has_column_privilege(%s, 'users_user', 'full_name', 'SELECT'), "
            "has_table_privilege(%s, 'users_user', 'SELECT')",
            [tables.role("redeemer").strip('"')] * 2,
        )
        assert cursor.fetchone() == (True, False)
