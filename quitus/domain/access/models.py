"""Tokens: what a software or a device shows instead of signing in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import Exact

from quitus.domain.access import rules

_IS_A_DIGEST = Exact(Func(F("digest"), function="octet_length", output_field=IntegerField()), 32)


class Access(models.Model):
    """Whoever shows the secret acts for this person, in this structure, within these scopes and venues, until then.

    Only the SHA-256 of the secret is kept. `venue_ids` empty means every venue where the person takes pass. The token
    is worth what its person is: whoever leaves the structure or a venue takes it along. Instants are those at which
    the scheme lives.
    """

    digest = models.BinaryField(max_length=32)
    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    label = models.CharField(max_length=80, blank=True)
    scopes = ArrayField(models.CharField(max_length=8))
    venue_ids = ArrayField(models.BigIntegerField(), default=list)
    # Rooms look down only: terminals stand above this one.
    terminal_id = models.BigIntegerField(null=True, help_text="the device that holds the secret")
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="opens nothing from this instant on")
    ended_at = models.DateTimeField(null=True, help_text="ended before its time")
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="secret_opens_one_access", fields=["digest"]),
            models.CheckConstraint(name="only_the_digest_of_a_secret_is_kept", condition=_IS_A_DIGEST),
            models.CheckConstraint(name="access_is_of_a_known_kind", condition=Q(kind__in=rules.KINDS)),
            models.CheckConstraint(
                name="access_gives_known_scopes",
                condition=Q(scopes__contained_by=list(rules.SCOPES)) & ~Q(scopes=[]),
            ),
            models.CheckConstraint(
                name="access_is_held_by_a_device_if_and_only_if_it_says_which",
                condition=Q(kind=rules.TERMINAL, terminal_id__isnull=False)
                | (~Q(kind=rules.TERMINAL) & Q(terminal_id__isnull=True)),
            ),
            models.CheckConstraint(
                name="access_of_a_software_has_a_name", condition=~Q(kind=rules.SOFTWARE) | ~Q(label="")
            ),
            models.CheckConstraint(name="access_expires_after_it_starts", condition=Q(expires_at__gt=F("starts_at"))),
        ]
        indexes = [
            models.Index(fields=["scheme", "organisation", "kind"], name="accesses_of_structure"),
            models.Index(fields=["terminal_id"], name="accesses_of_terminal", condition=Q(terminal_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
