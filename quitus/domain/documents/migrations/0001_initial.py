"""The tables of the room as they first were."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("source", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("made_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                ("replaced_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "report",
                                    "deliberation",
                                    "convention",
                                    "amendment",
                                    "consolidated",
                                    "letter",
                                    "minutes",
                                    "stock_register",
                                    "bordereau_emploi",
                                    "compte_emploi",
                                    "mandate_bordereau",
                                    "mandate_compte",
                                    "balance",
                                    "monthly_statement",
                                    "slip",
                                    "inventory_minutes",
                                    "loss_minutes",
                                    "handover_minutes",
                                    "control_minutes",
                                    "return_minutes",
                                    "destruction_minutes",
                                    "end_statement",
                                    "regie_act",
                                    "regie_amendment",
                                    "appointment",
                                ),
                            )
                        ),
                        name="a_template_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="a_template_says_something"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("authority", "kind"),
                        name="an_authority_uses_one_template_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("verb", models.CharField(max_length=60)),
                ("signed_by", models.CharField(max_length=200)),
                ("signed_on", models.DateField()),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("entered_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["scheme", "subject_kind", "subject_id"], name="signed_papers_of_a_subject")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_by", ""), _negated=True), models.Q(("verb", ""), _negated=True)
                        ),
                        name="a_signed_paper_says_who_signed_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            ("size__gt", 0),
                            models.Q(("file_name", ""), _negated=True),
                            models.Q(("media_type", ""), _negated=True),
                        ),
                        name="a_signed_paper_is_scanned_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProducedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=500)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("as_of", models.DateField(null=True)),
                ("produced_on", models.DateField()),
                ("produced_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                ("produced_by", models.CharField(max_length=200)),
                ("pdf_sha256", models.CharField(max_length=64)),
                ("pdf_size", models.PositiveBigIntegerField()),
                ("odt_sha256", models.CharField(max_length=64)),
                ("odt_size", models.PositiveBigIntegerField()),
                ("data", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("data_sha256", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=80)),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.template",
                    ),
                ),
                ("template_sha256", models.CharField(max_length=64)),
                ("library_sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["scheme", "subject_kind", "subject_id", "kind"], name="documents_of_a_subject")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "report",
                                    "deliberation",
                                    "convention",
                                    "amendment",
                                    "consolidated",
                                    "letter",
                                    "minutes",
                                    "stock_register",
                                    "bordereau_emploi",
                                    "compte_emploi",
                                    "mandate_bordereau",
                                    "mandate_compte",
                                    "balance",
                                    "monthly_statement",
                                    "slip",
                                    "inventory_minutes",
                                    "loss_minutes",
                                    "handover_minutes",
                                    "control_minutes",
                                    "return_minutes",
                                    "destruction_minutes",
                                    "end_statement",
                                    "regie_act",
                                    "regie_amendment",
                                    "appointment",
                                ),
                            )
                        ),
                        name="a_document_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pdf_sha256__regex", "^[0-9a-f]{64}$"),
                            ("odt_sha256__regex", "^[0-9a-f]{64}$"),
                            ("data_sha256__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="a_document_names_its_files_and_its_data",
                    ),
                ],
            },
        ),
        *tables.scheme_table("documents_produceddocument"),
        *tables.append_only("documents_produceddocument"),
        *tables.scheme_table("documents_signedpaper"),
        *tables.append_only("documents_signedpaper"),
    ]
