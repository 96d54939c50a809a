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
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=250)),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("owed_by", models.CharField(default="holder", max_length=10)),
                ("owed_to", models.CharField(default="funder", max_length=10)),
                ("kind", models.CharField(default="other", max_length=12)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("is_repealed", models.BooleanField(default=False)),
                ("rule", models.CharField(max_length=12)),
                ("on", models.DateField(null=True)),
                ("event", models.CharField(blank=True, max_length=20)),
                ("months", models.SmallIntegerField(default=0)),
                ("days", models.SmallIntegerField(default=0)),
                ("every", models.CharField(blank=True, max_length=8)),
                ("since", models.CharField(blank=True, max_length=20)),
                ("until", models.CharField(blank=True, max_length=20)),
                ("day", models.PositiveSmallIntegerField(null=True)),
                ("condition", models.CharField(blank=True, max_length=300)),
                ("carries_over", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("convention", "amendment", "code"),
                        name="a_text_states_a_duty_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["report", "committee", "procurement", "statement", "other"]),
                            ("rule__in", ["at_date", "after_event", "periodic", "conditional"]),
                        ),
                        name="a_duty_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_repealed", True),
                            models.Q(("on__isnull", False), ("rule", "at_date")),
                            models.Q(models.Q(("rule", "after_event")), models.Q(("event", ""), _negated=True)),
                            models.Q(
                                models.Q(("rule", "periodic")),
                                models.Q(("every", ""), _negated=True),
                                models.Q(("since", ""), _negated=True),
                                models.Q(("until", ""), _negated=True),
                            ),
                            models.Q(models.Q(("rule", "conditional")), models.Q(("condition", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_duty_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("choice", models.CharField(default="all", max_length=8)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "user"), name="a_person_chooses_reminders_once_a_scheme"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["all", "late", "none"])),
                        name="a_choice_of_reminders_is_a_known_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("on", models.DateField()),
                ("message_id", models.CharField(max_length=120)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("body", models.TextField()),
                ("stop_url", models.CharField(max_length=500)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("given_up_why", models.CharField(blank=True, max_length=12)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "user", "on"), name="a_person_gets_one_digest_a_day"),
                    models.UniqueConstraint(fields=("scheme", "message_id"), name="a_message_id_names_one_digest"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_up_at__isnull", True), ("given_up_why", "")),
                            models.Q(
                                ("given_up_at__isnull", False),
                                ("given_up_why__in", ["unwanted", "refused", "unreachable"]),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_digest_is_sent_or_given_up_for_a_known_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendedObligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=300)),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("owed_by", models.CharField(default="holder", max_length=10)),
                ("kind", models.CharField(default="other", max_length=12)),
                ("due_on", models.DateField()),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("amendment", "code"), name="an_amendment_writes_an_obligation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("nonce", models.CharField(max_length=64)),
                ("token_sha256", models.CharField(max_length=64)),
                ("renewed_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "user"), name="a_person_has_one_calendar_a_scheme"),
                    models.UniqueConstraint(
                        fields=("scheme", "token_sha256"), name="a_calendar_address_opens_one_calendar"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Designation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("full_name", models.CharField(max_length=150)),
                ("quality", models.CharField(blank=True, max_length=200)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-starts_on", "kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["representative", "substitute"])),
                        name="a_designation_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="a_designation_does_not_end_before_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("scheme", "kind"),
                        name="one_person_is_designated_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="obligations.duty"
                    ),
                ),
                ("is_written", models.BooleanField(default=True)),
                ("code", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=300)),
                ("article_number", models.CharField(blank=True, max_length=20)),
                ("owed_by", models.CharField(default="holder", max_length=10)),
                ("owed_to", models.CharField(default="funder", max_length=10)),
                ("kind", models.CharField(default="other", max_length=12)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("due_on", models.DateField()),
                ("counted_on", models.DateField(null=True)),
                ("period_from", models.DateField(null=True)),
                ("period_to", models.DateField(null=True)),
                ("state", models.CharField(default="open", max_length=10)),
                ("done_on", models.DateField(null=True)),
                ("done_note", models.TextField(blank=True)),
                ("waived_on", models.DateField(null=True)),
                ("waived_reason", models.TextField(blank=True)),
                (
                    "added_by_amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                (
                    "superseded_by_amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                ("superseded_on", models.DateField(null=True)),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="obligations.obligation",
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [models.Index(fields=["convention", "due_on", "id"], name="obligations_by_date")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "superseded"), _negated=True),
                        fields=("convention", "code"),
                        name="an_obligation_is_owed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_obligation_is_done_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "waived"),
                                ("waived_on__isnull", False),
                                models.Q(("waived_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "waived"), _negated=True),
                                ("waived_on__isnull", True),
                                ("waived_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="an_obligation_is_waived_if_and_only_if_it_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "superseded"), ("superseded_on__isnull", False)),
                            models.Q(
                                models.Q(("state", "superseded"), _negated=True),
                                ("superseded_by_amendment__isnull", True),
                                ("superseded_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_obligation_is_superseded_if_and_only_if_it_says_when",
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
                    models.CheckConstraint(
                        condition=models.Q(("is_written", True), ("duty__isnull", False), _connector="OR"),
                        name="what_nobody_wrote_comes_from_a_duty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="obligations.obligation",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("direction", models.CharField(max_length=3)),
                ("on", models.DateField()),
                ("subject", models.CharField(max_length=300)),
                ("correspondent", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(max_length=300)),
                ("expected_address", models.CharField(blank=True, max_length=300)),
                ("channel", models.CharField(max_length=12)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("proof", models.CharField(blank=True, max_length=300)),
                ("proof_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-on", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "number"), name="a_number_names_one_letter_of_the_register"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["email", "post", "registered", "platform", "by_hand"]),
                            ("direction__in", ["in", "out"]),
                        ),
                        name="a_letter_goes_one_way_by_a_known_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof", ""), ("proof_on__isnull", True)),
                            models.Q(
                                models.Q(("proof", ""), _negated=True),
                                ("proof_on__gte", models.F("on")),
                                ("proof_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_letter_is_proved_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject", ""), _negated=True), name="a_letter_has_a_subject"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="obligations.obligation",
                    ),
                ),
                ("held_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("decisions", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file_name", ""), ("sha256", "")),
                            models.Q(
                                models.Q(("sha256", ""), _negated=True), models.Q(("file_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="minutes_have_a_name_if_and_only_if_they_are_there",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="obligations.remindermail"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="obligations.obligation"
                    ),
                ),
                ("step", models.CharField(max_length=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "obligation", "step"), name="a_person_is_reminded_once_of_each_step"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendees",
                        to="obligations.committeemeeting",
                    ),
                ),
                ("full_name", models.CharField(max_length=150)),
                ("body", models.CharField(blank=True, max_length=150)),
                ("presence", models.CharField(default="present", max_length=8)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["present", "excused", "absent"])),
                        name="an_attendee_is_present_excused_or_absent",
                    )
                ],
            },
        ),
        *tables.scheme_table("obligations_duty"),
        *tables.scheme_table("obligations_obligation"),
        *tables.scheme_table("obligations_amendedobligation"),
        *tables.scheme_table("obligations_designation"),
        *tables.scheme_table("obligations_committeemeeting"),
        *tables.scheme_table("obligations_attendee"),
        *tables.scheme_table("obligations_letter"),
        *tables.scheme_table("obligations_remindermail"),
        *tables.scheme_table("obligations_reminderline"),
        *tables.scheme_table("obligations_reminderchoice"),
        *tables.scheme_table("obligations_calendarfeed"),
        *tables.append_only("obligations_reminderline"),
    ]
