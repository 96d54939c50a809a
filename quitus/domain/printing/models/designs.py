"""What the pass of a scheme say, and the proofs somebody approved."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.printing import states
from quitus.kernel.clock import QuitusNow

_SHA256 = r"^[0-9a-f]{64}$"


class PrintDesign(models.Model):
    """One version of what is printed on the pass of a scheme and on the letter that goes with them.

    A change is a new version: what was approved stays what is printed.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=24, help_text="on top of each pass")
    what_it_is = models.TextField()
    how_to = models.JSONField(help_text="four sentences")
    where = models.TextField()
    phone = models.CharField(max_length=40)
    phone_hours = models.CharField(max_length=120, blank=True)
    kept_days = models.PositiveSmallIntegerField(help_text="files of a run, after its delivery was counted")
    accent = models.CharField(max_length=7)
    logo_sha256 = models.CharField(max_length=64, blank=True)
    logo_media_type = models.CharField(max_length=40, blank=True)
    made_by = models.CharField(max_length=200)
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="print_design_has_a_version_of_its_own"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(what_it_is="") & ~Q(where="") & ~Q(phone=""),
                name="print_design_says_what_where_and_whom_to_call",
            ),
            models.CheckConstraint(
                condition=Q(logo_sha256="", logo_media_type="")
                | (Q(logo_sha256__regex=_SHA256) & ~Q(logo_media_type="")),
                name="print_design_logo_has_a_type_if_and_only_if_it_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Proof(models.Model):
    """What the pass of an order will look like, with codes that are worth nothing; approved by a named person.

    The PDF is kept among the documents. An operator outside of this instance sends its own: that is the order's.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(PrintDesign, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(help_text="from 1, among the proofs of the order")
    pdf_sha256 = models.CharField(max_length=64)
    pdf_size = models.PositiveBigIntegerField(help_text="in bytes")
    made_on = models.DateField()
    made_by = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=states.MADE)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    approved_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-rank"]
        constraints = [
            models.UniqueConstraint(fields=["order", "rank"], name="proof_has_a_rank_of_its_own"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=states.MADE), name="an_order_has_one_proof_awaiting_a_decision"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=states.APPROVED), name="an_order_has_one_approved_proof"
            ),
            models.CheckConstraint(condition=Q(state__in=list(states.PROOF)), name="proof_state_is_known"),
            models.CheckConstraint(condition=Q(pdf_sha256__regex=_SHA256), name="proof_names_its_file"),
            models.CheckConstraint(
                condition=(Q(state=states.MADE) & Q(decided_on__isnull=True, decided_by=""))
                | (~Q(state=states.MADE) & Q(decided_on__isnull=False) & ~Q(decided_by="")),
                name="proof_is_decided_if_and_only_if_it_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state=states.APPROVED) ^ Q(approved_name=""),
                name="proof_is_approved_if_and_only_if_it_says_in_whose_name",
            ),
            models.CheckConstraint(
                condition=Q(state=states.REFUSED) ^ Q(reason=""),
                name="proof_is_refused_if_and_only_if_it_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("made_on")),
                name="proof_is_decided_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.rank}"
