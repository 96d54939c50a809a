"""The tables of the room as they first were."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("venues", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignalFold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_to", models.BigIntegerField(default=0)),
                ("undone_to", models.BigIntegerField(default=0)),
                ("wrong_to", models.BigIntegerField(default=0)),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThresholdSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("values", models.JSONField()),
                ("set_on", models.DateField()),
                ("set_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=60)),
                ("rank", models.PositiveSmallIntegerField(default=1)),
                ("state", models.CharField(default="open", max_length=12)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("facts", models.JSONField(help_text="the figures that say it, whole numbers")),
                ("line_count", models.PositiveIntegerField(default=0)),
                ("found_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                ("question", models.TextField(blank=True)),
                ("asked_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("follow_up_on", models.DateField(help_text="when somebody looks again", null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"
                    ),
                ),
                (
                    "thresholds",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signals.thresholdset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignalLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("turn", models.IntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="signals.signal"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["number", "turn"], name="signals_of_taking")],
                "constraints": [
                    models.UniqueConstraint(fields=("signal", "number", "turn"), name="signal_names_a_taking_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="thresholdset",
            constraint=models.UniqueConstraint(
                fields=("scheme", "version"), name="thresholds_have_a_version_of_their_own"
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(fields=["scheme", "state", "-last_at"], name="signals_by_state"),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(fields=["organisation", "state"], name="signals_of_structure"),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(fields=("scheme", "kind", "key", "rank"), name="fact_is_signalled_once"),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "person_day",
                            "venue_day",
                            "venue_hour",
                            "booklet_minutes",
                            "sequence",
                            "night",
                            "distance",
                            "many_undone",
                            "wrong_codes",
                        ],
                    )
                ),
                name="signal_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "looked_at", "referred", "explained", "corrected"])),
                name="signal_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by", ""),
                        ("decided_on__isnull", True),
                        ("reason", ""),
                        ("state__in", ("open", "looked_at")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("open", "looked_at")), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                        ("decided_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="signal_is_decided_if_and_only_if_it_says_why_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_on__isnull", True), ("question", "")),
                    models.Q(models.Q(("question", ""), _negated=True), ("asked_on__isnull", False)),
                    _connector="OR",
                ),
                name="signal_is_asked_about_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_by", ""), ("answered_on__isnull", True)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answered_by", ""), _negated=True),
                        models.Q(("question", ""), _negated=True),
                        ("answered_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="signal_is_answered_only_when_asked_with_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("follow_up_on__isnull", True),
                    models.Q(("state__in", ("open", "looked_at")), _negated=True),
                    _connector="OR",
                ),
                name="signal_is_followed_up_only_once_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_at__gte", models.F("first_at"))), name="signal_ends_after_it_begins"
            ),
        ),
        *tables.scheme_table("signals_thresholdset"),
        *tables.scheme_table("signals_signal"),
        *tables.scheme_table("signals_signalline"),
        *tables.scheme_table("signals_signalfold"),
        *tables.append_only("signals_thresholdset"),
        *tables.append_only("signals_signalline"),
    ]
