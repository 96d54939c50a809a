"""The tables of the room as they first were."""

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables

# A device that comes with its key alone is found before its scheme is known: one at a time.
_ASKED = "nullif(current_setting('quitus.terminal', true), '')::bigint"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfflineBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField(help_text="made by the device")),
                ("first_n", models.BigIntegerField()),
                ("line_count", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("signature", models.CharField(help_text="over the head, in base 64", max_length=100)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="who sent it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Terminal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=80)),
                (
                    "venue_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("public_key", models.BinaryField(help_text="P-256, uncompressed", max_length=65)),
                ("state", models.CharField(default="in_use", max_length=8)),
                ("enrolled_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "approved_at",
                    models.DateTimeField(help_text="by the authority, where the convention asks for it", null=True),
                ),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stop_reason", models.CharField(blank=True, default="", max_length=200)),
                ("last_seen_at", models.DateTimeField(null=True)),
                ("acknowledged_n", models.BigIntegerField(default=0)),
                (
                    "acknowledged_head",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
                (
                    "last_taken_at",
                    models.DateTimeField(help_text="of the lines received, when it was believed", null=True),
                ),
                ("token_at", models.DateTimeField(help_text="of the last access it asked for by its key", null=True)),
                ("held_count", models.PositiveIntegerField(null=True)),
                ("held_cents", models.PositiveBigIntegerField(null=True)),
                (
                    "refused_at",
                    models.DateTimeField(help_text="the last batch that was not its own, or did not follow", null=True),
                ),
                (
                    "enrolled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PackGiven",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(help_text="to the millisecond, as the device repeats it")),
                ("stretch", models.BigIntegerField(help_text="rank of the last line received then")),
                (
                    "scheme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.scheme",
                    ),
                ),
                (
                    "terminal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packs",
                        to="terminals.terminal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("terminal", "made_at"), name="pack_of_a_terminal_is_given_once"),
                    models.CheckConstraint(condition=models.Q(("stretch__gte", 0)), name="pack_counts_lines_from_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfflineLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=2000)),
                ("head", models.CharField(max_length=64)),
                ("request", models.UUIDField(null=True)),
                ("number", models.BigIntegerField(null=True)),
                ("turn", models.IntegerField(null=True)),
                ("venue_id", models.BigIntegerField(null=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("service_code", models.CharField(blank=True, max_length=20)),
                ("service_on", models.DateField(null=True)),
                ("taken_at", models.DateTimeField(help_text="as the device says", null=True)),
                ("pack_made_at", models.DateTimeField(help_text="what the device knew, as it says", null=True)),
                (
                    "stretch",
                    models.BigIntegerField(
                        help_text="of the latest pack that this line or one before it was taken with"
                    ),
                ),
                ("face_value_cents", models.PositiveIntegerField(null=True)),
                ("undo_n", models.BigIntegerField(help_text="the line that this one strikes out", null=True)),
                ("verdict", models.CharField(max_length=8)),
                (
                    "found",
                    models.CharField(
                        blank=True, help_text="what the server found, by the table of conflicts", max_length=40
                    ),
                ),
                ("outcome", models.CharField(max_length=40)),
                ("why", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="terminals.offlinebatch"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.scheme",
                    ),
                ),
                (
                    "terminal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="terminals.terminal",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="offlinebatch",
            name="terminal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="terminals.terminal"
            ),
        ),
        migrations.CreateModel(
            name="TerminalPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField(help_text="for the first time")),
                ("unlock_until", models.DateTimeField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "terminal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="terminals.terminal"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfflineTold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="terminals.offlineline"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
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
                        help_text="who took the pass",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["scheme", "user"], name="told_unread"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="terminal",
            index=models.Index(fields=["scheme", "organisation"], name="terminals_of_structure"),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "in_use", "stopped"])), name="terminal_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="terminal_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.CheckConstraint(
                condition=models.Q(("venue_ids", []), _negated=True), name="terminal_is_for_some_venue"
            ),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(models.F("public_key"), function="octet_length", output_field=models.IntegerField()), 65
                ),
                name="terminal_key_is_a_point_of_65_bytes",
            ),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.UniqueConstraint(fields=("public_key",), name="key_belongs_to_one_terminal"),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "stopped"),
                        ("stopped_at__isnull", False),
                        models.Q(("stop_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "stopped"), _negated=True), ("stop_reason", ""), ("stopped_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="terminal_is_stopped_if_and_only_if_it_says_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="terminal",
            constraint=models.CheckConstraint(
                condition=models.Q(("acknowledged_head__regex", "^[0-9a-f]{64}$"), ("acknowledged_n__gte", 0)),
                name="terminal_counts_its_lines_from_zero",
            ),
        ),
        migrations.AddIndex(
            model_name="offlineline",
            index=models.Index(fields=["terminal", "stretch"], name="lines_of_a_stretch"),
        ),
        migrations.AddIndex(
            model_name="offlineline",
            index=models.Index(fields=["number"], name="lines_of_a_pass"),
        ),
        migrations.AddConstraint(
            model_name="offlineline",
            constraint=models.UniqueConstraint(fields=("terminal", "n"), name="line_of_a_terminal_is_received_once"),
        ),
        migrations.AddConstraint(
            model_name="offlineline",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ("recorded", "refused", "conflict", "struck"))),
                name="line_of_a_terminal_has_a_known_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="offlineline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", False),
                        ("outcome", "taken"),
                        ("turn__isnull", False),
                        ("verdict", "recorded"),
                    ),
                    models.Q(
                        models.Q(("verdict", "recorded"), _negated=True),
                        ("turn__isnull", True),
                        models.Q(("outcome", "taken"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="line_is_recorded_if_and_only_if_it_has_a_turn",
            ),
        ),
        migrations.AddConstraint(
            model_name="offlineline",
            constraint=models.CheckConstraint(
                condition=models.Q(("head__regex", "^[0-9a-f]{64}$"), ("n__gte", 1)),
                name="line_of_a_terminal_carries_a_head",
            ),
        ),
        migrations.AddConstraint(
            model_name="offlinebatch",
            constraint=models.UniqueConstraint(
                fields=("terminal", "batch"), name="batch_of_a_terminal_is_received_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="offlinebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_n__gte", 1), ("head__regex", "^[0-9a-f]{64}$"), ("line_count__gte", 1)),
                name="batch_begins_with_a_line_and_ends_with_a_head",
            ),
        ),
        migrations.AddConstraint(
            model_name="terminalperson",
            constraint=models.UniqueConstraint(fields=("terminal", "user"), name="person_opens_a_terminal_once"),
        ),
        migrations.AddConstraint(
            model_name="terminalperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("unlock_until__gt", models.F("opened_at"))),
                name="person_unlocks_a_terminal_after_opening_it",
            ),
        ),
        *(
            operation
            for table in ("terminal", "terminalperson", "packgiven", "offlinebatch", "offlineline", "offlinetold")
            for operation in tables.scheme_table(f"terminals_{table}")
        ),
        *tables.append_only("terminals_offlinebatch"),
        *tables.append_only("terminals_offlineline"),
        migrations.RunSQL(
            f"CREATE POLICY device_is_found_by_its_key ON terminals_terminal FOR SELECT TO {tables.role('web')} "
            f"USING (id = {_ASKED})",
            "DROP POLICY device_is_found_by_its_key ON terminals_terminal",
        ),
    ]
