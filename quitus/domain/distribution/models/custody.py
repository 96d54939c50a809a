"""Custody: who holds which range of pass, by which paper it came there."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.distribution import catalogue, states
from quitus.domain.distribution.models.regie import SCHEME, DistributionPoint, Imprest
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange


class Holder(models.Model):
    """Whoever can hold pass: each is one column of the register."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    label = models.CharField(max_length=200)
    point = models.OneToOneField(DistributionPoint, on_delete=models.PROTECT, null=True, related_name="holder")
    imprest = models.OneToOneField(Imprest, on_delete=models.PROTECT, null=True, related_name="safe")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(states.CUSTODY)), name="holder_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=states.POINT) ^ Q(point__isnull=True), name="holder_is_a_point_if_it_names_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=states.SAFE) ^ Q(imprest__isnull=True), name="holder_is_a_safe_if_it_names_an_imprest"
            ),
            models.CheckConstraint(
                condition=Q(kind=states.PRINTER) | Q(organisation__isnull=True),
                name="holder_of_an_organisation_is_a_printer",
            ),
            models.UniqueConstraint(
                fields=["scheme", "kind"],
                condition=~Q(kind__in=[states.PRINTER, states.SAFE, states.POINT]),
                name="holder_of_its_kind_is_alone_in_its_scheme",
            ),
            models.UniqueConstraint(
                fields=["scheme", "organisation"],
                condition=Q(kind=states.PRINTER),
                nulls_distinct=False,
                name="printer_stands_once_in_its_scheme",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Holding(models.Model):
    """A range that somebody holds now. What follows from the lines of the register, kept for speed.

    `order_id` is a plain number: custody has no foreign key towards the pass. `since_on` is the day of the movement
    that brought the range there.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    order_id = models.BigIntegerField()
    numbers = BigIntegerRangeField()
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="holdings")
    since_on = models.DateField()

    class Meta:
        ordering = ["numbers"]
        constraints = [
            ExclusionConstraint(name="no_pass_is_in_two_hands", expressions=[("numbers", RangeOperators.OVERLAPS)]),
            models.CheckConstraint(
                condition=Q(numbers__isempty=False, numbers__lower_inf=False, numbers__upper_inf=False),
                name="holding_is_a_range_of_pass",
            ),
        ]

    def __str__(self) -> str:
        return str(self.range)

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.numbers.lower, self.numbers.upper - 1)


class Numbering(models.Model):
    """The last number given in a series of papers: no gap, since it is locked until the paper exists."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "series"], name="papers_of_a_series_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class Slip(models.Model):
    """The paper that goes with a movement, signed on both sides."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    from_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="slips_given")
    to_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="slips_taken")
    occurred_on = models.DateField()
    handed_by = models.CharField(max_length=200)
    received_by = models.CharField(max_length=200, blank=True)
    received_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-occurred_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="slip_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(kind__in=list(catalogue.SLIP_KINDS)), name="slip_kind_is_known"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("occurred_on")),
                name="slip_is_received_after_it_is_handed",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) ^ ~Q(received_by=""),
                name="slip_is_received_if_and_only_if_it_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Movement(models.Model):
    """A line of the register: a range, from whom, to whom, on which slip. Lines are added, and they are the truth."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, null=True, related_name="movements")
    order_id = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    from_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, null=True, related_name="lines_out")
    to_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="lines_in")
    verb = models.CharField(max_length=24)
    occurred_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="movement_moves_a_range"),
            models.CheckConstraint(
                condition=Q(slip__isnull=False) ^ Q(from_holder__isnull=True), name="movement_has_a_slip_unless_printed"
            ),
            models.CheckConstraint(
                condition=Q(from_holder__isnull=True) | ~Q(from_holder=F("to_holder")),
                name="movement_goes_from_one_hand_to_another",
            ),
            models.CheckConstraint(
                condition=Q(verb=states.PRINTED, from_holder__isnull=True)
                | Q(verb__in=sorted({verb for verbs in states.CUSTODY.values() for verb in verbs})),
                name="movement_verb_is_known",
            ),
        ]
        indexes = [
            # The life of one pass: every line whose range contains it.
            GistIndex(Func(F("first"), F("last"), Value("[]"), function="int8range"), name="movement_by_number")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)
