"""What the lines of the register come to, by holder, order and day: folded by a job, never by who moves pass."""

from django.db import models
from django.db.models import Q

from quitus.domain.distribution.models.custody import Holder
from quitus.domain.distribution.models.regie import SCHEME


class CustodyDay(models.Model):
    """How many pass of an order came to a holder and left him on a day of fact, over the lines folded so far."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    order_id = models.BigIntegerField()
    came = models.BigIntegerField()
    went = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "day", "order_id"], name="a_day_of_a_holder_is_counted_once"),
            models.CheckConstraint(condition=Q(came__gte=0, went__gte=0), name="what_moves_in_a_day_is_counted_up"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} {self.day} {self.order_id}"


class CustodyFold(models.Model):
    """How far the lines of a scheme are folded: all those up to and including `folded_to`, by key.

    No transaction that was still open can add a line at or below it: see `kernel.folding`.
    """

    scheme = models.OneToOneField(SCHEME, on_delete=models.PROTECT, related_name="+")
    folded_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.folded_to}"
