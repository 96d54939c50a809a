"""The tables of the room as they first were."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("age_band", models.CharField(max_length=10)),
                ("commune", models.CharField(max_length=100)),
                ("far_from_digital", models.BooleanField()),
                ("far_evidence", models.CharField(blank=True, max_length=16)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "reference"), name="beneficiary_has_a_reference_of_its_own"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "age_band__in",
                                ["under_12", "12_17", "18_24", "25_39", "40_59", "60_69", "70_over", "not_said"],
                            )
                        ),
                        name="beneficiary_age_band_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("far_evidence", ""), ("far_from_digital", False)),
                            models.Q(
                                ("far_evidence__in", ["questionnaire", "interview", "observation"]),
                                ("far_from_digital", True),
                            ),
                            _connector="OR",
                        ),
                        name="beneficiary_is_far_from_digital_on_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodyFold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("folded_to", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Imprest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.TextField()),
                (
                    "allowed",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), size=None),
                ),
                (
                    "ceiling_cents",
                    models.BigIntegerField(help_text="most value of pass it may hold, safe and points together"),
                ),
                (
                    "cash_ceiling_cents",
                    models.BigIntegerField(default=0, help_text="most cash it may hold; 0 when it keeps none"),
                ),
                ("periodicity", models.CharField(max_length=12)),
                ("address", models.CharField(max_length=200)),
                ("accounting_office", models.CharField(max_length=200)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("assent_on", models.DateField(null=True)),
                ("constituted_on", models.DateField(null=True)),
                ("act_reference", models.CharField(blank=True, max_length=80)),
                ("closed_on", models.DateField(null=True)),
                ("closing_reference", models.CharField(blank=True, default="", max_length=80)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash_ceiling_cents__gte", 0),
                            ("ceiling_cents__gte", 1),
                            ("periodicity__in", ["weekly", "fortnightly", "monthly"]),
                            ("allowed__contained_by", ["hand_out", "open_points", "post_home", "keep_cash"]),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("address", ""), _negated=True),
                            models.Q(("accounting_office", ""), _negated=True),
                            models.Q(("cash_ceiling_cents", 0), ("allowed__contains", ["keep_cash"]), _connector="XOR"),
                        ),
                        name="imprest_says_what_it_may_do_and_hold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_reference", ""), ("constituted_on__isnull", True)),
                            models.Q(
                                ("assent_on__isnull", False),
                                ("assent_on__lte", models.F("constituted_on")),
                                ("constituted_on__isnull", False),
                                models.Q(("act_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imprest_has_the_assent_before_its_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("closing_reference", "")),
                            models.Q(
                                ("closed_on__gte", models.F("constituted_on")),
                                ("constituted_on__isnull", False),
                                models.Q(("closing_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imprest_is_closed_after_it_was_constituted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MandateConvention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("purpose", models.TextField()),
                (
                    "ceiling_cents",
                    models.BigIntegerField(help_text="most value of pass it may hold, its points together"),
                ),
                ("remuneration_cents", models.BigIntegerField(default=0)),
                ("accounts_every_months", models.PositiveSmallIntegerField()),
                ("accounts_within_days", models.PositiveSmallIntegerField()),
                ("assent_on", models.DateField(null=True)),
                ("signed_on", models.DateField(null=True)),
                ("act_reference", models.CharField(blank=True, default="", max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ceiling_cents__gte", 1),
                            ("remuneration_cents__gte", 0),
                            models.Q(("purpose", ""), _negated=True),
                        ),
                        name="mandate_says_what_for_and_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accounts_every_months__gte", 1), ("accounts_every_months__lte", 12)),
                        name="mandated_body_renders_accounts_at_least_yearly",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="mandate_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_reference", ""), ("signed_on__isnull", True)),
                            models.Q(
                                ("assent_on__isnull", False),
                                ("assent_on__lte", models.F("signed_on")),
                                ("signed_on__isnull", False),
                                models.Q(("act_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mandate_has_the_assent_before_it_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            models.Q(("closed_on__gte", models.F("signed_on")), ("signed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandate_is_closed_after_it_was_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Numbering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("series", models.CharField(max_length=20)),
                ("last", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "series"), name="papers_of_a_series_are_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BeneficiaryIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "beneficiary",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity",
                        to="distribution.beneficiary",
                    ),
                ),
                ("first_name", models.CharField(max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="BeneficiaryPublic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_links",
                        to="distribution.beneficiary",
                    ),
                ),
                (
                    "public",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.targetpublic"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("beneficiary", "public"), name="beneficiary_belongs_to_a_public_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DistributionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "imprest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="distribution.imprest",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="distribution.mandateconvention",
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("organisation_name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("commune", models.CharField(max_length=100)),
                ("sort_key", models.CharField(max_length=120)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["sort_key", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "name"), name="point_has_a_name_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="point_closes_after_it_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("imprest__isnull", True), ("mandate__isnull", True), _connector="XOR"),
                        name="point_stands_under_a_regie_or_under_a_mandate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "imprest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cash_lines",
                        to="distribution.imprest",
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("amount_cents", models.BigIntegerField()),
                ("reference", models.CharField(max_length=80)),
                ("occurred_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["occurred_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["advance", "spending", "return", "refund"])),
                        name="cash_line_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gte", 1), models.Q(("reference", ""), _negated=True)),
                        name="cash_line_is_an_amount_on_a_paper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImprestAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.TextField()),
                (
                    "allowed",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), size=None),
                ),
                (
                    "ceiling_cents",
                    models.BigIntegerField(help_text="most value of pass it may hold, safe and points together"),
                ),
                (
                    "cash_ceiling_cents",
                    models.BigIntegerField(default=0, help_text="most cash it may hold; 0 when it keeps none"),
                ),
                ("periodicity", models.CharField(max_length=12)),
                ("address", models.CharField(max_length=200)),
                ("accounting_office", models.CharField(max_length=200)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "imprest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="distribution.imprest",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("assent_on", models.DateField(null=True)),
                ("adopted_on", models.DateField(null=True)),
                ("act_reference", models.CharField(blank=True, default="", max_length=80)),
                ("starts_on", models.DateField(null=True)),
                ("withdrawn_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["imprest", "rank"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash_ceiling_cents__gte", 0),
                            ("ceiling_cents__gte", 1),
                            ("periodicity__in", ["weekly", "fortnightly", "monthly"]),
                            ("allowed__contained_by", ["hand_out", "open_points", "post_home", "keep_cash"]),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("address", ""), _negated=True),
                            models.Q(("accounting_office", ""), _negated=True),
                            models.Q(("cash_ceiling_cents", 0), ("allowed__contains", ["keep_cash"]), _connector="XOR"),
                        ),
                        name="imprest_amendment_says_what_becomes_of_the_act",
                    ),
                    models.UniqueConstraint(fields=("imprest", "rank"), name="amendments_of_an_imprest_are_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("adopted_on__isnull", True), ("withdrawn_on__isnull", True)),
                        fields=("imprest",),
                        name="an_imprest_is_amended_by_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_reference", ""), ("adopted_on__isnull", True)),
                            models.Q(
                                ("adopted_on__isnull", False),
                                ("assent_on__isnull", False),
                                ("assent_on__lte", models.F("adopted_on")),
                                models.Q(("act_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imprest_amendment_has_the_assent_before_its_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_on__isnull", True), ("starts_on__isnull", True)),
                            models.Q(
                                ("adopted_on__isnull", False),
                                ("starts_on__gte", models.F("adopted_on")),
                                ("withdrawn_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="imprest_amendment_holds_from_a_day_once_adopted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MandateAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="distribution.mandateconvention",
                    ),
                ),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("rendered_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["period_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="mandate_account_covers_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rendered_on__gt", models.F("period_to"))),
                        name="mandate_account_is_rendered_after_its_period",
                    ),
                    models.UniqueConstraint(fields=("mandate", "period_from"), name="a_period_is_accounted_for_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("label", models.CharField(max_length=200)),
                (
                    "point",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holder",
                        to="distribution.distributionpoint",
                    ),
                ),
                (
                    "imprest",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safe",
                        to="distribution.imprest",
                    ),
                ),
                (
                    "mandate",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock",
                        to="distribution.mandateconvention",
                    ),
                ),
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
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drawers",
                        to="distribution.distributionpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "accountant",
                                    "beneficiaries",
                                    "carrier",
                                    "destroyed",
                                    "drawer",
                                    "lost",
                                    "mandated",
                                    "not_delivered",
                                    "point",
                                    "printer",
                                    "returned",
                                    "safe",
                                    "stolen",
                                ],
                            )
                        ),
                        name="holder_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "point"), ("point__isnull", True), _connector="XOR"),
                        name="holder_is_a_point_if_it_names_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "safe"), ("imprest__isnull", True), _connector="XOR"),
                        name="holder_is_a_safe_if_it_names_an_imprest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "mandated"), ("mandate__isnull", True), _connector="XOR"),
                        name="holder_is_a_mandated_body_if_it_names_a_mandate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keeper__isnull", False), ("kind", "drawer"), ("place__isnull", False)),
                            models.Q(
                                models.Q(("kind", "drawer"), _negated=True),
                                ("keeper__isnull", True),
                                ("place__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="holder_is_a_drawer_if_it_names_whose_and_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "printer"), ("organisation__isnull", True), _connector="OR"),
                        name="holder_of_an_organisation_is_a_printer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "accountant",
                                    "beneficiaries",
                                    "destroyed",
                                    "lost",
                                    "not_delivered",
                                    "returned",
                                    "stolen",
                                ],
                            )
                        ),
                        fields=("scheme", "kind"),
                        name="holder_of_its_kind_is_alone_in_its_scheme",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "printer")),
                        fields=("scheme", "organisation"),
                        name="printer_stands_once_in_its_scheme",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "carrier")),
                        fields=("scheme", "label"),
                        name="carrier_stands_once_in_its_scheme",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "drawer")),
                        fields=("keeper", "place"),
                        name="drawer_stands_once_at_its_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "imprest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="distribution.imprest",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="distribution.distributionpoint",
                    ),
                ),
                ("act_reference", models.CharField(max_length=80)),
                ("assent_on", models.DateField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("handed_over_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["holder", "substitute", "sub_holder", "agent"])),
                        name="appointment_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["sub_holder", "agent"]), ("point__isnull", True), _connector="XOR"
                        ),
                        name="who_serves_at_a_point_and_nobody_else_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_over_on__isnull", True),
                            models.Q(
                                ("handed_over_on__gte", models.F("starts_on")), ("kind__in", ["holder", "substitute"])
                            ),
                            _connector="OR",
                        ),
                        name="who_answers_for_the_safe_takes_it_over_once_he_serves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="appointment_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assent_on__isnull", True), ("assent_on__lte", models.F("starts_on")), _connector="OR"
                        ),
                        name="appointment_has_the_assent_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "substitute"), _negated=True),
                            models.Q(
                                ("ends_on__isnull", False),
                                (
                                    "ends_on__lt",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("starts_on"), "+", models.Value(datetime.timedelta(days=62))
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="substitute_serves_two_months_at_most",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "holder")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("imprest_id"),
                                    models.F("imprest_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"), models.F("ends_on"), models.Value("[]"), function="daterange"
                                ),
                                "&&",
                            ),
                        ],
                        name="imprest_has_one_holder_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MandatedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="distribution.mandateconvention",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandated_people",
                        to="distribution.distributionpoint",
                    ),
                ),
                ("reference", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="mandated_person_ends_after_starting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        name="mandated_person_is_named_by_a_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="distribution.beneficiary",
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="distribution.distributionpoint",
                    ),
                ),
                ("issued_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("state", models.CharField(default="open", max_length=8)),
                ("closed_on", models.DateField(null=True)),
                ("closing_reason", models.CharField(blank=True, max_length=16)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["issued_on", "pk"],
                "indexes": [models.Index(fields=["point", "state", "issued_on"], name="referrals_waiting_at_a_point")],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="referral_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "served", "closed"])), name="referral_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), models.Q(("state", "open"), _negated=True), _connector="XOR"
                        ),
                        name="referral_is_open_until_it_says_when_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "closing_reason__in",
                                    ["not_reached", "not_targeted", "no_venue_near", "declined", "other"],
                                ),
                                ("state", "closed"),
                            ),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closing_reason", "")),
                            _connector="OR",
                        ),
                        name="referral_is_closed_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubRegie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_regies",
                        to="distribution.distributionpoint",
                    ),
                ),
                ("ceiling_cents", models.BigIntegerField(help_text="most value of pass it may hold")),
                ("assent_on", models.DateField(null=True)),
                ("adopted_on", models.DateField(null=True)),
                ("act_reference", models.CharField(blank=True, default="", max_length=80)),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ceiling_cents__gte", 1)), name="sub_regie_has_a_ceiling"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("point",),
                        name="a_point_is_one_sub_regie_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_reference", ""), ("adopted_on__isnull", True)),
                            models.Q(
                                ("adopted_on__isnull", False),
                                ("assent_on__isnull", False),
                                ("assent_on__lte", models.F("adopted_on")),
                                models.Q(("act_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sub_regie_has_the_assent_before_its_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("adopted_on__isnull", True),
                            ("closed_on__gte", models.F("adopted_on")),
                            _connector="OR",
                        ),
                        name="sub_regie_is_closed_after_it_was_constituted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodyDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="distribution.holder",
                    ),
                ),
                ("day", models.DateField()),
                ("order_id", models.BigIntegerField()),
                ("came", models.BigIntegerField()),
                ("went", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder", "day", "order_id"), name="a_day_of_a_holder_is_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("came__gte", 0), ("went__gte", 0)), name="what_moves_in_a_day_is_counted_up"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("order_id", models.BigIntegerField()),
                ("numbers", django.contrib.postgres.fields.ranges.BigIntegerRangeField()),
                (
                    "first",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("numbers"), function="lower"),
                        output_field=models.BigIntegerField(),
                    ),
                ),
                (
                    "last",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.Func(models.F("numbers"), function="upper", output_field=models.BigIntegerField()),
                            "-",
                            models.Value(1),
                        ),
                        output_field=models.BigIntegerField(),
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="distribution.holder",
                    ),
                ),
                ("since_on", models.DateField()),
            ],
            options={
                "ordering": ["numbers"],
                "indexes": [
                    models.Index(fields=["order_id", "first", "last"], name="holdings_by_number"),
                    models.Index(
                        fields=["holder", "order_id"], include=("scheme", "first", "last"), name="holdings_by_holder"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("numbers", "&&")], name="no_pass_is_in_two_hands"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numbers__isempty", False), ("numbers__lower_inf", False), ("numbers__upper_inf", False)
                        ),
                        name="holding_is_a_range_of_pass",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                ("number", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=12)),
                (
                    "from_holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips_given",
                        to="distribution.holder",
                    ),
                ),
                (
                    "to_holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips_taken",
                        to="distribution.holder",
                    ),
                ),
                ("occurred_on", models.DateField()),
                ("handed_by", models.CharField(max_length=200)),
                ("handed_by_user_id", models.BigIntegerField(null=True)),
                ("handed_on_paper", models.BooleanField(db_default=False, default=False)),
                ("received_by", models.CharField(blank=True, max_length=200)),
                ("received_by_user_id", models.BigIntegerField(null=True)),
                ("received_on", models.DateField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("received_on_paper", models.BooleanField(db_default=False, default=False)),
                ("contested_count", models.PositiveIntegerField(db_default=0, default=0)),
                ("contested_note", models.TextField(blank=True, db_default="", default="")),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-occurred_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("received_on__isnull", True)),
                        fields=["to_holder"],
                        name="slips_nobody_has_received_yet",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="slip_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "delivery",
                                    "supply",
                                    "transfer",
                                    "handout",
                                    "return",
                                    "reversal",
                                    "dispatch",
                                    "loss",
                                    "theft",
                                    "destruction",
                                    "found",
                                ],
                            )
                        ),
                        name="slip_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on__isnull", True),
                            ("received_on__gte", models.F("occurred_on")),
                            _connector="OR",
                        ),
                        name="slip_is_received_after_it_is_handed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on__isnull", True),
                            models.Q(("received_by", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="slip_is_received_if_and_only_if_it_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("received_at__isnull", True),
                                ("received_on__isnull", True),
                                ("received_on_paper", False),
                            ),
                            models.Q(("received_at__isnull", False), ("received_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="slip_keeps_the_instant_of_its_reception",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contested_count", 0), ("contested_note", "")),
                            models.Q(
                                ("contested_count__gte", 1),
                                ("received_on__isnull", False),
                                models.Q(("contested_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="slip_explains_what_its_receiver_did_not_count",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts",
                        to="distribution.beneficiary",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts",
                        to="distribution.referral",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts",
                        to="distribution.distributionpoint",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handouts", to="distribution.slip"
                    ),
                ),
                ("order_id", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("turn", models.PositiveSmallIntegerField(db_default=1, default=1)),
                (
                    "posted_home",
                    models.BooleanField(db_default=False, default=False, help_text="sent by post to the person's home"),
                ),
                ("occurred_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-occurred_on", "-pk"],
                "indexes": [
                    models.Index(fields=["point", "occurred_on"], name="handouts_of_a_point"),
                    models.Index(fields=["occurred_on"], name="handouts_by_day"),
                    models.Index(fields=["order_id", "first", "last"], name="handouts_by_number"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="handout_gives_a_range"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("first"), models.F("last"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("turn"), models.F("turn"), models.Value("[]"), function="int4range"
                                ),
                                "&&",
                            ),
                        ],
                        name="no_pass_is_handed_out_twice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "slip",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="distribution.slip",
                    ),
                ),
                ("order_id", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "from_holder",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_out",
                        to="distribution.holder",
                    ),
                ),
                (
                    "to_holder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_in",
                        to="distribution.holder",
                    ),
                ),
                ("verb", models.CharField(max_length=32)),
                ("occurred_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["to_holder", "occurred_on", "id"], name="lines_that_bring_in"),
                    models.Index(fields=["from_holder", "occurred_on", "id"], name="lines_that_take_out"),
                    models.Index(fields=["scheme", "id"], name="lines_of_a_scheme_as_entered"),
                    models.Index(fields=["order_id", "first", "last"], name="lines_by_number"),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(models.F("first"), models.F("last"), models.Value("[]"), function="int8range"),
                        name="movement_by_number",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="movement_moves_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slip__isnull", False), ("from_holder__isnull", True), _connector="XOR"),
                        name="movement_has_a_slip_unless_printed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_holder__isnull", True),
                            models.Q(("from_holder", models.F("to_holder")), _negated=True),
                            _connector="OR",
                        ),
                        name="movement_goes_from_one_hand_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_holder__isnull", True), ("verb", "printed")),
                            (
                                "verb__in",
                                [
                                    "contest_return",
                                    "contest_return_from_body",
                                    "contest_return_to_accountant",
                                    "contest_return_to_body",
                                    "contest_supply",
                                    "contest_supply_of_body",
                                    "contest_transfer",
                                    "contest_transfer_of_body",
                                    "declare_destruction",
                                    "declare_loss",
                                    "declare_theft",
                                    "dispatch_delivery",
                                    "find_again",
                                    "find_again_at_accountant",
                                    "find_again_at_body",
                                    "hand_out",
                                    "leave_in_drawer",
                                    "receive_delivery",
                                    "report_missing",
                                    "return_from_body",
                                    "return_from_drawer",
                                    "return_from_point",
                                    "return_to_accountant",
                                    "return_to_body",
                                    "return_to_operator",
                                    "return_to_printer",
                                    "reverse_handout",
                                    "reverse_handout_of_drawer",
                                    "supply_body",
                                    "supply_safe",
                                    "take_back",
                                    "transfer_from_body",
                                    "transfer_to_point",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="movement_verb_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoutReversal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "handout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reversals", to="distribution.handout"
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handout_reversals",
                        to="distribution.slip",
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("occurred_on", models.DateField()),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="handout_reversal_is_of_a_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["mistake", "return"])), name="handout_reversal_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="handout_reversal_says_why"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("handout_id"),
                                    models.F("handout_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("first"), models.F("last"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                        ],
                        name="no_pass_comes_back_twice_from_a_handout",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplyRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "imprest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_requests",
                        to="distribution.imprest",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_requests",
                        to="distribution.mandateconvention",
                    ),
                ),
                ("pass_count", models.PositiveIntegerField()),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("requested_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                (
                    "actor_label",
                    models.CharField(help_text="who asked: by his account, or by the paper he signed", max_length=200),
                ),
                (
                    "slip",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_request",
                        to="distribution.slip",
                    ),
                ),
                ("declined_on", models.DateField(null=True)),
                ("declined_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "declined_by",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="who declined: by his account, or by the paper he signed",
                        max_length=200,
                    ),
                ),
                (
                    "declined_paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signedpaper",
                    ),
                ),
                ("withdrawn_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-requested_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("imprest__isnull", True), ("mandate__isnull", True), _connector="XOR"),
                        name="supply_is_asked_by_a_regie_or_by_a_mandated_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pass_count__gte", 1)), name="supply_request_asks_for_pass"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_on", None), ("withdrawn_on", None)),
                            models.Q(("slip", None), ("withdrawn_on", None)),
                            models.Q(("declined_on", None), ("slip", None)),
                            _connector="OR",
                        ),
                        name="supply_request_is_answered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_on__isnull", True), ("declined_reason", "")),
                            models.Q(
                                ("declined_on__gte", models.F("requested_on")),
                                ("declined_on__isnull", False),
                                models.Q(("declined_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supply_request_is_declined_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_by", ""), ("declined_on__isnull", True), ("declined_paper", None)),
                            models.Q(("declined_on__isnull", False), models.Q(("declined_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="supply_request_is_declined_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            ("withdrawn_on__gte", models.F("requested_on")),
                            _connector="OR",
                        ),
                        name="supply_request_is_withdrawn_after_it_was_made",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("declined_on", None), ("slip", None), ("withdrawn_on", None)),
                        fields=("imprest",),
                        name="a_regie_waits_for_one_supply_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("declined_on", None), ("slip", None), ("withdrawn_on", None)),
                        fields=("mandate",),
                        name="a_mandated_body_waits_for_one_supply_at_a_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Beneficiary",
            name="publics",
            field=models.ManyToManyField(
                related_name="+", through="distribution.BeneficiaryPublic", to="grants.targetpublic"
            ),
        ),
        *[
            operation
            for table in (
                "imprest",
                "distributionpoint",
                "appointment",
                "holder",
                "holding",
                "numbering",
                "slip",
                "movement",
                "beneficiary",
                "beneficiarypublic",
                "beneficiaryidentity",
                "referral",
                "handout",
            )
            for operation in tables.scheme_table(f"distribution_{table}")
        ],
        *tables.append_only("distribution_movement"),
        *tables.append_only("distribution_handout"),
        *tables.keep_from_reader("distribution_beneficiaryidentity"),
        *[
            operation
            for table in (
                "cashline",
                "imprestamendment",
                "subregie",
                "mandateconvention",
                "mandatedperson",
                "mandateaccount",
            )
            for operation in tables.scheme_table(f"distribution_{table}")
        ],
        *tables.append_only("distribution_mandateaccount"),
        *tables.append_only("distribution_cashline"),
        # A slip received before its instant was kept was received when it was written.
        migrations.RunSQL(
            "UPDATE distribution_slip SET received_at = recorded_at WHERE received_on IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        *[
            operation
            for table in ("custodyday", "custodyfold", "handoutreversal", "supplyrequest")
            for operation in tables.scheme_table(f"distribution_{table}")
        ],
        *tables.append_only("distribution_handoutreversal"),
        *tables.final_rows("distribution_slip", "OLD.received_on IS NOT NULL"),
        *tables.final_rows(
            "distribution_supplyrequest",
            "OLD.slip_id IS NOT NULL OR OLD.declined_on IS NOT NULL OR OLD.withdrawn_on IS NOT NULL",
        ),
    ]
