"""The communes of a territory."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("venues", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=5)),
                ("name", models.CharField(max_length=100)),
                ("sort_key", models.CharField(max_length=110)),
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), default=list, size=None
                    ),
                ),
                ("population", models.PositiveIntegerField(null=True)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "sort_key"], name="communes_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "code"), name="commune_is_in_a_territory_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d[0-9AB]\\d{3}$")),
                        name="commune_has_the_code_of_the_official_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__gte", -90),
                                ("latitude__lte", 90),
                                ("longitude__gte", -180),
                                ("longitude__lte", 180),
                            ),
                            _connector="OR",
                        ),
                        name="commune_is_on_the_map_by_both_coordinates_or_none",
                    ),
                ],
            },
        ),
        *tables.scheme_table("venues_commune"),
    ]
