"""The tables of the room as they first were."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables

NEW_TABLES = ("delivery", "deliveryrange", "entrustment", "legalopinion", "mandat", "orderprolongation", "repayment")

APPENDED = ("delivery", "deliveryrange", "entrustment", "mandat", "orderprolongation", "repayment")

# Whoever shows a genuine code may learn of which scheme it is, before any scheme is known: one series at a time.
_ASKED_SERIES = "nullif(current_setting('quitus.series', true), '')::int"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("budget", "0001_initial"),
        ("grants", "0001_initial"),
        ("keys", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OperatorContract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "market",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budget.market"
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                (
                    "operates_inside",
                    models.BooleanField(
                        default=True,
                        help_text="the operator works in this instance; outside, it sends and receives files",
                    ),
                ),
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
                (
                    "booklet_sizes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        help_text="pass in a booklet; any when empty",
                        size=None,
                    ),
                ),
                ("least_quantity", models.PositiveIntegerField(help_text="pass in an order, at least", null=True)),
                ("most_quantity", models.PositiveIntegerField(help_text="pass in an order, at most", null=True)),
                (
                    "delivery_days",
                    models.PositiveSmallIntegerField(help_text="to deliver, after the order is confirmed", null=True),
                ),
                (
                    "replaces_lost",
                    models.BooleanField(default=False, help_text="pass lost or stolen are replaced by new ones"),
                ),
                (
                    "replacement_fee_cents",
                    models.PositiveIntegerField(default=0, help_text="for each pass replaced, before VAT"),
                ),
                (
                    "credit_note",
                    models.CharField(
                        default="face_value",
                        help_text="what is given back of pass never used: fees never are",
                        max_length=12,
                    ),
                ),
                (
                    "alert_days",
                    models.PositiveSmallIntegerField(default=30, help_text="before the last day, the end is announced"),
                ),
                (
                    "blocking_days",
                    models.PositiveSmallIntegerField(
                        default=15, help_text="before the last day, hand-outs are stopped"
                    ),
                ),
                (
                    "acknowledgement_days",
                    models.PositiveSmallIntegerField(
                        default=7, help_text="before the last day, distributors have signed that they stopped"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
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
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("credit_note__in", ["face_value", "nothing"])),
                        name="operator_contract_credits_face_value_or_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces_lost", True), ("replacement_fee_cents", 0), _connector="OR"),
                        name="operator_contract_charges_only_the_replacements_it_makes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alert_days__gte", models.F("blocking_days")),
                            ("blocking_days__gte", models.F("acknowledgement_days")),
                        ),
                        name="operator_contract_announces_stops_then_acknowledges",
                    ),
                ],
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
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "reference"), name="a_reference_names_one_legal_opinion"),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                ("number", models.CharField(max_length=20)),
                (
                    "shape",
                    models.CharField(
                        default="inside", help_text="operator inside, outside, or self-issued", max_length=12
                    ),
                ),
                ("quantity", models.PositiveIntegerField(help_text="in pass")),
                ("booklet_size", models.PositiveSmallIntegerField(help_text="pass in a booklet")),
                ("face_value_cents", models.PositiveIntegerField()),
                (
                    "series",
                    models.IntegerField(
                        help_text="begins the number of each of its pass; drawn when minted", null=True
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        help_text="made the codes of its pass; none where they are printed elsewhere",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="keys.key",
                    ),
                ),
                ("state", models.CharField(default="drafted", max_length=12)),
                ("drafted_on", models.DateField()),
                (
                    "revision",
                    models.PositiveSmallIntegerField(default=1, help_text="one more each time the draft is said anew"),
                ),
                (
                    "corrected_on",
                    models.DateField(help_text="the last time; no visa is dated before", null=True),
                ),
                (
                    "visa_refused_on",
                    models.DateField(help_text="the last time; a visa may have been given since", null=True),
                ),
                ("visa_refusal", models.TextField(blank=True, help_text="what the accountant then said is wrong")),
                ("visa_on", models.DateField(null=True)),
                (
                    "visa_waived",
                    models.BooleanField(default=False, help_text="confirmed without visa, as the convention allows"),
                ),
                ("confirmed_on", models.DateField(null=True)),
                ("proof_on", models.DateField(null=True)),
                (
                    "proof_by",
                    models.CharField(
                        blank=True, help_text="the person who approved the printer's proof", max_length=200
                    ),
                ),
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
                    models.PositiveSmallIntegerField(help_text="after the day of a service venues still record it"),
                ),
                (
                    "pass_per_person",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, help_text="most pass that one service takes from one person"
                    ),
                ),
                (
                    "blocked_from",
                    models.DateField(help_text="no hand-out from this day; venues still accept them", null=True),
                ),
                (
                    "territory",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        help_text="beginnings of postcodes; empty: everywhere",
                        size=None,
                    ),
                ),
                (
                    "service_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="empty: all",
                        size=None,
                    ),
                ),
                (
                    "public_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="empty: all",
                        size=None,
                    ),
                ),
                ("closing_on", models.DateField(null=True)),
                (
                    "figures_fixed_on",
                    models.DateField(
                        help_text="set out to the operator: no use is entered nor undone any more", null=True
                    ),
                ),
                ("closing_reason", models.TextField(blank=True, help_text="when decided before the last day")),
                ("closed_on", models.DateField(null=True)),
                ("cancelled_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-drafted_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="order_has_a_number_of_its_own"),
                    models.UniqueConstraint(fields=("series",), name="series_belongs_to_one_order"),
                    models.CheckConstraint(
                        condition=models.Q(("key__isnull", True), ("series__isnull", False), _connector="OR"),
                        name="order_has_a_key_only_once_it_has_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "visa_refused",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "cancelled"),
                            models.Q(
                                ("state__in", ["drafted", "visa_refused"]),
                                ("visa_on__isnull", True),
                                ("visa_waived", False),
                            ),
                            models.Q(("state", "visaed"), ("visa_on__isnull", False), ("visa_waived", False)),
                            models.Q(
                                models.Q(
                                    ("state__in", ["cancelled", "drafted", "visa_refused", "visaed"]), _negated=True
                                ),
                                models.Q(("visa_on__isnull", False), ("visa_waived", True), _connector="XOR"),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_visaed_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("visa_refusal", ""),
                                ("visa_refused_on__isnull", True),
                                models.Q(("state", "visa_refused"), _negated=True),
                            ),
                            models.Q(("visa_refused_on__isnull", False), models.Q(("visa_refusal", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="order_visa_is_refused_on_a_day_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrected_on__isnull", True), ("revision", 1)),
                            models.Q(
                                ("corrected_on__gte", models.F("drafted_on")),
                                ("corrected_on__isnull", False),
                                ("revision__gt", 1),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_corrected_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrected_on__isnull", True),
                            models.Q(
                                models.Q(
                                    ("visa_on__isnull", True),
                                    ("visa_on__gte", models.F("corrected_on")),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("confirmed_on__isnull", True),
                                    ("confirmed_on__gte", models.F("corrected_on")),
                                    _connector="OR",
                                ),
                                models.Q(
                                    models.Q(("state", "visa_refused"), _negated=True),
                                    ("visa_refused_on__gte", models.F("corrected_on")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="order_visa_answers_its_last_correction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_on__isnull", False),
                                (
                                    "state__in",
                                    ["active", "closed", "closing", "confirmed", "delivered", "produced", "proofed"],
                                ),
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
                    models.CheckConstraint(
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
                                        [
                                            "active",
                                            "closed",
                                            "closing",
                                            "delivered",
                                            "produced",
                                            "proofed",
                                            "cancelled",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("proof_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_proofed_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proof_on__isnull", True), models.Q(("proof_by", ""), _negated=True), _connector="XOR"
                        ),
                        name="order_proof_is_approved_by_a_named_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("produced_on__isnull", False),
                                ("state__in", ["active", "closed", "closing", "delivered", "produced"]),
                            ),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        ["active", "closed", "closing", "delivered", "produced", "cancelled"],
                                    ),
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
                            models.Q(
                                ("delivered_on__isnull", False),
                                ("state__in", ["active", "closed", "closing", "delivered"]),
                            ),
                            ("state", "cancelled"),
                            models.Q(
                                models.Q(
                                    ("state__in", ["active", "closed", "closing", "delivered", "cancelled"]),
                                    _negated=True,
                                ),
                                ("delivered_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_is_delivered_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                        condition=models.Q(("shape__in", ["inside", "outside", "self_issued"])),
                        name="order_shape_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shape", "self_issued"), ("operator_contract__isnull", False), _connector="XOR"
                        ),
                        name="order_is_self_issued_if_and_only_if_it_has_no_contract",
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
                            ("operator_contract__isnull", True), ("market__isnull", False), _connector="OR"
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
                                ("visa_refused_on__isnull", True),
                                ("visa_refused_on__gte", models.F("drafted_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("visa_refused_on__isnull", True),
                                ("visa_on__isnull", True),
                                ("visa_on__gte", models.F("visa_refused_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("visa_refused_on__isnull", True),
                                ("confirmed_on__isnull", True),
                                ("confirmed_on__gte", models.F("visa_refused_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("confirmed_on__isnull", True),
                                models.Q(("confirmed_on__gte", models.F("drafted_on")), ("visa_on__isnull", True)),
                                ("confirmed_on__gte", models.F("visa_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("proof_on__isnull", True), ("proof_on__gte", models.F("confirmed_on")), _connector="OR"
                            ),
                            models.Q(
                                ("produced_on__isnull", True),
                                ("produced_on__gte", models.F("proof_on")),
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
                            models.Q(
                                ("closing_on__isnull", True),
                                ("closing_on__gte", models.F("activated_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("closed_on__isnull", True), ("closed_on__gte", models.F("closing_on")), _connector="OR"
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
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.PositiveIntegerField(help_text="pass whose mark changed")),
                ("occurred_on", models.DateField()),
                ("reason", models.TextField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
            name="Entrustment",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="entrustments", to="vouchers.order"
                    ),
                ),
                (
                    "contract_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                (
                    "payer_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
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
        migrations.CreateModel(
            name="Mandat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("key", models.TextField(help_text="the normal form of its number")),
                ("verb", models.CharField(max_length=20)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.order"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vouchers.operatorcontract",
                    ),
                ),
                ("act_reference", models.CharField(blank=True, default="", max_length=100)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "key"), name="mandat_pays_once_in_a_scheme"),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="mandat_has_a_letter_or_a_digit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act_reference", ""),
                                ("contract__isnull", True),
                                ("verb__in", ["activate_order", "pay_complement"]),
                            ),
                            models.Q(
                                ("contract__isnull", False),
                                ("verb", "entrust_order"),
                                models.Q(("act_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mandat_pays_an_order_or_an_act_that_hands_orders_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "entrustment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayments",
                        to="vouchers.entrustment",
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                (
                    "title_number",
                    models.CharField(blank=True, default="", help_text="of the titre de recettes", max_length=40),
                ),
                (
                    "carried_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried",
                        to="vouchers.entrustment",
                    ),
                ),
                ("occurred_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)), name="repayment_gives_something_back"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title_number", ""), ("carried_to__isnull", True), _connector="XOR"),
                        name="repayment_has_a_titre_de_recettes_unless_it_is_deducted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="vouchers.order"
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "rank"), name="delivery_has_a_rank_of_its_own_in_its_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted__gt", 0), ("missing_count__gt", 0), ("surplus_count__gt", 0), _connector="OR"
                        ),
                        name="delivery_says_what_came_or_never_will",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missing_count", 0), ("surplus_count", 0)),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_explains_its_difference",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderProlongation",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="prolongations", to="vouchers.order"
                    ),
                ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("usable_until__gte", models.F("valid_until")),
                            ("valid_until__gt", models.F("valid_until_before")),
                        ),
                        name="order_prolongation_moves_the_last_day_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("act_reference", ""), _negated=True)
                        ),
                        name="order_prolongation_says_why_and_by_which_act",
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
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vouchers.order",
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
        migrations.CreateModel(
            name="DeliveryRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ranges", to="vouchers.delivery"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
            ],
            options={
                "ordering": ["first"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["came", "missing"])), name="delivery_range_came_or_is_missing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="delivery_range_is_a_range"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
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
        *(operation for table in NEW_TABLES for operation in tables.scheme_table(f"vouchers_{table}")),
        *(operation for table in APPENDED for operation in tables.append_only(f"vouchers_{table}")),
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON vouchers_legalopinion FROM {tables.role('web')}",
            f"GRANT DELETE ON vouchers_legalopinion TO {tables.role('web')}",
        ),
        migrations.RunSQL(
            f"CREATE POLICY series_asked_is_seen ON vouchers_order FOR SELECT TO {tables.role('web')} "
            f"USING (series = {_ASKED_SERIES})",
            "DROP POLICY series_asked_is_seen ON vouchers_order",
        ),
        # Keys are the instance's: whoever hands one over must know that other schemes have orders of it, and no more.
        migrations.RunSQL(
            [
                f"""CREATE FUNCTION quitus_orders_with_keys(keys text[], besides bigint[])
                RETURNS TABLE (order_count bigint, scheme_count bigint)
                LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
                    SELECT count(*), count(DISTINCT scheme_id) FILTER (WHERE scheme_id <> {tables.CURRENT_SCHEME})
                    FROM vouchers_order
                    WHERE key_id = ANY (keys) AND id <> ALL (besides) AND state NOT IN ('closed', 'cancelled')
                $$""",  # noqa: S608  (nothing that anybody types enters it)
                "REVOKE EXECUTE ON FUNCTION quitus_orders_with_keys FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION quitus_orders_with_keys TO {tables.role('web')}",
            ],
            "DROP FUNCTION quitus_orders_with_keys",
        ),
    ]
