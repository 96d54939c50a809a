"""The tables of the room as they first were."""

import django.core.serializers.json
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("scheme_id", models.BigIntegerField(null=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("membership_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("verb", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=60)),
                ("summary", models.CharField(max_length=300)),
                ("data", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("ip", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(blank=True, default="", max_length=60)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_thread"),
                    models.Index(fields=["scheme_id", "at"], name="audit_of_scheme"),
                    models.Index(fields=["user_id", "at"], name="audit_of_user"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor_label", ""), _negated=True), models.Q(("verb", ""), _negated=True)
                        ),
                        name="audit_entry_names_its_author_and_its_verb",
                    )
                ],
            },
        ),
        *tables.scheme_table("audit_entry", also_outside=True),
        *tables.append_only("audit_entry"),
    ]
