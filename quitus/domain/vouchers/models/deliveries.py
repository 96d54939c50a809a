"""What is delivered of an order, each time a carrier comes, and which numbers."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.vouchers import states
from quitus.domain.vouchers.models.orders import Order
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange


class Delivery(models.Model):
    """One arrival of pass of an order, counted. `counted` pass enter custody; `surplus_count` do not."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="deliveries")
    rank = models.PositiveSmallIntegerField(help_text="from 1, in the order")
    delivered_on = models.DateField()
    counted = models.PositiveIntegerField(help_text="pass of the order that came and were accepted")
    missing_count = models.PositiveIntegerField(default=0, help_text="pass that will never come: cancelled")
    surplus_count = models.PositiveIntegerField(default=0, help_text="more than was ordered: sent back, never held")
    slip_reference = models.CharField(max_length=60, blank=True, help_text="of the operator's delivery note")
    note = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["order_id", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["order", "rank"], name="delivery_has_a_rank_of_its_own_in_its_order"),
            models.CheckConstraint(
                condition=Q(counted__gt=0) | Q(missing_count__gt=0) | Q(surplus_count__gt=0),
                name="delivery_says_what_came_or_never_will",
            ),
            models.CheckConstraint(
                condition=Q(missing_count=0, surplus_count=0) | ~Q(note=""),
                name="delivery_explains_its_difference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.rank}"


class DeliveryRange(models.Model):
    """Numbers of one delivery: they came, or are missing for ever."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="ranges")
    kind = models.CharField(max_length=8)
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(states.DELIVERED_KINDS)), name="delivery_range_came_or_is_missing"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="delivery_range_is_a_range"),
            ExclusionConstraint(
                name="no_pass_is_delivered_or_missing_twice",
                expressions=[
                    (
                        Func(
                            F("first"),
                            F("last"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)
