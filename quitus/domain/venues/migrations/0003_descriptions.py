"""What the national schema knows of each venue."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("venues", "0002_communes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Description",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("insee_code", models.CharField(blank=True, max_length=5)),
                ("address_complement", models.CharField(blank=True, max_length=200)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("phone", models.CharField(blank=True, help_text="international: +33180059880", max_length=16)),
                (
                    "emails",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=254), blank=True, default=list, size=None
                    ),
                ),
                (
                    "websites",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), blank=True, default=list, size=None
                    ),
                ),
                (
                    "opening_hours",
                    models.CharField(blank=True, help_text="OpenStreetMap's opening_hours", max_length=500),
                ),
                (
                    "open_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("summary", models.CharField(blank=True, max_length=280)),
                ("detail", models.TextField(blank=True)),
                (
                    "publics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "care",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "fees",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "programmes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "trainings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "other_trainings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "access_modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "support_modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "accessibility",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "accessibility_url",
                    models.CharField(blank=True, help_text="page of the venue on Acceslibre", max_length=500),
                ),
                ("booking_url", models.CharField(blank=True, max_length=500)),
                ("parent_name", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, help_text="who collected what a file told", max_length=200)),
                (
                    "source_key",
                    models.CharField(blank=True, help_text="the venue's key in the file it came from", max_length=200),
                ),
                ("updated_on", models.DateField(null=True)),
                ("position", models.CharField(blank=True, max_length=10)),
                ("position_score", models.PositiveSmallIntegerField(null=True)),
                ("position_label", models.CharField(blank=True, max_length=300)),
                ("position_tried_on", models.DateField(null=True)),
                ("candidate_latitude", models.FloatField(null=True)),
                ("candidate_longitude", models.FloatField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="description", to="venues.venue"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("insee_code", ""), ("insee_code__regex", "^([013-9]\\d|2[AB1-9])\\d{3}$"), _connector="OR"
                        ),
                        name="commune_code_of_a_venue_is_of_the_official_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phone", ""), ("phone__regex", "^\\+\\d{8,15}$"), _connector="OR"),
                        name="phone_of_a_venue_is_international",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", ["", "typed", "geocoded", "doubtful", "not_found"])),
                        name="position_of_a_venue_came_from_somewhere_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position_score__isnull", True), ("position_score__lte", 1000), _connector="OR"
                        ),
                        name="score_of_a_position_is_per_mille",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publics__contained_by", ["youth", "students", "families", "seniors", "women"])
                        ),
                        name="publics_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "care__contained_by",
                                ["deafness", "motor", "mental", "illiteracy", "english", "languages", "sight"],
                            )
                        ),
                        name="care_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fees__contained_by", ["free", "free_if", "paid"])),
                        name="fees_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "programmes__contained_by",
                                [
                                    "aidants",
                                    "bnr",
                                    "pix",
                                    "conseillers",
                                    "emmaus",
                                    "france_services",
                                    "gen",
                                    "croix_rouge",
                                    "caf",
                                    "promeneurs",
                                    "relais_emmaus",
                                ],
                            )
                        ),
                        name="programmes_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "trainings__contained_by",
                                [
                                    "mes",
                                    "duplex",
                                    "arnia",
                                    "reemploi",
                                    "etapes",
                                    "fabriques",
                                    "eclaireurs",
                                    "papiers",
                                    "ordi",
                                    "sud",
                                ],
                            )
                        ),
                        name="trainings_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "access_modes__contained_by",
                                ["come", "call", "mail", "book", "no_public", "prescription"],
                            )
                        ),
                        name="access_modes_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("support_modes__contained_by", ["alone", "one_to_one", "workshop", "remote"])
                        ),
                        name="support_modes_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "accessibility__contained_by",
                                [
                                    "wheelchair",
                                    "parking",
                                    "toilets",
                                    "loop",
                                    "sign_language",
                                    "tactile",
                                    "desk",
                                    "transport",
                                ],
                            )
                        ),
                        name="accessibility_of_a_venue_are_of_the_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "languages__contained_by",
                                ["fr", "en", "ar", "es", "pt", "tr", "pl", "ro", "uk", "ru", "fa", "ps", "zh"],
                            )
                        ),
                        name="languages_of_a_venue_are_of_the_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Directory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "embed_hosts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
        ),
        *tables.scheme_table("venues_description"),
        *tables.scheme_table("venues_directory"),
    ]
