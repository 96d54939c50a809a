import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("budget", "0001_initial"),
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OperatorContract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                (
                    "fee_on_order_per_mille",
                    models.PositiveIntegerField(help_text="of the face value ordered, before VAT"),
                ),
                (
                    "fee_on_redemption_per_mille",
                    models.PositiveIntegerField(help_text="of the face value used, before VAT"),
                ),
                ("yearly_fee_per_venue_cents", models.PositiveIntegerField(help_text="before VAT")),
                (
                    "tolerance_months",
                    models.PositiveSmallIntegerField(help_text="venues still accept pass after the last day"),
                ),
                (
                    "late_entry_days",
                    models.PositiveSmallIntegerField(help_text="venues still record a service after its day"),
                ),
                (
                    "payment_days",
                    models.PositiveSmallIntegerField(help_text="it pays a structure after the claim, if it pays them"),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "market",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budget.market"
                    ),
                ),
                (
                    "operator",
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
            options={
                "ordering": ["-starts_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "operator", "number"), name="operator_contract_has_a_number_of_its_own"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="operator_contract_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fee_on_order_per_mille__lte", 1000), ("fee_on_redemption_per_mille__lte", 1000)
                        ),
                        name="operator_contract_fee_is_at_most_the_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("quantity", models.PositiveIntegerField(help_text="in pass")),
                ("booklet_size", models.PositiveSmallIntegerField(help_text="pass in a booklet")),
                ("face_value_cents", models.PositiveIntegerField()),
                (
                    "series",
                    models.IntegerField(
                        help_text="begins the number of each of its pass; drawn when minted", null=True
                    ),
                ),
                ("state", models.CharField(default="drafted", max_length=12)),
                ("drafted_on", models.DateField()),
                ("visa_on", models.DateField(null=True)),
                ("confirmed_on", models.DateField(null=True)),
                ("produced_on", models.DateField(null=True)),
                ("delivered_on", models.DateField(null=True)),
                ("delivered_count", models.PositiveIntegerField(help_text="pass counted at the delivery", null=True)),
                (
                    "delivery_difference",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("delivered_count"), "-", models.F("quantity")
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                ("delivery_note", models.TextField(blank=True)),
                ("activated_on", models.DateField(null=True)),
                (
                    "mandat_number",
                    models.CharField(blank=True, help_text="or engagement number when self-issued", max_length=40),
                ),
                ("valid_until", models.DateField(help_text="last day printed on the pass")),
                (
                    "usable_until",
                    models.DateField(help_text="last day on which venues accept them, tolerance included"),
                ),
                (
                    "late_entry_days",
                    models.PositiveSmallIntegerField(
                        help_text="after the day of a service venues still record it",
                    ),
                ),
                (
                    "blocked_from",
                    models.DateField(help_text="no hand-out from this day; venues still accept them", null=True),
                ),
                ("closed_on", models.DateField(null=True)),
                ("cancelled_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                (
                    "market",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budget.market"
                    ),
                ),
                (
                    "operator_contract",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="vouchers.operatorcontract",
                    ),
                ),
                (
                    "payer",
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
            options={
                "ordering": ["-drafted_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="order_has_a_number_of_its_own"),
                    models.UniqueConstraint(fields=("series",), name="series_belongs_to_one_order"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "visaed",
                                    "confirmed",
                                    "produced",
                                    "delivered",
                                    "active",
                                    "closed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="order_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["active", "closed", "confirmed", "delivered", "produced", "visaed"]),
                                ("visa_on__isnull", False),
                            ),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            "active",
                                            "closed",
                                            "confirmed",
                                            "delivered",
                                            "produced",
                                            "visaed",
                                            "cancelled",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("visa_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_visaed_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_on__isnull", False),
                                ("state__in", ["active", "closed", "confirmed", "delivered", "produced"]),
                            ),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        ["active", "closed", "confirmed", "delivered", "produced", "cancelled"],
                                    ),
                                    _negated=True,
                                ),
                                ("confirmed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_confirmed_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("produced_on__isnull", False),
                                ("state__in", ["active", "closed", "delivered", "produced"]),
                            ),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(
                                    ("state__in", ["active", "closed", "delivered", "produced", "cancelled"]),
                                    _negated=True,
                                ),
                                ("produced_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_produced_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered_on__isnull", False), ("state__in", ["active", "closed", "delivered"])),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(("state__in", ["active", "closed", "delivered", "cancelled"]), _negated=True),
                                ("delivered_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_delivered_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activated_on__isnull", False), ("state__in", ["active", "closed"])),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(("state__in", ["active", "closed", "cancelled"]), _negated=True),
                                ("activated_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_activated_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state__in", ["closed"])),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(("state__in", ["closed", "cancelled"]), _negated=True),
                                ("closed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_closed_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "cancelled"), ("cancelled_on__isnull", True), _connector="XOR"),
                        name="order_is_cancelled_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("produced_on__isnull", True), ("series__isnull", True)),
                            models.Q(
                                ("produced_on__isnull", False),
                                ("series__gte", 100000000),
                                ("series__isnull", False),
                                ("series__lte", 900719924),
                            ),
                            _connector="OR",
                        ),
                        name="order_has_a_series_if_and_only_if_it_is_produced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("booklet_size__gte", 1),
                            ("face_value_cents__gte", 1),
                            ("quantity__gte", 1),
                            ("quantity__lte", 9999999),
                        ),
                        name="order_is_for_pass_that_are_worth_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quantity",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("quantity"), "/", models.F("booklet_size")
                                    ),
                                    "*",
                                    models.F("booklet_size"),
                                ),
                            )
                        ),
                        name="order_is_a_whole_number_of_booklets",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered_count__isnull", True), ("delivered_on__isnull", True)),
                            models.Q(
                                ("delivered_count__isnull", False),
                                ("delivered_count__lte", models.F("quantity")),
                                ("delivered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="order_counts_what_is_delivered_and_no_more_than_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_count__isnull", True),
                            ("delivered_count", models.F("quantity")),
                            models.Q(("delivery_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="order_explains_the_difference_of_its_delivery",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activated_on__isnull", True),
                            models.Q(("mandat_number", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="order_is_activated_by_a_mandat_or_engagement_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("operator_contract__isnull", True), ("market__isnull", False), _connector="XOR"
                        ),
                        name="order_to_an_operator_is_under_a_market",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("usable_until__gte", models.F("valid_until"))),
                        name="order_tolerance_comes_after_the_last_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("visa_on__isnull", True), ("visa_on__gte", models.F("drafted_on")), _connector="OR"
                            ),
                            models.Q(
                                ("confirmed_on__isnull", True),
                                ("confirmed_on__gte", models.F("visa_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("produced_on__isnull", True),
                                ("produced_on__gte", models.F("confirmed_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("delivered_on__isnull", True),
                                ("delivered_on__gte", models.F("produced_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("activated_on__isnull", True),
                                ("activated_on__gte", models.F("delivered_on")),
                                _connector="OR",
                            ),
                        ),
                        name="order_steps_follow_one_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.PositiveIntegerField(help_text="pass whose mark changed")),
                ("occurred_on", models.DateField()),
                ("reason", models.TextField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="mark_change_is_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verb__in", ["block_range", "unblock_range", "cancel_range"])),
                        name="mark_change_verb_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        help_text="series × 10,000,000 + rank, below 2^53", primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.CharField(db_default="plain", default="plain", max_length=10)),
                (
                    "turn",
                    models.IntegerField(
                        db_default=0, default=0, help_text="how many times it has been taken by a venue"
                    ),
                ),
                ("marked_on", models.DateField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vouchers.order",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.scheme",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("mark__in", ["blocked", "cancelled"])),
                        fields=["number"],
                        name="voucher_blocked_or_cancelled",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["plain", "blocked", "redeemed", "cancelled"])),
                        name="voucher_mark_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mark", "plain"), ("marked_on__isnull", False), _connector="XOR"),
                        name="voucher_is_marked_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("turn__gte", 0),
                            models.Q(models.Q(("mark", "redeemed"), _negated=True), ("turn__gte", 1), _connector="OR"),
                        ),
                        name="voucher_is_redeemed_only_in_a_turn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 1000000000000000), ("number__lt", 9007199250000000)),
                        name="voucher_number_is_below_two_to_the_53",
                    ),
                ],
            },
        ),
        *tables.scheme_table("vouchers_operatorcontract"),
        *tables.scheme_table("vouchers_order"),
        *tables.scheme_table("vouchers_voucher"),
        *tables.scheme_table("vouchers_markchange"),
        *tables.append_only("vouchers_markchange"),
        # A pass that exists is never deleted, only marked.
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON vouchers_voucher, vouchers_order FROM {tables.role('web')}",
            f"GRANT DELETE ON vouchers_voucher, vouchers_order TO {tables.role('web')}",
        ),
        *tables.grant("redeemer", "SELECT", "vouchers_order"),
        *tables.grant("redeemer", "SELECT, UPDATE (mark, turn, marked_on)", "vouchers_voucher"),
    ]
