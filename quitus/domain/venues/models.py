"""Venues, what they offer, who works there, and the qualification of the structures that hold them."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.venues import states
from quitus.kernel.clock import QuitusNow


class Venue(models.Model):
    """A place, fixed or travelling, where a structure gives services and takes pass."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=5)
    commune = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=320, help_text="commune then name, for ordering")
    is_mobile = models.BooleanField(default=False)
    is_public = models.BooleanField(
        default=False, help_text="held by a public body: cashes through a régie de recettes"
    )
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="venue_has_a_name_of_its_own", fields=["scheme", "organisation", "name"]),
            models.CheckConstraint(name="venue_postcode_is_five_digits", condition=Q(postcode__regex=r"^\d{5}$")),
            models.CheckConstraint(
                name="venue_is_on_the_map_by_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "sort_key"], name="venues_in_order")]

    def __str__(self) -> str:
        return self.name


class ServiceOffer(models.Model):
    """A venue gives this service of the national catalogue."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="offers")
    service = models.ForeignKey("grants.Service", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="venue_offers_a_service_once", fields=["venue", "service"]),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id} {self.service_id}"


class Staff(models.Model):
    """A person takes pass at a venue, from one day to another (`ends_on` included; open when null)."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="person_is_on_a_venues_staff_once_at_a_time",
                fields=["venue", "user"],
                condition=Q(ends_on__isnull=True),
            ),
            models.CheckConstraint(
                name="staff_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.venue_id}"


class Qualification(models.Model):
    """The file of a structure in a scheme. `state` repeats its last step; the steps are the truth.

    Its row is also the lock of the structure's account: whatever puts redemptions on a claim, and
    whatever takes one back, holds it.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=states.APPLIED)
    applied_on = models.DateField()
    siret_checked = models.BooleanField(default=False)
    charter_signed_on = models.DateField(null=True)
    reception = models.TextField(blank=True, help_text="reception conditions and accessibility")
    regie_recettes_reference = models.CharField(
        max_length=80, blank=True, help_text="act of the régie de recettes of a public venue"
    )
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="structure_is_qualified_once_in_a_scheme", fields=["scheme", "organisation"]),
            models.CheckConstraint(
                name="qualification_state_is_known",
                condition=Q(state__in=list(states.QUALIFICATION)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.state}"


class QualificationStep(models.Model):
    """From `effective_on` on, the structure is in `state`. Added, never changed: the truth of a qualification."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12)
    effective_on = models.DateField()
    reason = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="qualification_step_state_is_known",
                condition=Q(state__in=list(states.QUALIFICATION)),
            ),
            models.CheckConstraint(
                name="suspension_or_removal_gives_its_reason",
                condition=~Q(state__in=[states.SUSPENDED, states.REMOVED]) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["qualification", "-effective_on", "-id"], name="steps_of_qualification")]

    def __str__(self) -> str:
        return f"{self.state} {self.effective_on}"


class BankDetails(models.Model):
    """Where a structure is paid. Changed details are a new row, to be verified again; the last row counts."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    iban = models.CharField(max_length=34, help_text="without spaces, check digits verified")
    holder_name = models.CharField(max_length=140)
    recorded_by = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    verified_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bank_details_are_verified_if_and_only_if_by_somebody_some_day",
                condition=Q(verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="bank_details_are_verified_by_a_second_person",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("recorded_by")),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "organisation", "-id"], name="bank_details_last_first")]

    def __str__(self) -> str:
        return f"{self.organisation_id}"
