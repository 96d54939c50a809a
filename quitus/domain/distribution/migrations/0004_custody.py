"""Custody in every hand, signatures on both sides, hand-outs that can be undone, counters of the register."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0003_regie"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustodyDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("order_id", models.BigIntegerField()),
                ("came", models.BigIntegerField()),
                ("went", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="CustodyFold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folded_to", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="HandoutReversal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("occurred_on", models.DateField()),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="handout",
            name="no_pass_is_handed_out_twice",
        ),
        migrations.RemoveConstraint(
            model_name="holder",
            name="holder_of_its_kind_is_alone_in_its_scheme",
        ),
        migrations.RemoveConstraint(
            model_name="holder",
            name="holder_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="movement",
            name="movement_verb_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="slip",
            name="slip_kind_is_known",
        ),
        migrations.AddField(
            model_name="handout",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="holder",
            name="keeper",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="place",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drawers",
                to="distribution.distributionpoint",
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="contested_count",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="slip",
            name="contested_note",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="slip",
            name="handed_by_user_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="slip",
            name="handed_on_paper",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="slip",
            name="received_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="slip",
            name="received_by_user_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="slip",
            name="received_on_paper",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="handout",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handouts",
                to="distribution.referral",
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="from_holder",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines_out",
                to="distribution.holder",
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="scheme",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="to_holder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines_in",
                to="distribution.holder",
            ),
        ),
        migrations.AlterField(
            model_name="slip",
            name="number",
            field=models.CharField(max_length=24),
        ),
        # A slip received before its instant was kept was received when it was written.
        migrations.RunSQL(
            "UPDATE distribution_slip SET received_at = recorded_at WHERE received_on IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["to_holder", "occurred_on", "id"], name="lines_that_bring_in"),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["from_holder", "occurred_on", "id"], name="lines_that_take_out"),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["scheme", "id"], name="lines_of_a_scheme_as_entered"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(
                condition=models.Q(("received_on__isnull", True)),
                fields=["to_holder"],
                name="slips_nobody_has_received_yet",
            ),
        ),
        migrations.AddConstraint(
            model_name="handout",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("first"), models.F("last"), models.Value("[]"), function="int8range"), "&&"),
                    (models.Func(models.F("turn"), models.F("turn"), models.Value("[]"), function="int4range"), "&&"),
                ],
                name="no_pass_is_handed_out_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "mandated"), ("mandate__isnull", True), _connector="XOR"),
                name="holder_is_a_mandated_body_if_it_names_a_mandate",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("keeper__isnull", False), ("kind", "drawer"), ("place__isnull", False)),
                    models.Q(
                        models.Q(("kind", "drawer"), _negated=True), ("keeper__isnull", True), ("place__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="holder_is_a_drawer_if_it_names_whose_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["accountant", "beneficiaries", "destroyed", "lost", "not_delivered", "returned", "stolen"],
                    )
                ),
                fields=("scheme", "kind"),
                name="holder_of_its_kind_is_alone_in_its_scheme",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "carrier")),
                fields=("scheme", "label"),
                name="carrier_stands_once_in_its_scheme",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "drawer")),
                fields=("keeper", "place"),
                name="drawer_stands_once_at_its_point",
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
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("received_at__isnull", True), ("received_on__isnull", True), ("received_on_paper", False)
                    ),
                    models.Q(("received_at__isnull", False), ("received_on__isnull", False)),
                    _connector="OR",
                ),
                name="slip_keeps_the_instant_of_its_reception",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="custodyday",
            name="holder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="days",
                to="distribution.holder",
            ),
        ),
        migrations.AddField(
            model_name="custodyday",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="custodyfold",
            name="scheme",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="handoutreversal",
            name="handout",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reversals", to="distribution.handout"
            ),
        ),
        migrations.AddField(
            model_name="handoutreversal",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
            ),
        ),
        migrations.AddField(
            model_name="handoutreversal",
            name="slip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handout_reversals", to="distribution.slip"
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyday",
            constraint=models.UniqueConstraint(
                fields=("holder", "day", "order_id"), name="a_day_of_a_holder_is_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyday",
            constraint=models.CheckConstraint(
                condition=models.Q(("came__gte", 0), ("went__gte", 0)), name="what_moves_in_a_day_is_counted_up"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoutreversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="handout_reversal_is_of_a_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoutreversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["mistake", "return"])), name="handout_reversal_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoutreversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="handout_reversal_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoutreversal",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("handout_id"), models.F("handout_id"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    (models.Func(models.F("first"), models.F("last"), models.Value("[]"), function="int8range"), "&&"),
                ],
                name="no_pass_comes_back_twice_from_a_handout",
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="verb",
            field=models.CharField(max_length=32),
        ),
        migrations.AddField(
            model_name="holding",
            name="first",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("numbers"), function="lower"),
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="holding",
            name="last",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("numbers"), function="upper", output_field=models.BigIntegerField())
                - models.Value(1),
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="handout",
            index=models.Index(fields=["order_id", "first", "last"], name="handouts_by_number"),
        ),
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(fields=["order_id", "first", "last"], name="holdings_by_number"),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["order_id", "first", "last"], name="lines_by_number"),
        ),
        *[
            operation
            for table in ("custodyday", "custodyfold", "handoutreversal")
            for operation in tables.scheme_table(f"distribution_{table}")
        ],
        *tables.append_only("distribution_handoutreversal"),
        *tables.final_rows("distribution_slip", "OLD.received_on IS NOT NULL"),
    ]
