"""Venues, what they offer and who works there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

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
    """A venue gives this service of the national catalogue; how long it lasts, what it costs, in which languages and
    for whom, where that was said.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="offers")
    service = models.ForeignKey("grants.Service", on_delete=models.PROTECT, related_name="+")
    duration_minutes = models.PositiveSmallIntegerField(null=True)
    price_cents = models.PositiveIntegerField(null=True, help_text="asked of who pays without a pass; 0 when free")
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    publics = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="venue_offers_a_service_once", fields=["venue", "service"]),
            models.CheckConstraint(
                name="service_lasts_from_five_minutes_to_ten_hours",
                condition=Q(duration_minutes__isnull=True) | Q(duration_minutes__gte=5, duration_minutes__lte=600),
            ),
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
