"""How an operator outside writes its files, what was imported, its own serials, and what left when one failed."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast

from quitus.domain.operators import kinds, states
from quitus.kernel.clock import QuitusNow

_SHA256 = r"^[0-9a-f]{64}$"
_SPAN = models.DecimalField(max_digits=40, decimal_places=0)
# Each way of writing numbers has a stretch of the line of numbers to itself, so that ranges are compared within it.
_STRETCH = Value(10**19, output_field=_SPAN)


class FileLayout(models.Model):
    """How the files of one kind are written under a contract. Changed, it is a new version; the last one counts.

    `columns` says for each field the heading of its column (or its rank from 1 when the file has no headings);
    `choices` what the operator's words mean (services, natures of fees); `service` is the code of the service of rows
    that name none.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("vouchers.OperatorContract", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    columns = models.JSONField()
    choices = models.JSONField(default=dict)
    service = models.CharField(max_length=20, blank=True, default="")
    encoding = models.CharField(max_length=12, default="utf-8")
    delimiter = models.CharField(max_length=10, default="semicolon")
    date_format = models.CharField(max_length=8, default="dmy")
    has_header = models.BooleanField(default=True)
    sheet = models.CharField(max_length=60, blank=True, default="")
    sample_sha256 = models.CharField(max_length=64)
    sample_name = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["contract", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "kind", "version"], name="layout_version_is_counted_once"),
            models.CheckConstraint(condition=Q(kind__in=kinds.KINDS), name="layout_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(version__gte=1), name="layout_versions_begin_at_one"),
            models.CheckConstraint(
                condition=Q(encoding__in=list(kinds.ENCODING_LABELS), delimiter__in=list(kinds.DELIMITER_LABELS))
                & Q(date_format__in=list(kinds.DATE_FORMATS)),
                name="layout_is_written_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(sample_sha256__regex=_SHA256), name="layout_was_tried_on_a_sample_that_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ImportedFile(models.Model):
    """A file that the operator sent, kept as it came under the hash of its bytes, and what became of its rows.

    `new_count` rows can be (or were) imported, `known_count` had been imported before, `rejected_count` are in the file
    of rejects with their reason. `problem` says why a file could not be read at all.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("vouchers.OperatorContract", on_delete=models.PROTECT, related_name="+")
    layout = models.ForeignKey(FileLayout, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=12)
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, default=states.RECEIVED)
    row_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    late_count = models.PositiveIntegerField(default=0, help_text="new, and here after the delay of late entry")
    done_count = models.PositiveIntegerField(default=0, help_text="rows gone through by the reading under way")
    reasons = models.JSONField(default=dict, help_text="how many rows were rejected for each reason")
    entrusted_passes = models.JSONField(
        default=dict, help_text="which pass because their order was another operator's: its series, their bits"
    )
    rejects_sha256 = models.CharField(max_length=64, blank=True, default="")
    problem = models.JSONField(default=dict)
    received_by = models.CharField(max_length=200)
    received_at = models.DateTimeField(db_default=QuitusNow())
    imported_by = models.CharField(max_length=200, blank=True, default="")
    imported_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["scheme", "contract", "-id"], name="files_of_a_contract")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=kinds.KINDS), name="file_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=list(states.FILE)), name="file_state_is_known"),
            models.CheckConstraint(
                condition=Q(sha256__regex=_SHA256) & (Q(rejects_sha256="") | Q(rejects_sha256__regex=_SHA256)),
                name="file_is_named_by_its_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[states.CHECKED, states.IMPORTED])
                | Q(row_count=F("new_count") + F("known_count") + F("rejected_count")),
                name="file_accounts_for_each_of_its_rows",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.IMPORTED) | Q(imported_at__isnull=False) & ~Q(imported_by=""),
                name="file_is_imported_by_somebody_some_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.UNREADABLE) | ~Q(problem={}), name="file_that_cannot_be_read_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedRow(models.Model):
    """One row of the operator, by its own line reference: imported once, however often it is sent. Never changed.

    `facts` is a hash of what the row says: the same reference with other facts is refused. `number` (to `last`) are
    the pass it is about; `turn` tells which use it made. No foreign key to the pass: theirs is a hot table.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    contract = models.ForeignKey(
        "vouchers.OperatorContract", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=12)
    line = models.CharField(max_length=120)
    facts = models.BigIntegerField()
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="rows", db_index=False)
    number = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)
    turn = models.IntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "kind", "line"], name="row_of_an_operator_is_imported_once"),
            models.CheckConstraint(condition=~Q(line=""), name="row_has_a_line_reference"),
        ]
        indexes = [models.Index(fields=["number", "turn"], name="rows_of_a_pass")]

    def __str__(self) -> str:
        return self.line


