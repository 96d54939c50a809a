"""Conflicts: pass that devices took without network, and that the server could not record."""

from django.db import models
from django.db.models import Q

from quitus.domain.grants.parameters import LOSS_BEARERS
from quitus.domain.redemption import conflict_rules, states
from quitus.kernel.clock import QuitusNow


class Conflict(models.Model):
    """One line of a device against what was found, and who bears the loss. A compensation is owed outside of pass: it
    is no use of the pass, and enters no figure of uses.

    `other_…` tell the use that was recorded first, where there is one; `fact_at` when what was found came to be.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    line = models.OneToOneField("terminals.OfflineLine", on_delete=models.PROTECT, related_name="conflict")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    found = models.CharField(max_length=20)
    fact_at = models.DateTimeField(null=True)
    other_organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    other_turn = models.IntegerField(null=True)
    other_door = models.CharField(max_length=8, blank=True, default="")
    other_taken_at = models.DateTimeField(null=True, help_text="when it was taken, else recorded")
    face_value_cents = models.PositiveIntegerField()
    proposed_bearer = models.CharField(max_length=10)
    state = models.CharField(max_length=12, default=states.OPEN)
    bearer = models.CharField(max_length=10, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    mandat_number = models.CharField(max_length=40, blank=True, default="")
    paid_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="conflict_state_is_known", condition=Q(state__in=list(states.CONFLICT))),
            models.CheckConstraint(
                name="conflict_is_of_a_known_kind", condition=Q(found__in=list(conflict_rules.TABLE))
            ),
            models.CheckConstraint(
                name="loss_of_a_conflict_is_borne_by_one_side",
                condition=Q(proposed_bearer__in=list(LOSS_BEARERS))
                & (
                    Q(state=states.OPEN, bearer="")
                    | Q(state=states.BORNE, bearer="venue")
                    | Q(state__in=[states.OWED, states.COMPENSATED], bearer="authority")
                ),
            ),
            models.CheckConstraint(
                name="conflict_is_decided_by_somebody_for_a_reason",
                condition=Q(state=states.OPEN, decided_by__isnull=True, decided_at__isnull=True, reason="")
                | (~Q(state=states.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="conflict_is_compensated_if_and_only_if_by_a_mandat_some_day",
                condition=(Q(state=states.COMPENSATED, paid_on__isnull=False) & ~Q(mandat_number=""))
                | (~Q(state=states.COMPENSATED) & Q(paid_on__isnull=True, mandat_number="")),
            ),
            models.CheckConstraint(
                name="conflict_of_two_uses_tells_the_other",
                condition=(
                    Q(found=conflict_rules.USED_ELSEWHERE, other_organisation__isnull=False, other_turn__isnull=False)
                    & Q(other_taken_at__isnull=False)
                    & ~Q(other_door="")
                )
                | (~Q(found=conflict_rules.USED_ELSEWHERE) & Q(other_organisation__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "state", "recorded_at"], name="conflicts_in_order"),
            models.Index(fields=["scheme", "organisation", "recorded_at"], name="conflicts_of_structure"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"
