"""The tables of the room as they first were."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("distribution", "0001_initial"),
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inventory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=12)),
                ("state", models.CharField(default="open", max_length=12)),
                (
                    "recount_of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recount",
                        to="controls.inventory",
                    ),
                ),
                ("opened_on", models.DateField()),
                ("opened_by", models.CharField(max_length=200)),
                ("opened_by_id", models.BigIntegerField(null=True)),
                ("opened_after", models.BigIntegerField()),
                ("counted_on", models.DateField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("closed_after", models.BigIntegerField(null=True)),
                ("concluded_on", models.DateField(null=True)),
                ("conclusion", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="inventory_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "counted", "recounted", "concluded", "abandoned"])),
                        name="inventory_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["routine", "handover", "control", "closing"])),
                        name="inventory_says_what_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "abandoned"]),
                            models.Q(
                                ("closed_after__isnull", False),
                                ("counted_at__isnull", False),
                                ("counted_on__isnull", False),
                            ),
                            _connector="XOR",
                        ),
                        name="inventory_is_compared_once_its_count_is_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "concluded"), ("concluded_on__isnull", True), _connector="XOR"),
                        name="inventory_is_concluded_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("counted_on__isnull", True),
                                ("counted_on__gte", models.F("opened_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("concluded_on__isnull", True),
                                ("concluded_on__gte", models.F("counted_on")),
                                _connector="OR",
                            ),
                        ),
                        name="inventory_steps_follow_one_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=12)),
                ("state", models.CharField(default="open", max_length=12)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.holder"
                    ),
                ),
                ("handout_id", models.BigIntegerField(null=True)),
                ("occurred_on", models.DateField(help_text="when it happened, as far as known")),
                ("discovered_on", models.DateField()),
                ("circumstances", models.TextField()),
                (
                    "reported_by",
                    models.CharField(
                        blank=True, help_text="who told it, when it is not who entered it", max_length=200
                    ),
                ),
                ("complaint_number", models.CharField(blank=True, max_length=60)),
                ("complaint_on", models.DateField(null=True)),
                ("witnesses", models.CharField(blank=True, max_length=300)),
                ("declared_by", models.CharField(max_length=200)),
                ("declared_by_id", models.BigIntegerField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="loss_file_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["loss", "theft", "destruction"])),
                        name="loss_file_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "found", "cancelled"])),
                        name="loss_file_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("circumstances", ""), _negated=True), name="loss_file_tells_what_happened"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discovered_on__gte", models.F("occurred_on"))),
                        name="loss_is_found_out_after_it_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("complaint_number", ""), ("complaint_on__isnull", False), _connector="XOR"),
                        name="complaint_has_a_number_and_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "destruction"), _negated=True),
                            models.Q(("witnesses", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="destruction_has_a_witness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "theft"), ("state", "cancelled"), _negated=True),
                            models.Q(("complaint_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stolen_pass_are_cancelled_once_there_is_a_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("closed_on__isnull", False), _connector="XOR"),
                        name="loss_file_is_closed_if_and_only_if_it_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=12)),
                ("subject_id", models.BigIntegerField()),
                ("party", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("quality", models.CharField(blank=True, max_length=200)),
                ("way", models.CharField(max_length=12)),
                ("signed_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                (
                    "paper",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signedpaper",
                    ),
                ),
                ("entered_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["scheme", "subject_kind", "subject_id"], name="signatures_of_minutes")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("subject_kind__in", ["inventory", "loss_file", "handover", "control"])),
                        name="signature_is_of_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "party__in",
                                [
                                    "counter",
                                    "keeper",
                                    "witness",
                                    "declarer",
                                    "outgoing",
                                    "incoming",
                                    "controller",
                                    "controlled",
                                ],
                            )
                        ),
                        name="signature_party_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper__isnull", True), ("user_id__isnull", False), ("way", "electronic")),
                            models.Q(("paper__isnull", False), ("user_id__isnull", True), ("way", "paper")),
                            _connector="OR",
                        ),
                        name="signature_is_given_by_an_account_or_on_a_scanned_paper",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("party", "witness"), _negated=True),
                        fields=("scheme", "subject_kind", "subject_id", "party"),
                        name="party_signs_minutes_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("state", models.CharField(default="drafted", max_length=12)),
                (
                    "imprest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.imprest"
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.appointment"
                    ),
                ),
                (
                    "incoming",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.appointment"
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controls.inventory"
                    ),
                ),
                ("occurred_on", models.DateField()),
                ("cash_expected_cents", models.BigIntegerField(help_text="by the lines of cash of the régie")),
                ("cash_found_cents", models.BigIntegerField()),
                (
                    "reserves",
                    models.TextField(
                        blank=True, help_text="what the incoming holder does not take over without saying so"
                    ),
                ),
                ("done_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="handover_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafted", "done"])), name="handover_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outgoing", models.F("incoming")), _negated=True),
                        name="duty_goes_from_one_holder_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cash_expected_cents__gte", 0), ("cash_found_cents__gte", 0)),
                        name="handover_cash_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash_found_cents", models.F("cash_expected_cents")),
                            models.Q(("reserves", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handover_explains_a_difference_of_cash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "done"), ("done_on__isnull", True), _connector="XOR"),
                        name="handover_is_done_if_and_only_if_it_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("state", models.CharField(default="written", max_length=12)),
                (
                    "imprest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.imprest"
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="controls.inventory",
                    ),
                ),
                ("side", models.CharField(max_length=12)),
                ("controller_name", models.CharField(max_length=200)),
                ("controller_quality", models.CharField(max_length=200)),
                ("controlled_on", models.DateField()),
                ("cash_expected_cents", models.BigIntegerField(help_text="by the lines of cash of the régie")),
                ("cash_found_cents", models.BigIntegerField()),
                (
                    "register_count",
                    models.BigIntegerField(help_text="pass held by the régie at the end of that day, by the register"),
                ),
                ("observations", models.TextField(blank=True)),
                ("written_by", models.CharField(max_length=200)),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="control_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["written", "closed"])), name="control_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["authorising", "accountant"])), name="control_is_of_one_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("controller_name", ""), _negated=True),
                            models.Q(("controller_quality", ""), _negated=True),
                        ),
                        name="control_names_who_controlled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cash_expected_cents__gte", 0), ("cash_found_cents__gte", 0)),
                        name="control_cash_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "closed"), ("closed_on__isnull", True), _connector="XOR"),
                        name="control_is_closed_if_and_only_if_it_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InventoryPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="controls.inventory"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.holder"
                    ),
                ),
                ("is_open", models.BooleanField(default=True)),
                (
                    "expected_count",
                    models.PositiveIntegerField(help_text="pass by the register at the closing", null=True),
                ),
                (
                    "found_count",
                    models.PositiveIntegerField(
                        help_text="pass there at the closing: counted, come meanwhile or on the way", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("inventory", "holder"), name="inventory_counts_a_place_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True)),
                        fields=("holder",),
                        name="place_is_in_one_open_inventory_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_open", False),
                            models.Q(("expected_count__isnull", True), ("found_count__isnull", True)),
                            _connector="OR",
                        ),
                        name="inventory_is_blind_until_its_count_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ranges", to="controls.lossfile"
                    ),
                ),
                ("order_id", models.BigIntegerField()),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.slip"
                    ),
                ),
                (
                    "used_count",
                    models.PositiveIntegerField(default=0, help_text="pass already taken by a venue when declared"),
                ),
            ],
            options={
                "ordering": ["first"],
                "indexes": [models.Index(fields=["order_id", "first", "last"], name="losses_by_number")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="loss_range_is_a_range"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LossStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="controls.lossfile"
                    ),
                ),
                ("verb", models.CharField(max_length=24)),
                ("occurred_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="loss_step_is_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verb__in", ("find_again", "release_found_pass", "cancel_lost_pass"))),
                        name="lost_pass_are_found_released_or_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replacements", to="controls.lossfile"
                    ),
                ),
                ("old_first", models.BigIntegerField()),
                ("old_last", models.BigIntegerField()),
                ("old_order_id", models.BigIntegerField()),
                ("new_first", models.BigIntegerField()),
                ("new_last", models.BigIntegerField()),
                ("new_order_id", models.BigIntegerField()),
                ("replaced_on", models.DateField()),
                ("fee_cents", models.BigIntegerField(default=0)),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["old_order_id", "old_first"], name="replaced_by_number"),
                    models.Index(fields=["new_order_id", "new_first"], name="replacing_by_number"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "new_last",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("new_first"), "+", models.F("old_last")
                                    ),
                                    "-",
                                    models.F("old_first"),
                                ),
                            ),
                            ("old_last__gte", models.F("old_first")),
                        ),
                        name="replacement_is_one_pass_for_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee_cents__gte", 0)), name="replacement_fee_is_not_negative"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("old_first"),
                                    models.F("old_last"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="pass_is_replaced_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("new_first"),
                                    models.F("new_last"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="pass_replaces_one_other_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="controls.inventoryplace",
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("order_id", models.BigIntegerField()),
                (
                    "register_holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.holder",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="difference_is_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["missing", "extra"])), name="difference_is_missing_or_extra"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "extra"), ("register_holder__isnull", True), _connector="OR"),
                        name="missing_pass_are_expected_where_they_are_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="controls.inventoryplace"
                    ),
                ),
                ("adds", models.BooleanField(default=True)),
                ("way", models.CharField(max_length=8)),
                ("counted_on", models.DateField()),
                ("after_line", models.BigIntegerField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="count_line_is_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["scan", "range"])), name="count_line_says_how"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ranges", to="controls.inventoryplace"
                    ),
                ),
                ("what", models.CharField(max_length=12)),
            ],
            options={
                "ordering": ["first"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="place_holds_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["at_opening", "at_closing", "arrived", "on_the_way", "left"])),
                        name="place_range_says_what_it_is",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="controls.control"
                    ),
                ),
                ("text", models.TextField()),
                ("request", models.TextField(blank=True, help_text="what is asked for")),
                ("due_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="finding_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by", ""), ("answered_on__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_on__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finding_is_answered_if_and_only_if_it_says_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "difference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="controls.difference",
                    ),
                ),
                ("reason", models.CharField(max_length=12)),
                ("text", models.TextField(blank=True)),
                (
                    "loss_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="controls.lossfile",
                    ),
                ),
                ("settled_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="settlement_is_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ["late_entry", "on_the_way", "elsewhere", "miscounted", "found_again", "other", "lost"],
                            )
                        ),
                        name="settlement_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", "lost"), ("loss_file__isnull", True), _connector="XOR"),
                        name="settlement_names_a_loss_file_if_and_only_if_lost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", "lost"), models.Q(("text", ""), _negated=True), _connector="OR"),
                        name="settlement_says_what_explains",
                    ),
                ],
            },
        ),
        *tables.scheme_table("controls_inventory"),
        *tables.scheme_table("controls_inventoryplace"),
        *tables.scheme_table("controls_placerange"),
        *tables.scheme_table("controls_countline"),
        *tables.scheme_table("controls_difference"),
        *tables.scheme_table("controls_lossfile"),
        *tables.scheme_table("controls_lossrange"),
        *tables.scheme_table("controls_lossstep"),
        *tables.scheme_table("controls_settlement"),
        *tables.scheme_table("controls_replacement"),
        *tables.scheme_table("controls_handover"),
        *tables.scheme_table("controls_control"),
        *tables.scheme_table("controls_finding"),
        *tables.scheme_table("controls_signature"),
        *tables.append_only("controls_placerange"),
        *tables.append_only("controls_countline"),
        *tables.append_only("controls_difference"),
        *tables.append_only("controls_lossrange"),
        *tables.append_only("controls_lossstep"),
        *tables.append_only("controls_settlement"),
        *tables.append_only("controls_replacement"),
        *tables.append_only("controls_signature"),
        *tables.final_rows("controls_inventory", "OLD.state IN ('concluded', 'recounted', 'abandoned')"),
        *tables.final_rows("controls_handover", "OLD.state = 'done'"),
        *tables.final_rows("controls_control", "OLD.state = 'closed'"),
    ]
