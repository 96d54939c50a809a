"""The qualification of the structures that hold venues."""

from django.db import models
from django.db.models import Q

from quitus.domain.venues import states
from quitus.kernel.clock import QuitusNow


class Qualification(models.Model):
    """The file of a structure in a scheme. `state` repeats its last step; the steps are the truth.

    Its row is also the lock of the structure's account: whatever puts redemptions on a claim, and
    whatever takes one back, holds it.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=states.APPLIED)
    applied_on = models.DateField()
    siret_checked = models.BooleanField(default=False)
    charter_signed_on = models.DateField(null=True)
    reception = models.TextField(blank=True, help_text="reception conditions and accessibility")
    regie_recettes_reference = models.CharField(
        max_length=80, blank=True, help_text="act of the régie de recettes of a public venue"
    )
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="structure_is_qualified_once_in_a_scheme", fields=["scheme", "organisation"]),
            models.CheckConstraint(
                name="qualification_state_is_known",
                condition=Q(state__in=list(states.QUALIFICATION)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.state}"


class QualificationStep(models.Model):
    """From `effective_on` on, the structure is in `state`. Added, never changed: the truth of a qualification."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12)
    effective_on = models.DateField()
    reason = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="qualification_step_state_is_known",
                condition=Q(state__in=list(states.QUALIFICATION)),
            ),
            models.CheckConstraint(
                name="suspension_or_removal_gives_its_reason",
                condition=~Q(state__in=[states.SUSPENDED, states.REMOVED]) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["qualification", "-effective_on", "-id"], name="steps_of_qualification")]

    def __str__(self) -> str:
        return f"{self.state} {self.effective_on}"
