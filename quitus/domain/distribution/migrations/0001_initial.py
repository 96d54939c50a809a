import datetime

import django.contrib.postgres.constraints
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
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20)),
                ("age_band", models.CharField(max_length=10)),
                ("commune", models.CharField(max_length=100)),
                ("far_from_digital", models.BooleanField()),
                ("far_evidence", models.CharField(blank=True, max_length=16)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BeneficiaryIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_name", models.CharField(max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "beneficiary",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity",
                        to="distribution.beneficiary",
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
            name="BeneficiaryPublic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
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
        migrations.AddField(
            model_name="beneficiary",
            name="publics",
            field=models.ManyToManyField(
                related_name="+", through="distribution.BeneficiaryPublic", to="grants.targetpublic"
            ),
        ),
        migrations.CreateModel(
            name="DistributionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("organisation_name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("commune", models.CharField(max_length=100)),
                ("sort_key", models.CharField(max_length=120)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("label", models.CharField(max_length=200)),
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
                    "point",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holder",
                        to="distribution.distributionpoint",
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
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.BigIntegerField()),
                ("numbers", django.contrib.postgres.fields.ranges.BigIntegerRangeField()),
                ("since_on", models.DateField()),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="distribution.holder"
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
                "ordering": ["numbers"],
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
            name="Imprest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("ceiling_cents", models.BigIntegerField(help_text="most value it may hold, safe and points together")),
                ("posting_home", models.BooleanField(default=False, help_text="may send pass by post")),
                ("assent_on", models.DateField(null=True)),
                ("constituted_on", models.DateField(null=True)),
                ("act_reference", models.CharField(blank=True, max_length=80)),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
                    models.CheckConstraint(condition=models.Q(("ceiling_cents__gte", 1)), name="imprest_has_a_ceiling"),
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
                            ("closed_on__isnull", True),
                            models.Q(("closed_on__gte", models.F("constituted_on")), ("constituted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="imprest_is_closed_after_it_was_constituted",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="holder",
            name="imprest",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="safe", to="distribution.imprest"
            ),
        ),
        migrations.AddField(
            model_name="distributionpoint",
            name="imprest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="points", to="distribution.imprest"
            ),
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("act_reference", models.CharField(max_length=80)),
                ("assent_on", models.DateField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="distribution.distributionpoint",
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
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["holder", "substitute", "agent"])),
                        name="appointment_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "agent"), ("point__isnull", True), _connector="XOR"),
                        name="an_agent_and_only_an_agent_is_appointed_at_a_point",
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
            name="Numbering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=20)),
                ("last", models.IntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "series"), name="papers_of_a_series_are_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("issued_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("state", models.CharField(default="open", max_length=8)),
                ("closed_on", models.DateField(null=True)),
                ("closing_reason", models.CharField(blank=True, max_length=16)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="distribution.beneficiary",
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
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            name="Slip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=12)),
                ("occurred_on", models.DateField()),
                ("handed_by", models.CharField(max_length=200)),
                ("received_by", models.CharField(blank=True, max_length=200)),
                ("received_on", models.DateField(null=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "from_holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips_given",
                        to="distribution.holder",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
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
            ],
            options={
                "ordering": ["-occurred_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="slip_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["delivery", "supply", "transfer", "handout", "return", "loss", "destruction"])
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("verb", models.CharField(max_length=24)),
                ("occurred_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "from_holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_out",
                        to="distribution.holder",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "to_holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines_in", to="distribution.holder"
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
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(models.F("first"), models.F("last"), models.Value("[]"), function="int8range"),
                        name="movement_by_number",
                    )
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
                                    "declare_destruction",
                                    "declare_loss",
                                    "hand_out",
                                    "receive_delivery",
                                    "report_missing",
                                    "return_from_point",
                                    "supply_safe",
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
            name="Handout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("occurred_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts",
                        to="distribution.distributionpoint",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handout",
                        to="distribution.referral",
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handouts", to="distribution.slip"
                    ),
                ),
            ],
            options={
                "ordering": ["-occurred_on", "-pk"],
                "indexes": [
                    models.Index(fields=["point", "occurred_on"], name="handouts_of_a_point"),
                    models.Index(fields=["occurred_on"], name="handouts_by_day"),
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
                            )
                        ],
                        name="no_pass_is_handed_out_twice",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                fields=("scheme", "reference"), name="beneficiary_has_a_reference_of_its_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_band__in", ["under_12", "12_17", "18_24", "25_39", "40_59", "60_69", "70_over", "not_said"])
                ),
                name="beneficiary_age_band_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("far_evidence", ""), ("far_from_digital", False)),
                    models.Q(
                        ("far_evidence__in", ["questionnaire", "interview", "observation"]), ("far_from_digital", True)
                    ),
                    _connector="OR",
                ),
                name="beneficiary_is_far_from_digital_on_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "printer",
                            "accountant",
                            "safe",
                            "point",
                            "beneficiaries",
                            "lost",
                            "destroyed",
                            "not_delivered",
                        ],
                    )
                ),
                name="holder_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "point"), ("point__isnull", True), _connector="XOR"),
                name="holder_is_a_point_if_it_names_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "safe"), ("imprest__isnull", True), _connector="XOR"),
                name="holder_is_a_safe_if_it_names_an_imprest",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "printer"), ("organisation__isnull", True), _connector="OR"),
                name="holder_of_an_organisation_is_a_printer",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["printer", "safe", "point"]), _negated=True),
                fields=("scheme", "kind"),
                name="holder_of_its_kind_is_alone_in_its_scheme",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "printer")),
                fields=("scheme", "organisation"),
                name="printer_stands_once_in_its_scheme",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="distributionpoint",
            constraint=models.UniqueConstraint(fields=("scheme", "name"), name="point_has_a_name_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="distributionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="point_closes_after_it_opened",
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
    ]
