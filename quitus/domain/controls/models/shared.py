"""What tables of the room have in common."""

from typing import Any

from django.db import models

from quitus.kernel.ranges import NumberRange


class Ranged(models.Model):
    """A line about the pass from `first` to `last`, both included."""

    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)


def scheme() -> "models.ForeignKey[Any, Any]":
    """Whose row it is."""
    return models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")


def holder() -> "models.ForeignKey[Any, Any]":
    """A holder of the register."""
    return models.ForeignKey("distribution.Holder", on_delete=models.PROTECT, related_name="+")


def is_range(name: str) -> models.CheckConstraint:
    """The constraint that a line of this name is about at least one pass."""
    return models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name=name)
