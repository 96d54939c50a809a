"""The communes of a scheme's territory."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from quitus.kernel.clock import QuitusNow


class Commune(models.Model):
    """A commune where people of the scheme live: its official code, how many live there, where it is.

    `population` is the municipal one of the file it came from; None where the file does not say.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=110)
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    population = models.PositiveIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "sort_key"], name="communes_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="commune_is_in_a_territory_once"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d[0-9AB]\d{3}$"), name="commune_has_the_code_of_the_official_list"
            ),
            models.CheckConstraint(
                name="commune_is_on_the_map_by_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is, latitude then longitude, if known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)
