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
        ("users", "__first__"),
        ("venues", "0001_initial"),
        ("vouchers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                (
                    "organisation",
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
                ("month", models.DateField(help_text="its first day")),
                ("state", models.CharField(default="prepared", max_length=12)),
                ("prepared_on", models.DateField()),
                ("submitted_on", models.DateField(null=True)),
                (
                    "pay_by",
                    models.DateField(help_text="by the law, or by the contract of the order of its pass", null=True),
                ),
                ("rejection_reason", models.TextField(blank=True)),
                ("total_cents", models.BigIntegerField(default=0)),
                ("line_count", models.IntegerField(default=0)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "state", "month"], name="claims_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="claim_has_a_number_of_its_own"),
                    models.UniqueConstraint(
                        fields=("scheme", "organisation", "payer", "month"),
                        name="structure_claims_once_a_month_of_a_payer",
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="claim_month_is_its_first_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["prepared", "submitted", "rejected", "certified", "ordered", "paid"])
                        ),
                        name="claim_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "prepared"), ("submitted_on__isnull", True)),
                            models.Q(models.Q(("state", "prepared"), _negated=True), ("submitted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_is_submitted_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pay_by__isnull", True), ("submitted_on__isnull", True)),
                            models.Q(
                                ("pay_by__gte", models.F("submitted_on")),
                                ("pay_by__isnull", False),
                                ("submitted_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_says_by_when_it_is_paid_if_and_only_if_it_is_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            models.Q(("rejection_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_is_rejected_only_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line_count__gte", 0), ("total_cents__gte", 0)),
                        name="claim_counts_nothing_below_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("amount_cents", models.BigIntegerField()),
                ("state", models.CharField(default="issued", max_length=10)),
                ("issued_on", models.DateField()),
                ("mandat_number", models.CharField(blank=True, max_length=40)),
                ("bordereau_number", models.CharField(blank=True, max_length=40)),
                ("mandated_on", models.DateField(null=True)),
                ("paid_on", models.DateField(null=True)),
                (
                    "list_reference",
                    models.CharField(
                        blank=True,
                        help_text="of the list by which an operator that works outside says that it paid",
                        max_length=80,
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="payment_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["order", "proposal"])), name="payment_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["issued", "mandated", "paid"])), name="payment_state_is_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_cents__gt", 0)), name="payment_pays_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_on__isnull", False), ("state", "paid")),
                            models.Q(models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="payment_is_paid_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "proposal"),
                                ("mandat_number", ""),
                                ("state", "issued"),
                                ("mandated_on__isnull", True),
                            ),
                            models.Q(
                                ("kind", "proposal"),
                                ("mandated_on__isnull", False),
                                models.Q(("state", "issued"), _negated=True),
                                models.Q(("mandat_number", ""), _negated=True),
                            ),
                            models.Q(("kind", "order"), ("mandat_number", ""), ("mandated_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="proposal_beyond_issued_has_its_mandat_and_an_order_has_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("list_reference", ""), models.Q(("kind", "order"), ("state", "paid")), _connector="OR"
                        ),
                        name="list_of_an_operator_is_of_an_order_that_it_paid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "number", "turn", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("turn", models.IntegerField()),
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
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="reimbursement.claim"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"
                    ),
                ),
                ("amount_cents", models.IntegerField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)), name="claim_line_is_worth_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatorFee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fees", to="reimbursement.payment"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vouchers.operatorcontract"
                    ),
                ),
                ("base_cents", models.BigIntegerField()),
                ("rate_per_mille", models.PositiveIntegerField()),
                ("net_cents", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("payment", "contract"), name="operator_fee_is_counted_once_a_payment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settled", to="reimbursement.payment"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settlement", to="reimbursement.claim"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceFait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_fait",
                        to="reimbursement.claim",
                    ),
                ),
                ("certified_on", models.DateField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("certified_by", models.CharField(help_text="name and quality, as they were", max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
            ],
        ),
        migrations.AddField(
            model_name="Payment",
            name="claims",
            field=models.ManyToManyField(
                related_name="payments", through="reimbursement.PaymentClaim", to="reimbursement.claim"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE reimbursement_claimline ADD CONSTRAINT claim_line_is_of_a_redemption "
            "FOREIGN KEY (number, turn) REFERENCES redemption_redemption (number, turn)",
            "ALTER TABLE reimbursement_claimline DROP CONSTRAINT claim_line_is_of_a_redemption",
        ),
        *tables.scheme_table("reimbursement_claim"),
        *tables.scheme_table("reimbursement_claimline"),
        *tables.scheme_table("reimbursement_servicefait"),
        *tables.scheme_table("reimbursement_payment"),
        *tables.scheme_table("reimbursement_paymentclaim"),
        *tables.scheme_table("reimbursement_operatorfee"),
        *tables.append_only("reimbursement_claimline"),
        *tables.append_only("reimbursement_servicefait"),
        *tables.append_only("reimbursement_paymentclaim"),
        *tables.append_only("reimbursement_operatorfee"),
    ]
