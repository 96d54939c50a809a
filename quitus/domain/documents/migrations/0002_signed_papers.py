"""Papers signed by hand, entered with their scan: added, never changed."""

import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
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
        *tables.scheme_table("documents_signedpaper"),
        *tables.append_only("documents_signedpaper"),
    ]
