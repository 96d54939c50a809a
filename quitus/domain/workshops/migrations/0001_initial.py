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
        ("venues", "0002_communes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=120)),
                ("held_on", models.DateField()),
                ("starts_time", models.TimeField()),
                ("ends_time", models.TimeField()),
                (
                    "series",
                    models.UUIDField(help_text="shared by the sessions published as one repeated session", null=True),
                ),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=5)),
                ("commune", models.CharField(blank=True, help_text="empty: held at the venue itself", max_length=100)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("seat_count", models.PositiveSmallIntegerField(null=True)),
                ("taken_count", models.PositiveSmallIntegerField(default=0)),
                ("booking_url", models.URLField(blank=True, max_length=300)),
                ("languages", models.CharField(blank=True, max_length=120)),
                ("accessibility", models.CharField(blank=True, max_length=300)),
                ("state", models.CharField(default="published", max_length=10)),
                ("cancel_reason", models.CharField(blank=True, max_length=300)),
                ("cancelled_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.service"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="venues.venue"
                    ),
                ),
            ],
            options={
                "ordering": ["held_on", "starts_time", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(help_text="of the pass")),
                ("side", models.CharField(max_length=8)),
                ("state", models.CharField(default="booked", max_length=10)),
                ("ended_by", models.CharField(blank=True, max_length=8)),
                ("ended_on", models.DateField(null=True)),
                ("contact_until", models.DateField(null=True)),
                ("reminded_on", models.DateField(null=True)),
                ("told_cancelled_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="workshops.session"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BookingContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_name", models.CharField(blank=True, max_length=40)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=200)),
                ("consented_on", models.DateField()),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact", to="workshops.booking"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), ("first_name", ""), ("phone", ""), _negated=True),
                        name="contact_of_a_booking_says_something",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["scheme", "held_on"], name="sessions_by_day"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["venue", "held_on"], name="sessions_of_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["workshop", "appointment"])), name="session_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["published", "cancelled"])), name="session_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_time__gt", models.F("starts_time"))), name="session_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("booking_url", ""), ("seat_count__gte", 1), ("seat_count__isnull", False)),
                    models.Q(
                        ("seat_count__isnull", True), ("taken_count", 0), models.Q(("booking_url", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="session_has_seats_or_a_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seat_count__isnull", True), ("taken_count__lte", models.F("seat_count")), _connector="OR"
                ),
                name="no_more_seats_are_taken_than_there_are",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancelled_on__isnull", False),
                        ("state", "cancelled"),
                        models.Q(("cancel_reason", ""), _negated=True),
                    ),
                    models.Q(("cancel_reason", ""), ("cancelled_on__isnull", True), ("state", "published")),
                    _connector="OR",
                ),
                name="session_is_cancelled_if_and_only_if_it_says_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address", ""), ("commune", ""), ("latitude__isnull", True), ("postcode", "")),
                    models.Q(models.Q(("commune", ""), _negated=True), ("postcode__regex", "^\\d{5}$")),
                    _connector="OR",
                ),
                name="session_away_from_its_venue_says_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__gte", -90), ("latitude__lte", 90), ("longitude__gte", -180), ("longitude__lte", 180)
                    ),
                    _connector="OR",
                ),
                name="session_is_on_the_map_by_both_coordinates_or_none",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["number"], name="bookings_of_a_pass"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["scheme", "contact_until"], name="bookings_to_erase"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("session", "number"),
                name="a_pass_has_one_seat_in_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["booked", "no_show", "cancelled"])), name="booking_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["agent", "holder", "venue"])), name="booking_side_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_by__in", ["agent", "holder", "venue"]),
                        ("ended_on__isnull", False),
                        ("state", "cancelled"),
                    ),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True), ("ended_by", ""), ("ended_on__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="booking_is_cancelled_if_and_only_if_it_says_when_and_by_whom",
            ),
        ),
        *tables.scheme_table("workshops_session"),
        *tables.scheme_table("workshops_booking"),
        *tables.scheme_table("workshops_bookingcontact"),
        *tables.keep_from_reader("workshops_bookingcontact"),
    ]
