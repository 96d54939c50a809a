"""Templates, of which every version is kept, and produced documents, which never change."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from quitus.domain.documents.kinds import KINDS
from quitus.kernel.clock import QuitusNow


class Template(models.Model):
    """How an authority's documents of one kind look: a Typst source. It belongs to an authority, not to one scheme.

    The one without `replaced_at` is in use; where there is none, the program's own is.
    """

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_template_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(source=""), name="a_template_says_something"),
            models.UniqueConstraint(
                fields=["authority", "kind"],
                condition=Q(replaced_at__isnull=True),
                name="an_authority_uses_one_template_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"


class ProducedDocument(models.Model):
    """A document as it was made: its two files under the hash of their content, and all that made them.

    `data` is the paper as JSON and `data_sha256` its hash; `template_sha256` and `library_sha256` name the sources,
    kept among the documents; `engine` names Typst and its fonts. The stored files are the original.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=500)
    reference = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True)
    produced_on = models.DateField()
    produced_at = models.DateTimeField(db_default=QuitusNow())
    produced_by = models.CharField(max_length=200)
    pdf_sha256 = models.CharField(max_length=64)
    pdf_size = models.PositiveBigIntegerField()
    odt_sha256 = models.CharField(max_length=64)
    odt_size = models.PositiveBigIntegerField()
    data = models.JSONField(encoder=DjangoJSONEncoder)
    data_sha256 = models.CharField(max_length=64)
    engine = models.CharField(max_length=80)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, related_name="+")
    template_sha256 = models.CharField(max_length=64)
    library_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["scheme", "subject_kind", "subject_id", "kind"], name="documents_of_a_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_document_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(pdf_sha256__regex=r"^[0-9a-f]{64}$")
                & Q(odt_sha256__regex=r"^[0-9a-f]{64}$")
                & Q(data_sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_document_names_its_files_and_its_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class SignedPaper(models.Model):
    """A paper signed by hand in place of an act in the software, entered with its scan. Added, never changed.

    `verb` is the operation that it stands for, `subject_*` the thing it is about; `user_id` and `entered_by` tell who
    entered it. Size in bytes.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    signed_by = models.CharField(max_length=200)
    signed_on = models.DateField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    user_id = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["scheme", "subject_kind", "subject_id"], name="signed_papers_of_a_subject")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(signed_by="") & ~Q(verb=""), name="a_signed_paper_says_who_signed_what"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0) & ~Q(file_name="") & ~Q(media_type=""),
                name="a_signed_paper_is_scanned_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.signed_by}"
