"""The tables of the room as they first were."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("distribution", "0001_initial"),
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        ("users", "__first__"),
        ("vouchers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                ("state", models.CharField(default="drawn", max_length=12)),
                ("drawn_on", models.DateField()),
                ("paid_count", models.PositiveIntegerField()),
                ("revived_count", models.PositiveIntegerField(default=0)),
                ("ours_used", models.PositiveIntegerField()),
                ("face_value_cents", models.PositiveIntegerField()),
                (
                    "is_prepaid",
                    models.BooleanField(help_text="the operator was paid the face value, to pay the venues"),
                ),
                (
                    "gives_credit",
                    models.BooleanField(help_text="the operator gives back the face value of unused pass"),
                ),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("theirs_used", models.PositiveIntegerField(null=True)),
                (
                    "theirs_first",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="of each range they call used",
                        size=None,
                    ),
                ),
                (
                    "theirs_last",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signedpaper",
                    ),
                ),
                ("concluded_on", models.DateField(null=True)),
                ("agreed_used", models.PositiveIntegerField(null=True)),
                ("credit_due_cents", models.BigIntegerField(null=True)),
                ("kept_cents", models.BigIntegerField(default=0)),
                ("complement_cents", models.BigIntegerField(default=0)),
                ("complement_mandat", models.CharField(blank=True, default="", max_length=40)),
                ("complement_paid_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drawn", "answered", "concluded", "credited", "settled"])),
                        name="statement_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by", ""),
                                ("answered_on__isnull", True),
                                ("state", "drawn"),
                                ("theirs_used__isnull", True),
                            ),
                            models.Q(
                                models.Q(("state", "drawn"), _negated=True),
                                ("answered_on__gte", models.F("drawn_on")),
                                ("theirs_used__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_answered_if_and_only_if_it_says_when_and_how_many",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concluded_on__isnull", True), ("state__in", ["drawn", "answered"])),
                            models.Q(
                                ("agreed_used__isnull", False),
                                ("concluded_on__gte", models.F("answered_on")),
                                ("credit_due_cents__isnull", False),
                                ("state__in", ["concluded", "credited", "settled"]),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_concluded_if_and_only_if_it_says_when_and_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_used__isnull", True), ("complement_cents", 0), ("kept_cents", 0)),
                            models.Q(
                                ("complement_cents", 0),
                                ("credit_due_cents", 0),
                                ("is_prepaid", False),
                                ("kept_cents", 0),
                            ),
                            models.Q(
                                (
                                    "credit_due_cents",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("paid_count"), "-", models.F("agreed_used")
                                                ),
                                                "*",
                                                models.F("face_value_cents"),
                                            ),
                                            "-",
                                            models.F("kept_cents"),
                                        ),
                                        "+",
                                        models.F("complement_cents"),
                                    ),
                                ),
                                ("is_prepaid", True),
                            ),
                            _connector="OR",
                        ),
                        name="credit_is_the_face_value_of_pass_paid_and_not_used",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit_due_cents__isnull", True),
                            models.Q(
                                ("complement_cents", 0),
                                ("credit_due_cents__gte", 0),
                                ("gives_credit", True),
                                ("kept_cents", 0),
                            ),
                            models.Q(
                                ("complement_cents", 0),
                                ("credit_due_cents", 0),
                                ("gives_credit", False),
                                ("kept_cents__gte", 0),
                            ),
                            models.Q(("complement_cents__gt", 0), ("credit_due_cents", 0), ("kept_cents", 0)),
                            _connector="OR",
                        ),
                        name="unused_value_is_given_back_or_kept_or_a_complement_is_owed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gives_credit", False), ("is_prepaid", True), _connector="OR"),
                        name="who_gives_credit_was_paid_beforehand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("complement_mandat", ""), ("complement_paid_on__isnull", True)),
                            models.Q(
                                ("complement_cents__gt", 0),
                                ("complement_paid_on__gte", models.F("concluded_on")),
                                models.Q(("complement_mandat", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complement_is_paid_by_a_mandat",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                ("verb", models.CharField(max_length=20)),
                ("valid_until", models.DateField(help_text="the last day for which the step was taken")),
                ("occurred_on", models.DateField()),
                ("figures", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verb__in", ["announce_end", "decide_blocking", "expire_order", "tell_stop"])
                        ),
                        name="step_of_an_end_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=("order", "verb", "valid_until"), name="step_of_an_end_is_taken_once_for_a_last_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.holder"
                    ),
                ),
                ("valid_until", models.DateField()),
                ("told_on", models.DateField()),
                ("reminded_on", models.DateField(null=True)),
                ("acknowledged_on", models.DateField(null=True)),
                ("acknowledged_by", models.CharField(blank=True, max_length=200)),
                ("left_count", models.PositiveIntegerField(null=True)),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signedpaper",
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "holder", "valid_until"), name="holder_is_told_of_an_end_once_for_a_last_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("acknowledged_by", ""), ("acknowledged_on__isnull", True), ("left_count__isnull", True)
                            ),
                            models.Q(
                                ("acknowledged_on__gte", models.F("told_on")),
                                ("acknowledged_on__isnull", False),
                                ("left_count__isnull", False),
                                models.Q(("acknowledged_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="holder_acknowledges_an_end_by_name_with_what_is_left",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberDifference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="expiry.statement"
                    ),
                ),
                ("number", models.BigIntegerField(null=True)),
                ("side", models.CharField(help_text="who counts it as used", max_length=8)),
                ("count", models.PositiveIntegerField(default=1)),
                ("outcome", models.CharField(blank=True, max_length=8)),
                ("reason", models.TextField(blank=True)),
                ("settled_on", models.DateField(null=True)),
                ("settled_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "number"), name="a_pass_differs_once_in_a_statement", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ours", "theirs"])), name="difference_has_a_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("reason", ""), ("settled_by", ""), ("settled_on__isnull", True)),
                            models.Q(
                                ("outcome__in", ["ours", "theirs"]),
                                ("settled_on__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("settled_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="difference_is_settled_by_name_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("count__gte", 1), models.Q(("number__isnull", True), ("count", 1), _connector="OR")
                        ),
                        name="difference_counts_pass",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credit_note", to="expiry.statement"
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("key", models.TextField(help_text="the normal form of its number, by which it is compared")),
                ("issued_on", models.DateField()),
                ("amount_cents", models.BigIntegerField()),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signedpaper",
                    ),
                ),
                ("received_on", models.DateField(null=True)),
                ("received_kind", models.CharField(blank=True, max_length=12)),
                ("received_reference", models.CharField(blank=True, max_length=80)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "key"), name="credit_note_has_a_number_of_its_own"),
                    models.CheckConstraint(condition=models.Q(("amount_cents__gte", 0)), name="credit_note_gives_back"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_kind", ""), ("received_on__isnull", True), ("received_reference", "")),
                            models.Q(
                                ("received_kind__in", ["refunded", "deducted"]),
                                ("received_on__gte", models.F("issued_on")),
                                models.Q(("received_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="credit_is_received_by_a_reference",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="expiry.step"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("given_up", models.BooleanField(default=False, help_text="refused for good, or no longer wanted")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "user", "turn"), name="person_is_written_to_once_a_turn_of_a_step"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mailed_at__isnull", True), ("given_up", False), _connector="OR"),
                        name="notice_is_mailed_or_given_up",
                    ),
                ],
            },
        ),
        *tables.scheme_table("expiry_step"),
        *tables.scheme_table("expiry_told"),
        *tables.scheme_table("expiry_notice"),
        *tables.scheme_table("expiry_statement"),
        *tables.scheme_table("expiry_numberdifference"),
        *tables.scheme_table("expiry_creditnote"),
        *tables.append_only("expiry_step"),
        *tables.final_rows(
            "expiry_statement",
            "OLD.concluded_on IS NOT NULL",
            but=["state", "complement_mandat", "complement_paid_on"],
        ),
        *tables.final_rows("expiry_statement", "OLD.complement_paid_on IS NOT NULL", name="a_complement_is_paid_once"),
        *tables.final_rows(
            "expiry_creditnote",
            "true",
            but=["received_on", "received_kind", "received_reference"],
            name="an_avoir_stands",
        ),
        *tables.final_rows("expiry_creditnote", "OLD.received_on IS NOT NULL"),
    ]
