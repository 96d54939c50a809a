"""Orders handed to another operator of the same instance, when theirs fails; the mandats that pay operators."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.vouchers.models.contracts import OperatorContract
from quitus.domain.vouchers.models.orders import Order
from quitus.kernel.clock import QuitusNow


class Entrustment(models.Model):
    """An order was handed to another operator: from which contract to which, who paid the venues and who pays them
    since, by which act. Never changed.

    What was recorded before `recorded_at` is the affair of the operator before, what is recorded since of the other:
    the act may be dated earlier. `live_count` are the pass of an active order that were neither used nor cancelled at
    that instant, for which `mandat_number` pays the operator at face value when it is the payer; null when the order
    was not active yet, so that nothing had been paid to anybody.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="entrustments")
    contract_before = models.ForeignKey(OperatorContract, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(OperatorContract, on_delete=models.PROTECT, related_name="+")
    payer_before = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    live_count = models.PositiveIntegerField(null=True)
    amount_cents = models.PositiveBigIntegerField(
        default=0, help_text="face value paid to the operator that takes over"
    )
    mandat_number = models.CharField(max_length=40, blank=True, default="")
    act_reference = models.CharField(max_length=100)
    reason = models.TextField()
    occurred_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(contract=F("contract_before")), name="entrustment_hands_over_to_another_contract"
            ),
            models.CheckConstraint(
                condition=~Q(act_reference="") & ~Q(reason=""), name="entrustment_says_why_and_by_which_act"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents=0, mandat_number="")
                | (Q(amount_cents__gt=0, live_count__gt=0) & ~Q(mandat_number="")),
                name="entrustment_is_paid_by_a_mandat_if_and_only_if_it_is_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.contract_id}"


class Mandat(models.Model):
    """A mandat that paid an operator the face value of pass: what it paid, by the `verb` of the operation. Never
    changed.

    Its number is used once in a scheme, however it is typed: by its `key`, `budget.rules.reference_key`. It pays one
    `order`; where an act hands several to a `contract`, all those of that act, of which `order` is the first.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    key = models.TextField(help_text="the normal form of its number")
    verb = models.CharField(max_length=20)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(OperatorContract, on_delete=models.PROTECT, null=True, related_name="+")
    act_reference = models.CharField(max_length=100, blank=True, default="")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="mandat_pays_once_in_a_scheme"),
            models.CheckConstraint(condition=~Q(key=""), name="mandat_has_a_letter_or_a_digit"),
            models.CheckConstraint(
                condition=Q(verb__in=["activate_order", "pay_complement"], contract__isnull=True, act_reference="")
                | (Q(verb="entrust_order", contract__isnull=False) & ~Q(act_reference="")),
                name="mandat_pays_an_order_or_an_act_that_hands_orders_over",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Repayment(models.Model):
    """What an operator gave back of what it held of an order that was handed to another. Never changed.

    `entrustment` ended its time. Either it paid the authority against the titre de recettes `title_number`, or the
    order came back to it by `carried_to` and the sum was deducted from what it was then to be paid.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    entrustment = models.ForeignKey(Entrustment, on_delete=models.PROTECT, related_name="repayments")
    amount_cents = models.PositiveBigIntegerField()
    title_number = models.CharField(max_length=40, blank=True, default="", help_text="of the titre de recettes")
    carried_to = models.ForeignKey(Entrustment, on_delete=models.PROTECT, null=True, related_name="carried")
    occurred_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="repayment_gives_something_back"),
            models.CheckConstraint(
                condition=Q(title_number="") ^ Q(carried_to__isnull=True),
                name="repayment_has_a_titre_de_recettes_unless_it_is_deducted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entrustment_id}: {self.amount_cents}"
