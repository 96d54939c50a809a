"""Minutes of destruction of pass of paper, and their controls."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        ("reimbursement", "0001_initial"),
        ("venues", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("state", models.CharField(default="asked", max_length=12)),
                ("asked_on", models.DateField()),
                ("asked_by", models.CharField(max_length=200)),
                ("drawn_from", models.PositiveIntegerField(help_text="pass of the claim among which they were drawn")),
                ("seen_on", models.DateField(null=True)),
                ("seen_by", models.CharField(blank=True, max_length=200)),
                ("observations", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reimbursement.claim"
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
            name="PaperCheckLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("turn", models.IntegerField()),
                ("outcome", models.CharField(blank=True, max_length=12)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="reimbursement.papercheck"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="PaperDestruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("state", models.CharField(default="written", max_length=12)),
                ("destroyed_on", models.DateField()),
                ("expected", models.PositiveIntegerField(help_text="pass of these claims at that venue")),
                ("counted", models.PositiveIntegerField(help_text="pass that were there and are destroyed")),
                ("way", models.CharField(help_text="how: shredded, burnt, by whom collected", max_length=200)),
                ("witness", models.CharField(blank=True, max_length=200)),
                ("remark", models.TextField(blank=True)),
                ("written_by", models.CharField(max_length=200)),
                ("signed_on", models.DateField(null=True)),
                ("signed_by", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "paper",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signedpaper",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DestroyedClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveIntegerField()),
                ("due_on", models.DateField(help_text="the first day on which they might be destroyed")),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reimbursement.claim"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
                (
                    "destruction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="reimbursement.paperdestruction",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="papercheck",
            constraint=models.UniqueConstraint(fields=("scheme", "number"), name="paper_check_has_a_number_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="papercheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "checked"])), name="paper_check_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="papercheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_by", ""), ("seen_on__isnull", True), ("state", "asked")),
                    models.Q(
                        ("seen_on__gte", models.F("asked_on")),
                        ("seen_on__isnull", False),
                        ("state", "checked"),
                        models.Q(("seen_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="paper_check_is_done_if_and_only_if_it_says_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="papercheckline",
            constraint=models.UniqueConstraint(
                fields=("check_of", "number", "turn"), name="paper_check_asks_for_a_pass_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="papercheckline",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "seen", "damaged", "missing"])),
                name="paper_check_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdestruction",
            constraint=models.UniqueConstraint(
                fields=("scheme", "number"), name="minutes_of_destruction_have_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdestruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["written", "signed", "withdrawn"])), name="destruction_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdestruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted", models.F("expected")), models.Q(("remark", ""), _negated=True), _connector="OR"
                ),
                name="destruction_explains_a_difference_of_count",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdestruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("way", ""), _negated=True), name="destruction_says_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdestruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paper__isnull", True),
                        ("signed_on__isnull", False),
                        ("state", "signed"),
                        ("user__isnull", False),
                        models.Q(("signed_by", ""), _negated=True),
                    ),
                    models.Q(
                        ("paper__isnull", False),
                        ("signed_on__isnull", False),
                        ("state", "signed"),
                        ("user__isnull", True),
                        models.Q(("signed_by", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "signed"), _negated=True),
                        ("signed_by", ""),
                        ("signed_on__isnull", True),
                        ("user__isnull", True),
                        ("paper__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="destruction_is_signed_by_an_account_or_on_a_scanned_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdestruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on__isnull", True), ("signed_on__gte", models.F("destroyed_on")), _connector="OR"
                ),
                name="destruction_is_signed_once_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="destroyedclaim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_withdrawn", False)),
                fields=("claim", "venue"),
                name="paper_of_a_claim_is_destroyed_once_a_venue",
            ),
        ),
        *tables.scheme_table("reimbursement_paperdestruction"),
        *tables.scheme_table("reimbursement_destroyedclaim"),
        *tables.scheme_table("reimbursement_papercheck"),
        *tables.scheme_table("reimbursement_papercheckline"),
        *tables.final_rows("reimbursement_paperdestruction", "OLD.signed_on IS NOT NULL"),
        *tables.final_rows("reimbursement_papercheck", "OLD.seen_on IS NOT NULL"),
    ]
