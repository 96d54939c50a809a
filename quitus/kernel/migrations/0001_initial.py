"""The two functions on which the tables of every room rest."""

from django.db import migrations

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
    ]
