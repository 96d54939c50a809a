"""The tables of the room as they first were."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("vouchers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintDesign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("title", models.CharField(help_text="on top of each pass", max_length=24)),
                ("what_it_is", models.TextField()),
                ("how_to", models.JSONField(help_text="four sentences")),
                ("where", models.TextField()),
                ("phone", models.CharField(max_length=40)),
                ("phone_hours", models.CharField(blank=True, max_length=120)),
                (
                    "kept_days",
                    models.PositiveSmallIntegerField(help_text="files of a run, after its delivery was counted"),
                ),
                ("accent", models.CharField(max_length=7)),
                ("logo_sha256", models.CharField(blank=True, max_length=64)),
                ("logo_media_type", models.CharField(blank=True, max_length=40)),
                ("made_by", models.CharField(max_length=200)),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "version"), name="print_design_has_a_version_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("what_it_is", ""), _negated=True),
                            models.Q(("where", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                        ),
                        name="print_design_says_what_where_and_whom_to_call",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("logo_media_type", ""), ("logo_sha256", "")),
                            models.Q(
                                ("logo_sha256__regex", "^[0-9a-f]{64}$"),
                                models.Q(("logo_media_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="print_design_logo_has_a_type_if_and_only_if_it_is_there",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="printing.printdesign",
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("part_size", models.PositiveIntegerField(help_text="pass in each part but the last")),
                ("parts_total", models.PositiveIntegerField()),
                ("state", models.CharField(default="asked", max_length=10)),
                ("reason", models.TextField(blank=True, help_text="why pass are printed again")),
                ("stopped_because", models.TextField(blank=True)),
                ("asked_on", models.DateField()),
                ("asked_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                ("ready_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["order", "first"], name="print_runs_of_an_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="print_run_is_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("sheets", "booklets", "replacement", "csv"))),
                        name="print_run_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "making", "stopped", "ready", "erased"])),
                        name="print_run_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "csv"), ("design__isnull", False), _connector="OR"),
                        name="what_is_set_on_paper_has_a_design",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "replacement"), _negated=True),
                            ("first", models.F("last")),
                            _connector="OR",
                        ),
                        name="a_pass_alone_is_one_pass",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_size__gte", 1),
                            (
                                "parts_total",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("last"), "-", models.F("first")
                                        ),
                                        "+",
                                        models.F("part_size"),
                                    ),
                                    "/",
                                    models.F("part_size"),
                                ),
                            ),
                        ),
                        name="print_run_has_the_parts_that_its_pass_need",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "erased"), ("erased_at__isnull", True), _connector="XOR"),
                        name="print_run_is_erased_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True), ("ready_at__isnull", False), _connector="OR"
                        ),
                        name="print_run_is_ready_since_some_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "stopped"), _negated=True),
                            models.Q(("stopped_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="print_run_is_stopped_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="printing.printdesign"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(help_text="from 1, among the proofs of the order")),
                ("pdf_sha256", models.CharField(max_length=64)),
                ("pdf_size", models.PositiveBigIntegerField(help_text="in bytes")),
                ("made_on", models.DateField()),
                ("made_by", models.CharField(max_length=200)),
                ("state", models.CharField(default="made", max_length=10)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("approved_name", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "rank"), name="proof_has_a_rank_of_its_own"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "made")),
                        fields=("order",),
                        name="an_order_has_one_proof_awaiting_a_decision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("order",),
                        name="an_order_has_one_approved_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["made", "approved", "refused"])), name="proof_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pdf_sha256__regex", "^[0-9a-f]{64}$")), name="proof_names_its_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "made"), ("decided_by", ""), ("decided_on__isnull", True)),
                            models.Q(
                                models.Q(("state", "made"), _negated=True),
                                ("decided_on__isnull", False),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proof_is_decided_if_and_only_if_it_says_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "approved"), ("approved_name", ""), _connector="XOR"),
                        name="proof_is_approved_if_and_only_if_it_says_in_whose_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "refused"), ("reason", ""), _connector="XOR"),
                        name="proof_is_refused_if_and_only_if_it_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on__isnull", True), ("decided_on__gte", models.F("made_on")), _connector="OR"
                        ),
                        name="proof_is_decided_after_it_is_made",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="printing.printrun"
                    ),
                ),
                ("rank", models.PositiveIntegerField(help_text="from 1")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="in bytes")),
                ("pages", models.PositiveIntegerField(help_text="of a PDF; 0 for a CSV")),
                ("made_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "rank"), name="a_part_is_made_once"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first")), ("rank__gte", 1)),
                        name="print_part_is_a_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="print_part_names_its_file"
                    ),
                ],
            },
        ),
        *tables.scheme_table("printing_printdesign"),
        *tables.scheme_table("printing_proof"),
        *tables.scheme_table("printing_printrun"),
        *tables.scheme_table("printing_printpart"),
        *tables.append_only("printing_printdesign"),
        *tables.append_only("printing_printpart"),
    ]
