"""The tables of the room as they first were."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("venues", "0001_initial"),
        ("vouchers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("version", models.PositiveSmallIntegerField()),
                ("columns", models.JSONField()),
                ("choices", models.JSONField(default=dict)),
                ("service", models.CharField(blank=True, default="", max_length=20)),
                ("encoding", models.CharField(default="utf-8", max_length=12)),
                ("delimiter", models.CharField(default="semicolon", max_length=10)),
                ("date_format", models.CharField(default="dmy", max_length=8)),
                ("has_header", models.BooleanField(default=True)),
                ("sheet", models.CharField(blank=True, default="", max_length=60)),
                ("sample_sha256", models.CharField(max_length=64)),
                ("sample_name", models.CharField(max_length=200)),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["contract", "kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "kind", "version"), name="layout_version_is_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("serials", "deliveries", "scans", "fees", "credit_notes"))),
                        name="layout_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="layout_versions_begin_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delimiter__in", ["semicolon", "comma", "tab", "pipe"]),
                            ("encoding__in", ["utf-8", "windows-1252", "iso-8859-15", "utf-16"]),
                            ("date_format__in", ["dmy", "ymd", "mdy", "compact"]),
                        ),
                        name="layout_is_written_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sample_sha256__regex", "^[0-9a-f]{64}$")),
                        name="layout_was_tried_on_a_sample_that_is_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SerialFormat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("prefix", models.CharField(blank=True, default="", max_length=40)),
                ("width", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "operator", "prefix", "width"), name="serial_format_is_registered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("width__lte", 18)), name="serial_has_at_most_eighteen_digits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("direction", models.CharField(max_length=4)),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("reason", models.TextField()),
                ("occurred_on", models.DateField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("manifest", models.JSONField()),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["out", "in"])), name="succession_goes_out_or_comes_in"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"), models.Q(("reason", ""), _negated=True)
                        ),
                        name="succession_says_why_and_names_its_archive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("direction", "in")),
                        fields=("scheme", "sha256"),
                        name="archive_is_taken_up_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VenueReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("reference", models.CharField(max_length=60)),
                (
                    "venue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
            options={
                "ordering": ["reference"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "operator", "reference"), name="operator_calls_one_venue_by_a_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference", ""), _negated=True), name="venue_reference_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "layout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="operators.filelayout"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("state", models.CharField(default="received", max_length=10)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("new_count", models.PositiveIntegerField(default=0)),
                ("known_count", models.PositiveIntegerField(default=0)),
                ("rejected_count", models.PositiveIntegerField(default=0)),
                (
                    "late_count",
                    models.PositiveIntegerField(default=0, help_text="new, and here after the delay of late entry"),
                ),
                (
                    "done_count",
                    models.PositiveIntegerField(default=0, help_text="rows gone through by the reading under way"),
                ),
                ("reasons", models.JSONField(default=dict, help_text="how many rows were rejected for each reason")),
                (
                    "entrusted_passes",
                    models.JSONField(
                        default=dict,
                        help_text="which pass because their order was another operator's: its series, their bits",
                    ),
                ),
                ("rejects_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("problem", models.JSONField(default=dict)),
                ("received_by", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                ("imported_by", models.CharField(blank=True, default="", max_length=200)),
                ("imported_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["scheme", "contract", "-id"], name="files_of_a_contract")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("serials", "deliveries", "scans", "fees", "credit_notes"))),
                        name="file_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "checked", "unreadable", "importing", "imported", "dropped"])
                        ),
                        name="file_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            models.Q(
                                ("rejects_sha256", ""), ("rejects_sha256__regex", "^[0-9a-f]{64}$"), _connector="OR"
                            ),
                        ),
                        name="file_is_named_by_its_bytes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["checked", "imported"]), _negated=True),
                            (
                                "row_count",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("new_count"), "+", models.F("known_count")
                                    ),
                                    "+",
                                    models.F("rejected_count"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="file_accounts_for_each_of_its_rows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "imported"), _negated=True),
                            models.Q(("imported_at__isnull", False), models.Q(("imported_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="file_is_imported_by_somebody_some_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "unreadable"), _negated=True),
                            models.Q(("problem", {}), _negated=True),
                            _connector="OR",
                        ),
                        name="file_that_cannot_be_read_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DebtBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "succession",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="debts", to="operators.succession"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("count", models.PositiveIntegerField(help_text="pass")),
                ("amount_cents", models.PositiveBigIntegerField()),
            ],
            options={
                "ordering": ["succession", "organisation__sort_key"],
                "constraints": [
                    models.UniqueConstraint(fields=("succession", "organisation"), name="debt_before_is_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gte", 1), ("count__gte", 1)),
                        name="debt_before_is_of_pass_used",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operators.importedfile"
                    ),
                ),
                ("invoice", models.CharField(max_length=60)),
                ("invoiced_on", models.DateField()),
                ("kind", models.CharField(max_length=12)),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("amount_cents", models.BigIntegerField()),
                ("expected_cents", models.BigIntegerField(null=True)),
                ("counted", models.PositiveIntegerField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-invoiced_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["order", "redemption", "venue", "other"])),
                        name="fee_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("invoice", ""), _negated=True), name="fee_is_on_an_invoice"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredCreditNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operators.importedfile"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                ("note", models.CharField(max_length=60)),
                ("noted_on", models.DateField()),
                ("count", models.PositiveIntegerField()),
                ("amount_cents", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-noted_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("note", ""), _negated=True), ("amount_cents__gt", 0), ("count__gte", 1)
                        ),
                        name="declared_credit_note_is_for_pass",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.scheme",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vouchers.operatorcontract",
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("line", models.CharField(max_length=120)),
                ("facts", models.BigIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="operators.importedfile",
                    ),
                ),
                ("number", models.BigIntegerField(null=True)),
                ("last", models.BigIntegerField(null=True)),
                ("turn", models.IntegerField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "indexes": [models.Index(fields=["number", "turn"], name="rows_of_a_pass")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "kind", "line"), name="row_of_an_operator_is_imported_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line", ""), _negated=True), name="row_has_a_line_reference"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SerialRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.scheme",
                    ),
                ),
                (
                    "format",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ranges", to="operators.serialformat"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("number", models.BigIntegerField(help_text="of the pass whose serial is `first`")),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        help_text="none when taken up from another instance",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operators.importedfile",
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                        name="serials_are_a_range",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.functions.comparison.Cast(
                                                "format_id", models.DecimalField(decimal_places=0, max_digits=40)
                                            ),
                                            "*",
                                            models.Value(
                                                10000000000000000000,
                                                output_field=models.DecimalField(decimal_places=0, max_digits=40),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.functions.comparison.Cast(
                                            "first", models.DecimalField(decimal_places=0, max_digits=40)
                                        ),
                                    ),
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.functions.comparison.Cast(
                                                "format_id", models.DecimalField(decimal_places=0, max_digits=40)
                                            ),
                                            "*",
                                            models.Value(
                                                10000000000000000000,
                                                output_field=models.DecimalField(decimal_places=0, max_digits=40),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.functions.comparison.Cast(
                                            "last", models.DecimalField(decimal_places=0, max_digits=40)
                                        ),
                                    ),
                                    models.Value("[]"),
                                    function="numrange",
                                ),
                                "&&",
                            )
                        ],
                        name="serial_of_an_operator_is_one_pass",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("number"),
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("number"), "+", models.F("last")
                                        ),
                                        "-",
                                        models.F("first"),
                                    ),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            )
                        ],
                        name="pass_has_one_serial",
                    ),
                ],
            },
        ),
        *tables.scheme_table("operators_filelayout"),
        *tables.scheme_table("operators_importedfile"),
        *tables.scheme_table("operators_importedrow"),
        *tables.scheme_table("operators_serialformat"),
        *tables.scheme_table("operators_serialrange"),
        *tables.scheme_table("operators_venuereference"),
        *tables.scheme_table("operators_feeline"),
        *tables.scheme_table("operators_declaredcreditnote"),
        *tables.scheme_table("operators_succession"),
        *tables.scheme_table("operators_debtbefore"),
        *tables.append_only("operators_filelayout"),
        *tables.append_only("operators_importedrow"),
        *tables.append_only("operators_serialformat"),
        *tables.append_only("operators_serialrange"),
        *tables.append_only("operators_feeline"),
        *tables.append_only("operators_declaredcreditnote"),
        *tables.append_only("operators_succession"),
        *tables.append_only("operators_debtbefore"),
    ]
