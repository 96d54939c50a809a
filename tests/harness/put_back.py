"""A database as it was before a test that committed: its rows written again, far sooner than it is cloned anew."""

from __future__ import annotations

from typing import Any

from psycopg import Connection

# What the migrated template holds is noted beside its tables, with the shape of all that is in it. Numbers that
# sequences have given are not given again, so that what other tests noted of their fixtures stays true.
FUNCTIONS = """
    CREATE FUNCTION quitus_tests.shape() RETURNS text LANGUAGE sql SET search_path = public AS $$
        SELECT md5(string_agg(one, ',' ORDER BY one)) FROM (
            SELECT concat_ws(' ', oid, relname, relkind, relnatts, relrowsecurity, relforcerowsecurity, relacl)
                FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger
            UNION ALL SELECT concat_ws(' ', oid, conname, convalidated) FROM pg_constraint
            UNION ALL SELECT concat_ws(' ', oid, polname, polroles, pg_get_expr(polqual, polrelid)) FROM pg_policy
            UNION ALL SELECT concat_ws(' ', oid, proname, proacl, prosrc) FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace
        ) AS everything (one) $$;
    CREATE FUNCTION quitus_tests.tables() RETURNS TABLE (name text, columns text) LANGUAGE sql AS $$
        SELECT relname::text, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY 1 $$;
    CREATE FUNCTION quitus_tests.put_back() RETURNS void
        LANGUAGE plpgsql SET search_path = public SET session_replication_role = replica AS $$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT * FROM quitus_tests.tables() LOOP
                EXECUTE format('DELETE FROM %I', one.name);
                IF to_regclass(format('quitus_tests.%I', one.name)) IS NOT NULL THEN
                    EXECUTE format(
                        'INSERT INTO %I (%s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM quitus_tests.%1$I',
                        one.name, one.columns);
                END IF;
            END LOOP;
        END $$;
    DO $$
        DECLARE one record; filled boolean;
        BEGIN
            FOR one IN SELECT * FROM quitus_tests.tables() LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one.name) INTO filled;
                IF filled THEN
                    EXECUTE format('CREATE TABLE quitus_tests.%I AS SELECT %s FROM public.%1$I', one.name, one.columns);
                END IF;
            END LOOP;
        END $$;
    CREATE TABLE quitus_tests.noted AS SELECT quitus_tests.shape() AS shape;
"""


OTHERS_OUT = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def put_back(connection: Connection[Any]) -> bool:
    """Write the rows of the template again, and tell whether that was enough: not where the test changed more.

    The connection is the superuser's; whoever else is still connected is put out.
    """
    connection.execute(OTHERS_OUT)
    same = connection.execute("SELECT shape = quitus_tests.shape() FROM quitus_tests.noted").fetchone()
    if not same or not same[0]:
        return False
    connection.execute("SELECT quitus_tests.put_back()")
    return True
