"""Files of loss, theft and destruction, what became of each pass, and what replaces it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.controls import catalogue, states
from quitus.domain.controls.models.shared import Ranged, holder, is_range, scheme
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange

STEPS = ("find_again", "release_found_pass", "cancel_lost_pass")


def _numbers(first: str, last: str) -> Func:
    return Func(F(first), F(last), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


class LossFile(models.Model):
    """Pass lost, stolen or destroyed in the hands of `holder`, blocked at once.

    `handout_id` is that of the person who lost them, if it was a person (a number, and no name: names are kept apart).
    """

    scheme = scheme()
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default=states.OPEN)
    holder = holder()
    handout_id = models.BigIntegerField(null=True)
    occurred_on = models.DateField(help_text="when it happened, as far as known")
    discovered_on = models.DateField()
    circumstances = models.TextField()
    reported_by = models.CharField(max_length=200, blank=True, help_text="who told it, when it is not who entered it")
    complaint_number = models.CharField(max_length=60, blank=True)
    complaint_on = models.DateField(null=True)
    witnesses = models.CharField(max_length=300, blank=True)
    declared_by = models.CharField(max_length=200)
    declared_by_id = models.BigIntegerField(null=True)
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="loss_file_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(kind__in=list(catalogue.LOSS_KINDS)), name="loss_file_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=list(states.LOSS_FILE)), name="loss_file_state_is_known"),
            models.CheckConstraint(condition=~Q(circumstances=""), name="loss_file_tells_what_happened"),
            models.CheckConstraint(
                condition=Q(discovered_on__gte=F("occurred_on")), name="loss_is_found_out_after_it_happened"
            ),
            models.CheckConstraint(
                condition=Q(complaint_number="") ^ Q(complaint_on__isnull=False),
                name="complaint_has_a_number_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=catalogue.DESTRUCTION) | ~Q(witnesses=""), name="destruction_has_a_witness"
            ),
            models.CheckConstraint(
                condition=~Q(kind=catalogue.THEFT, state=states.CANCELLED) | ~Q(complaint_number=""),
                name="stolen_pass_are_cancelled_once_there_is_a_complaint",
            ),
            models.CheckConstraint(
                condition=Q(state=states.OPEN) ^ Q(closed_on__isnull=False),
                name="loss_file_is_closed_if_and_only_if_it_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LossRange(Ranged):
    """Pass of a file, with the slip that brought them out of the stock. `used_count`: already taken by a venue then."""

    scheme = scheme()
    file = models.ForeignKey(LossFile, on_delete=models.PROTECT, related_name="ranges")
    order_id = models.BigIntegerField()
    slip = models.ForeignKey("distribution.Slip", on_delete=models.PROTECT, related_name="+")
    used_count = models.PositiveIntegerField(default=0, help_text="pass already taken by a venue when declared")

    class Meta:
        ordering = ["first"]
        constraints = [is_range("loss_range_is_a_range")]
        indexes = [models.Index(fields=["order_id", "first", "last"], name="losses_by_number")]

    def __str__(self) -> str:
        return str(self.range)


class LossStep(Ranged):
    """What became of some pass of a file: found again, released, or cancelled for ever. Added, never changed."""

    scheme = scheme()
    file = models.ForeignKey(LossFile, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=24)
    occurred_on = models.DateField()
    note = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            is_range("loss_step_is_a_range"),
            models.CheckConstraint(condition=Q(verb__in=STEPS), name="lost_pass_are_found_released_or_cancelled"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.range}"


class Replacement(models.Model):
    """New pass in the place of as many that are dead: one for one, in order. Added, never changed.

    It moves no money and no pass: the new ones belong to an order of their own, counted and paid there. `fee_cents` is
    what the operator's contract asks for it, before VAT.
    """

    scheme = scheme()
    file = models.ForeignKey(LossFile, on_delete=models.PROTECT, related_name="replacements")
    old_first = models.BigIntegerField()
    old_last = models.BigIntegerField()
    old_order_id = models.BigIntegerField()
    new_first = models.BigIntegerField()
    new_last = models.BigIntegerField()
    new_order_id = models.BigIntegerField()
    replaced_on = models.DateField()
    fee_cents = models.BigIntegerField(default=0)
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_last__gte=F("old_first"), new_last=F("new_first") + F("old_last") - F("old_first")),
                name="replacement_is_one_pass_for_one",
            ),
            models.CheckConstraint(condition=Q(fee_cents__gte=0), name="replacement_fee_is_not_negative"),
            ExclusionConstraint(
                name="pass_is_replaced_once", expressions=[(_numbers("old_first", "old_last"), RangeOperators.OVERLAPS)]
            ),
            ExclusionConstraint(
                name="pass_replaces_one_other_at_most",
                expressions=[(_numbers("new_first", "new_last"), RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [
            models.Index(fields=["old_order_id", "old_first"], name="replaced_by_number"),
            models.Index(fields=["new_order_id", "new_first"], name="replacing_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def old(self) -> NumberRange:
        """The dead pass."""
        return NumberRange(self.old_first, self.old_last)

    @property
    def new(self) -> NumberRange:
        """Those in their place."""
        return NumberRange(self.new_first, self.new_last)
