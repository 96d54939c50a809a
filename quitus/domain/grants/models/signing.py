"""What a text that two parties sign has in common, and who may sign it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.grants import states
from quitus.kernel.clock import QuitusNow

NOT_IN_FORCE = [states.DRAFTED, states.WITHDRAWN]
IN_FORCE_IF_BOTH_SIGNED = Q(state__in=NOT_IN_FORCE, in_force_on=None, in_force_known_at=None) & ~Q(
    authority_signed_on__isnull=False, funder_signed_on__isnull=False
) | Q(
    ~Q(state__in=NOT_IN_FORCE),
    in_force_on__isnull=False,
    in_force_known_at__isnull=False,
    authority_signed_on__isnull=False,
    funder_signed_on__isnull=False,
)
SIGNATORY_HAS_SIGNED = (Q(authority_signatory=None) | Q(authority_signed_on__isnull=False)) & (
    Q(funder_signatory=None) | Q(funder_signed_on__isnull=False)
)


class PowerToSign(models.Model):
    """Who may sign for a party, from `starts_on` to `ends_on`, both days included, and by which text: an article of the
    code, or an act of delegation.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10)
    person_name = models.CharField(max_length=200)
    quality = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["party", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__in=[states.AUTHORITY, states.FUNDER]), name="a_power_to_sign_is_of_a_signing_party"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_power_to_sign_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(person_name="") & ~Q(basis=""), name="a_power_to_sign_names_a_person_and_its_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}, {self.quality}" if self.quality else self.person_name

    def holds(self, on: date) -> bool:
        """Whether it is held on the day `on`."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class SignedText(models.Model):
    """A text that authority and funder sign, in force on the last signature or on a later day that it states.

    `in_force_known_at` is the instant at which the last signature was recorded. `is_entered` marks a text signed before
    the software came: it was entered with its dates, and what it lacks is told instead of being refused.
    """

    deliberation = models.ForeignKey("acts.Deliberation", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=states.DRAFTED)
    authority_signed_on = models.DateField(null=True)
    funder_signed_on = models.DateField(null=True)
    authority_signatory = models.ForeignKey(PowerToSign, on_delete=models.PROTECT, null=True, related_name="+")
    funder_signatory = models.ForeignKey(PowerToSign, on_delete=models.PROTECT, null=True, related_name="+")
    in_force_on = models.DateField(null=True)
    in_force_known_at = models.DateTimeField(null=True)
    is_entered = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        abstract = True

    def signed_on(self, party: str) -> date | None:
        """The day this party signed."""
        return self.authority_signed_on if party == states.AUTHORITY else self.funder_signed_on

    def signatory(self, party: str) -> PowerToSign | None:
        """The power by which this party signed; None where nobody was named."""
        return self.authority_signatory if party == states.AUTHORITY else self.funder_signatory
