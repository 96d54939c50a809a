"""The tables of the room as they first were."""

import django.db.models.deletion
from django.db import migrations, models

import quitus.kernel.clock
from quitus.domain.acts import online
from quitus.kernel import tables


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
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("assembly", models.CharField(max_length=120)),
                ("held_on", models.DateField()),
                ("convened_on", models.DateField(null=True)),
                (
                    "first_sitting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_sittings",
                        to="acts.sitting",
                    ),
                ),
                ("president", models.CharField(blank=True, max_length=200)),
                ("secretary", models.CharField(blank=True, max_length=200)),
                ("are_members_listed", models.BooleanField(default=False)),
                ("present_count", models.PositiveIntegerField(null=True)),
                ("excused_count", models.PositiveIntegerField(null=True)),
                ("proxy_count", models.PositiveIntegerField(null=True)),
                ("absent_count", models.PositiveIntegerField(default=0)),
                ("non_voting_count", models.PositiveIntegerField(default=0)),
                ("excused_non_voting_count", models.PositiveIntegerField(default=0)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("convened_on__isnull", True), ("convened_on__lte", models.F("held_on")), _connector="OR"
                        ),
                        name="an_assembly_is_convened_before_it_sits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_sitting__isnull", True),
                            models.Q(("first_sitting", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_second_convocation_follows_another_sitting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "authority",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "sitting_word",
                    models.CharField(
                        choices=[("reunion", "Réunion"), ("seance", "Séance")], default="reunion", max_length=10
                    ),
                ),
                ("assembly", models.CharField(default="Commission permanente", max_length=120)),
                ("transmission_target_days", models.PositiveSmallIntegerField(null=True)),
                ("publication_target_days", models.PositiveSmallIntegerField(null=True)),
                ("target_source", models.CharField(blank=True, max_length=200)),
                ("prefecture", models.CharField(blank=True, max_length=20)),
                ("department", models.CharField(blank=True, max_length=3)),
                ("arrondissement", models.CharField(blank=True, max_length=1)),
                ("nature_code", models.CharField(blank=True, max_length=2)),
                ("operator_trigram", models.CharField(blank=True, max_length=3)),
                ("matter_code", models.CharField(blank=True, max_length=20)),
                ("matter_label", models.CharField(blank=True, max_length=160)),
                ("classification_on", models.DateField(null=True)),
                ("referent_name", models.CharField(blank=True, max_length=160)),
                ("referent_phone", models.CharField(blank=True, max_length=30)),
                ("referent_email", models.EmailField(blank=True, max_length=254)),
                ("return_emails", models.TextField(blank=True)),
                ("publisher_name", models.CharField(blank=True, max_length=160)),
                ("publisher_quality", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("department", ""), ("department__regex", "^[0-9]{2}[0-9AB]$"), _connector="OR"
                        ),
                        name="a_department_has_three_characters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("operator_trigram", ""), ("operator_trigram__regex", "^[A-Z]{3}$"), _connector="OR"
                        ),
                        name="an_operator_of_transmission_has_three_letters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deliberation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("number", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=500)),
                ("report", models.TextField(blank=True)),
                ("matter_code", models.CharField(blank=True, max_length=20)),
                ("matter_label", models.CharField(blank=True, max_length=160)),
                ("is_past_entry", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Projet"),
                            ("on_agenda", "À l'ordre du jour"),
                            ("adopted", "Adoptée"),
                            ("rejected", "Rejetée"),
                            ("withdrawn", "Retirée avant le vote"),
                            ("repealed", "Abrogée"),
                            ("taken_back", "Retirée"),
                            ("annulled", "Annulée"),
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
                ("signatory_name", models.CharField(blank=True, max_length=160)),
                ("signatory_quality", models.CharField(blank=True, max_length=200)),
                ("delegation", models.CharField(blank=True, max_length=300)),
                ("signed_on", models.DateField(null=True)),
                ("transmitted_on", models.DateField(null=True)),
                ("acknowledged_on", models.DateField(null=True)),
                ("published_on", models.DateField(null=True)),
                ("published_by_name", models.CharField(blank=True, max_length=160)),
                ("published_by_quality", models.CharField(blank=True, max_length=200)),
                ("published_sha256", models.CharField(blank=True, max_length=64)),
                ("published_size", models.PositiveBigIntegerField(null=True)),
                ("published_slug", models.CharField(blank=True, max_length=120, null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_decided_on", models.DateField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("end_reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-sitting__held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("authority", "number"),
                        name="a_number_names_one_deliberation",
                    ),
                    models.UniqueConstraint(fields=("published_slug",), name="a_permanent_address_shows_one_act"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn"]), ("sitting__isnull", False), _connector="OR"
                        ),
                        name="what_is_voted_was_on_the_agenda_of_a_sitting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_past_entry", True),
                                ("state__in", ("adopted", "rejected", "repealed", "taken_back", "annulled")),
                            ),
                            models.Q(
                                ("state__in", ("adopted", "rejected", "repealed", "taken_back", "annulled")),
                                ("votes_against__isnull", False),
                                ("votes_for__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("adopted", "rejected", "repealed", "taken_back", "annulled")),
                                    _negated=True,
                                ),
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
                            models.Q(
                                ("adopted_on__isnull", False),
                                ("state__in", ("adopted", "repealed", "taken_back", "annulled")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("adopted", "repealed", "taken_back", "annulled")), _negated=True
                                ),
                                ("adopted_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="deliberation_is_adopted_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "adopted"), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            ("is_past_entry", True),
                            _connector="OR",
                        ),
                        name="an_adopted_deliberation_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_past_entry", True),
                            models.Q(
                                models.Q(
                                    ("transmitted_on__isnull", True),
                                    models.Q(
                                        ("adopted_on__isnull", False), ("transmitted_on__gte", models.F("adopted_on"))
                                    ),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("published_on__isnull", True),
                                    models.Q(
                                        ("adopted_on__isnull", False), ("published_on__gte", models.F("adopted_on"))
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="an_act_is_transmitted_and_published_after_its_adoption",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_on__isnull", True),
                            ("is_past_entry", True),
                            models.Q(
                                ("acknowledged_on__gte", models.F("transmitted_on")), ("transmitted_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_acknowledgement_follows_a_transmission",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_decided_on__isnull", False),
                                ("ended_on__isnull", False),
                                ("state__in", ("repealed", "taken_back", "annulled")),
                                models.Q(("ended_by", ""), _negated=True),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ("repealed", "taken_back", "annulled")), _negated=True),
                                ("end_reason", ""),
                                ("ended_by", ""),
                                ("ended_decided_on__isnull", True),
                                ("ended_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_act_has_an_end_if_and_only_if_it_was_repealed_or_annulled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("adopted_on")), _connector="OR"
                        ),
                        name="an_act_does_not_end_before_its_adoption",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_slug__isnull", True), ("published_on__isnull", False), _connector="OR"
                        ),
                        name="what_has_a_permanent_address_is_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SittingMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="acts.sitting"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("group", models.CharField(blank=True, max_length=160)),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "Présent"),
                            ("excused", "Excusé"),
                            ("absent", "Absent"),
                            ("attending_without_vote", "Assiste sans voix délibérative"),
                            ("excused_without_vote", "Excusé, sans voix délibérative"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "proxy_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to="acts.sittingmember",
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("sitting", "rank"), name="members_stand_in_one_order"),
                    models.UniqueConstraint(fields=("sitting", "name"), name="a_member_is_listed_once_in_a_sitting"),
                    models.UniqueConstraint(fields=("proxy_to",), name="a_member_holds_one_proxy_at_most"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proxy_to__isnull", True), ("presence__in", ["excused", "absent"]), _connector="OR"
                        ),
                        name="only_a_voting_member_who_is_away_gives_a_proxy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "presence__in",
                                ["present", "excused", "absent", "attending_without_vote", "excused_without_vote"],
                            )
                        ),
                        name="a_member_has_a_known_presence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transmissions",
                        to="acts.deliberation",
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("envelope_name", models.CharField(blank=True, max_length=120)),
                ("archive_sha256", models.CharField(max_length=64)),
                ("archive_size", models.PositiveBigIntegerField()),
                ("schema_generation", models.CharField(blank=True, max_length=40)),
                ("produced_on", models.DateField()),
                ("sent_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Préparée"),
                            ("sent", "Envoyée"),
                            ("acknowledged", "Accusé reçu"),
                            ("anomaly", "Refusée avec anomalie"),
                            ("cancelled", "Annulée"),
                        ],
                        default="prepared",
                        max_length=12,
                    ),
                ),
                ("act_identifier", models.CharField(blank=True, max_length=120)),
                ("received_on", models.DateField(null=True)),
                ("answer_file_name", models.CharField(blank=True, max_length=200)),
                ("answer_sha256", models.CharField(blank=True, max_length=64)),
                ("anomaly_code", models.CharField(blank=True, max_length=20)),
                ("anomaly_detail", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("prepared", "sent", "acknowledged"))),
                        fields=("deliberation",),
                        name="an_act_has_one_live_transmission_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "sent", "acknowledged", "anomaly", "cancelled"])),
                        name="a_transmission_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "acknowledged"), _negated=True),
                            ("received_on__isnull", False),
                            _connector="OR",
                        ),
                        name="an_acknowledged_transmission_says_when_it_was_received",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommissionOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="acts.deliberation"
                    ),
                ),
                ("commission", models.CharField(max_length=200)),
                ("given_on", models.DateField()),
                ("favourable", models.BooleanField()),
                ("remarks", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
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
            name="ActAnnex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="annexes", to="acts.deliberation"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(default="22_AN", max_length=5)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=80)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deliberation", "rank"), name="annexes_of_an_act_stand_in_one_order"
                    ),
                    models.UniqueConstraint(fields=("deliberation", "sha256"), name="a_file_is_annexed_to_an_act_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__regex", "^[0-9A-Z]{2}_[A-Z]{2}$")),
                        name="an_annex_has_the_code_of_a_piece",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliberationArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="acts.deliberation"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("number", models.CharField(blank=True, max_length=20)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("deliberation", "rank"), name="articles_stand_in_one_order"),
                    models.UniqueConstraint(
                        fields=("deliberation", "number"), name="an_article_has_a_number_of_its_own"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="earlier_acts", to="acts.deliberation"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("held_on", models.DateField(null=True)),
                ("title", models.CharField(blank=True, max_length=500)),
                ("assembly", models.CharField(blank=True, max_length=120)),
                (
                    "act",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="acts.deliberation",
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("deliberation", "rank"), name="earlier_acts_stand_in_one_order"),
                    models.UniqueConstraint(fields=("deliberation", "number"), name="an_earlier_act_is_named_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="group_votes", to="acts.deliberation"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("group", models.CharField(max_length=160)),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("for", "Pour"),
                            ("against", "Contre"),
                            ("abstention", "Abstention"),
                            ("divided", "Partagé"),
                        ],
                        max_length=10,
                    ),
                ),
                ("votes_for", models.PositiveIntegerField(null=True)),
                ("votes_against", models.PositiveIntegerField(null=True)),
                ("votes_abstention", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("deliberation", "rank"), name="group_votes_stand_in_one_order"),
                    models.UniqueConstraint(
                        fields=("deliberation", "group"), name="a_group_votes_once_on_a_deliberation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("votes_abstention__isnull", True),
                                ("votes_against__isnull", True),
                                ("votes_for__isnull", True),
                            ),
                            models.Q(
                                ("votes_abstention__isnull", False),
                                ("votes_against__isnull", False),
                                ("votes_for__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_group_is_counted_whole_or_not_at_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="references", to="acts.deliberation"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("deliberation", "rank"), name="legal_references_stand_in_one_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="PrefectAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="acts.deliberation"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter", "Courrier simple"),
                            ("documents_requested", "Demande de pièces complémentaires"),
                            ("documents_received", "Pièces complémentaires reçues par le préfet"),
                            ("observations", "Lettre d'observations"),
                            ("referral", "Déféré devant le juge"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("text", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["letter", "documents_requested", "documents_received", "observations", "referral"],
                            )
                        ),
                        name="an_answer_of_the_prefect_has_a_known_kind",
                    )
                ],
            },
        ),
        *tables.append_only("acts_prefectanswer"),
        *online.never_changes(),
    ]
