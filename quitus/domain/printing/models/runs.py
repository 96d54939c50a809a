"""What was printed, part by part."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.printing import states
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange


class PrintRun(models.Model):
    """A range of pass of one order, printed one way; made of parts, so that one cut short goes on where it was."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey("printing.PrintDesign", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    part_size = models.PositiveIntegerField(help_text="pass in each part but the last")
    parts_total = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=states.ASKED)
    reason = models.TextField(blank=True, help_text="why pass are printed again")
    stopped_because = models.TextField(blank=True)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())
    ready_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["order", "first"], name="print_runs_of_an_order")]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="print_run_is_a_range"),
            models.CheckConstraint(condition=Q(kind__in=states.KINDS), name="print_run_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=list(states.RUN)), name="print_run_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=states.CSV) | Q(design__isnull=False), name="what_is_set_on_paper_has_a_design"
            ),
            models.CheckConstraint(
                condition=~Q(kind=states.REPLACEMENT) | Q(first=F("last")), name="a_pass_alone_is_one_pass"
            ),
            models.CheckConstraint(
                condition=Q(part_size__gte=1)
                & Q(parts_total=(F("last") - F("first") + F("part_size")) / F("part_size")),
                name="print_run_has_the_parts_that_its_pass_need",
            ),
            models.CheckConstraint(
                condition=Q(state=states.ERASED) ^ Q(erased_at__isnull=True),
                name="print_run_is_erased_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.READY) | Q(ready_at__isnull=False),
                name="print_run_is_ready_since_some_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.STOPPED) | ~Q(stopped_because=""), name="print_run_is_stopped_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)


class PrintPart(models.Model):
    """One file of a run: which pass it holds, and the hash of what was made."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, related_name="parts")
    rank = models.PositiveIntegerField(help_text="from 1")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="in bytes")
    pages = models.PositiveIntegerField(help_text="of a PDF; 0 for a CSV")
    made_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["run", "rank"], name="a_part_is_made_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first"), rank__gte=1), name="print_part_is_a_range"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="print_part_names_its_file"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.rank}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)
