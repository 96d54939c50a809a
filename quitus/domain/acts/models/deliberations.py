"""A deliberation: its text, its vote, what it is accompanied by, and the days that make it executory."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.acts import rules, states
from quitus.domain.acts.models.sittings import Sitting
from quitus.kernel.clock import QuitusNow


class Deliberation(models.Model):
    """A decision put to an assembly, with the two tracks that make it executory.

    `acknowledged_on` is the day of reception that the prefecture's acknowledgement states. `ended_on` is the day from
    which an act repealed, taken back or annulled is no longer carried out, `ended_decided_on` that of the decision.
    `is_past_entry` marks an act entered afterwards with its history: what it lacks is told, not refused.
    The `published_*` fields are those of its public page; `matter_*` class it for the prefect.
    """

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="deliberations")
    number = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    report = models.TextField(blank=True)
    matter_code = models.CharField(max_length=20, blank=True)
    matter_label = models.CharField(max_length=160, blank=True)
    is_past_entry = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=states.DRAFT, choices=list(states.LABELS.items()))

    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    votes_abstention = models.PositiveIntegerField(null=True)
    president_votes_for = models.BooleanField(null=True)
    adopted_on = models.DateField(null=True)

    signatory_name = models.CharField(max_length=160, blank=True)
    signatory_quality = models.CharField(max_length=200, blank=True)
    delegation = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField(null=True)

    transmitted_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    published_by_name = models.CharField(max_length=160, blank=True)
    published_by_quality = models.CharField(max_length=200, blank=True)
    published_sha256 = models.CharField(max_length=64, blank=True)
    published_size = models.PositiveBigIntegerField(null=True)
    # Null and not empty where there is no page: only an address is unique.
    published_slug = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001

    ended_on = models.DateField(null=True)
    ended_decided_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    end_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-sitting__held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], condition=~Q(number=""), name="a_number_names_one_deliberation"
            ),
            models.UniqueConstraint(fields=["published_slug"], name="a_permanent_address_shows_one_act"),
            models.CheckConstraint(
                condition=Q(state__in=[states.DRAFT, states.WITHDRAWN]) | Q(sitting__isnull=False),
                name="what_is_voted_was_on_the_agenda_of_a_sitting",
            ),
            models.CheckConstraint(
                condition=Q(is_past_entry=True, state__in=states.VOTED)
                | Q(state__in=states.VOTED, votes_for__isnull=False, votes_against__isnull=False)
                | Q(
                    ~Q(state__in=states.VOTED),
                    votes_for__isnull=True,
                    votes_against__isnull=True,
                    votes_abstention__isnull=True,
                ),
                name="a_deliberation_has_votes_if_and_only_if_it_was_voted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.WAS_ADOPTED, adopted_on__isnull=False)
                | Q(~Q(state__in=states.WAS_ADOPTED), adopted_on__isnull=True),
                name="deliberation_is_adopted_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.ADOPTED) | ~Q(number="") | Q(is_past_entry=True),
                name="an_adopted_deliberation_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(is_past_entry=True)
                | (
                    (Q(transmitted_on__isnull=True) | Q(adopted_on__isnull=False, transmitted_on__gte=F("adopted_on")))
                    & (Q(published_on__isnull=True) | Q(adopted_on__isnull=False, published_on__gte=F("adopted_on")))
                ),
                name="an_act_is_transmitted_and_published_after_its_adoption",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on__isnull=True)
                | Q(is_past_entry=True)
                | Q(transmitted_on__isnull=False, acknowledged_on__gte=F("transmitted_on")),
                name="an_acknowledgement_follows_a_transmission",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=states.ENDED, ended_on__isnull=False, ended_decided_on__isnull=False)
                    & ~Q(ended_by="")
                    & ~Q(end_reason="")
                )
                | Q(
                    ~Q(state__in=states.ENDED),
                    ended_on__isnull=True,
                    ended_decided_on__isnull=True,
                    ended_by="",
                    end_reason="",
                ),
                name="an_act_has_an_end_if_and_only_if_it_was_repealed_or_annulled",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("adopted_on")),
                name="an_act_does_not_end_before_its_adoption",
            ),
            models.CheckConstraint(
                condition=Q(published_slug__isnull=True) | Q(published_on__isnull=False),
                name="what_has_a_permanent_address_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def decision(self) -> str:
        """What the assembly decides: its articles as one text, with their headings where there are several."""
        return rules.join_articles([article.content for article in self.articles.all()])

    @property
    def are_annexes_open(self) -> bool:
        """Whether files may be joined or taken away: neither transmitted, unless entered afterwards, nor online."""
        return not self.published_slug and (self.transmitted_on is None or self.is_past_entry)

    @property
    def vote(self) -> rules.Vote | None:
        """The vote; None until there was one, or where a past act does not give it."""
        if self.votes_for is None or self.votes_against is None:
            return None
        return rules.Vote(self.votes_for, self.votes_against, self.votes_abstention)

    @property
    def deadlines(self) -> rules.Deadlines:
        """The dates that follow from publication, transmission and the prefect's answers (read, unless prefetched)."""
        return rules.deadlines(
            self.published_on,
            self.transmitted_on,
            received_on=self.acknowledged_on,
            answers=[rules.PrefectAnswer(answer.kind, answer.on) for answer in self.answers.all()],
            ended_on=self.ended_on,
        )

    @property
    def executory_on(self) -> date | None:
        """The day from which it may be carried out; None while unknown, or when it ended before that day."""
        return rules.executory_on(self.published_on, self.transmitted_on, self.ended_on)

    def is_executory(self, on: date) -> bool:
        """Whether it may be carried out on the day `on`: executory by then, and not ended."""
        since = self.executory_on
        return since is not None and since <= on and (self.ended_on is None or on < self.ended_on)


