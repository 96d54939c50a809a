"""Orders of pass, and what moved their last day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from quitus.domain.vouchers import rules, states
from quitus.domain.vouchers.models.contracts import OperatorContract
from quitus.kernel.clock import QuitusNow
from quitus.kernel.life import from_on


def _dated(field: str, first: str, verb: str) -> models.CheckConstraint:
    """The date of a step is there if and only if the order has come that far.

    A cancelled order keeps the dates it had.
    """
    reached = from_on(states.ORDER, first) - {states.CANCELLED}
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
    shape = models.CharField(max_length=12, default=states.INSIDE, help_text="operator inside, outside, or self-issued")
    quantity = models.PositiveIntegerField(help_text="in pass")
    booklet_size = models.PositiveSmallIntegerField(help_text="pass in a booklet")
    face_value_cents = models.PositiveIntegerField()
    series = models.IntegerField(null=True, help_text="begins the number of each of its pass; drawn when minted")
    key = models.ForeignKey(
        "keys.Key",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="made the codes of its pass; none where they are printed elsewhere",
    )
    state = models.CharField(max_length=12, default=states.DRAFTED)
    drafted_on = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1, help_text="one more each time the draft is said anew")
    corrected_on = models.DateField(null=True, help_text="the last time; no visa is dated before")
    visa_refused_on = models.DateField(null=True, help_text="the last time; a visa may have been given since")
    visa_refusal = models.TextField(blank=True, help_text="what the accountant then said is wrong")
    visa_on = models.DateField(null=True)
    visa_waived = models.BooleanField(default=False, help_text="confirmed without visa, as the convention allows")
    confirmed_on = models.DateField(null=True)
    proof_on = models.DateField(null=True)
    proof_by = models.CharField(max_length=200, blank=True, help_text="the person who approved the printer's proof")
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
    pass_per_person = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="most pass that one service takes from one person"
    )
    blocked_from = models.DateField(null=True, help_text="no hand-out from this day; venues still accept them")
    territory = ArrayField(
        models.CharField(max_length=5), default=list, blank=True, help_text="beginnings of postcodes; empty: everywhere"
    )
    service_codes = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="empty: all")
    public_codes = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="empty: all")
    closing_on = models.DateField(null=True)
    figures_fixed_on = models.DateField(
        null=True, help_text="set out to the operator: no use is entered nor undone any more"
    )
    closing_reason = models.TextField(blank=True, help_text="when decided before the last day")
    closed_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-drafted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="order_has_a_number_of_its_own"),
            models.UniqueConstraint(fields=["series"], name="series_belongs_to_one_order"),
            models.CheckConstraint(
                condition=Q(key__isnull=True) | Q(series__isnull=False),
                name="order_has_a_key_only_once_it_has_numbers",
            ),
            models.CheckConstraint(condition=Q(state__in=list(states.ORDER)), name="order_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.CANCELLED)
                | Q(state__in=[states.DRAFTED, states.VISA_REFUSED], visa_on__isnull=True, visa_waived=False)
                | Q(state=states.VISAED, visa_on__isnull=False, visa_waived=False)
                | (
                    ~Q(state__in=[states.CANCELLED, states.DRAFTED, states.VISA_REFUSED, states.VISAED])
                    & (Q(visa_on__isnull=False) ^ Q(visa_waived=True))
                ),
                name="order_is_visaed_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(visa_refused_on__isnull=True, visa_refusal="") & ~Q(state=states.VISA_REFUSED))
                | (Q(visa_refused_on__isnull=False) & ~Q(visa_refusal="")),
                name="order_visa_is_refused_on_a_day_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(revision=1, corrected_on__isnull=True)
                | Q(revision__gt=1, corrected_on__isnull=False, corrected_on__gte=F("drafted_on")),
                name="order_is_corrected_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True)
                | (
                    (Q(visa_on__isnull=True) | Q(visa_on__gte=F("corrected_on")))
                    & (Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=F("corrected_on")))
                    & (~Q(state=states.VISA_REFUSED) | Q(visa_refused_on__gte=F("corrected_on")))
                ),
                name="order_visa_answers_its_last_correction",
            ),
            _dated("confirmed_on", states.CONFIRMED, "confirmed"),
            _dated("proof_on", states.PROOFED, "proofed"),
            models.CheckConstraint(
                condition=Q(proof_on__isnull=True) ^ ~Q(proof_by=""),
                name="order_proof_is_approved_by_a_named_person",
            ),
            _dated("produced_on", states.PRODUCED, "produced"),
            _dated("delivered_on", states.DELIVERED, "delivered"),
            _dated("activated_on", states.ACTIVE, "activated"),
            _dated("closing_on", states.CLOSING, "closing"),
            _dated("closed_on", states.CLOSED, "closed"),
            models.CheckConstraint(condition=Q(shape__in=list(states.SHAPES)), name="order_shape_is_known"),
            models.CheckConstraint(
                condition=Q(shape=states.SELF_ISSUED) ^ Q(operator_contract__isnull=False),
                name="order_is_self_issued_if_and_only_if_it_has_no_contract",
            ),
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
                condition=Q(operator_contract__isnull=True) | Q(market__isnull=False),
                name="order_to_an_operator_is_under_a_market",
            ),
            models.CheckConstraint(
                condition=Q(usable_until__gte=F("valid_until")),
                name="order_tolerance_comes_after_the_last_day",
            ),
            models.CheckConstraint(
                condition=(Q(visa_on__isnull=True) | Q(visa_on__gte=F("drafted_on")))
                & (Q(visa_refused_on__isnull=True) | Q(visa_refused_on__gte=F("drafted_on")))
                & (Q(visa_refused_on__isnull=True) | Q(visa_on__isnull=True) | Q(visa_on__gte=F("visa_refused_on")))
                & (
                    Q(visa_refused_on__isnull=True)
                    | Q(confirmed_on__isnull=True)
                    | Q(confirmed_on__gte=F("visa_refused_on"))
                )
                & (
                    Q(confirmed_on__isnull=True)
                    | Q(visa_on__isnull=True, confirmed_on__gte=F("drafted_on"))
                    | Q(confirmed_on__gte=F("visa_on"))
                )
                & (Q(proof_on__isnull=True) | Q(proof_on__gte=F("confirmed_on")))
                & (Q(produced_on__isnull=True) | Q(produced_on__gte=F("proof_on")))
                & (Q(delivered_on__isnull=True) | Q(delivered_on__gte=F("produced_on")))
                & (Q(activated_on__isnull=True) | Q(activated_on__gte=F("delivered_on")))
                & (Q(closing_on__isnull=True) | Q(closing_on__gte=F("activated_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("closing_on"))),
                name="order_steps_follow_one_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderProlongation(models.Model):
    """The last day of an order was moved: from what, to what, by which act. Days as they stood before and after."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="prolongations")
    valid_until_before = models.DateField()
    usable_until_before = models.DateField()
    valid_until = models.DateField()
    usable_until = models.DateField()
    stop_lifted = models.DateField(null=True, help_text="the day from which hand-outs had been stopped")
    reason = models.TextField()
    act_reference = models.CharField(max_length=100)
    decided_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_until_before"), usable_until__gte=F("valid_until")),
                name="order_prolongation_moves_the_last_day_forward",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(act_reference=""), name="order_prolongation_says_why_and_by_which_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.valid_until}"
