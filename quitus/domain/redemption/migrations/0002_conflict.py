"""Conflicts of what devices took without network."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.kernel import tables


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("redemption", "0001_initial"),
        ("terminals", "0001_initial"),
        ("venues", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("found", models.CharField(max_length=20)),
                ("fact_at", models.DateTimeField(null=True)),
                ("other_turn", models.IntegerField(null=True)),
                ("other_door", models.CharField(blank=True, default="", max_length=8)),
                ("other_taken_at", models.DateTimeField(help_text="when it was taken, else recorded", null=True)),
                ("face_value_cents", models.PositiveIntegerField()),
                ("proposed_bearer", models.CharField(max_length=10)),
                ("state", models.CharField(default="open", max_length=12)),
                ("bearer", models.CharField(blank=True, default="", max_length=10)),
                ("reason", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(null=True)),
                ("mandat_number", models.CharField(blank=True, default="", max_length=40)),
                ("paid_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow(), editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conflict", to="terminals.offlineline"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "other_organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
                "indexes": [
                    models.Index(fields=["scheme", "state", "recorded_at"], name="conflicts_in_order"),
                    models.Index(fields=["scheme", "organisation", "recorded_at"], name="conflicts_of_structure"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "borne", "owed", "compensated"])),
                        name="conflict_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "found__in",
                                [
                                    "nothing",
                                    "entrusted",
                                    "suspended_after",
                                    "used_elsewhere",
                                    "used_here",
                                    "blocked_after",
                                    "blocked_before",
                                    "cancelled_after",
                                    "cancelled_before",
                                    "ended",
                                    "expired",
                                    "inactive",
                                    "suspended",
                                    "not_staff",
                                    "not_offered",
                                    "not_covered",
                                    "outside_territory",
                                    "too_old",
                                    "too_many_for_people",
                                    "other_facts",
                                    "not_believed",
                                    "limit_passed",
                                    "not_of_device",
                                    "unknown",
                                    "unreadable",
                                    "bad_signature",
                                ],
                            )
                        ),
                        name="conflict_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_bearer__in", ["venue", "authority"]),
                            models.Q(
                                models.Q(("bearer", ""), ("state", "open")),
                                models.Q(("bearer", "venue"), ("state", "borne")),
                                models.Q(("bearer", "authority"), ("state__in", ["owed", "compensated"])),
                                _connector="OR",
                            ),
                        ),
                        name="loss_of_a_conflict_is_borne_by_one_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("reason", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="conflict_is_decided_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_on__isnull", False),
                                ("state", "compensated"),
                                models.Q(("mandat_number", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "compensated"), _negated=True),
                                ("mandat_number", ""),
                                ("paid_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="conflict_is_compensated_if_and_only_if_by_a_mandat_some_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("found", "used_elsewhere"),
                                ("other_organisation__isnull", False),
                                ("other_turn__isnull", False),
                                ("other_taken_at__isnull", False),
                                models.Q(("other_door", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("found", "used_elsewhere"), _negated=True),
                                ("other_organisation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="conflict_of_two_uses_tells_the_other",
                    ),
                ],
            },
        ),
        *tables.scheme_table("redemption_conflict"),
    ]
