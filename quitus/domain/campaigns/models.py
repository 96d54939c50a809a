"""A campaign, its text, the proposals it makes, and what is said about each."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from quitus.domain.acts import states as act_states
from quitus.domain.campaigns import rules, states
from quitus.domain.grants import states as grant_states
from quitus.kernel.clock import QuitusNow


class Campaign(models.Model):
    """One amendment that a funder writes once, to propose it to many conventions. It belongs to no scheme.

    `answer_by` is the day by which the funder hopes for an answer. A campaign of an example reaches examples only.
    """

    funder = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    reasons = models.TextField(blank=True)
    answer_by = models.DateField(null=True)
    is_example = models.BooleanField()
    state = models.CharField(max_length=10, default=states.DRAFTED)
    proposed_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=states.DRAFTED, proposed_on__isnull=True)
                | (~Q(state=states.DRAFTED) & Q(proposed_on__isnull=False)),
                name="campaign_is_proposed_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=states.CLOSED) ^ Q(closed_on__isnull=True),
                name="campaign_is_closed_if_and_only_if_it_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CampaignArticle(models.Model):
    """The new text of an article, or an article added, as the funder proposes it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="articles")
    article_number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "article_number"], name="a_campaign_writes_an_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_number} {self.title}"


class CampaignChange(models.Model):
    """What a parameter becomes in each convention: a value, or a change from the one it has there."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="changes")
    name = models.CharField(max_length=40)
    how = models.CharField(max_length=10)
    value = models.TextField()
    article_number = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="a_campaign_changes_a_parameter_once"),
            models.CheckConstraint(condition=Q(how__in=list(rules.HOWS)), name="a_change_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.how} {self.value}"

    @property
    def change(self) -> rules.Change:
        """The same for the rules."""
        return rules.Change(self.name, self.how, self.value)


class Proposal(models.Model):
    """A campaign proposed to one convention, and the answer of its authority.

    From the acceptance on, its amendment says the rest; `moved_count` is how many obligations that amendment moved or
    added when it took effect.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="proposals")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=states.SENT)
    proposed_on = models.DateField()
    seen_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    reminder_count = models.PositiveIntegerField(default=0)
    moved_count = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["campaign", "state"], name="proposals_of_a_campaign")]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "convention"],
                condition=~Q(state__in=[states.DECLINED, states.WITHDRAWN]),
                name="a_campaign_is_proposed_once_at_a_time_to_a_convention",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[states.ACCEPTED, states.DECLINED]) ^ Q(answered_on__isnull=True),
                name="a_proposal_is_answered_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=states.ACCEPTED) ^ Q(amendment__isnull=True),
                name="a_proposal_is_accepted_if_and_only_if_an_amendment_answers_it",
            ),
            models.CheckConstraint(
                condition=Q(state=states.DECLINED) ^ Q(reason=""),
                name="a_proposal_is_declined_if_and_only_if_it_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=states.WITHDRAWN) ^ Q(withdrawn_on__isnull=True),
                name="a_proposal_is_withdrawn_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True) | Q(seen_on__gte=F("proposed_on")),
                name="a_proposal_is_seen_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(moved_count__isnull=True) | Q(state=states.ACCEPTED),
                name="only_an_accepted_proposal_moves_obligations",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} → {self.convention_id}"

    @property
    def facts(self) -> rules.Facts:
        """What the way of this proposal is told from: itself, its amendment and the deliberation behind it."""
        text = self.amendment
        act = text.deliberation if text else None
        return rules.Facts(
            proposed_on=self.proposed_on,
            seen_on=self.seen_on,
            answered_on=self.answered_on,
            is_over=self.state == states.WITHDRAWN,
            has_deliberation=act is not None,
            is_rejected=act is not None and act.state == act_states.REJECTED,
            voted_on=act.adopted_on if act else None,
            executory_on=act.executory_on if act else None,
            authority_signed_on=text.authority_signed_on if text else None,
            funder_signed_on=text.funder_signed_on if text else None,
            in_force_on=text.in_force_on if text else None,
            moved_count=self.moved_count,
            annulled_on=text.annulled_on if text else None,
            is_given_up=text is not None and text.state == grant_states.WITHDRAWN,
        )

    @property
    def awaits_answer(self) -> bool:
        """Whether the authority has to answer: it has not yet, or the amendment of its answer was given up."""
        given_up = self.amendment is not None and self.amendment.state == grant_states.WITHDRAWN
        return self.state in states.WAITING or given_up

    def is_late(self, today: date) -> bool:
        """Whether its answer was hoped for by a day that has passed."""
        return rules.is_late(self.facts, self.campaign.answer_by, today)


class ProposalMessage(models.Model):
    """A question of an authority about a proposal, or what the funder replies. Added, never changed."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10)
    author_label = models.CharField(max_length=200)
    text = models.TextField()
    said_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=list(states.SIDES)), name="a_message_is_of_one_side"),
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
