"""The two functions on which every other table rests, and what the roles may do by default."""

from django.db import migrations

from quitus.kernel.tables import role

NOW = """
CREATE FUNCTION quitus_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('quitus.now', true), '')::timestamptz, clock_timestamp())
$$
"""

REFUSE_CHANGE = """
CREATE FUNCTION quitus_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of % are added, never changed: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(NOW, "DROP FUNCTION quitus_now()"),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION quitus_refuse_change()"),
        # Tables made before this one by libraries, then all those to come.
        migrations.RunSQL(
            [
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role('web')}",
                f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role('web')}",
                f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role('reader')}",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role('web')}",
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role('web')}",
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {role('reader')}",
            ],
            migrations.RunSQL.noop,
        ),
    ]
