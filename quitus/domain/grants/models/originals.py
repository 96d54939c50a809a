"""The signed originals: one for each party."""

from django.db import models
from django.db.models import Q

from quitus.domain.grants import states
from quitus.domain.grants.models.amendments import Amendment
from quitus.domain.grants.models.conventions import Convention
from quitus.domain.grants.models.files import FILE_WHOLE_OR_ABSENT, KeptFile
from quitus.kernel.clock import QuitusNow


class Original(KeptFile):
    """One of the two signed originals of a text: whose it is, where the paper is kept, and its scan."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, null=True, related_name="originals")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, null=True, related_name="originals")
    party = models.CharField(max_length=10)
    kept_at = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(convention=None, amendment__isnull=False) | Q(convention__isnull=False, amendment=None),
                name="an_original_is_of_one_text",
            ),
            models.CheckConstraint(
                condition=Q(party__in=[states.AUTHORITY, states.FUNDER]), name="an_original_is_a_signing_partys"
            ),
            models.UniqueConstraint(
                fields=["convention", "amendment", "party"],
                nulls_distinct=False,
                name="a_party_keeps_one_original_of_a_text",
            ),
            models.CheckConstraint(condition=FILE_WHOLE_OR_ABSENT & ~Q(sha256=""), name="an_original_is_scanned_whole"),
            models.CheckConstraint(condition=~Q(kept_at=""), name="an_original_is_kept_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.kept_at}"
