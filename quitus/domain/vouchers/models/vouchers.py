"""The pass themselves, and what was marked on them by range."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.vouchers import rules, states
from quitus.domain.vouchers.models.orders import Order
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange


class Voucher(models.Model):
    """What happened to one pass, and nothing of what its whole order shares.

    The redemption gate is one conditional update of this row: `mark` from plain to redeemed,
    `turn` one more, `marked_on` the day. Undoing a use brings the mark back to plain, takes the
    day away and leaves the turn.
    """

    number = models.BigIntegerField(primary_key=True, help_text="series × 10,000,000 + rank, below 2^53")
    scheme = models.ForeignKey(
        "organisations.Scheme",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,  # the order has one: half the checks when 50,000 pass are minted
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_index=False)
    mark = models.CharField(max_length=10, default=states.PLAIN, db_default=states.PLAIN)
    turn = models.IntegerField(default=0, db_default=0, help_text="how many times it has been taken by a venue")
    marked_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(mark__in=list(states.MARK)), name="voucher_mark_is_known"),
            models.CheckConstraint(
                condition=Q(mark=states.PLAIN) ^ Q(marked_on__isnull=False),
                name="voucher_is_marked_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(turn__gte=0) & (~Q(mark=states.REDEEMED) | Q(turn__gte=1)),
                name="voucher_is_redeemed_only_in_a_turn",
            ),
            models.CheckConstraint(
                condition=Q(
                    number__gt=rules.LEAST_SERIES * rules.RANKS,
                    number__lt=(rules.MOST_SERIES + 1) * rules.RANKS,
                ),
                name="voucher_number_is_below_two_to_the_53",
            ),
        ]
        indexes = [
            # What keeps a range from being handed out: few rows, untouched by redemption.
            models.Index(
                fields=["number"],
                condition=Q(mark__in=[states.BLOCKED, states.CANCELLED]),
                name="voucher_blocked_or_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class MarkChange(models.Model):
    """One line per range blocked, released or cancelled: who, when, why.

    The marks follow from these lines and from the redemptions.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField(help_text="pass whose mark changed")
    occurred_on = models.DateField()
    reason = models.TextField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="mark_change_is_a_range"),
            models.CheckConstraint(
                condition=Q(verb__in=["block_range", "unblock_range", "cancel_range"]),
                name="mark_change_verb_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)
