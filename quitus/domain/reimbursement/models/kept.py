"""Pass of paper that venues keep until they are paid and some months more: minutes of destruction, and controls.

What a venue keeps is computed from its claims, and never written pass by pass: a claim is paid as a whole, so that all
its pass of one venue may be destroyed from the same day on.
"""

from django.db import models
from django.db.models import F, Q

from quitus.domain.reimbursement import states
from quitus.domain.reimbursement.models.claims import Claim
from quitus.kernel.clock import QuitusNow


def _scheme() -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")


class PaperDestruction(models.Model):
    """Minutes by which a venue says that it destroyed the pass of paper of some paid claims."""

    scheme = _scheme()
    number = models.CharField(max_length=20)
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=states.WRITTEN)
    destroyed_on = models.DateField()
    expected = models.PositiveIntegerField(help_text="pass of these claims at that venue")
    counted = models.PositiveIntegerField(help_text="pass that were there and are destroyed")
    way = models.CharField(max_length=200, help_text="how: shredded, burnt, by whom collected")
    witness = models.CharField(max_length=200, blank=True)
    remark = models.TextField(blank=True)
    written_by = models.CharField(max_length=200)
    signed_on = models.DateField(null=True)
    signed_by = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.OneToOneField("documents.SignedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="minutes_of_destruction_have_a_number", fields=["scheme", "number"]),
            models.CheckConstraint(name="destruction_state_is_known", condition=Q(state__in=list(states.DESTRUCTION))),
            models.CheckConstraint(
                name="destruction_explains_a_difference_of_count",
                condition=Q(counted=F("expected")) | ~Q(remark=""),
            ),
            models.CheckConstraint(name="destruction_says_how", condition=~Q(way="")),
            models.CheckConstraint(
                name="destruction_is_signed_by_an_account_or_on_a_scanned_paper",
                condition=Q(state=states.SIGNED, signed_on__isnull=False, user__isnull=False, paper__isnull=True)
                & ~Q(signed_by="")
                | Q(state=states.SIGNED, signed_on__isnull=False, user__isnull=True, paper__isnull=False)
                & ~Q(signed_by="")
                | ~Q(state=states.SIGNED)
                & Q(signed_on__isnull=True, signed_by="", user__isnull=True)
                & Q(paper__isnull=True),
            ),
            models.CheckConstraint(
                name="destruction_is_signed_once_done",
                condition=Q(signed_on__isnull=True) | Q(signed_on__gte=F("destroyed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DestroyedClaim(models.Model):
    """Of these minutes: the pass of one claim at their venue, so many, due since a day. A claim is destroyed once a
    venue; minutes withdrawn before they are signed count for nothing.
    """

    scheme = _scheme()
    destruction = models.ForeignKey(PaperDestruction, on_delete=models.PROTECT, related_name="claims")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    due_on = models.DateField(help_text="the first day on which they might be destroyed")
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="paper_of_a_claim_is_destroyed_once_a_venue",
                fields=["claim", "venue"],
                condition=Q(is_withdrawn=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.venue_id}"


class PaperCheck(models.Model):
    """A control of pass of paper: some of a paid claim, drawn at random, that the venue is asked to show."""

    scheme = _scheme()
    number = models.CharField(max_length=20)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=states.ASKED)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200)
    drawn_from = models.PositiveIntegerField(help_text="pass of the claim among which they were drawn")
    seen_on = models.DateField(null=True)
    seen_by = models.CharField(max_length=200, blank=True)
    observations = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paper_check_has_a_number_of_its_own", fields=["scheme", "number"]),
            models.CheckConstraint(name="paper_check_state_is_known", condition=Q(state__in=list(states.PAPER_CHECK))),
            models.CheckConstraint(
                name="paper_check_is_done_if_and_only_if_it_says_when_and_by_whom",
                condition=Q(state=states.ASKED, seen_on__isnull=True, seen_by="")
                | Q(state=states.CHECKED, seen_on__isnull=False, seen_on__gte=F("asked_on")) & ~Q(seen_by=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PaperCheckLine(models.Model):
    """One pass that was asked for, and what was seen of it. No foreign key: hot tables are referred to by nothing."""

    scheme = _scheme()
    check_of = models.ForeignKey(PaperCheck, on_delete=models.PROTECT, related_name="lines")
    number = models.BigIntegerField()
    turn = models.IntegerField()
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="paper_check_asks_for_a_pass_once", fields=["check_of", "number", "turn"]),
            models.CheckConstraint(
                name="paper_check_outcome_is_known", condition=Q(outcome__in=["", *states.OUTCOMES])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.turn}"
