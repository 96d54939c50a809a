"""The tables of the room as they first were."""

import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme_id", models.BigIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme_id", "code"), name="account_code_is_used_once_in_a_scheme")
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme_id", models.BigIntegerField()),
                ("key", models.UUIDField()),
                (
                    "debit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
                    ),
                ),
                (
                    "credit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
                    ),
                ),
                ("amount_cents", models.BigIntegerField()),
                ("occurred_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("label", models.CharField(max_length=200)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=60)),
                ("user_id", models.BigIntegerField(null=True)),
                ("author_label", models.CharField(max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["scheme_id", "occurred_on"], name="transfers_of_scheme"),
                    models.Index(fields=["subject_kind", "subject_id"], name="transfers_of_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme_id", "key"), name="transfer_key_is_used_once_in_a_scheme"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)), name="transfer_moves_more_than_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debit", models.F("credit")), _negated=True),
                        name="transfer_goes_from_one_account_to_another",
                    ),
                ],
            },
        ),
        *tables.scheme_table("ledger_account"),
        *tables.scheme_table("ledger_transfer"),
        *tables.append_only("ledger_account"),
        *tables.append_only("ledger_transfer"),
        # A foreign key looks past row-level security: these two keep a transfer inside its scheme.
        migrations.RunSQL(
            [
                "ALTER TABLE ledger_account ADD CONSTRAINT account_is_of_one_scheme UNIQUE (scheme_id, id)",
                *(
                    f"ALTER TABLE ledger_transfer ADD CONSTRAINT transfer_takes_its_{side}_from_its_own_scheme "
                    f"FOREIGN KEY (scheme_id, {side}_id) REFERENCES ledger_account (scheme_id, id)"
                    for side in ("debit", "credit")
                ),
            ],
            [
                "ALTER TABLE ledger_transfer DROP CONSTRAINT transfer_takes_its_credit_from_its_own_scheme",
                "ALTER TABLE ledger_transfer DROP CONSTRAINT transfer_takes_its_debit_from_its_own_scheme",
                "ALTER TABLE ledger_account DROP CONSTRAINT account_is_of_one_scheme",
            ],
        ),
    ]
