"""The tables of the room as they first were."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quitus.kernel.clock
from quitus.domain.campaigns import proposed
from quitus.domain.organisations.served import PERSON, SERVED, funder_reads
from quitus.kernel import tables

_WEB, _READER = tables.role("web"), tables.role("reader")

_PROPOSED = "EXISTS (SELECT FROM campaigns_proposal made WHERE made.campaign_id = campaigns_campaign.id)"

_SERVED = (
    "EXISTS (SELECT FROM campaigns_proposal made WHERE made.campaign_id = campaigns_campaign.id "
    f"AND made.scheme_id IN ({SERVED}))"
)

_OWN = f"opened_by_id = {PERSON}"

_FUNDED = f"funder_id IN (SELECT funder_id FROM organisations_scheme WHERE id IN ({SERVED}))"  # noqa: S608  (constants)


def _policies(table, **policies):
    """Row-level security of a table that belongs to no scheme; the reader sees all."""
    made = [f'CREATE POLICY {name} ON "{table}" {rule}' for name, rule in policies.items()]
    read = f'CREATE POLICY reader_sees_all_rows ON "{table}" FOR SELECT TO {_READER} USING (true)'
    return migrations.RunSQL(
        [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY', *made, read],
        [
            *(f'DROP POLICY {name} ON "{table}"' for name in [*policies, "reader_sees_all_rows"]),
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ],
    )


def _written_with(table):
    """What a campaign says: read by whoever reads the campaign, written by who opened it while it is a draft."""
    campaign = f'SELECT FROM campaigns_campaign WHERE campaigns_campaign.id = "{table}".campaign_id'
    draft = f"{campaign} AND state = 'drafted' AND {_OWN}"
    return _policies(
        table,
        read_with_its_campaign=f"FOR SELECT TO {_WEB} USING (EXISTS ({campaign}))",
        added_to_a_draft=f"FOR INSERT TO {_WEB} WITH CHECK (EXISTS ({draft}))",
        changed_in_a_draft=f"FOR UPDATE TO {_WEB} USING (EXISTS ({draft})) WITH CHECK (EXISTS ({draft}))",
        taken_from_a_draft=f"FOR DELETE TO {_WEB} USING (EXISTS ({draft}))",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grants", "0001_initial"),
        ("organisations", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("reasons", models.TextField(blank=True)),
                ("answer_by", models.DateField(null=True)),
                ("is_example", models.BooleanField()),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("proposed_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_on__isnull", True), ("state", "drafted")),
                            models.Q(models.Q(("state", "drafted"), _negated=True), ("proposed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="campaign_is_proposed_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "closed"), ("closed_on__isnull", True), _connector="XOR"),
                        name="campaign_is_closed_if_and_only_if_it_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="campaigns.campaign"
                    ),
                ),
                ("article_number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "article_number"), name="a_campaign_writes_an_article_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="campaigns.campaign"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("how", models.CharField(max_length=10)),
                ("value", models.TextField()),
                ("article_number", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "name"), name="a_campaign_changes_a_parameter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["set", "by_months", "plus"])), name="a_change_says_how"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="campaigns.campaign"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.convention"
                    ),
                ),
                ("state", models.CharField(default="sent", max_length=10)),
                ("proposed_on", models.DateField()),
                ("seen_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.amendment"
                    ),
                ),
                ("withdrawn_on", models.DateField(null=True)),
                ("reminded_on", models.DateField(null=True)),
                ("reminder_count", models.PositiveIntegerField(default=0)),
                ("moved_count", models.PositiveIntegerField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["campaign", "state"], name="proposals_of_a_campaign")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["declined", "withdrawn"]), _negated=True),
                        fields=("campaign", "convention"),
                        name="a_campaign_is_proposed_once_at_a_time_to_a_convention",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["accepted", "declined"]), ("answered_on__isnull", True), _connector="XOR"
                        ),
                        name="a_proposal_is_answered_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "accepted"), ("amendment__isnull", True), _connector="XOR"),
                        name="a_proposal_is_accepted_if_and_only_if_an_amendment_answers_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "declined"), ("reason", ""), _connector="XOR"),
                        name="a_proposal_is_declined_if_and_only_if_it_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "withdrawn"), ("withdrawn_on__isnull", True), _connector="XOR"),
                        name="a_proposal_is_withdrawn_if_and_only_if_it_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seen_on__isnull", True), ("seen_on__gte", models.F("proposed_on")), _connector="OR"
                        ),
                        name="a_proposal_is_seen_after_it_was_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("moved_count__isnull", True), ("state", "accepted"), _connector="OR"),
                        name="only_an_accepted_proposal_moves_obligations",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.scheme"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="campaigns.proposal"
                    ),
                ),
                ("side", models.CharField(max_length=10)),
                ("author_label", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("said_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=quitus.kernel.clock.QuitusNow())),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["funder", "authority"])), name="a_message_is_of_one_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_message_says_something"
                    ),
                ],
            },
        ),
        *tables.scheme_table("campaigns_proposal"),
        *funder_reads("campaigns_proposal"),
        *tables.scheme_table("campaigns_proposalmessage"),
        *funder_reads("campaigns_proposalmessage"),
        *tables.append_only("campaigns_proposalmessage"),
        _policies(
            "campaigns_campaign",
            read_by_its_author_and_whom_it_reaches=f"FOR SELECT TO {_WEB} USING ({_OWN} OR {_PROPOSED})",
            opened_for_a_funder_one_serves=f"FOR INSERT TO {_WEB} WITH CHECK ({_OWN} AND {_FUNDED})",
            kept_by_the_funder=f"FOR UPDATE TO {_WEB} USING ({_OWN} OR {_SERVED})",
        ),
        _written_with("campaigns_campaignarticle"),
        _written_with("campaigns_campaignchange"),
        # To follow a campaign on one page, its funder reads what answers it.
        *funder_reads("grants_convention"),
        *funder_reads("grants_parameter"),
        *funder_reads("grants_amendment"),
        *proposed.never_changes(),
    ]
