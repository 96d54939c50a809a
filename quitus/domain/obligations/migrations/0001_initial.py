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
            name="AmendedObligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=300)),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("owed_by", models.CharField(default="holder", max_length=10)),
                ("kind", models.CharField(default="other", max_length=12)),
                ("due_on", models.DateField()),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("amendment", "code"), name="an_amendment_writes_an_obligation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=300)),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("owed_by", models.CharField(default="holder", max_length=10)),
                ("kind", models.CharField(default="other", max_length=12)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                ("done_note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "added_by_amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "superseded_by_amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_by_amendment__isnull", True)),
                        fields=("convention", "code"),
                        name="an_obligation_is_owed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True), ("superseded_by_amendment__isnull", True), _connector="OR"
                        ),
                        name="an_obligation_done_is_not_superseded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("added_by_amendment__isnull", True),
                            ("superseded_by_amendment__isnull", True),
                            models.Q(("added_by_amendment", models.F("superseded_by_amendment")), _negated=True),
                            _connector="OR",
                        ),
                        name="an_amendment_does_not_supersede_what_it_adds",
                    ),
                ],
            },
        ),
        *tables.scheme_table("obligations_obligation"),
        *tables.scheme_table("obligations_amendedobligation"),
    ]
