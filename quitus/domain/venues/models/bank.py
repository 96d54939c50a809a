"""Where a structure is paid."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.venues import rules
from quitus.kernel.clock import QuitusNow


class BankDetails(models.Model):
    """Where a structure is paid, with the proof of it. Changed details are a new row; only the last row counts.

    Details that follow verified ones are a change: a second person confirms it out of band, and says how, with whom
    and when. Nothing is paid meanwhile, on the old account neither.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    iban = models.CharField(max_length=34, help_text="without spaces, check digits verified")
    holder_name = models.CharField(max_length=140)
    proof_name = models.CharField(max_length=200)
    proof_sha256 = models.CharField(max_length=64, help_text="of the proof, kept among the documents")
    proof_media_type = models.CharField(max_length=40)
    is_change = models.BooleanField(default=False, help_text="an account of the structure had been verified before")
    recorded_by = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    verified_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)
    verified_at = models.DateTimeField(null=True, help_text="when that was recorded")
    confirmed_how = models.CharField(max_length=10, blank=True, help_text="how a change was confirmed out of band")
    confirmed_with = models.CharField(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bank_details_are_verified_if_and_only_if_by_somebody_some_day",
                condition=Q(verified_by__isnull=True, verified_on__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False, verified_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bank_details_are_verified_by_a_second_person",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="bank_details_have_their_proof", condition=Q(proof_sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="changed_account_is_verified_only_out_of_band",
                condition=Q(is_change=False, confirmed_how="", confirmed_with="", confirmed_on__isnull=True)
                | Q(is_change=True, verified_on__isnull=True, confirmed_how="")
                | Q(is_change=True, confirmed_how__in=list(rules.CONFIRMED_HOW), confirmed_on__isnull=False)
                & ~Q(confirmed_with=""),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "organisation", "-id"], name="bank_details_last_first")]

    def __str__(self) -> str:
        return f"{self.organisation_id}"
