"""What an assembly sat on and decided. Acts belong to an authority, not to one scheme."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.acts import rules, states
from quitus.kernel.clock import QuitusNow


class Sitting(models.Model):
    """A meeting of an assembly: who was there decides what it could vote. Persons appear by their function."""

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assembly = models.CharField(max_length=120)
    held_on = models.DateField()
    second_convocation = models.BooleanField(default=False)
    president = models.CharField(max_length=200, blank=True)
    secretary = models.CharField(max_length=200, blank=True)
    present_count = models.PositiveIntegerField(null=True)
    excused_count = models.PositiveIntegerField(null=True)
    proxy_count = models.PositiveIntegerField(null=True)
    non_voting_count = models.PositiveIntegerField(default=0)
    excused_non_voting_count = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "assembly", "held_on"], name="an_assembly_sits_once_a_day"),
            models.CheckConstraint(
                condition=Q(present_count__isnull=True, excused_count__isnull=True)
                | Q(present_count__isnull=False, excused_count__isnull=False),
                name="attendance_tells_the_present_and_the_excused",
            ),
            models.CheckConstraint(
                condition=Q(proxy_count__isnull=True) | Q(proxy_count__lte=F("present_count")),
                name="a_member_present_holds_one_proxy_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assembly} {self.held_on}"

    @property
    def attendance(self) -> rules.Attendance | None:
        """Who sat; None until it is recorded."""
        if self.present_count is None or self.excused_count is None:
            return None
        return rules.Attendance(
            self.present_count,
            self.excused_count,
            self.proxy_count,
            self.non_voting_count,
            self.excused_non_voting_count,
        )


class Deliberation(models.Model):
    """A decision put to an assembly, with the two tracks that make it executory."""

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="deliberations")
    number = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    report = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=states.DRAFT, choices=list(states.LABELS.items()))
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    votes_abstention = models.PositiveIntegerField(null=True)
    president_votes_for = models.BooleanField(null=True)
    adopted_on = models.DateField(null=True)
    transmitted_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-sitting__held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], condition=~Q(number=""), name="a_number_names_one_deliberation"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[states.DRAFT, states.WITHDRAWN]) | Q(sitting__isnull=False),
                name="what_is_voted_was_on_the_agenda_of_a_sitting",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[states.ADOPTED, states.REJECTED], votes_for__isnull=False, votes_against__isnull=False
                )
                | Q(
                    ~Q(state__in=[states.ADOPTED, states.REJECTED]),
                    votes_for__isnull=True,
                    votes_against__isnull=True,
                    votes_abstention__isnull=True,
                ),
                name="a_deliberation_has_votes_if_and_only_if_it_was_voted",
            ),
            models.CheckConstraint(
                condition=Q(state=states.ADOPTED, adopted_on__isnull=False)
                | Q(~Q(state=states.ADOPTED), adopted_on__isnull=True),
                name="deliberation_is_adopted_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.ADOPTED) | ~Q(number=""),
                name="an_adopted_deliberation_has_a_number",
            ),
            models.CheckConstraint(
                condition=(
                    Q(transmitted_on__isnull=True) | Q(adopted_on__isnull=False, transmitted_on__gte=F("adopted_on"))
                )
                & (Q(published_on__isnull=True) | Q(adopted_on__isnull=False, published_on__gte=F("adopted_on"))),
                name="an_act_is_transmitted_and_published_after_its_adoption",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on__isnull=True)
                | Q(transmitted_on__isnull=False, acknowledged_on__gte=F("transmitted_on")),
                name="an_acknowledgement_follows_a_transmission",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def vote(self) -> rules.Vote | None:
        """The vote; None until there was one."""
        if self.votes_for is None or self.votes_against is None:
            return None
        return rules.Vote(self.votes_for, self.votes_against, self.votes_abstention)

    @property
    def deadlines(self) -> rules.Deadlines:
        """The dates that follow from publication and transmission."""
        return rules.deadlines(self.published_on, self.transmitted_on)


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
