"""The tables of the room as they first were."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetLine",
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
                ("code", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=12)),
                ("planned_cents", models.BigIntegerField()),
                ("rank", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("convention", "code"), name="a_code_names_one_budget_line"),
                    models.CheckConstraint(
                        condition=models.Q(("planned_cents__gte", 0)), name="a_budget_line_plans_an_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["face_value", "fees", "engineering", "resource"])),
                        name="a_budget_line_has_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
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
                ("label", models.CharField(max_length=200)),
                ("trigger", models.TextField()),
                ("rate_per_mille", models.PositiveIntegerField(null=True)),
                ("base", models.CharField(blank=True, max_length=300)),
                ("due_on", models.DateField(null=True)),
                ("expected_cents", models.BigIntegerField()),
                ("state", models.CharField(default="planned", max_length=10)),
                ("claimed_on", models.DateField(null=True)),
                ("claimed_cents", models.BigIntegerField(null=True)),
                ("received_on", models.DateField(null=True)),
                ("received_cents", models.BigIntegerField(null=True)),
                ("titre_number", models.CharField(blank=True, max_length=40)),
                ("is_placeholder", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("claimed_cents__isnull", True), ("claimed_on__isnull", True), ("state", "planned")
                            ),
                            models.Q(
                                models.Q(("state", "planned"), _negated=True),
                                ("claimed_cents__isnull", False),
                                ("claimed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="instalment_is_claimed_if_and_only_if_it_says_when_and_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("received_cents__isnull", False), ("received_on__isnull", False), ("state", "received")
                            ),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                ("received_cents__isnull", True),
                                ("received_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="instalment_is_received_if_and_only_if_it_says_when_and_how_much",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Procurement",
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
                ("title", models.CharField(max_length=300)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("state", models.CharField(default="launched", max_length=10)),
                ("launched_on", models.DateField()),
                ("awarded_on", models.DateField(null=True)),
                (
                    "operator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("abandoned_on", models.DateField(null=True)),
                ("abandoned_reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-launched_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("awarded_on__isnull", True),
                                ("operator__isnull", True),
                                ("state__in", ["launched", "abandoned"]),
                            ),
                            models.Q(
                                ("awarded_on__gte", models.F("launched_on")),
                                ("awarded_on__isnull", False),
                                ("operator__isnull", False),
                                ("state__in", ["awarded", "notified"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_procurement_is_awarded_if_and_only_if_it_says_to_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("abandoned_on__isnull", False),
                                ("state", "abandoned"),
                                models.Q(("abandoned_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "abandoned"), _negated=True),
                                ("abandoned_on__isnull", True),
                                ("abandoned_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="a_procurement_is_abandoned_if_and_only_if_it_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("siret", models.CharField(blank=True, max_length=14)),
                ("sort_key", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["sort_key", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "name"), name="a_name_names_one_supplier_of_a_scheme")
                ],
            },
        ),
        migrations.CreateModel(
            name="Market",
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
                ("number", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=300)),
                ("launched_on", models.DateField()),
                ("awarded_on", models.DateField()),
                ("notified_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("ceiling_cents", models.BigIntegerField()),
                (
                    "procurement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="market",
                        to="budget.procurement",
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-notified_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="a_number_names_one_market"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("awarded_on__lte", models.F("notified_on")),
                            ("launched_on__lte", models.F("awarded_on")),
                            ("notified_on__lte", models.F("ends_on")),
                        ),
                        name="a_market_is_launched_awarded_notified_then_ends",
                    ),
                    models.CheckConstraint(condition=models.Q(("ceiling_cents__gt", 0)), name="a_market_has_a_ceiling"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Spending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spendings", to="budget.budgetline"
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spendings", to="budget.supplier"
                    ),
                ),
                (
                    "market",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spendings",
                        to="budget.market",
                    ),
                ),
                (
                    "order_id",
                    models.BigIntegerField(help_text="of pass, that it pays: a plain key, of a room above", null=True),
                ),
                ("title", models.CharField(max_length=300)),
                ("state", models.CharField(default="committed", max_length=10)),
                ("commitment_reference", models.CharField(max_length=60)),
                ("committed_on", models.DateField()),
                ("committed_cents", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                ("invoice_reference", models.CharField(blank=True, max_length=60)),
                ("invoiced_on", models.DateField(null=True)),
                ("net_cents", models.BigIntegerField(null=True)),
                ("vat_cents", models.BigIntegerField(null=True)),
                ("gross_cents", models.BigIntegerField(null=True)),
                ("eligible_cents", models.BigIntegerField(help_text="by its nature, whatever its day", null=True)),
                ("invoice_recorded_at", models.DateTimeField(null=True)),
                ("mandat_number", models.CharField(blank=True, max_length=40)),
                ("bordereau_number", models.CharField(blank=True, max_length=40)),
                ("mandated_on", models.DateField(null=True)),
                ("mandat_recorded_at", models.DateTimeField(null=True)),
                ("paid_on", models.DateField(null=True)),
                ("payment_recorded_at", models.DateTimeField(null=True)),
                (
                    "is_reversed",
                    models.BooleanField(
                        default=False, help_text="a copy of its reversal, for the uniqueness of invoices"
                    ),
                ),
            ],
            options={
                "ordering": ["-committed_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("committed_cents__gt", 0)), name="a_commitment_has_an_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("invoice_recorded_at__isnull", True),
                                ("invoiced_on__isnull", True),
                                ("state", "committed"),
                            ),
                            models.Q(
                                models.Q(("state", "committed"), _negated=True),
                                ("gross_cents__isnull", False),
                                ("invoice_recorded_at__isnull", False),
                                ("invoiced_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="spending_is_invoiced_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("eligible_cents__isnull", True),
                                ("gross_cents__isnull", True),
                                ("net_cents__isnull", True),
                                ("vat_cents__isnull", True),
                            ),
                            models.Q(
                                ("eligible_cents__gte", 0),
                                ("eligible_cents__lte", models.F("gross_cents")),
                                (
                                    "gross_cents",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net_cents"), "+", models.F("vat_cents")
                                    ),
                                ),
                                ("gross_cents__gt", 0),
                                ("net_cents__gte", 0),
                                ("vat_cents__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="an_invoice_adds_net_and_tax_and_is_eligible_at_most_in_full",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mandat_number", ""),
                                ("mandated_on__isnull", True),
                                ("state__in", ["committed", "invoiced"]),
                            ),
                            models.Q(
                                ("mandat_recorded_at__isnull", False),
                                ("mandated_on__isnull", False),
                                ("state__in", ["mandated", "paid"]),
                                models.Q(("mandat_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="spending_is_mandated_if_and_only_if_it_says_when_and_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_on__isnull", False), ("payment_recorded_at__isnull", False), ("state", "paid")
                            ),
                            models.Q(models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="spending_is_paid_if_and_only_if_it_says_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("invoice_reference", ""), _negated=True), ("is_reversed", False)),
                        fields=("supplier", "invoice_reference"),
                        name="an_invoice_of_a_supplier_is_recorded_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "spending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="budget.spending"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("spending", "sha256"), name="a_file_is_evidence_of_a_spending_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["commitment", "invoice", "other"])),
                        name="evidence_has_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingReversal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "spending",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reversal", to="budget.spending"
                    ),
                ),
                ("reason", models.TextField()),
                ("occurred_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_spending_is_reversed_for_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TitreDeRecettes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=80)),
                ("key", models.TextField(help_text="the normal form of its number")),
                ("exercice", models.PositiveSmallIntegerField()),
                ("verb", models.CharField(max_length=20)),
                ("about", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "exercice", "key"), name="titre_de_recettes_is_used_once_in_an_exercice"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="titre_de_recettes_has_a_letter_or_a_digit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verb__in", ["receive_instalment", "record_repayment", "receive_credit"])),
                        name="titre_de_recettes_is_of_a_sum_that_came_in",
                    ),
                ],
            },
        ),
        *tables.scheme_table("budget_budgetline"),
        *tables.scheme_table("budget_supplier"),
        *tables.scheme_table("budget_procurement"),
        *tables.scheme_table("budget_market"),
        *tables.scheme_table("budget_spending"),
        *tables.scheme_table("budget_spendingreversal"),
        *tables.scheme_table("budget_evidence"),
        *tables.scheme_table("budget_instalment"),
        *tables.scheme_table("budget_titrederecettes"),
        *tables.append_only("budget_spendingreversal"),
        *tables.append_only("budget_titrederecettes"),
        *tables.append_only("budget_evidence"),
    ]
