"""Inventories: what was expected, what was counted, and how each difference was settled."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.controls import catalogue, states
from quitus.domain.controls.models.shared import Ranged, holder, is_range, scheme
from quitus.kernel.clock import QuitusNow


class Inventory(models.Model):
    """A count of one or several places, made blind while others work.

    `opened_after` and `closed_after` are the last line of the register at these two instants.
    """

    scheme = scheme()
    number = models.CharField(max_length=20)
    purpose = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default=states.OPEN)
    recount_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="recount")
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=200)
    opened_by_id = models.BigIntegerField(null=True)
    opened_after = models.BigIntegerField()
    counted_on = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)
    closed_after = models.BigIntegerField(null=True)
    concluded_on = models.DateField(null=True)
    conclusion = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="inventory_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(state__in=list(states.INVENTORY)), name="inventory_state_is_known"),
            models.CheckConstraint(condition=Q(purpose__in=list(catalogue.PURPOSES)), name="inventory_says_what_for"),
            models.CheckConstraint(
                condition=Q(state__in=[states.OPEN, states.ABANDONED])
                ^ Q(counted_on__isnull=False, counted_at__isnull=False, closed_after__isnull=False),
                name="inventory_is_compared_once_its_count_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(state=states.CONCLUDED) ^ Q(concluded_on__isnull=True),
                name="inventory_is_concluded_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(counted_on__isnull=True) | Q(counted_on__gte=F("opened_on")))
                & (Q(concluded_on__isnull=True) | Q(concluded_on__gte=F("counted_on"))),
                name="inventory_steps_follow_one_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InventoryPlace(models.Model):
    """A place of an inventory. `is_open` while it is counted: nobody counts it a second time meanwhile."""

    scheme = scheme()
    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="places")
    holder = holder()
    is_open = models.BooleanField(default=True)
    expected_count = models.PositiveIntegerField(null=True, help_text="pass by the register at the closing")
    found_count = models.PositiveIntegerField(
        null=True, help_text="pass there at the closing: counted, come meanwhile or on the way"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inventory", "holder"], name="inventory_counts_a_place_once"),
            models.UniqueConstraint(
                fields=["holder"], condition=Q(is_open=True), name="place_is_in_one_open_inventory_at_most"
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(expected_count__isnull=True, found_count__isnull=True),
                name="inventory_is_blind_until_its_count_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inventory} – {self.holder}"


class PlaceRange(Ranged):
    """What the register said of a place at the opening or at the closing of its count, and what explains that it was
    not as counted: see `catalogue.KEPT`. Added, never changed.
    """

    scheme = scheme()
    place = models.ForeignKey(InventoryPlace, on_delete=models.PROTECT, related_name="ranges")
    what = models.CharField(max_length=12)

    class Meta:
        ordering = ["first"]
        constraints = [
            is_range("place_holds_a_range"),
            models.CheckConstraint(condition=Q(what__in=list(catalogue.KEPT)), name="place_range_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return str(self.range)


class CountLine(Ranged):
    """Pass counted in a place, or withdrawn from the count. Lines are added; `after_line` is the last line of the
    register at that instant.
    """

    scheme = scheme()
    place = models.ForeignKey(InventoryPlace, on_delete=models.PROTECT, related_name="lines")
    adds = models.BooleanField(default=True)
    way = models.CharField(max_length=8)
    counted_on = models.DateField()
    after_line = models.BigIntegerField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            is_range("count_line_is_a_range"),
            models.CheckConstraint(condition=Q(way__in=list(catalogue.WAYS)), name="count_line_says_how"),
        ]

    def __str__(self) -> str:
        return f"{'+' if self.adds else '−'} {self.range}"


class Difference(Ranged):
    """Pass that the register and the count did not see alike. For those in addition, `register_holder` is who has them
    by the register. Added when the count is closed, never changed.
    """

    scheme = scheme()
    place = models.ForeignKey(InventoryPlace, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=8)
    order_id = models.BigIntegerField()
    register_holder = models.ForeignKey("distribution.Holder", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            is_range("difference_is_a_range"),
            models.CheckConstraint(
                condition=Q(kind__in=list(catalogue.DIFFERENCE_KINDS)), name="difference_is_missing_or_extra"
            ),
            models.CheckConstraint(
                condition=Q(kind=catalogue.EXTRA) | Q(register_holder__isnull=True),
                name="missing_pass_are_expected_where_they_are_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.range}"


class Settlement(Ranged):
    """How part of a difference was settled: explained in a sentence, or turned into a file of loss."""

    scheme = scheme()
    difference = models.ForeignKey(Difference, on_delete=models.PROTECT, related_name="settlements")
    reason = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    loss_file = models.ForeignKey("controls.LossFile", on_delete=models.PROTECT, null=True, related_name="settlements")
    settled_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            is_range("settlement_is_a_range"),
            models.CheckConstraint(
                condition=Q(reason__in=[*catalogue.REASONS, catalogue.LOST]), name="settlement_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason=catalogue.LOST) ^ Q(loss_file__isnull=True),
                name="settlement_names_a_loss_file_if_and_only_if_lost",
            ),
            models.CheckConstraint(
                condition=Q(reason=catalogue.LOST) | ~Q(text=""), name="settlement_says_what_explains"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.range}"
