"""The tables of the room as they first were."""

import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assembly", models.CharField(max_length=120)),
                ("held_on", models.DateField()),
                ("second_convocation", models.BooleanField(default=False)),
                ("president", models.CharField(blank=True, max_length=200)),
                ("secretary", models.CharField(blank=True, max_length=200)),
                ("present_count", models.PositiveIntegerField(null=True)),
                ("excused_count", models.PositiveIntegerField(null=True)),
                ("proxy_count", models.PositiveIntegerField(null=True)),
                ("non_voting_count", models.PositiveIntegerField(default=0)),
                ("excused_non_voting_count", models.PositiveIntegerField(default=0)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "assembly", "held_on"), name="an_assembly_sits_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excused_count__isnull", True), ("present_count__isnull", True)),
                            models.Q(("excused_count__isnull", False), ("present_count__isnull", False)),
                            _connector="OR",
                        ),
                        name="attendance_tells_the_present_and_the_excused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proxy_count__isnull", True),
                            ("proxy_count__lte", models.F("present_count")),
                            _connector="OR",
                        ),
                        name="a_member_present_holds_one_proxy_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deliberation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=500)),
                ("report", models.TextField(blank=True)),
                ("decision", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Projet"),
                            ("on_agenda", "À l'ordre du jour"),
                            ("adopted", "Adoptée"),
                            ("rejected", "Rejetée"),
                            ("withdrawn", "Retirée"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("votes_for", models.PositiveIntegerField(null=True)),
                ("votes_against", models.PositiveIntegerField(null=True)),
                ("votes_abstention", models.PositiveIntegerField(null=True)),
                ("president_votes_for", models.BooleanField(null=True)),
                ("adopted_on", models.DateField(null=True)),
                ("transmitted_on", models.DateField(null=True)),
                ("acknowledged_on", models.DateField(null=True)),
                ("published_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliberations",
                        to="acts.sitting",
                    ),
                ),
            ],
            options={
                "ordering": ["-sitting__held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("authority", "number"),
                        name="a_number_names_one_deliberation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn"]), ("sitting__isnull", False), _connector="OR"
                        ),
                        name="what_is_voted_was_on_the_agenda_of_a_sitting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["adopted", "rejected"]),
                                ("votes_against__isnull", False),
                                ("votes_for__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ["adopted", "rejected"]), _negated=True),
                                ("votes_abstention__isnull", True),
                                ("votes_against__isnull", True),
                                ("votes_for__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_deliberation_has_votes_if_and_only_if_it_was_voted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_on__isnull", False), ("state", "adopted")),
                            models.Q(models.Q(("state", "adopted"), _negated=True), ("adopted_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="deliberation_is_adopted_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "adopted"), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_adopted_deliberation_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("transmitted_on__isnull", True),
                                models.Q(
                                    ("adopted_on__isnull", False), ("transmitted_on__gte", models.F("adopted_on"))
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("published_on__isnull", True),
                                models.Q(("adopted_on__isnull", False), ("published_on__gte", models.F("adopted_on"))),
                                _connector="OR",
                            ),
                        ),
                        name="an_act_is_transmitted_and_published_after_its_adoption",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_on__isnull", True),
                            models.Q(
                                ("acknowledged_on__gte", models.F("transmitted_on")), ("transmitted_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_acknowledgement_follows_a_transmission",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommissionOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("commission", models.CharField(max_length=200)),
                ("given_on", models.DateField()),
                ("favourable", models.BooleanField()),
                ("remarks", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="acts.deliberation"
                    ),
                ),
            ],
            options={
                "ordering": ["given_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deliberation", "commission"), name="a_commission_gives_one_opinion_on_a_deliberation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="references", to="acts.deliberation"
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("deliberation", "rank"), name="legal_references_stand_in_one_order")
                ],
            },
        ),
    ]
