"""Pass taken by venues, takings undone, and attempts refused: three tables that only grow.

The first two are keyed by the number of the pass and its turn; their foreign keys to one another and
to the pass are written in the migration, since a table key of two columns has no Django field.
"""

from django.db import models
from django.db.models import Q, Value

from quitus.domain.redemption import rules
from quitus.domain.redemption.models_offline import Conflict as Conflict
from quitus.kernel.clock import QuitusNow


def _line() -> "models.BigIntegerField[int, int]":
    """The order in which lines are written, for those who fold them: an identity column, which the database numbers.

    Django has no such field beside a key: the migration makes it, and the value here is only a word for « by default ».
    """
    return models.BigIntegerField(db_default=Value(0), editable=False)


class Redemption(models.Model):
    """A venue took this pass, for its `turn`-th time, for one service. It is its own audit line.

    A pass that was undone can be taken again: its turn is then one more.
    """

    pk = models.CompositePrimaryKey("number", "turn")
    number = models.BigIntegerField()
    turn = models.IntegerField()
    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("vouchers.Order", on_delete=models.PROTECT, related_name="+", db_index=False)
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    service = models.ForeignKey("grants.Service", on_delete=models.PROTECT, related_name="+", db_index=False)
    service_on = models.DateField()
    people_count = models.PositiveSmallIntegerField(default=1, db_default=1)
    minutes = models.PositiveSmallIntegerField(null=True, help_text="how long the service lasted, where it is told")
    theme = models.CharField(max_length=rules.THEME_LONGEST, blank=True, default="", db_default="")
    door = models.CharField(max_length=8, default=rules.PAGE, db_default=rules.PAGE)
    terminal_id = models.BigIntegerField(null=True, help_text="the device that took it without network")
    taken_at = models.DateTimeField(null=True, help_text="when that device says it took it")
    request = models.UUIDField()
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    line = _line()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="request_takes_a_pass_once", fields=["request", "number"]),
            models.CheckConstraint(name="redemption_is_for_at_least_one_person", condition=Q(people_count__gte=1)),
            models.CheckConstraint(name="redemption_turn_is_counted", condition=Q(turn__gte=1)),
            models.CheckConstraint(
                name="service_lasts_some_minutes_or_hours",
                condition=Q(minutes__isnull=True) | Q(minutes__range=(rules.MINUTES_LEAST, rules.MINUTES_MOST)),
            ),
            models.CheckConstraint(name="redemption_came_by_a_known_door", condition=Q(door__in=list(rules.DOORS))),
            models.CheckConstraint(
                name="redemption_by_a_device_says_which_and_when",
                condition=Q(door=rules.DEVICE, terminal_id__isnull=False, taken_at__isnull=False)
                | ~Q(door=rules.DEVICE) & Q(terminal_id__isnull=True, taken_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "organisation", "service_on"], name="redemptions_of_structure"),
            models.Index(fields=["scheme", "line"], name="redemptions_as_written"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.turn}"


class RedemptionReversal(models.Model):
    """The taking of that pass, at that turn, is undone: the pass can be used again."""

    pk = models.CompositePrimaryKey("number", "turn")
    number = models.BigIntegerField()
    turn = models.IntegerField()
    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    reason_code = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True)
    occurred_on = models.DateField()
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    line = _line()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reversal_reason_is_known",
                condition=Q(reason_code__in=list(rules.REASONS_AND_AT_ONCE)),
            ),
            models.CheckConstraint(
                name="reversal_for_another_reason_says_which",
                condition=~Q(reason_code=rules.OTHER) | ~Q(note=""),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "line"], name="reversals_as_written")]

    def __str__(self) -> str:
        return f"{self.number}/{self.turn}"


class RedemptionAttempt(models.Model):
    """A pass that was presented and refused, with the reason. A code that is none is kept as a keyed hash only."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_index=False)
    request = models.UUIDField()
    number = models.BigIntegerField(null=True)
    code_given_hash = models.BinaryField(null=True, max_length=32)
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    service_on = models.DateField()
    outcome = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="attempt_is_kept_once_a_request",
                fields=["request", "number", "code_given_hash"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="attempt_is_for_a_number_or_a_code",
                condition=Q(number__isnull=False, code_given_hash__isnull=True)
                | Q(number__isnull=True, code_given_hash__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "outcome", "recorded_at"], name="attempts_of_person"),
            models.Index(fields=["scheme", "recorded_at"], name="attempts_of_scheme"),
        ]

    def __str__(self) -> str:
        return self.outcome


class RedemptionCount(models.Model):
    """How many pass of an order were taken, and given back, over the lines folded so far."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField("vouchers.Order", on_delete=models.PROTECT, related_name="+")
    taken = models.BigIntegerField(default=0)
    undone = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_taken_and_given_back_is_counted_up", condition=Q(taken__gte=0, undone__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.taken} − {self.undone}"


class RedemptionFold(models.Model):
    """How far the takings and reversals of a scheme are folded: up to and including these lines (`kernel.folding`)."""

    scheme = models.OneToOneField("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    taken_to = models.BigIntegerField(default=0)
    undone_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.taken_to} {self.undone_to}"