class SerialFormat(models.Model):
    """How an operator writes a number: what stands before its last digits, and how many these are."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=40, blank=True, default="")
    width = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "operator", "prefix", "width"], name="serial_format_is_registered_once"
            ),
            models.CheckConstraint(condition=Q(width__lte=18), name="serial_has_at_most_eighteen_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{'0' * self.width}"


class SerialRange(models.Model):
    """The operator's serials `first` to `last` are our pass from `number` on, in the same order. Never changed."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    format = models.ForeignKey(SerialFormat, on_delete=models.PROTECT, related_name="ranges")
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, related_name="+")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    number = models.BigIntegerField(help_text="of the pass whose serial is `first`")
    file = models.ForeignKey(
        ImportedFile,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="none when taken up from another instance",
    )
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first"), first__gte=0), name="serials_are_a_range"),
            ExclusionConstraint(
                name="serial_of_an_operator_is_one_pass",
                expressions=[
                    (
                        Func(
                            Cast("format_id", _SPAN) * _STRETCH + Cast("first", _SPAN),
                            Cast("format_id", _SPAN) * _STRETCH + Cast("last", _SPAN),
                            Value("[]"),
                            function="numrange",
                        ),
                        "&&",
                    )
                ],
            ),
            ExclusionConstraint(
                name="pass_has_one_serial",
                expressions=[
                    (Func(F("number"), F("number") + F("last") - F("first"), Value("[]"), function="int8range"), "&&")
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class VenueReference(models.Model):
    """How an operator calls a venue."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "operator", "reference"], name="operator_calls_one_venue_by_a_reference"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="venue_reference_says_something"),
        ]

    def __str__(self) -> str:
        return self.reference


class FeeLine(models.Model):
    """A line of an operator's invoice of fees: what it asks, and what the contract gives for the same facts.

    Cents before VAT. `counted` is what our own lines count of the same thing by that day and no earlier line billed,
    `expected_cents` the contract's rate on it; both computed at the import, null where we have none to compare with.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("vouchers.OperatorContract", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="+")
    invoice = models.CharField(max_length=60)
    invoiced_on = models.DateField()
    kind = models.CharField(max_length=12)
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()
    expected_cents = models.BigIntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-invoiced_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(kinds.FEE_LABELS)), name="fee_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(invoice=""), name="fee_is_on_an_invoice"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice} {self.kind}"


class DeclaredCreditNote(models.Model):
    """A credit note as the operator declares it: at face value, for pass of one order that nobody used. Cents."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("vouchers.OperatorContract", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=60)
    noted_on = models.DateField()
    count = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-noted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(note="") & Q(count__gte=1, amount_cents__gt=0), name="declared_credit_note_is_for_pass"
            ),
        ]

    def __str__(self) -> str:
        return self.note


class Succession(models.Model):
    """What left for a successor, or what was taken up from another instance: an archive, kept under its hash.

    `manifest` is the archive's own table of contents. Added, never changed.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=4)
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    occurred_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    manifest = models.JSONField()
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=["out", "in"]), name="succession_goes_out_or_comes_in"),
            models.CheckConstraint(
                condition=Q(sha256__regex=_SHA256) & ~Q(reason=""), name="succession_says_why_and_names_its_archive"
            ),
            models.UniqueConstraint(
                fields=["scheme", "sha256"], condition=Q(direction="in"), name="archive_is_taken_up_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.sha256[:8]}"


class DebtBefore(models.Model):
    """What the operator before owes a structure for uses recorded in the other instance, as its archive says it.

    Told, so that the structure and the liquidator are; entered in no account of this scheme, which does not owe it.
    Cents at face value. Never changed.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, related_name="debts")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(help_text="pass")
    amount_cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["succession", "organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["succession", "organisation"], name="debt_before_is_told_once"),
            models.CheckConstraint(condition=Q(count__gte=1, amount_cents__gte=1), name="debt_before_is_of_pass_used"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.amount_cents}"
