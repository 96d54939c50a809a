"""Custody: who holds which range of pass, by which paper it came there."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.distribution import catalogue, states
from quitus.domain.distribution.models.mandates import MandateConvention
from quitus.domain.distribution.models.regie import SCHEME, DistributionPoint, Imprest
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange
from quitus.kernel.text import sort_key

KINDS = frozenset(states.CUSTODY) - {states.VENUE}
ALONE = frozenset(
    {
        states.ACCOUNTANT,
        states.BENEFICIARIES,
        states.LOST,
        states.STOLEN,
        states.DESTROYED,
        states.RETURNED,
        states.NOT_DELIVERED,
    }
)
"""The kinds of which a scheme has one holder."""
VERBS = frozenset(verb for verbs in states.CUSTODY.values() for verb in verbs) - states.NOT_MOVEMENTS


class Holder(models.Model):
    """Whoever can hold pass: each is one column of the register.

    A drawer is what its `keeper` has at hand of a point (`place`), where he is appointed.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    label = models.CharField(max_length=200)
    point = models.OneToOneField(DistributionPoint, on_delete=models.PROTECT, null=True, related_name="holder")
    imprest = models.OneToOneField(Imprest, on_delete=models.PROTECT, null=True, related_name="safe")
    mandate = models.OneToOneField(MandateConvention, on_delete=models.PROTECT, null=True, related_name="stock")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(DistributionPoint, on_delete=models.PROTECT, null=True, related_name="drawers")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="holder_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=states.POINT) ^ Q(point__isnull=True), name="holder_is_a_point_if_it_names_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=states.SAFE) ^ Q(imprest__isnull=True), name="holder_is_a_safe_if_it_names_an_imprest"
            ),
            models.CheckConstraint(
                condition=Q(kind=states.MANDATED) ^ Q(mandate__isnull=True),
                name="holder_is_a_mandated_body_if_it_names_a_mandate",
            ),
            models.CheckConstraint(
                condition=Q(kind=states.DRAWER, keeper__isnull=False, place__isnull=False)
                | (~Q(kind=states.DRAWER) & Q(keeper__isnull=True, place__isnull=True)),
                name="holder_is_a_drawer_if_it_names_whose_and_where",
            ),
            models.CheckConstraint(
                condition=Q(kind=states.PRINTER) | Q(organisation__isnull=True),
                name="holder_of_an_organisation_is_a_printer",
            ),
            models.UniqueConstraint(
                fields=["scheme", "kind"],
                condition=Q(kind__in=sorted(ALONE)),
                name="holder_of_its_kind_is_alone_in_its_scheme",
            ),
            models.UniqueConstraint(
                fields=["scheme", "organisation"],
                condition=Q(kind=states.PRINTER),
                nulls_distinct=False,
                name="printer_stands_once_in_its_scheme",
            ),
            models.UniqueConstraint(
                fields=["scheme", "label"], condition=Q(kind=states.CARRIER), name="carrier_stands_once_in_its_scheme"
            ),
            models.UniqueConstraint(
                fields=["keeper", "place"], condition=Q(kind=states.DRAWER), name="drawer_stands_once_at_its_point"
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
    first = models.GeneratedField(
        expression=Func(F("numbers"), function="lower"), output_field=models.BigIntegerField(), db_persist=True
    )
    last = models.GeneratedField(
        expression=Func(F("numbers"), function="upper", output_field=models.BigIntegerField()) - 1,
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="holdings", db_index=False)
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
        # Numbers are looked for by their order, first and last: under row-level security no index of ranges is used,
        # since PostgreSQL does not know that their operators tell nothing of rows that may not be seen.
        # What a holder has is summed from its index alone, a hundred thousand ranges of a régie in a few milliseconds.
        indexes = [
            models.Index(fields=["order_id", "first", "last"], name="holdings_by_number"),
            models.Index(fields=["holder", "order_id"], include=["scheme", "first", "last"], name="holdings_by_holder"),
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
    """The paper that goes with a movement, signed on both sides: in the program, or by hand with its scan.

    `recorded_at` and `received_at` are the instants of the two signatures as recorded. Until it is received the pass
    are on their way, and who gave them answers for them. `contested_count`: those that the receiver did not count,
    and that went back to the giver.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=12)
    from_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="slips_given")
    to_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="slips_taken")
    occurred_on = models.DateField()
    handed_by = models.CharField(max_length=200)
    handed_by_user_id = models.BigIntegerField(null=True)
    handed_on_paper = models.BooleanField(default=False, db_default=False)
    received_by = models.CharField(max_length=200, blank=True)
    received_by_user_id = models.BigIntegerField(null=True)
    received_on = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    received_on_paper = models.BooleanField(default=False, db_default=False)
    contested_count = models.PositiveIntegerField(default=0, db_default=0)
    contested_note = models.TextField(blank=True, default="", db_default="")
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
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_at__isnull=True, received_on_paper=False)
                | Q(received_on__isnull=False, received_at__isnull=False),
                name="slip_keeps_the_instant_of_its_reception",
            ),
            models.CheckConstraint(
                condition=Q(contested_count=0, contested_note="")
                | (Q(contested_count__gte=1, received_on__isnull=False) & ~Q(contested_note="")),
                name="slip_explains_what_its_receiver_did_not_count",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_holder"], condition=Q(received_on__isnull=True), name="slips_nobody_has_received_yet"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_signed_by_one_person(self) -> bool:
        """Whether who gave signed for the receiver too, between two who answer for pass."""
        if self.received_on is None or not {self.from_holder.kind, self.to_holder.kind} <= states.ANSWERED_FOR:
            return False
        accounts = (self.handed_by_user_id, self.received_by_user_id)
        if None not in accounts:
            return accounts[0] == accounts[1]
        return sort_key(self.handed_by) == sort_key(self.received_by)


class Movement(models.Model):
    """A line of the register: a range, from whom, to whom, on which slip. Lines are added, and they are the truth."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+", db_index=False)
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, null=True, related_name="movements")
    order_id = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    from_holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, null=True, related_name="lines_out", db_index=False
    )
    to_holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="lines_in", db_index=False)
    verb = models.CharField(max_length=32)
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
                condition=Q(verb=states.PRINTED, from_holder__isnull=True) | Q(verb__in=sorted(VERBS)),
                name="movement_verb_is_known",
            ),
        ]
        indexes = [
            # A holder's register, by pages; what the counters have not folded yet.
            models.Index(fields=["to_holder", "occurred_on", "id"], name="lines_that_bring_in"),
            models.Index(fields=["from_holder", "occurred_on", "id"], name="lines_that_take_out"),
            models.Index(fields=["scheme", "id"], name="lines_of_a_scheme_as_entered"),
            # The life of one pass: the lines of its order whose range contains it; for proofs, by range alone.
            models.Index(fields=["order_id", "first", "last"], name="lines_by_number"),
            GistIndex(Func(F("first"), F("last"), Value("[]"), function="int8range"), name="movement_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)
