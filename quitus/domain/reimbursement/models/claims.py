"""Claims of structures, their lines, and the payments that settle them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.reimbursement import states
from quitus.kernel.clock import QuitusNow


class Claim(models.Model):
    """What a structure asks of one payer for the pass it took up to the end of a month."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="its first day")
    state = models.CharField(max_length=12, default=states.PREPARED)
    prepared_on = models.DateField()
    submitted_on = models.DateField(null=True)
    pay_by = models.DateField(null=True, help_text="by the law, or by the contract of the order of its pass")
    rejection_reason = models.TextField(blank=True)
    total_cents = models.BigIntegerField(default=0)
    line_count = models.IntegerField(default=0)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="claim_has_a_number_of_its_own", fields=["scheme", "number"]),
            models.UniqueConstraint(
                name="structure_claims_once_a_month_of_a_payer",
                fields=["scheme", "organisation", "payer", "month"],
            ),
            models.CheckConstraint(name="claim_month_is_its_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="claim_state_is_known", condition=Q(state__in=list(states.CLAIM))),
            models.CheckConstraint(
                name="claim_is_submitted_if_and_only_if_it_says_when",
                condition=Q(state=states.PREPARED, submitted_on__isnull=True)
                | (~Q(state=states.PREPARED) & Q(submitted_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="claim_says_by_when_it_is_paid_if_and_only_if_it_is_sent",
                condition=Q(submitted_on__isnull=True, pay_by__isnull=True)
                | Q(submitted_on__isnull=False, pay_by__isnull=False, pay_by__gte=F("submitted_on")),
            ),
            models.CheckConstraint(
                name="claim_is_rejected_only_with_a_reason",
                condition=~Q(state=states.REJECTED) | ~Q(rejection_reason=""),
            ),
            models.CheckConstraint(
                name="claim_counts_nothing_below_zero",
                condition=Q(total_cents__gte=0, line_count__gte=0),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "state", "month"], name="claims_by_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def due_on(self) -> date | None:
        """The day by which it is still to be paid; None until it is sent, while it is sent back, once it is paid."""
        return None if self.state in (states.PAID, states.REJECTED) else self.pay_by


class ClaimLine(models.Model):
    """One redemption on a claim, at the face value of its pass. Added, never changed: its key keeps it on one claim."""

    pk = models.CompositePrimaryKey("number", "turn")
    number = models.BigIntegerField()
    turn = models.IntegerField()
    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="+", db_index=False)
    amount_cents = models.IntegerField()
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="claim_line_is_worth_something", condition=Q(amount_cents__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.turn}"


class ServiceFait(models.Model):
    """The authorising officer's side certifies that the services of a claim were given (*service fait*)."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="service_fait")
    certified_on = models.DateField()
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    certified_by = models.CharField(max_length=200, help_text="name and quality, as they were")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    def __str__(self) -> str:
        return f"{self.claim_id} {self.certified_on}"


class Payment(models.Model):
    """An order to an operator to pay structures, or a proposal of mandat to the authority's finance."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    amount_cents = models.BigIntegerField()
    state = models.CharField(max_length=10, default=states.ISSUED)
    issued_on = models.DateField()
    mandat_number = models.CharField(max_length=40, blank=True)
    bordereau_number = models.CharField(max_length=40, blank=True)
    mandated_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    list_reference = models.CharField(
        max_length=80, blank=True, help_text="of the list by which an operator that works outside says that it paid"
    )
    claims = models.ManyToManyField(Claim, through="PaymentClaim", related_name="payments")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="payment_has_a_number_of_its_own", fields=["scheme", "number"]),
            models.CheckConstraint(name="payment_kind_is_known", condition=Q(kind__in=list(states.KIND_LABELS))),
            models.CheckConstraint(
                name="payment_state_is_known",
                condition=Q(state__in=[states.ISSUED, states.MANDATED, states.PAID]),
            ),
            models.CheckConstraint(name="payment_pays_something", condition=Q(amount_cents__gt=0)),
            models.CheckConstraint(
                name="payment_is_paid_if_and_only_if_it_says_when",
                condition=Q(state=states.PAID, paid_on__isnull=False)
                | (~Q(state=states.PAID) & Q(paid_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="proposal_beyond_issued_has_its_mandat_and_an_order_has_none",
                condition=Q(kind=states.PROPOSAL, state=states.ISSUED, mandat_number="") & Q(mandated_on__isnull=True)
                | Q(kind=states.PROPOSAL, mandated_on__isnull=False) & ~Q(state=states.ISSUED) & ~Q(mandat_number="")
                | Q(kind=states.ORDER, mandat_number="", mandated_on__isnull=True),
            ),
            models.CheckConstraint(
                name="list_of_an_operator_is_of_an_order_that_it_paid",
                condition=Q(list_reference="") | Q(kind=states.ORDER, state=states.PAID),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PaymentClaim(models.Model):
    """This payment settles that claim, whole: a claim is paid once."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="settled")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="settlement")

    def __str__(self) -> str:
        return f"{self.payment_id} {self.claim_id}"


class OperatorFee(models.Model):
    """What the operator's contract adds, before VAT, for the pass of one order that a payment settles.

    Recorded beside the payment, never taken out of it: venues are paid the face value.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="fees")
    contract = models.ForeignKey("vouchers.OperatorContract", on_delete=models.PROTECT, related_name="+")
    base_cents = models.BigIntegerField()
    rate_per_mille = models.PositiveIntegerField()
    net_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="operator_fee_is_counted_once_a_payment", fields=["payment", "contract"]),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.net_cents}"
