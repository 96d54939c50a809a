"""A file that a row keeps: its bytes are among the documents, under their SHA-256."""

from django.db import models
from django.db.models import Q

FILE_WHOLE_OR_ABSENT = Q(sha256="", file_name="", media_type="", size=0) | (
    Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0) & ~Q(file_name="") & ~Q(media_type="")
)


class KeptFile(models.Model):
    """The file of an annex or the scan of an original; all four columns are empty when there is none. Size in bytes."""

    file_name = models.CharField(max_length=200, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    media_type = models.CharField(max_length=40, blank=True, default="")
    size = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
