"""Where a structure is paid."""

from django.db import models
from django.db.models import F, Q

from quitus.kernel.clock import QuitusNow


class BankDetails(models.Model):
    """Where a structure is paid. Changed details are a new row, to be verified again; the last row counts."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    iban = models.CharField(max_length=34, help_text="without spaces, check digits verified")
    holder_name = models.CharField(max_length=140)
    recorded_by = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    verified_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bank_details_are_verified_if_and_only_if_by_somebody_some_day",
                condition=Q(verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="bank_details_are_verified_by_a_second_person",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("recorded_by")),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "organisation", "-id"], name="bank_details_last_first")]

    def __str__(self) -> str:
        return f"{self.organisation_id}"
