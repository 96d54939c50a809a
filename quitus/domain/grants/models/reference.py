"""Reference data: national services and target publics."""

from django.db import models


class Service(models.Model):
    """One of the national kinds of digital support a venue can offer. Reference data."""

    code = models.CharField(max_length=20, unique=True)
    label = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.label


class TargetPublic(models.Model):
    """A public that a convention may target; `is_pic` when it counts as far from employment. Reference data."""

    code = models.CharField(max_length=20, unique=True)
    label = models.CharField(max_length=120)
    is_pic = models.BooleanField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.label
