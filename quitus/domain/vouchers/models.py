"""Contracts with operators, orders, and the pass themselves."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.vouchers import rules, states
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange


class OperatorContract(models.Model):
    """What an operator does and for how much: each change of terms is a contract of its own."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    market = models.ForeignKey("budget.Market", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    fee_on_order_per_mille = models.PositiveIntegerField(help_text="of the face value ordered, before VAT")
    fee_on_redemption_per_mille = models.PositiveIntegerField(help_text="of the face value used, before VAT")
    yearly_fee_per_venue_cents = models.PositiveIntegerField(help_text="before VAT")
    tolerance_months = models.PositiveSmallIntegerField(help_text="venues still accept pass after the last day")
    late_entry_days = models.PositiveSmallIntegerField(help_text="venues still record a service after its day")
    payment_days = models.PositiveSmallIntegerField(help_text="it pays a structure after the claim, if it pays them")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "operator", "number"],
                name="operator_contract_has_a_number_of_its_own",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="operator_contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(fee_on_order_per_mille__lte=1000, fee_on_redemption_per_mille__lte=1000),
                name="operator_contract_fee_is_at_most_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number


def _dated(field: str, first: str, verb: str) -> models.CheckConstraint:
    """The date of a step is there if and only if the order has come that far.

    A cancelled order keeps the dates it had.
    """
    reached = states.from_on(states.ORDER, first) - {states.CANCELLED}
    return models.CheckConstraint(
        condition=Q(state__in=sorted(reached), **{f"{field}__isnull": False})
        | Q(state=states.CANCELLED)
        | (~Q(state__in=[*sorted(reached), states.CANCELLED]) & Q(**{f"{field}__isnull": True})),
        name=f"order_is_{verb}_if_and_only_if_it_says_when",
    )


class Order(models.Model):
    """A number of pass asked from an operator, or issued by the authority without a contract.

    What all its pass share (activation, last days, stop of distribution) stands here and nowhere
    else, so that activating 50,000 pass changes one row.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    market = models.ForeignKey("budget.Market", on_delete=models.PROTECT, null=True, related_name="+")
    operator_contract = models.ForeignKey(OperatorContract, on_delete=models.PROTECT, null=True, related_name="orders")
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    quantity = models.PositiveIntegerField(help_text="in pass")
    booklet_size = models.PositiveSmallIntegerField(help_text="pass in a booklet")
    face_value_cents = models.PositiveIntegerField()
    series = models.IntegerField(null=True, help_text="begins the number of each of its pass; drawn when minted")
    state = models.CharField(max_length=12, default=states.DRAFTED)
    drafted_on = models.DateField()
    visa_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    produced_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    delivered_count = models.PositiveIntegerField(null=True, help_text="pass counted at the delivery")
    delivery_difference = models.GeneratedField(
        expression=F("delivered_count") - F("quantity"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    delivery_note = models.TextField(blank=True)
    activated_on = models.DateField(null=True)
    mandat_number = models.CharField(max_length=40, blank=True, help_text="or engagement number when self-issued")
    valid_until = models.DateField(help_text="last day printed on the pass")
    usable_until = models.DateField(help_text="last day on which venues accept them, tolerance included")
    late_entry_days = models.PositiveSmallIntegerField(help_text="after the day of a service venues still record it")
    blocked_from = models.DateField(null=True, help_text="no hand-out from this day; venues still accept them")
    closed_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-drafted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="order_has_a_number_of_its_own"),
            models.UniqueConstraint(fields=["series"], name="series_belongs_to_one_order"),
            models.CheckConstraint(condition=Q(state__in=list(states.ORDER)), name="order_state_is_known"),
            _dated("visa_on", states.VISAED, "visaed"),
            _dated("confirmed_on", states.CONFIRMED, "confirmed"),
            _dated("produced_on", states.PRODUCED, "produced"),
            _dated("delivered_on", states.DELIVERED, "delivered"),
            _dated("activated_on", states.ACTIVE, "activated"),
            _dated("closed_on", states.CLOSED, "closed"),
            models.CheckConstraint(
                condition=Q(state=states.CANCELLED) ^ Q(cancelled_on__isnull=True),
                name="order_is_cancelled_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, produced_on__isnull=True)
                | Q(
                    series__gte=rules.LEAST_SERIES,
                    series__lte=rules.MOST_SERIES,
                    series__isnull=False,
                    produced_on__isnull=False,
                ),
                name="order_has_a_series_if_and_only_if_it_is_produced",
            ),
            models.CheckConstraint(
                condition=Q(
                    quantity__gte=1,
                    quantity__lte=rules.MOST_PASS,
                    booklet_size__gte=1,
                    face_value_cents__gte=1,
                ),
                name="order_is_for_pass_that_are_worth_something",
            ),
            models.CheckConstraint(
                condition=Q(quantity=F("quantity") / F("booklet_size") * F("booklet_size")),
                name="order_is_a_whole_number_of_booklets",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True, delivered_count__isnull=True)
                | Q(
                    delivered_on__isnull=False,
                    delivered_count__lte=F("quantity"),
                    delivered_count__isnull=False,
                ),
                name="order_counts_what_is_delivered_and_no_more_than_ordered",
            ),
            models.CheckConstraint(
                condition=Q(delivered_count__isnull=True) | Q(delivered_count=F("quantity")) | ~Q(delivery_note=""),
                name="order_explains_the_difference_of_its_delivery",
            ),
            models.CheckConstraint(
                condition=Q(activated_on__isnull=True) ^ ~Q(mandat_number=""),
                name="order_is_activated_by_a_mandat_or_engagement_number",
            ),
            models.CheckConstraint(
                condition=Q(operator_contract__isnull=True) ^ Q(market__isnull=False),
                name="order_to_an_operator_is_under_a_market",
            ),
            models.CheckConstraint(
                condition=Q(usable_until__gte=F("valid_until")),
                name="order_tolerance_comes_after_the_last_day",
            ),
            models.CheckConstraint(
                condition=(Q(visa_on__isnull=True) | Q(visa_on__gte=F("drafted_on")))
                & (Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=F("visa_on")))
                & (Q(produced_on__isnull=True) | Q(produced_on__gte=F("confirmed_on")))
                & (Q(delivered_on__isnull=True) | Q(delivered_on__gte=F("produced_on")))
                & (Q(activated_on__isnull=True) | Q(activated_on__gte=F("delivered_on"))),
                name="order_steps_follow_one_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


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
