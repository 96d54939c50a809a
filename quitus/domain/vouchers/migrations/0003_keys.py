import django.db.models.deletion
from django.db import migrations, models

from quitus.kernel import tables

# Whoever shows a genuine code may learn of which scheme it is, before any scheme is known: one series at a time.
_ASKED_SERIES = "nullif(current_setting('quitus.series', true), '')::int"


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0002_orders"), ("keys", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="key",
            field=models.ForeignKey(
                help_text="made the codes of its pass; none where they are printed elsewhere",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="keys.key",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__isnull", True), ("series__isnull", False), _connector="OR"),
                name="order_has_a_key_only_once_it_has_numbers",
            ),
        ),
        migrations.RunSQL(
            f"CREATE POLICY series_asked_is_seen ON vouchers_order FOR SELECT TO {tables.role('web')} "
            f"USING (series = {_ASKED_SERIES})",
            "DROP POLICY series_asked_is_seen ON vouchers_order",
        ),
        # Keys are the instance's: whoever hands one over must know that other schemes have orders of it, and no more.
        migrations.RunSQL(
            [
                f"""CREATE FUNCTION quitus_orders_with_keys(keys text[], besides bigint[])
                RETURNS TABLE (order_count bigint, scheme_count bigint)
                LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
                    SELECT count(*), count(DISTINCT scheme_id) FILTER (WHERE scheme_id <> {tables.CURRENT_SCHEME})
                    FROM vouchers_order
                    WHERE key_id = ANY (keys) AND id <> ALL (besides) AND state NOT IN ('closed', 'cancelled')
                $$""",
                "REVOKE EXECUTE ON FUNCTION quitus_orders_with_keys FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION quitus_orders_with_keys TO {tables.role('web')}",
            ],
            "DROP FUNCTION quitus_orders_with_keys",
        ),
    ]
