"""The lines that operations leave."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from quitus.kernel.clock import QuitusNow


class Entry(models.Model):
    """One line: somebody did something. Added, never changed.

    It refers to nothing by foreign key, so that a line outlives what it speaks of. `scheme_id` is null for what belongs
    to no scheme (accounts, sign-ins); `summary` is a short French sentence, its `%(name)s` filled from `data`, which
    holds what a reader may need later.
    """

    at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    scheme_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    summary = models.CharField(max_length=300)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    ip = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_entry_names_its_author_and_its_verb",
                condition=~Q(actor_label="") & ~Q(verb=""),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_thread"),
            models.Index(fields=["scheme_id", "at"], name="audit_of_scheme"),
            models.Index(fields=["user_id", "at"], name="audit_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"
