"""The tables of the room as they first were."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("state", models.CharField(default="applied", max_length=12)),
                ("applied_on", models.DateField()),
                ("siret_checked", models.BooleanField(default=False)),
                ("charter_signed_on", models.DateField(null=True)),
                ("reception", models.TextField(blank=True, help_text="reception conditions and accessibility")),
                (
                    "regie_recettes_reference",
                    models.CharField(
                        blank=True, help_text="act of the régie de recettes of a public venue", max_length=80
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organisation"), name="structure_is_qualified_once_in_a_scheme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["applied", "checked", "qualified", "suspended", "removed"])),
                        name="qualification_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(max_length=5)),
                ("commune", models.CharField(max_length=100)),
                ("sort_key", models.CharField(help_text="commune then name, for ordering", max_length=320)),
                ("is_mobile", models.BooleanField(default=False)),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, help_text="held by a public body: cashes through a régie de recettes"
                    ),
                ),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "sort_key"], name="venues_in_order")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organisation", "name"), name="venue_has_a_name_of_its_own"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("postcode__regex", "^\\d{5}$")), name="venue_postcode_is_five_digits"
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
                        name="venue_is_on_the_map_by_both_coordinates_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("iban", models.CharField(help_text="without spaces, check digits verified", max_length=34)),
                ("holder_name", models.CharField(max_length=140)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("verified_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "organisation", "-id"], name="bank_details_last_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_by__isnull", True), ("verified_on__isnull", True)),
                            models.Q(("verified_by__isnull", False), ("verified_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="bank_details_are_verified_if_and_only_if_by_somebody_some_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by__isnull", True),
                            models.Q(("verified_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="bank_details_are_verified_by_a_second_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualificationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "qualification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="venues.qualification"
                    ),
                ),
                ("state", models.CharField(max_length=12)),
                ("effective_on", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["qualification", "-effective_on", "-id"], name="steps_of_qualification")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["applied", "checked", "qualified", "suspended", "removed"])),
                        name="qualification_step_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["suspended", "removed"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suspension_or_removal_gives_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="venues.venue"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("venue", "user"),
                        name="person_is_on_a_venues_staff_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="staff_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="venues.venue"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.service"
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("venue", "service"), name="venue_offers_a_service_once")
                ],
            },
        ),
        *tables.scheme_table("venues_venue"),
        *tables.scheme_table("venues_serviceoffer"),
        *tables.scheme_table("venues_staff"),
        *tables.scheme_table("venues_qualification"),
        *tables.scheme_table("venues_qualificationstep"),
        *tables.scheme_table("venues_bankdetails"),
        *tables.append_only("venues_qualificationstep"),
        *[
            operation
            for table in ("venue", "serviceoffer", "staff", "qualification", "qualificationstep")
            for operation in tables.grant("redeemer", "SELECT", f"venues_{table}")
        ],
    ]
