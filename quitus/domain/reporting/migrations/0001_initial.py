"""The tables of the room as they first were."""

import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpenditureStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("until", models.DateField()),
                ("state", models.CharField(default="prepared", max_length=11)),
                ("prepared_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("signed_on", models.DateField(null=True)),
                ("signed_by", models.TextField(default="")),
                ("attested_on", models.DateField(null=True)),
                ("attested_by", models.TextField(default="")),
                ("declined_on", models.DateField(null=True)),
                ("decline_reason", models.TextField(default="")),
                ("transmitted_on", models.DateField(null=True)),
                ("transmitted_to", models.TextField(default="")),
            ],
            options={
                "ordering": ["-until", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declined"), _negated=True),
                        fields=("scheme", "kind", "until"),
                        name="statement_is_closed_once_at_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["intermediate", "final"])), name="statement_is_of_a_known_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["prepared", "signed", "attested", "transmitted", "declined"])
                        ),
                        name="statement_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_by", ""), ("signed_on", None), ("state", "prepared")),
                            models.Q(
                                models.Q(("state", "prepared"), _negated=True),
                                ("signed_on__isnull", False),
                                models.Q(("signed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_signed_if_and_only_if_it_says_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attested_on__isnull", False),
                                ("state__in", ["attested", "transmitted"]),
                                models.Q(("attested_by", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["attested", "transmitted"]), _negated=True),
                                ("attested_by", ""),
                                ("attested_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_attested_if_and_only_if_it_says_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("declined_on__isnull", False),
                                ("state", "declined"),
                                models.Q(("decline_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                ("decline_reason", ""),
                                ("declined_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_declined_if_and_only_if_it_says_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "transmitted"),
                                ("transmitted_on__isnull", False),
                                models.Q(("transmitted_to", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "transmitted"), _negated=True),
                                ("transmitted_on", None),
                                ("transmitted_to", ""),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_transmitted_if_and_only_if_it_says_when_and_where",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                ("kind", models.CharField(max_length=9)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("due_on", models.DateField(null=True)),
                ("state", models.CharField(default="prepared", max_length=9)),
                ("answers", models.JSONField(default=list)),
                ("prepared_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("submitted_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("return_reason", models.TextField(default="")),
            ],
            options={
                "ordering": ["-period_to", "kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "returned"), _negated=True),
                        fields=("scheme", "kind", "period_from", "period_to"),
                        name="report_has_one_living_version_per_period",
                    ),
                    models.UniqueConstraint(
                        fields=("scheme", "kind", "period_from", "period_to", "version"),
                        name="report_version_is_given_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["quarterly", "stage", "final"])),
                        name="report_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "submitted", "accepted", "returned"])),
                        name="report_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_from__lte", models.F("period_to"))),
                        name="report_period_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "prepared"), ("submitted_on", None)),
                            models.Q(models.Q(("state", "prepared"), _negated=True), ("submitted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_is_submitted_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on__isnull", False), ("state__in", ["accepted", "returned"])),
                            models.Q(
                                models.Q(("state__in", ["accepted", "returned"]), _negated=True), ("decided_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="report_is_decided_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), models.Q(("return_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "returned"), _negated=True), ("return_reason", "")),
                            _connector="OR",
                        ),
                        name="report_is_returned_if_and_only_if_it_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("kind", models.CharField(max_length=9)),
                ("rank", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("expects", models.CharField(default="text", max_length=5)),
                ("is_placeholder", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["kind", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "kind", "rank"), name="question_has_a_rank_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["quarterly", "stage", "final"])),
                        name="question_is_of_a_known_kind_of_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expects__in", ["text", "count"])),
                        name="question_expects_a_text_or_a_count",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="question_asks_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("planned_count", models.PositiveIntegerField()),
                ("is_placeholder", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "ordering": ["year", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                        name="schedule_plans_a_year_of_this_century",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen",
                        to="reporting.report",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen",
                        to="reporting.expenditurestatement",
                    ),
                ),
                ("known_at", models.DateTimeField()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("report__isnull", True), ("statement__isnull", True), _connector="XOR"),
                        name="frozen_figures_are_those_of_one_report_or_one_statement",
                    )
                ],
            },
        ),
        *tables.scheme_table("reporting_schedule"),
        *tables.scheme_table("reporting_reportquestion"),
        *tables.scheme_table("reporting_report"),
        *tables.scheme_table("reporting_expenditurestatement"),
        *tables.scheme_table("reporting_frozenfigures"),
        *tables.append_only("reporting_schedule"),
        *tables.append_only("reporting_frozenfigures"),
        migrations.RunSQL(
            "ALTER TABLE reporting_frozenfigures ADD CONSTRAINT frozen_figures_match_their_fingerprint "
            "CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex'))",
            "ALTER TABLE reporting_frozenfigures DROP CONSTRAINT frozen_figures_match_their_fingerprint",
        ),
        # A report or a statement, once there, is never deleted: it is returned or declined.
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON reporting_report, reporting_expenditurestatement FROM {tables.role('web')}",
            f"GRANT DELETE ON reporting_report, reporting_expenditurestatement TO {tables.role('web')}",
        ),
    ]