class LegalReference(models.Model):
    """A « Vu … » of the header, in its order."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.CASCADE, related_name="references")
    rank = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "rank"], name="legal_references_stand_in_one_order")
        ]

    def __str__(self) -> str:
        return self.text


class EarlierAct(models.Model):
    """An act of an assembly on which a deliberation builds; `act` is its record where the software has it."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.CASCADE, related_name="earlier_acts")
    rank = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    held_on = models.DateField(null=True)
    title = models.CharField(max_length=500, blank=True)
    assembly = models.CharField(max_length=120, blank=True)
    act = models.ForeignKey(Deliberation, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "rank"], name="earlier_acts_stand_in_one_order"),
            models.UniqueConstraint(fields=["deliberation", "number"], name="an_earlier_act_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.number


class DeliberationArticle(models.Model):
    """One article of what the assembly decides; without a number it is the « Article unique »."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.CASCADE, related_name="articles")
    rank = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "rank"], name="articles_stand_in_one_order"),
            models.UniqueConstraint(fields=["deliberation", "number"], name="an_article_has_a_number_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def content(self) -> rules.Article:
        """The article as plain data."""
        return rules.Article(self.number, self.title, self.text)


class CommissionOpinion(models.Model):
    """What a commission of the assembly said of the report before the sitting."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="opinions")
    commission = models.CharField(max_length=200)
    given_on = models.DateField()
    favourable = models.BooleanField()
    remarks = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliberation", "commission"], name="a_commission_gives_one_opinion_on_a_deliberation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commission} {self.given_on}"


class GroupVote(models.Model):
    """How a group of the assembly voted; an act may name the groups without counting their votes."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="group_votes")
    rank = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=160)
    side = models.CharField(max_length=10, choices=list(states.SIDES.items()), blank=True)
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    votes_abstention = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "rank"], name="group_votes_stand_in_one_order"),
            models.UniqueConstraint(fields=["deliberation", "group"], name="a_group_votes_once_on_a_deliberation"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, votes_abstention__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstention__isnull=False),
                name="a_group_is_counted_whole_or_not_at_all",
            ),
        ]

    def __str__(self) -> str:
        return self.group

    @property
    def count(self) -> rules.GroupCount:
        """The vote of the group as plain data."""
        return rules.GroupCount(self.group, self.side, self.votes_for, self.votes_against, self.votes_abstention)


class ActAnnex(models.Model):
    """A file joined to a deliberation; its bytes are kept by the documents connector under their hash.

    `kind` is the code of the piece in a transmission to the prefect (`22_AN` an annex, `99_DE` the deliberation…).
    """

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="annexes")
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=5, default=rules.ANNEX_KIND)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "rank"], name="annexes_of_an_act_stand_in_one_order"),
            models.UniqueConstraint(fields=["deliberation", "sha256"], name="a_file_is_annexed_to_an_act_once"),
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[0-9A-Z]{2}_[A-Z]{2}$"), name="an_annex_has_the_code_of_a_piece"
            ),
        ]

    def __str__(self) -> str:
        return self.title
