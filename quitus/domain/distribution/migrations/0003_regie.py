"""The régie as its act says it, amended and divided; mandated bodies; handover of duty."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0002_reader_reads_no_name"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            },
        ),
        migrations.CreateModel(
            name="MandateAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("rendered_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["period_from"],
            },
        ),
        migrations.CreateModel(
            name="MandateConvention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="MandatedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SubRegie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ceiling_cents", models.BigIntegerField(help_text="most value of pass it may hold")),
                ("assent_on", models.DateField(null=True)),
                ("adopted_on", models.DateField(null=True)),
                ("act_reference", models.CharField(blank=True, default="", max_length=80)),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="appointment",
            name="appointment_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="appointment",
            name="an_agent_and_only_an_agent_is_appointed_at_a_point",
        ),
        migrations.RemoveConstraint(
            model_name="holder",
            name="holder_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="imprest",
            name="imprest_has_a_ceiling",
        ),
        migrations.RemoveConstraint(
            model_name="imprest",
            name="imprest_is_closed_after_it_was_constituted",
        ),
        migrations.RemoveConstraint(
            model_name="movement",
            name="movement_verb_is_known",
        ),
        migrations.RemoveField(
            model_name="imprest",
            name="posting_home",
        ),
        migrations.AddField(
            model_name="appointment",
            name="handed_over_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="imprest",
            name="accounting_office",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="imprest",
            name="address",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="imprest",
            name="allowed",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16), default=[], size=None
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="imprest",
            name="cash_ceiling_cents",
            field=models.BigIntegerField(default=0, help_text="most cash it may hold; 0 when it keeps none"),
        ),
        migrations.AddField(
            model_name="imprest",
            name="closing_reference",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="imprest",
            name="periodicity",
            field=models.CharField(default="", max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="imprest",
            name="purpose",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="distributionpoint",
            name="imprest",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="points", to="distribution.imprest"
            ),
        ),
        migrations.AlterField(
            model_name="imprest",
            name="ceiling_cents",
            field=models.BigIntegerField(help_text="most value of pass it may hold, safe and points together"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["holder", "substitute", "sub_holder", "agent"])),
                name="appointment_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["sub_holder", "agent"]), ("point__isnull", True), _connector="XOR"),
                name="who_serves_at_a_point_and_nobody_else_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handed_over_on__isnull", True),
                    models.Q(("handed_over_on__gte", models.F("starts_on")), ("kind__in", ["holder", "substitute"])),
                    _connector="OR",
                ),
                name="who_answers_for_the_safe_takes_it_over_once_he_serves",
            ),
        ),
        migrations.AddConstraint(
            model_name="imprest",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="imprest",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
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
                            "redeem",
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
                            "undo_redemption",
                        ],
                    ),
                    _connector="OR",
                ),
                name="movement_verb_is_known",
            ),
        ),
        migrations.AddField(
            model_name="imprestamendment",
            name="imprest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="distribution.imprest"
            ),
        ),
        migrations.AddField(
            model_name="imprestamendment",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="mandateaccount",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="mandateconvention",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="mandateconvention",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="mandateaccount",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="distribution.mandateconvention",
            ),
        ),
        migrations.AddField(
            model_name="distributionpoint",
            name="mandate",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="points",
                to="distribution.mandateconvention",
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="mandate",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stock",
                to="distribution.mandateconvention",
            ),
        ),
        migrations.AddConstraint(
            model_name="distributionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("imprest__isnull", True), ("mandate__isnull", True), _connector="XOR"),
                name="point_stands_under_a_regie_or_under_a_mandate",
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
                            "carrier",
                            "accountant",
                            "safe",
                            "point",
                            "mandated",
                            "drawer",
                            "beneficiaries",
                            "venue",
                            "lost",
                            "stolen",
                            "destroyed",
                            "returned",
                            "not_delivered",
                        ],
                    )
                ),
                name="holder_kind_is_known",
            ),
        ),
        migrations.AddField(
            model_name="mandatedperson",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="people", to="distribution.mandateconvention"
            ),
        ),
        migrations.AddField(
            model_name="mandatedperson",
            name="point",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandated_people",
                to="distribution.distributionpoint",
            ),
        ),
        migrations.AddField(
            model_name="mandatedperson",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="mandatedperson",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="subregie",
            name="point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sub_regies",
                to="distribution.distributionpoint",
            ),
        ),
        migrations.AddField(
            model_name="subregie",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="imprestamendment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="imprestamendment",
            constraint=models.UniqueConstraint(
                fields=("imprest", "rank"), name="amendments_of_an_imprest_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="imprestamendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("adopted_on__isnull", True), ("withdrawn_on__isnull", True)),
                fields=("imprest",),
                name="an_imprest_is_amended_by_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="imprestamendment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="imprestamendment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="mandateconvention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ceiling_cents__gte", 1), ("remuneration_cents__gte", 0), models.Q(("purpose", ""), _negated=True)
                ),
                name="mandate_says_what_for_and_how_much",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateconvention",
            constraint=models.CheckConstraint(
                condition=models.Q(("accounts_every_months__gte", 1), ("accounts_every_months__lte", 12)),
                name="mandated_body_renders_accounts_at_least_yearly",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateconvention",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="mandate_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateconvention",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="mandateconvention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True),
                    models.Q(("closed_on__gte", models.F("signed_on")), ("signed_on__isnull", False)),
                    _connector="OR",
                ),
                name="mandate_is_closed_after_it_was_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_to__gte", models.F("period_from"))), name="mandate_account_covers_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("rendered_on__gt", models.F("period_to"))),
                name="mandate_account_is_rendered_after_its_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaccount",
            constraint=models.UniqueConstraint(
                fields=("mandate", "period_from"), name="a_period_is_accounted_for_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="mandated_person_ends_after_starting",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference", ""), _negated=True), name="mandated_person_is_named_by_a_letter"
            ),
        ),
        migrations.AddConstraint(
            model_name="subregie",
            constraint=models.CheckConstraint(
                condition=models.Q(("ceiling_cents__gte", 1)), name="sub_regie_has_a_ceiling"
            ),
        ),
        migrations.AddConstraint(
            model_name="subregie",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True)),
                fields=("point",),
                name="a_point_is_one_sub_regie_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="subregie",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="subregie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True),
                    ("adopted_on__isnull", True),
                    ("closed_on__gte", models.F("adopted_on")),
                    _connector="OR",
                ),
                name="sub_regie_is_closed_after_it_was_constituted",
            ),
        ),
        migrations.CreateModel(
            name="CashLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("amount_cents", models.BigIntegerField()),
                ("reference", models.CharField(max_length=80)),
                ("occurred_on", models.DateField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor_label", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "imprest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cash_lines",
                        to="distribution.imprest",
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
        migrations.AddField(
            model_name="handout",
            name="posted_home",
            field=models.BooleanField(db_default=False, default=False, help_text="sent by post to the person's home"),
        ),
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
    ]
