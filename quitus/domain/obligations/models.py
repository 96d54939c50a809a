"""What is owed under a convention, and what an amendment in preparation will make of it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.obligations import states
from quitus.kernel.clock import QuitusNow


class Obligation(models.Model):
    """Something owed under the convention, with its date. An amendment replaces open ones by new lines."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    article_number = models.CharField(max_length=20, blank=True)
    owed_by = models.CharField(max_length=10, default=states.HOLDER)
    kind = models.CharField(max_length=12, default=states.OTHER)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_note = models.TextField(blank=True)
    added_by_amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+")
    superseded_by_amendment = models.ForeignKey(
        "grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "code"],
                condition=Q(superseded_by_amendment__isnull=True),
                name="an_obligation_is_owed_once",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(superseded_by_amendment__isnull=True),
                name="an_obligation_done_is_not_superseded",
            ),
            models.CheckConstraint(
                condition=Q(added_by_amendment__isnull=True)
                | Q(superseded_by_amendment__isnull=True)
                | ~Q(added_by_amendment=F("superseded_by_amendment")),
                name="an_amendment_does_not_supersede_what_it_adds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    def state(self, today: date) -> str:
        """Where it stands on that day (one of `states`)."""
        return states.state_of(
            self.due_on, self.done_on, superseded=self.superseded_by_amendment_id is not None, today=today
        )


class AmendedObligation(models.Model):
    """What an amendment in preparation will make of an obligation: a new date for an open one, or a new one."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    article_number = models.CharField(max_length=20, blank=True)
    owed_by = models.CharField(max_length=10, default=states.HOLDER)
    kind = models.CharField(max_length=12, default=states.OTHER)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "code"], name="an_amendment_writes_an_obligation_once")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"
