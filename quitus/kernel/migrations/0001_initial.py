"""The two functions on which the tables of every room rest, and the count of what strangers ask."""

from django.db import migrations

from quitus.kernel import tables

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


# Of one minute and of no scheme: an address may ask so often. Not worth a journal, gone with a crash.
COUNT_REQUESTS = """
CREATE UNLOGGED TABLE quitus_request_count (
    minute timestamptz NOT NULL, name text NOT NULL, address text NOT NULL, count integer NOT NULL,
    PRIMARY KEY (minute, name, address)
)
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(NOW, "DROP FUNCTION quitus_now()"),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION quitus_refuse_change()"),
        migrations.RunSQL(COUNT_REQUESTS, "DROP TABLE quitus_request_count"),
        *tables.keep_from_reader("quitus_request_count"),
    ]
