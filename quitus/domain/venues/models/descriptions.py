"""What the national schema knows of a venue, and where its point on the map came from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from quitus.domain.venues import national
from quitus.kernel.clock import QuitusNow

# Where a point came from. A doubtful one is looked at by a person before it counts for more than a guess.
TYPED, GEOCODED, DOUBTFUL, NOT_FOUND = "typed", "geocoded", "doubtful", "not_found"
POSITIONS = (TYPED, GEOCODED, DOUBTFUL, NOT_FOUND)


def _codes(length: int = 16) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Description(models.Model):
    """A venue as the public reads it: one row a venue, the fields of the schema « lieux de médiation numérique ».

    Lists hold codes of `national`. `open_days` are the days of `opening_hours` (0 is Monday), kept to be searched.
    `position` says where the coordinates of the venue came from, `position_score` what the national address service
    thought of its answer (per mille), `position_label` the address that it found.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    venue = models.OneToOneField("venues.Venue", on_delete=models.PROTECT, related_name="description")
    insee_code = models.CharField(max_length=5, blank=True)
    address_complement = models.CharField(max_length=200, blank=True)
    types = _codes(40)
    phone = models.CharField(max_length=16, blank=True, help_text="international: +33180059880")
    emails = _codes(254)
    websites = _codes(500)
    opening_hours = models.CharField(max_length=500, blank=True, help_text="OpenStreetMap's opening_hours")
    open_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    summary = models.CharField(max_length=280, blank=True)
    detail = models.TextField(blank=True)
    publics = _codes()
    care = _codes()
    fees = _codes()
    programmes = _codes()
    trainings = _codes()
    other_trainings = _codes(200)
    access_modes = _codes()
    support_modes = _codes()
    accessibility = _codes()
    languages = _codes(2)
    accessibility_url = models.CharField(max_length=500, blank=True, help_text="page of the venue on Acceslibre")
    booking_url = models.CharField(max_length=500, blank=True)
    parent_name = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="who collected what a file told")
    source_key = models.CharField(max_length=200, blank=True, help_text="the venue's key in the file it came from")
    updated_on = models.DateField(null=True)
    position = models.CharField(max_length=10, blank=True)
    position_score = models.PositiveSmallIntegerField(null=True)
    position_label = models.CharField(max_length=300, blank=True)
    position_tried_on = models.DateField(null=True)
    candidate_latitude = models.FloatField(null=True)
    candidate_longitude = models.FloatField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commune_code_of_a_venue_is_of_the_official_list",
                condition=Q(insee_code="") | Q(insee_code__regex=r"^([013-9]\d|2[AB1-9])\d{3}$"),
            ),
            models.CheckConstraint(
                name="phone_of_a_venue_is_international",
                condition=Q(phone="") | Q(phone__regex=r"^\+\d{8,15}$"),
            ),
            models.CheckConstraint(
                name="position_of_a_venue_came_from_somewhere_known", condition=Q(position__in=["", *POSITIONS])
            ),
            models.CheckConstraint(
                name="score_of_a_position_is_per_mille",
                condition=Q(position_score__isnull=True) | Q(position_score__lte=1000),
            ),
            *(
                models.CheckConstraint(
                    name=f"{field}_of_a_venue_are_of_the_list",
                    condition=Q(**{f"{field}__contained_by": list(among)}),
                )
                for field, among in national.LISTS.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}"


class Directory(models.Model):
    """How the public directory of a scheme is shown: the sites that may show it within a page of theirs."""

    scheme = models.OneToOneField("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    embed_hosts = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.scheme_id}"
