"""What a migration says about a table beyond its columns: whose rows they are, what may never change, who may do what.

Each function returns operations to unpack at the end of a room's migration:

    operations = [..., *tables.scheme_table("vouchers_order"),
    *tables.append_only("ledger_transfer")]

Role names come from `settings.QUITUS_ROLES`. The owner, who migrates, bypasses row-level security; nobody else does.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

CURRENT_SCHEME = "nullif(current_setting('quitus.scheme', true), '')::bigint"
_CURRENT_PERSON = "nullif(current_setting('quitus.person', true), '')::bigint"


def role(name: str) -> str:
    """The quoted name of a database role: "owner", "web", "redeemer" or "reader"."""
    return f'"{settings.QUITUS_ROLES[name]}"'


def scheme_table(table: str, *, also_outside: bool = False) -> list[Operation]:
    """Only the rows of the current scheme can be seen or written by web and redeemer; the reader sees all of them.

    Without a current scheme nothing is visible and inserts fail. With `also_outside` (a nullable `scheme_id`), what
    belongs to no scheme is seen and written outside of any scheme, and only there.
    """
    same = f"scheme_id IS NOT DISTINCT FROM {CURRENT_SCHEME}" if also_outside else f"scheme_id = {CURRENT_SCHEME}"
    return [
        RunSQL(
            [
                f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
                f'CREATE POLICY scheme_sees_its_own_rows ON "{table}" '
                f"TO {role('web')}, {role('redeemer')} USING ({same}) WITH CHECK ({same})",
                f'CREATE POLICY reader_sees_all_rows ON "{table}" FOR SELECT TO {role("reader")} USING (true)',
            ],
            [
                f'DROP POLICY reader_sees_all_rows ON "{table}"',
                f'DROP POLICY scheme_sees_its_own_rows ON "{table}"',
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            ],
        )
    ]


def own_rows(table: str, column: str = "user_id") -> list[Operation]:
    """Inside `tenancy.person_scope` the person also reads his own rows of a scheme table, in every scheme."""
    return [
        RunSQL(
            f'CREATE POLICY person_sees_own_rows ON "{table}" FOR SELECT TO {role("web")} '
            f'USING ("{column}" = {_CURRENT_PERSON})',
            f'DROP POLICY person_sees_own_rows ON "{table}"',
        )
    ]


def append_only(table: str) -> list[Operation]:
    """Rows are added, never changed nor removed: a trigger refuses it to everybody, and the right to it is revoked."""
    writers = f"{role('web')}, {role('redeemer')}"
    return [
        RunSQL(
            [
                "CREATE TRIGGER rows_are_added_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE "
                f'ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION quitus_refuse_change()',
                f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {writers}',
            ],
            [
                f'GRANT UPDATE, DELETE ON "{table}" TO {role("web")}',
                f'DROP TRIGGER rows_are_added_never_changed ON "{table}"',
            ],
        )
    ]


def final_rows(
    table: str, when: str, *, but: Sequence[str] = (), name: str = "what_is_final_changes_no_more"
) -> list[Operation]:
    """Once `when` holds of a row (`OLD.received_on IS NOT NULL`), it is not removed and only its columns `but` change.

    By a trigger, for everybody: what was signed or concluded is not written anew, not even by hand.
    """
    rest = "".join(f" - '{column}'" for column in but)
    changed = f"(to_jsonb(OLD){rest}) IS DISTINCT FROM (to_jsonb(NEW){rest})"
    return [
        RunSQL(
            [
                f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" '
                f"FOR EACH ROW WHEN (({when}) AND {changed}) EXECUTE FUNCTION quitus_refuse_change()",
                f'CREATE TRIGGER {name}_nor_goes BEFORE DELETE ON "{table}" '
                f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION quitus_refuse_change()",
            ],
            [f'DROP TRIGGER {name}_nor_goes ON "{table}"', f'DROP TRIGGER {name} ON "{table}"'],
        )
    ]


def grant(to: str, privileges: str, table: str) -> list[Operation]:
    """Gives a role what it needs on one table: `grant("redeemer", "SELECT, UPDATE (mark)", "vouchers_voucher")`."""
    return [
        RunSQL(
            f'GRANT {privileges} ON "{table}" TO {role(to)}',
            f'REVOKE {privileges} ON "{table}" FROM {role(to)}',
        )
    ]


def keep_from_reader(table: str) -> list[Operation]:
    """The reader counts; names of people, passwords and open sessions are none of its business."""
    return [
        RunSQL(
            f'REVOKE ALL ON "{table}" FROM {role("reader")}',
            f'GRANT SELECT ON "{table}" TO {role("reader")}',
        )
    ]
