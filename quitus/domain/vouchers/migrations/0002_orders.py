import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables

# Orders that were under way before proofs and closings were followed.
EARLIER_ORDERS = """
UPDATE vouchers_order SET
    shape = CASE WHEN operator_contract_id IS NULL THEN 'self_issued' ELSE 'inside' END,
    proof_on = produced_on,
    proof_by = CASE WHEN produced_on IS NULL THEN '' ELSE 'Non suivi' END,
    closing_on = closed_on
"""
NEW_TABLES = ("delivery", "deliveryrange", "entrustment", "legalopinion", "orderprolongation")
APPENDED = ("delivery", "deliveryrange", "entrustment", "orderprolongation")


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(
            model_name="order",
            name="order_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_is_visaed_if_and_only_if_it_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_is_confirmed_if_and_only_if_it_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_is_produced_if_and_only_if_it_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_is_delivered_if_and_only_if_it_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_is_activated_if_and_only_if_it_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_steps_follow_one_another",
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="acknowledgement_days",
            field=models.PositiveSmallIntegerField(
                default=7, help_text="before the last day, distributors have signed that they stopped"
            ),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="alert_days",
            field=models.PositiveSmallIntegerField(default=30, help_text="before the last day, the end is announced"),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="blocking_days",
            field=models.PositiveSmallIntegerField(default=15, help_text="before the last day, hand-outs are stopped"),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="booklet_sizes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                blank=True,
                default=list,
                help_text="pass in a booklet; any when empty",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="credit_note",
            field=models.CharField(
                default="face_value", help_text="what is given back of pass never used: fees never are", max_length=12
            ),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="delivery_days",
            field=models.PositiveSmallIntegerField(help_text="to deliver, after the order is confirmed", null=True),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="least_quantity",
            field=models.PositiveIntegerField(help_text="pass in an order, at least", null=True),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="most_quantity",
            field=models.PositiveIntegerField(help_text="pass in an order, at most", null=True),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="operates_inside",
            field=models.BooleanField(
                default=True, help_text="the operator works in this instance; outside, it sends and receives files"
            ),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="replacement_fee_cents",
            field=models.PositiveIntegerField(default=0, help_text="for each pass replaced, before VAT"),
        ),
        migrations.AddField(
            model_name="operatorcontract",
            name="replaces_lost",
            field=models.BooleanField(default=False, help_text="pass lost or stolen are replaced by new ones"),
        ),
        migrations.AddField(
            model_name="order",
            name="figures_fixed_on",
            field=models.DateField(
                help_text="set out to the operator: no use is entered nor undone any more", null=True
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="closing_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="closing_reason",
            field=models.TextField(blank=True, help_text="when decided before the last day"),
        ),
        migrations.AddField(
            model_name="order",
            name="proof_by",
            field=models.CharField(blank=True, help_text="the person who approved the printer's proof", max_length=200),
        ),
        migrations.AddField(
            model_name="order",
            name="proof_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="public_codes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, help_text="empty: all", size=None
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="service_codes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, help_text="empty: all", size=None
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="shape",
            field=models.CharField(
                default="inside", help_text="operator inside, outside, or self-issued", max_length=12
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="territory",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5),
                blank=True,
                default=list,
                help_text="beginnings of postcodes; empty: everywhere",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="visa_waived",
            field=models.BooleanField(default=False, help_text="confirmed without visa, as the convention allows"),
        ),
        migrations.RunSQL(EARLIER_ORDERS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(help_text="from 1, in the order")),
                ("delivered_on", models.DateField()),
                ("counted", models.PositiveIntegerField(help_text="pass of the order that came and were accepted")),
                (
                    "missing_count",
                    models.PositiveIntegerField(default=0, help_text="pass that will never come: cancelled"),
                ),
                (
                    "surplus_count",
                    models.PositiveIntegerField(default=0, help_text="more than was ordered: sent back, never held"),
                ),
                (
                    "slip_reference",
                    models.CharField(blank=True, help_text="of the operator's delivery note", max_length=60),
                ),
                ("note", models.TextField(blank=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["order_id", "rank"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
            ],
            options={
                "ordering": ["first"],
            },
        ),
        migrations.CreateModel(
            name="LegalOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("media_type", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                ("reference", models.CharField(max_length=100)),
                ("author", models.CharField(max_length=200)),
                ("given_on", models.DateField()),
                ("is_favourable", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                (
                    "assent_on",
                    models.DateField(
                        help_text="the public accountant agrees to pass issued by the authority", null=True
                    ),
                ),
                ("assent_by", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-given_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OrderProlongation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_until_before", models.DateField()),
                ("usable_until_before", models.DateField()),
                ("valid_until", models.DateField()),
                ("usable_until", models.DateField()),
                ("stop_lifted", models.DateField(help_text="the day from which hand-outs had been stopped", null=True)),
                ("reason", models.TextField()),
                ("act_reference", models.CharField(max_length=100)),
                ("decided_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="vouchers.order"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="deliveryrange",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ranges", to="vouchers.delivery"
            ),
        ),
        migrations.AddField(
            model_name="deliveryrange",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="legalopinion",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="orderprolongation",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="prolongations", to="vouchers.order"
            ),
        ),
        migrations.AddField(
            model_name="orderprolongation",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="operatorcontract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("least_quantity__isnull", True), ("least_quantity__gte", 1), _connector="OR"),
                    models.Q(
                        ("most_quantity__isnull", True),
                        models.Q(("most_quantity__gte", 1), ("most_quantity__lte", 9999999)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("least_quantity__isnull", True),
                        ("most_quantity__isnull", True),
                        ("most_quantity__gte", models.F("least_quantity")),
                        _connector="OR",
                    ),
                ),
                name="operator_contract_bounds_an_order_from_least_to_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="operatorcontract",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit_note__in", ["face_value", "nothing"])),
                name="operator_contract_credits_face_value_or_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="operatorcontract",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces_lost", True), ("replacement_fee_cents", 0), _connector="OR"),
                name="operator_contract_charges_only_the_replacements_it_makes",
            ),
        ),
        migrations.AddConstraint(
            model_name="operatorcontract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("alert_days__gte", models.F("blocking_days")),
                    ("blocking_days__gte", models.F("acknowledgement_days")),
                ),
                name="operator_contract_announces_stops_then_acknowledges",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "drafted",
                            "visaed",
                            "confirmed",
                            "proofed",
                            "produced",
                            "delivered",
                            "active",
                            "closing",
                            "closed",
                            "cancelled",
                        ],
                    )
                ),
                name="order_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "cancelled"),
                    models.Q(("state", "drafted"), ("visa_on__isnull", True), ("visa_waived", False)),
                    models.Q(("state", "visaed"), ("visa_on__isnull", False), ("visa_waived", False)),
                    models.Q(
                        models.Q(("state__in", ["cancelled", "drafted", "visaed"]), _negated=True),
                        models.Q(("visa_on__isnull", False), ("visa_waived", True), _connector="XOR"),
                    ),
                    _connector="OR",
                ),
                name="order_is_visaed_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_on__isnull", False),
                        ("state__in", ["active", "closed", "closing", "confirmed", "delivered", "produced", "proofed"]),
                    ),
                    ("state", "cancelled"),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    "active",
                                    "closed",
                                    "closing",
                                    "confirmed",
                                    "delivered",
                                    "produced",
                                    "proofed",
                                    "cancelled",
                                ],
                            ),
                            _negated=True,
                        ),
                        ("confirmed_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_is_confirmed_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("proof_on__isnull", False),
                        ("state__in", ["active", "closed", "closing", "delivered", "produced", "proofed"]),
                    ),
                    ("state", "cancelled"),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                ["active", "closed", "closing", "delivered", "produced", "proofed", "cancelled"],
                            ),
                            _negated=True,
                        ),
                        ("proof_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_is_proofed_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proof_on__isnull", True), models.Q(("proof_by", ""), _negated=True), _connector="XOR"
                ),
                name="order_proof_is_approved_by_a_named_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("produced_on__isnull", False),
                        ("state__in", ["active", "closed", "closing", "delivered", "produced"]),
                    ),
                    ("state", "cancelled"),
                    models.Q(
                        models.Q(
                            ("state__in", ["active", "closed", "closing", "delivered", "produced", "cancelled"]),
                            _negated=True,
                        ),
                        ("produced_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_is_produced_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delivered_on__isnull", False), ("state__in", ["active", "closed", "closing", "delivered"])
                    ),
                    ("state", "cancelled"),
                    models.Q(
                        models.Q(
                            ("state__in", ["active", "closed", "closing", "delivered", "cancelled"]), _negated=True
                        ),
                        ("delivered_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_is_delivered_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("activated_on__isnull", False), ("state__in", ["active", "closed", "closing"])),
                    ("state", "cancelled"),
                    models.Q(
                        models.Q(("state__in", ["active", "closed", "closing", "cancelled"]), _negated=True),
                        ("activated_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_is_activated_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closing_on__isnull", False), ("state__in", ["closed", "closing"])),
                    ("state", "cancelled"),
                    models.Q(
                        models.Q(("state__in", ["closed", "closing", "cancelled"]), _negated=True),
                        ("closing_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_is_closing_if_and_only_if_it_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("shape__in", ["inside", "outside", "self_issued"])), name="order_shape_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("shape", "self_issued"), ("operator_contract__isnull", False), _connector="XOR"),
                name="order_is_self_issued_if_and_only_if_it_has_no_contract",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visa_on__isnull", True), ("visa_on__gte", models.F("drafted_on")), _connector="OR"),
                    models.Q(
                        ("confirmed_on__isnull", True),
                        models.Q(("confirmed_on__gte", models.F("drafted_on")), ("visa_on__isnull", True)),
                        ("confirmed_on__gte", models.F("visa_on")),
                        _connector="OR",
                    ),
                    models.Q(("proof_on__isnull", True), ("proof_on__gte", models.F("confirmed_on")), _connector="OR"),
                    models.Q(
                        ("produced_on__isnull", True), ("produced_on__gte", models.F("proof_on")), _connector="OR"
                    ),
                    models.Q(
                        ("delivered_on__isnull", True), ("delivered_on__gte", models.F("produced_on")), _connector="OR"
                    ),
                    models.Q(
                        ("activated_on__isnull", True), ("activated_on__gte", models.F("delivered_on")), _connector="OR"
                    ),
                    models.Q(
                        ("closing_on__isnull", True), ("closing_on__gte", models.F("activated_on")), _connector="OR"
                    ),
                    models.Q(("closed_on__isnull", True), ("closed_on__gte", models.F("closing_on")), _connector="OR"),
                ),
                name="order_steps_follow_one_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("order", "rank"), name="delivery_has_a_rank_of_its_own_in_its_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted__gt", 0), ("missing_count__gt", 0), ("surplus_count__gt", 0), _connector="OR"
                ),
                name="delivery_says_what_came_or_never_will",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("missing_count", 0), ("surplus_count", 0)),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="delivery_explains_its_difference",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["came", "missing"])), name="delivery_range_came_or_is_missing"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="delivery_range_is_a_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryrange",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("first"),
                            models.F("last"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    )
                ],
                name="no_pass_is_delivered_or_missing_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalopinion",
            constraint=models.UniqueConstraint(
                fields=("scheme", "reference"), name="a_reference_names_one_legal_opinion"
            ),
        ),
        migrations.AddConstraint(
            model_name="legalopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("file_name", ""), ("media_type", ""), ("sha256", ""), ("size", 0)),
                        models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            ("size__gt", 0),
                            models.Q(("file_name", ""), _negated=True),
                            models.Q(("media_type", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("sha256", ""), _negated=True),
                ),
                name="legal_opinion_is_kept_with_its_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assent_by", ""), ("assent_on__isnull", True)),
                    models.Q(
                        ("assent_on__gte", models.F("given_on")),
                        ("assent_on__isnull", False),
                        ("is_favourable", True),
                        models.Q(("assent_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="accountant_assents_to_a_favourable_legal_opinion_after_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderprolongation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("usable_until__gte", models.F("valid_until")), ("valid_until__gt", models.F("valid_until_before"))
                ),
                name="order_prolongation_moves_the_last_day_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderprolongation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True), models.Q(("act_reference", ""), _negated=True)
                ),
                name="order_prolongation_says_why_and_by_which_act",
            ),
        ),
        migrations.CreateModel(
            name="Entrustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live_count", models.PositiveIntegerField(null=True)),
                (
                    "amount_cents",
                    models.PositiveBigIntegerField(
                        default=0, help_text="face value paid to the operator that takes over"
                    ),
                ),
                ("mandat_number", models.CharField(blank=True, default="", max_length=40)),
                ("act_reference", models.CharField(max_length=100)),
                ("reason", models.TextField()),
                ("occurred_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "contract_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entrustments", to="vouchers.order"
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "payer_before",
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
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("contract", models.F("contract_before")), _negated=True),
                        name="entrustment_hands_over_to_another_contract",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_reference", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="entrustment_says_why_and_by_which_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_cents", 0), ("mandat_number", "")),
                            models.Q(
                                ("amount_cents__gt", 0),
                                ("live_count__gt", 0),
                                models.Q(("mandat_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="entrustment_is_paid_by_a_mandat_if_and_only_if_it_is_paid",
                    ),
                ],
            },
        ),
        *(operation for table in NEW_TABLES for operation in tables.scheme_table(f"vouchers_{table}")),
        *(operation for table in APPENDED for operation in tables.append_only(f"vouchers_{table}")),
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON vouchers_legalopinion FROM {tables.role('web')}",
            f"GRANT DELETE ON vouchers_legalopinion TO {tables.role('web')}",
        ),
    ]
